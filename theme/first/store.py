"""First states on disk: found again by the edition that they belong to, after a restart too."""

import gzip
import json
import os
import tempfile
import zlib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "build" / "first"
KEPT_OF_A_LESSON = 4  # editions; servers at different addresses may share the folder


def read(slug: str, edition: str, folder: Path = FOLDER) -> dict[str, Any] | None:
    """What the page of this edition can begin with; None where it is not kept, or spoilt."""
    try:
        with gzip.open(folder / _name(slug, edition), "rt", encoding="utf-8") as file:
            kept = json.load(file)
    except (
        OSError,
        EOFError,
        ValueError,
        zlib.error,
    ):  # gzip sums what it holds
        return None
    return kept if isinstance(kept, dict) else None


def keep(slug: str, edition: str, first: dict[str, Any], folder: Path = FOLDER) -> None:
    """Keep it, in the place of the oldest editions of the lesson; OSError where nothing can be."""
    folder.mkdir(parents=True, exist_ok=True)
    content = gzip.compress(json.dumps(first).encode("utf-8"), 6, mtime=0)
    handle, unnamed = tempfile.mkstemp(dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(unnamed, folder / _name(slug, edition))  # whole or not at all, also for others
    except OSError:
        Path(unnamed).unlink(missing_ok=True)
        raise
    editions = sorted(folder.glob(_name(slug, "*")), key=lambda path: path.stat().st_mtime_ns)
    for old in editions[:-KEPT_OF_A_LESSON]:
        old.unlink(missing_ok=True)


def _name(slug: str, edition: str) -> str:
    return f"{slug}.{edition}.json.gz"
