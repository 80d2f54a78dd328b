"""The list of lessons in README.md, written from what the lessons say of themselves."""

import re
from collections.abc import Iterable
from pathlib import Path

import nbformat

BEGIN = "<!-- contents: written by make lessons -->"
END = "<!-- end of contents -->"


def row(slug: str, course: dict) -> str:
    """Return the table's row of the lesson `slug`; `course` is its metadata."""
    words = course["title"] if slug.startswith("00_") else course["claim"]
    return f"| {int(slug[:2])} | [{words}](lessons/{slug}.ipynb) | {course['minutes']} |"


def with_contents(readme: str, lessons: Iterable[Path]) -> str:
    """Return `readme` with its table of lessons renewed; ValueError when it has no place for it."""
    rows = [
        row(path.stem, nbformat.read(str(path), as_version=4).metadata["course"])
        for path in sorted(lessons)
    ]
    table = "\n".join(["| | lesson | minutes |", "| --- | --- | --- |", *rows])
    place = re.compile(f"{BEGIN}.*?{END}", re.S)
    if not place.search(readme):
        raise ValueError(f"README.md must have the lines {BEGIN} and {END}")
    return place.sub(lambda _: f"{BEGIN}\n{table}\n{END}", readme)
