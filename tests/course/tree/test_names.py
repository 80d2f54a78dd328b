"""One word for one thing: no class and no constant of the house has a second meaning."""

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
# The rooms that are served; tools and bench are scripts of their own.
ROOMS = ("evidence", "page", "quizzes", "teaching", "theme", "widgets")
# Constants that say of each module the same thing: where it stands, what it reads,
# and what is in that.
SAME_OF_EACH = {"HERE", "FILE", "FOLDER", "ROOT", "CONTENT"}


def named_in(source: str) -> set[str]:
    """Public classes and constants that a module defines at its top."""
    found = set()
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef):
            found.add(node.name)
        targets = node.targets if isinstance(node, ast.Assign) else []
        targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
        for target in targets:
            names = target.elts if isinstance(target, ast.Tuple) else [target]
            found |= {each.id for each in names if isinstance(each, ast.Name) and each.id.isupper()}
    public = {name for name in found if not name.startswith("_") and len(name) > 1}  # T: any type
    return public - SAME_OF_EACH


def named_twice(sources: dict[str, str]) -> dict[str, list[str]]:
    """Each name that more than one file defines, with those files."""
    homes = defaultdict(list)
    for file, source in sources.items():
        for name in named_in(source):
            homes[name].append(file)
    return {name: sorted(files) for name, files in sorted(homes.items()) if len(files) > 1}


def sources_of(*rooms: str) -> dict[str, str]:
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for room in rooms
        for path in sorted((ROOT / room).rglob("*.py"))
        if "node_modules" not in path.parts
    }


def test_no_name_has_two_meanings():
    told = [
        f"{name}: {', '.join(files)}" for name, files in named_twice(sources_of(*ROOMS)).items()
    ]
    advice = "rename one, or begin it with _ where only its file uses it:"
    assert not told, "\n".join([advice, *told])


def test_a_second_meaning_is_found():
    one, two = "class Plan:\n    pass\nLIMIT = 3\n", "LIMIT: int = 4\nOTHER, FILE = 1, 2\n"
    assert named_twice({"a.py": one, "b.py": two, "c.py": "FILE = 1\nclass Plan: pass\n"}) == {
        "LIMIT": ["a.py", "b.py"],
        "Plan": ["a.py", "c.py"],
    }
