"""Screens on disk: found again by the edition that they belong to, after a restart too."""

import gzip
import json
import os
import tempfile
import zlib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "build" / "stage"
KEPT_OF_A_PLAN = 20  # editions, the oldest go first: one for each case of a plan for any case


def read(plan: str, edition: str, folder: Path = FOLDER) -> dict[str, Any] | None:
    """The screens of this edition; None where they are not kept, or spoilt."""
    try:
        with gzip.open(folder / _name(plan, edition), "rt", encoding="utf-8") as file:
            kept = json.load(file)
    except (OSError, EOFError, ValueError, zlib.error):  # gzip sums what it holds
        return None
    return kept if isinstance(kept, dict) else None


def keep(plan: str, edition: str, deck: dict[str, Any], folder: Path = FOLDER) -> None:
    """Keep them, in the place of the oldest editions of the plan; OSError where nothing can be."""
    folder.mkdir(parents=True, exist_ok=True)
    content = gzip.compress(json.dumps(deck).encode("utf-8"), 6, mtime=0)
    handle, unnamed = tempfile.mkstemp(dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(unnamed, folder / _name(plan, edition))  # whole or not at all, also for others
    except OSError:
        Path(unnamed).unlink(missing_ok=True)
        raise
    editions = sorted(folder.glob(_name(plan, "*")), key=lambda path: path.stat().st_mtime_ns)
    for old in editions[:-KEPT_OF_A_PLAN]:
        old.unlink(missing_ok=True)


def _name(plan: str, edition: str) -> str:
    return f"{plan}.{edition}.json.gz"
