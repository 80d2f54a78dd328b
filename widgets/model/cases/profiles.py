"""Starting points for the findings of made-up patients, which a case or a vignette changes."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evidence.tables import read_toml

FILE = Path(__file__).with_name("profiles.toml")


def load_profiles(problems: list[str], path: Path = FILE) -> Mapping[str, Mapping[str, Any]]:
    """Each profile by its name; what cannot be read goes into `problems`."""
    return read_toml(path, problems) or {}
