"""The name of the course, its version and the day of it, read from their one home."""

from datetime import date
from functools import cache
from pathlib import Path

CITATION = Path(__file__).resolve().parents[1] / "CITATION.cff"


def _field(name: str) -> str:
    try:
        lines = CITATION.read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    found = [line.partition(":")[2] for line in lines if line.startswith(f"{name}:")]
    return found[0].strip().strip("'\"") if found else ""


@cache
def course_name() -> str:
    """The title in CITATION.cff without what follows a colon; "" where there is none."""
    return _field("title").partition(": ")[0]


@cache
def course_version() -> str:
    """The version in CITATION.cff; "" where the file is not there or names none."""
    return _field("version")


@cache
def course_day() -> date | None:
    """The day of the version; None where there is none."""
    try:
        return date.fromisoformat(_field("date-released"))
    except ValueError:
        return None


@cache
def course_date() -> str:
    """The day of the version in words, such as 22 November 2026; "" where there is none."""
    day = course_day()
    return f"{day.day} {day:%B} {day.year}" if day else ""
