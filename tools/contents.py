"""The list of lessons in README.md, written from what the lessons say of themselves."""

import re
from collections.abc import Iterable
from pathlib import Path

import nbformat

from quizzes.engine import read_bank
from quizzes.engine.minutes import lesson_minutes

BEGIN = "<!-- contents: written by make lessons -->"
END = "<!-- end of contents -->"


def row(slug: str, course: dict, minutes: str) -> str:
    """Return the table's row of the lesson `slug`; `course` is its metadata."""
    words = course["title"] if slug.startswith("00_") else course["claim"]
    return f"| {int(slug[:2])} | [{words}](lessons/{slug}.ipynb) | {minutes} |"


def with_contents(readme: str, lessons: Iterable[Path]) -> str:
    """Return `readme` with its table of lessons renewed; ValueError when it has no place for it."""
    bank, rows = read_bank(), []
    for path in sorted(lessons):
        notebook = nbformat.read(str(path), as_version=4)
        minutes = lesson_minutes(notebook, bank).words
        rows.append(row(path.stem, notebook.metadata["course"], minutes))
    table = "\n".join(["| | lesson | minutes |", "| --- | --- | --- |", *rows])
    place = re.compile(f"{BEGIN}.*?{END}", re.S)
    if not place.search(readme):
        raise ValueError(f"README.md must have the lines {BEGIN} and {END}")
    return place.sub(lambda _: f"{BEGIN}\n{table}\n{END}", readme)
