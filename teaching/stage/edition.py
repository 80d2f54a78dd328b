"""What tells one edition of a plan's screens from another: all that they rest on."""

import hashlib
import json
import sys
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SCREENS_REST_ON = ("evidence", "page", "widgets", "quizzes", "teaching/stage")
SCREEN_FILE_KINDS = {".py", ".toml", ".svg"}
SCREENS_DRAWN_WITH = ("markupsafe", "matplotlib", "numpy")


@cache  # code that changes under a running server is not the code that it runs
def code_digest() -> str:
    """What all screens rest on besides their plan, as 64 hexadecimal digits."""
    found = [
        path
        for name in SCREENS_REST_ON
        for path in (ROOT / name).rglob("*")
        if path.suffix in SCREEN_FILE_KINDS
    ]
    found += [ROOT / "CITATION.cff", *sorted((ROOT / "lessons").glob("*.ipynb"))]
    told = [sys.version, *(f"{name} {version(name)}" for name in SCREENS_DRAWN_WITH)]
    digest = hashlib.sha256(json.dumps(told).encode())
    for path in filter(Path.is_file, sorted(found)):
        digest.update(hashlib.sha256(path.name.encode() + b"\0" + path.read_bytes()).digest())
    return digest.hexdigest()


def edition_of(plan: Mapping[str, Any]) -> str:
    """The edition of the screens of a plan, given as plain data, as 16 hexadecimal digits."""
    told = json.dumps([code_digest(), plan], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]
