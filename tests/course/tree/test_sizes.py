"""Files that can be read at one sitting, and folders whose list fits a glance."""

from collections import Counter
from pathlib import Path

from tests.course.tree.test_names import ROOT

LINES_AT_MOST = 350  # about 300
FILES_AT_MOST = 14  # about a dozen
READ_BY_PEOPLE = {".py", ".js", ".mjs", ".ts", ".css", ".html", ".j2", ".sh"}
ROOMS = ("bench", "evidence", "page", "quizzes", "teaching", "tests", "theme", "tools", "widgets")


def made(path: Path) -> bool:
    """Whether a command writes the file: a script of the pages, or its types."""
    return path.name.endswith(".types.d.ts") or (path.parent.name, path.suffix) == ("static", ".js")


def sources() -> list[Path]:
    return [
        path.relative_to(ROOT)
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*"))
        if path.suffix in READ_BY_PEOPLE
        and not made(path)
        and not {"vendor", "node_modules", "built", "__pycache__"} & set(path.parts)
    ]


def too_long(lines: dict[str, int]) -> list[str]:
    return [f"{file}: {n}" for file, n in lines.items() if n > LINES_AT_MOST]


def too_full(files: list[Path]) -> list[str]:
    counts = Counter(path.parent.as_posix() for path in files if path.name != "__init__.py")
    return [f"{name}: {n}" for name, n in counts.items() if n > FILES_AT_MOST]


def test_files_and_folders_stay_readable():
    lines = {
        path.as_posix(): len((ROOT / path).read_text(encoding="utf-8").splitlines())
        for path in sources()
    }
    assert not too_long(lines) and not too_full(sources())


def test_what_grew_is_named():
    assert too_long({"a.py": LINES_AT_MOST + 1, "b.py": LINES_AT_MOST}) == [
        f"a.py: {LINES_AT_MOST + 1}"
    ]
    full = [Path(f"room/{n}.py") for n in range(FILES_AT_MOST + 1)]
    assert too_full(full) == [f"room: {FILES_AT_MOST + 1}"] and not too_full(full[1:])
