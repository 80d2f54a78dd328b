"""The version of the course, read from its one home."""

from functools import cache
from pathlib import Path

CITATION = Path(__file__).resolve().parents[1] / "CITATION.cff"


@cache
def course_version() -> str:
    """The version in CITATION.cff; "" where the file is not there or names none."""
    try:
        lines = CITATION.read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    found = [line.partition(":")[2] for line in lines if line.startswith("version:")]
    return found[0].strip().strip("'\"") if found else ""
