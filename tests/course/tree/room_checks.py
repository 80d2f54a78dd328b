"""Which room may import which: read from the source, nothing is run."""

import ast
import sys

ENGINE = ("quizzes.engine.items", "quizzes.engine.types")
# What a lesson stands on, together in one process: nothing of it may be imported by the server.
BOTH = ("evidence", "page", "widgets", "quizzes", "quizzes.bank", "quizzes.engine", *ENGINE)
FLOORS = ("widgets.model", "widgets.view", "widgets.controls")
# A room: the rooms it may import besides itself. The longest name that fits a file decides.
ROOMS = {
    "evidence": (),
    "page": (),
    "page.widget": ("page",),
    "widgets.model": ("evidence",),
    "widgets.view": ("evidence", "page", "widgets.model"),
    "widgets.controls": ("evidence", "page", "page.widget", "widgets.model", "widgets.view"),
    "widgets": ("evidence", "widgets.model", "widgets.view", "widgets.controls"),
    "quizzes.bank": (),
    "quizzes.engine.items": ("evidence",),
    "quizzes.engine.types": ("evidence", "quizzes.engine.items"),
    "quizzes.engine": ("evidence", "page", "quizzes.bank", *ENGINE),
    "quizzes.talk": ("evidence", "page", "quizzes.bank", "quizzes.engine", *ENGINE),
    "quizzes.player": (
        "evidence",
        "page",
        "page.widget",
        "quizzes.bank",
        "quizzes.engine",
        "quizzes.talk",
        *ENGINE,
    ),
    "quizzes.authoring": ("evidence", "quizzes.bank", "quizzes.engine", *ENGINE),
    "quizzes": (
        "evidence",
        "quizzes.bank",
        "quizzes.engine",
        "quizzes.player",
        "quizzes.authoring",
    ),
    # What the server may import, and what runs beside it: drawn ahead, or written by a command.
    "teaching": ("evidence", "page", "quizzes.bank", "quizzes.engine", *ENGINE),
    "teaching.drawn": ("teaching", "quizzes.authoring", *BOTH, *FLOORS),
    "teaching.stage.drawn": ("teaching", "teaching.drawn", *BOTH, *FLOORS),
    "teaching.pathway": ("teaching", *BOTH, *FLOORS),
    "teaching.kit": ("teaching", "teaching.drawn", "teaching.pathway", *BOTH, *FLOORS),
    "teaching.__main__": ("teaching", "teaching.drawn", "teaching.kit", *BOTH, *FLOORS),
    "theme": (
        *("evidence", "page", "quizzes.bank", "quizzes.engine", "quizzes.talk", *ENGINE),
        "teaching",
    ),
    # It runs in a kernel, before a learner comes, and opens the doors that a lesson will open.
    "theme.kernels.warm": ("evidence", "widgets", "quizzes", "quizzes.engine"),
    # Kernels are copies of this process, so it does what they would do before a learner comes.
    "theme.forking.parent": ("theme", "theme.kernels.warm"),
}
OURS = {
    "evidence",
    "page",
    "widgets",
    "quizzes",
    "teaching",
    "theme",
    "tests",
    "tools",
    "bench",
    "lessons",
    "binder",
}
# Importing these is waiting time behind a lesson page, or state that one page leaves to the next.
NEVER_SERVED = ("pandas", "scipy", "matplotlib.pyplot", "pylab")
NOT_IN_VIEW = ("ipywidgets", "anywidget", "IPython", "traitlets")


def room_of(module: str) -> str | None:
    """Return the room that holds `module`, or None when it is in none."""
    fits = [room for room in ROOMS if module == room or module.startswith(room + ".")]
    return max(fits, key=len, default=None)


def imports_of(module: str, source: str, is_package: bool) -> list[tuple[int, str]]:
    """Return (line, full name) of everything that `source`, the text of `module`, imports.

    `from a import b` counts as a.b, so that a module taken from a package is seen.
    """
    found = []
    package = module.split(".") if is_package else module.split(".")[:-1]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [(node.lineno, name.name) for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            up = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*up, *([node.module] if node.module else [])])
            found += [(node.lineno, f"{base}.{name.name}") for name in node.names]
    return found


def _is_part(name: str, whole: str) -> bool:
    return name == whole or name.startswith(whole + ".")


def import_problems(module: str, source: str, is_package: bool = False) -> list[str]:
    """Return what `module` imports against the house's direction, one sentence each."""
    room = room_of(module)
    problems = []
    for line, name in imports_of(module, source, is_package):
        top = name.split(".")[0]
        where = f"{module}:{line} imports {name}"
        if any(_is_part(name, heavy) for heavy in NEVER_SERVED):
            problems.append(f"{where}: too slow or too shared to stand behind a page")
        if top in OURS:
            allowed = (room, *ROOMS[room])
            if room_of(name) not in allowed:
                problems.append(f"{where}: {room} may import {', '.join(allowed)} only")
        elif room == "page" and top not in sys.stdlib_module_names | {"markupsafe"}:
            problems.append(f"{where}: only page.widget needs more than markupsafe")
        elif room == "widgets.model" and top not in sys.stdlib_module_names | {"numpy"}:
            problems.append(f"{where}: the model needs numpy and the standard library only")
        elif room == "quizzes.engine" and top not in sys.stdlib_module_names | {"fsrs"}:
            problems.append(f"{where}: the engine needs the standard library and fsrs only")
        elif room == "teaching" and top in ("numpy", "matplotlib", "pptx"):
            problems.append(f"{where}: the server imports this room, which is to stay light")
        elif room == "widgets.view" and top in NOT_IN_VIEW:
            problems.append(f"{where}: a view knows nothing of live controls")
    return problems


def _loaded(source: str) -> str:
    """Return the imports of `source` that run when it is loaded, as source."""
    kept, left = [], list(ast.parse(source).body)
    while left:
        node = left.pop()
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            kept.append(node)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        elif not (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)):
            left += [each for each in ast.iter_child_nodes(node) if isinstance(each, ast.stmt)]
    return "\n".join(map(ast.unparse, kept))


def circles(sources: dict[str, tuple[str, bool]]) -> list[tuple[str, ...]]:
    """Return the modules that import each other, directly or through others, one group each.

    sources: for each module its text and whether it is a package. What a name is taken from counts:
    `from a import b` is a.b where that is a module, else a. What is imported for types alone, or
    by a function when it runs, makes no circle when the modules are loaded.
    """
    asked = {}
    for module, (source, is_package) in sources.items():
        names = [name for _, name in imports_of(module, _loaded(source), is_package)]
        found = {name if name in sources else name.rpartition(".")[0] for name in names}
        asked[module] = (found & sources.keys()) - {module}

    def reached(start: str) -> set[str]:
        seen, left = set(), [start]
        while left:
            for each in asked[left.pop()] - seen:
                seen.add(each)
                left.append(each)
        return seen

    met = {module: reached(module) for module in sources}
    groups = {
        tuple(sorted({each for each in met[module] if module in met[each]}))
        for module in sources
        if module in met[module]
    }
    return sorted(groups)


def lesson_import_problems(lesson: str, source: str) -> list[str]:
    """Return what a lesson's cell imports besides the three front doors."""
    doors = {"evidence", "widgets", "quizzes"}
    problems = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import) and any(name.name not in doors for name in node.names):
            problems.append(f"{lesson} imports {node.names[0].name}, not a front door")
        elif isinstance(node, ast.ImportFrom) and (node.level or node.module not in doors):
            problems.append(f"{lesson} imports from {node.module}, not a front door")
        elif isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
            problems.append(f"{lesson} imports everything from {node.module}")
    return problems
