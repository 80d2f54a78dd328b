"""What tells one edition of a lesson from another: all that its first states rest on."""

import hashlib
import json
import sys
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# The course's code, texts and scripts, and what runs the cells and reads the pages made of them.
RESTS_ON = ("evidence", "page", "widgets", "quizzes", "theme/first")
AND_ON = ("CITATION.cff", "theme/voila/templates/course/static/course.js")
FILE_KINDS = {".py", ".toml", ".js", ".css", ".svg"}
DRAWN_WITH = ("anywidget", "ipywidgets", "ipython", "matplotlib", "numpy")


def code_digest(lessons: Path) -> str:
    """What all lessons rest on, as 64 hexadecimal digits; the same at each address of a server.

    lessons: their folder, whose own modules count too.
    """
    found = [
        path for name in RESTS_ON for path in (ROOT / name).rglob("*") if path.suffix in FILE_KINDS
    ]
    files = [*sorted(found), *(ROOT / name for name in AND_ON)]
    files += sorted(lessons.glob("*.py"))
    told = [sys.version, *(f"{name} {version(name)}" for name in DRAWN_WITH)]
    digest = hashlib.sha256(json.dumps(told).encode())
    for path in filter(Path.is_file, files):
        digest.update(hashlib.sha256(path.name.encode() + b"\0" + path.read_bytes()).digest())
    return digest.hexdigest()


def edition_of(code: str, cells: Iterable[str]) -> str:
    """The edition of a lesson with these cells, as 16 hexadecimal digits.

    code: what `code_digest` says.
    """
    return hashlib.sha256(json.dumps([code, *cells]).encode()).hexdigest()[:16]
