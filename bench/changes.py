"""Which small changes of the code can be made, and which tests speak of the changed module."""

import ast
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, islice
from pathlib import Path

from bench.report import ROOT

# A room: where its code is, where its mirror is, and the area whose other tests may notice as well.
ROOMS = {
    "widgets.model": ("widgets/model", "tests/widgets/model", "tests/widgets"),
    "widgets.view": ("widgets/view", "tests/widgets/view", "tests/widgets"),
    "quizzes.engine": ("quizzes/engine", "tests/quizzes", "tests/quizzes"),
    "quizzes.talk": ("quizzes/talk", "tests/quizzes", "tests/quizzes"),
    "quizzes.player": ("quizzes/player", "tests/quizzes", "tests/quizzes"),
}
# Says nothing: an identity for an equality, a cache that is not kept, operators of bits on numbers
# that have none, which fail wherever they are run.
LEFT_OUT = re.compile(r"_Is(Not)?$|_Is(Not)?_|RemoveDecorator|_(Bit\w+|[LR]Shift)(_|$)")
# Operators that put another sign for the same one change the same places: look once for all.
ALIKE = re.compile(r"(.*Replace(?:Binary|Comparison)Operator_[A-Za-z]+)_[A-Za-z]+")


@dataclass(frozen=True)
class Change:
    """One change of one place: the `occurrence`-th that `operator` can make in `module`."""

    room: str
    module: str
    operator: str
    occurrence: int
    line: int


def types_of(source: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Where a source says types, which are no behaviour: from and to (line, column)."""
    found = []
    for node in ast.walk(ast.parse(source)):
        for each in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            if isinstance(each, ast.expr):
                end = each.end_lineno or each.lineno, each.end_col_offset or each.col_offset
                found.append(((each.lineno, each.col_offset), end))
    return found


def places(room: str, root: Path) -> Iterator[tuple[tuple, list[Change]]]:
    """Every place of a room that can be changed, with all changes of it."""
    from cosmic_ray.ast import ast_nodes, get_ast
    from cosmic_ray.plugins import get_operator, operator_names

    alike: dict[str, list[str]] = {}
    for name in operator_names():
        if not LEFT_OUT.search(name) and not get_operator(name).arguments():
            group = ALIKE.fullmatch(name)
            alike.setdefault(group[1] if group else name, []).append(name)
    for path in sorted((root / ROOMS[room][0]).rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        nodes, left_alone = list(ast_nodes(get_ast(source))), types_of(source)
        module, found = path.relative_to(root).as_posix(), {}
        for names in alike.values():
            operator = get_operator(names[0])()
            spans = [span for node in nodes for span in operator.mutation_positions(node)]
            for occurrence, (start, end) in enumerate(spans):
                if not any(first <= start and end <= last for first, last in left_alone):
                    found.setdefault((module, start, end), []).extend(
                        Change(room, module, name, occurrence, start[0]) for name in names
                    )
        yield from sorted(found.items())


def lines_of(change: Change, root: Path) -> tuple[str, str] | None:
    """The first line that a change makes another, before and after, without its indent; None for
    a change that leaves the same program, or one that is no Python and would fail any test."""
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator

    before = (root / change.module).read_text(encoding="utf-8")
    after = mutate_code(before, get_operator(change.operator)(), change.occurrence) or before
    try:
        compile(after, change.module, "exec")
    except SyntaxError:
        return None
    if ast.dump(ast.parse(before)) == ast.dump(ast.parse(after)):
        return None
    pairs = zip(before.splitlines(), after.splitlines())
    return next((a.strip(), b.strip()) for a, b in pairs if a != b)


def sample(rooms: Iterable[str], count: int, seed: int, root: Path = ROOT) -> list[Change]:
    """`count` changes, as many of each room, each at another place and each another program; the
    same for the same seed."""
    chosen, rooms = [], sorted(rooms)
    for number, room in enumerate(rooms):
        chance = random.Random(f"{seed} {room}")
        there = list(places(room, root))
        chance.shuffle(there)
        drawn = (chance.choice(changes) for _place, changes in there)
        real = (change for change in drawn if lines_of(change, root))
        chosen += islice(real, (count + number) // len(rooms))
    return chosen


def name_of(path: Path) -> str:
    """The name by which a module is imported: of a front door the name of its folder."""
    return path.parent.name if path.stem == "__init__" else path.stem


def offered(path: Path) -> set[str]:
    """What a test may call a module by: its own name, and those of what it offers."""
    names = {name_of(path)}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names.update(each.id for each in node.targets if isinstance(each, ast.Name))
    return {name for name in names if not name.startswith("_") and len(name) > 3}


@cache
def importers(module: Path, room: Path) -> frozenset[Path]:
    """The modules of a room that import one of it."""
    name = name_of(module)
    wanted = re.compile(rf"^\s*from \S*\.{name} import|^\s*from \S+ import .*\b{name}\b", re.M)
    others = (path for path in room.rglob("*.py") if path != module)
    return frozenset(path for path in others if wanted.search(path.read_text(encoding="utf-8")))


@cache
def tests_of(module: str, folder: str, root: Path) -> tuple[str, ...]:
    """The test files below `folder` that speak of a module; where none does, those that speak of
    the modules that import it, and so on; last those that import the whole room, or the house."""
    files = {
        path: path.read_text(encoding="utf-8")
        for path in sorted((root / folder).rglob("test_*.py"))
    }
    room = next((root / at for at, *_ in ROOMS.values() if module.startswith(f"{at}/")), root)
    asked, next_ones, found = set(), {root / module}, []
    while next_ones and not found:
        asked |= next_ones
        names = sorted(set().union(*map(offered, next_ones)))
        wanted = re.compile(rf"\b({'|'.join(names)})\b") if names else None
        spoken = {path: len(wanted.findall(text)) for path, text in files.items() if wanted}
        # Those that carry its name, and those that speak of it most, are the likeliest to notice.
        found = sorted(
            filter(spoken.get, files),
            key=lambda path: (name_of(root / module) not in path.stem, -spoken[path]),
        )
        next_ones = {each for one in next_ones for each in importers(one, room)} - asked
    rooms = accumulate(room.relative_to(root).parts, "{}.{}".format)
    whole = re.compile(rf"^import ({'|'.join(rooms)})$", re.M)
    found += [path for path in files if path not in found and whole.search(files[path])]
    return tuple(path.relative_to(root).as_posix() for path in found)


@cache
def importing_tests(module: str, root: Path) -> tuple[str, ...]:
    """The test files anywhere that import a module by its own path, or names of it."""
    path = root / module
    parent, name = ".".join(path.relative_to(root).parent.parts), name_of(path)
    whole = parent if path.stem == "__init__" else f"{parent}.{name}"
    wanted = re.compile(
        rf"^\s*(from|import) {whole}( |$)|^\s*from {parent} import .*\b{name}\b", re.M
    )
    tests = sorted((root / "tests").rglob("test_*.py"))
    found = (each for each in tests if wanted.search(each.read_text(encoding="utf-8")))
    return tuple(each.relative_to(root).as_posix() for each in found)
