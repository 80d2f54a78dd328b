"""Files that can be read at one sitting, and folders whose list fits a glance."""

from collections import Counter
from pathlib import Path

import pytest

from tests.course.test_names import ROOT

LINES_AT_MOST = 350  # about 300
FILES_AT_MOST = 14  # about a dozen
READ_BY_PEOPLE = {".py"}
ROOMS = ("bench", "evidence", "page", "quizzes", "tests", "theme", "tools", "widgets")
# What is longer, and why.
LONGER_FILES: dict[str, str] = {
    "tests/quizzes/test_quiz_bank.py": "one row for each way to spoil a good bank",
    "evidence/loader.py": "one pass: read, check across files, leave out what rests on a mistake",
    "tests/tools/test_review_road.py": "one way there and back, told in its order",
}
FULLER_FOLDERS: dict[str, str] = {
    "evidence": "each module is one rule of one fact base; its front door is the package",
    "tests/quizzes": "one file for each promise of the questions",
    "theme": "one module for each part of the server",
    "tests/theme": "one file for each promise of the server and its pages",
    "tests/course": "one file for each promise that the whole course makes",
}


def sources() -> list[Path]:
    return [
        path.relative_to(ROOT)
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*"))
        if path.suffix in READ_BY_PEOPLE
        and not {"vendor", "node_modules", "static", "__pycache__"} & set(path.parts)
    ]


def too_long(lines: dict[str, int], but: dict[str, str]) -> list[str]:
    return [f"{file}: {n}" for file, n in lines.items() if n > LINES_AT_MOST and file not in but]


def too_full(files: list[Path], but: dict[str, str]) -> list[str]:
    counts = Counter(path.parent.as_posix() for path in files if path.name != "__init__.py")
    return [f"{name}: {n}" for name, n in counts.items() if n > FILES_AT_MOST and name not in but]


def test_files_and_folders_stay_readable():
    lines = {
        path.as_posix(): len((ROOT / path).read_text(encoding="utf-8").splitlines())
        for path in sources()
    }
    assert not too_long(lines, LONGER_FILES) and not too_full(sources(), FULLER_FOLDERS)
    gone = [file for file in LONGER_FILES if lines.get(file, 0) <= LINES_AT_MOST]
    assert not gone, f"no longer too long, so no longer an exception: {gone}"


def test_what_grew_is_named():
    assert too_long({"a.py": LINES_AT_MOST + 1, "b.py": LINES_AT_MOST}, {}) == [
        f"a.py: {LINES_AT_MOST + 1}"
    ]
    full = [Path(f"room/{n}.py") for n in range(FILES_AT_MOST + 1)]
    assert too_full(full, {}) == [f"room: {FILES_AT_MOST + 1}"] and not too_full(full[1:], {})


@pytest.mark.parametrize("name", FULLER_FOLDERS)
def test_each_exception_is_still_one(name):
    assert too_full([path for path in sources() if path.parent.as_posix() == name], {})
