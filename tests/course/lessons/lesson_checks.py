"""What a lesson's notebook must look like and how it must have been run; a sentence a problem."""

import ast
import io
import re
import tokenize

import evidence
from page.notice import NOTICE_CELL, notice
from quizzes.engine.minutes import GO_DEEPER, begins_deeper

COURSE_FIELDS = {"title": str, "claim": str, "objectives": list, "summary": str}
MOST_LINES = 2
SENTENCE_LIMIT = 110
FORBIDDEN = ("interact", "interactive", "interactive_output", "Output", "plt", "show", "display")
PLACES = ("before", "exit", "practice", "alone")  # the first two in the core


def words_and_code(notebook) -> list:
    """Return the cells without the notice, which `make lessons` puts before the lesson's own."""
    return [cell for cell in notebook.cells if cell.get("id") != NOTICE_CELL]


def _code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def _names(tree) -> set[str]:
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return names | {
        a.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for a in node.names
    }


def cell_problems(source: str) -> list[str]:
    """Return what a code cell has that a lesson's cell may not have."""
    lines = [line for line in source.splitlines() if line.strip()]
    problems = []
    if len(lines) > MOST_LINES:
        problems.append(f"a cell must have at most {MOST_LINES} lines, has {len(lines)}")
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return [*problems, f"not plain Python: {source[:60]!r}"]
    kinds = (ast.Expr, ast.Assign, ast.Import, ast.ImportFrom)
    problems += [
        f"{type(node).__name__} in a cell" for node in tree.body if not isinstance(node, kinds)
    ]
    problems += ["a lambda in a cell" for node in ast.walk(tree) if isinstance(node, ast.Lambda)]
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            problems.append(f"a comment in a cell: {token.string!r}")
        elif token.type == tokenize.OP and token.string == ";":
            problems.append("a ; in a cell")
    problems += [f"{name} in a cell" for name in sorted(_names(tree) & set(FORBIDDEN))]
    return problems


def shape_problems(slug: str, notebook, objectives) -> list[str]:
    """Return what the lesson `slug` lacks or has too much of; `objectives` are the known ids."""
    problems = []
    for cell in _code(notebook):
        problems += cell_problems(cell.source)
    headings = []
    cells = words_and_code(notebook)
    for index, cell in enumerate(cells):
        if cell.cell_type == "markdown":
            without_code = re.sub(r"```.*?```", "", cell.source, flags=re.S)
            headings += [(index, m.group()) for m in re.finditer(r"^# .+$", without_code, re.M)]
    first = cells[0] if cells else None
    if len(headings) != 1 or not first or not first.source.startswith("# "):
        problems.append(f"a lesson must open with its only h1, has {len(headings)}")
    course = notebook.metadata.get("course", {})
    for name, kind in COURSE_FIELDS.items():
        if not isinstance(course.get(name), kind) or not (course[name] or kind is list):
            problems.append(
                f"metadata.course.{name} must be a {kind.__name__}, got {course.get(name)!r}"
            )
    if "minutes" in course:
        problems.append("metadata.course.minutes is computed, and must not be typed")
    problems += [
        f"objective {name} is not in evidence"
        for name in course.get("objectives", ())
        if name not in objectives
    ]
    # 00 opens the course and 90 onwards look back on it: pages without a loop of their own.
    if "01" <= slug[:2] < "90" and not problems:
        problems += _loop_problems(slug, notebook, course)
    return [f"{slug}: {problem}" for problem in problems]


def _loop_problems(slug: str, notebook, course) -> list[str]:
    """Return which steps of the learning loop a content lesson lacks, or has in another order."""
    problems = []
    if not course["objectives"]:
        problems.append("a lesson must teach an objective, got none")
    title = words_and_code(notebook)[0].source.splitlines()[0]
    if title != f"# {course['claim']}":
        problems.append(f"the h1 must be the claim {course['claim']!r}, got {title!r}")
    sources = [cell.source for cell in notebook.cells]
    calls = {place: f'quiz("{slug}", "{place}")' for place in PLACES}
    order = [next((i for i, s in enumerate(sources) if call in s), None) for call in calls.values()]
    for place, at in zip(PLACES, order, strict=True):
        if at is None:
            problems.append(f"no cell opens {calls[place]}")
    found = [at for at in order if at is not None]
    if found != sorted(found):
        problems.append(f"the questions must come in the order {', '.join(PLACES)}")
    parts = [at for at, cell in enumerate(notebook.cells) if begins_deeper(cell)]
    if len(parts) != 1:
        return [*problems, f"one cell must begin with {GO_DEEPER!r}, got {len(parts)}"]
    (deeper,) = parts
    if None not in order and not order[1] < deeper < order[2]:
        problems.append("the core must hold the questions before and exit, and no others")
    if 'class="bottom-line"' not in sources[deeper - 1]:
        problems.append("the core must end with its bottom line")
    below = "\n".join(cell.source for cell in notebook.cells[deeper + 1 :])
    problems += [
        f"a part of what goes deeper must be headed ###, got {heading!r}"
        for heading in re.findall(r"^#{1,2} .+$", below, re.M)
    ]
    return problems


def _output_problems(output) -> list[str]:
    if output.output_type == "error":
        return [f"an error is stored: {output.ename}"]
    if output.output_type == "stream":
        return [f"{output.name} is stored: {output.text[:60]!r}"]
    problems = []
    plain = output.data.get("text/plain", "")
    if not plain.strip():
        problems.append("an output has no words")
    elif len(plain) > SENTENCE_LIMIT:
        problems.append(f"the words must have at most {SENTENCE_LIMIT} characters: {plain[:40]!r}")
    elif re.search(r" at 0x|^<.*>$|^\w+\(.*\)$", plain):
        problems.append(f"the words of an output are for programmers: {plain!r}")
    if "image/png" in output.data:
        alt = output.metadata.get("image/png", {}).get("alt", "")
        if not alt.strip():
            problems.append("a stored picture has no alt text")
    for tag in re.findall(r"<img\b[^>]*>", output.data.get("text/html", "")):
        if not re.search(r'alt="[^"]+"', tag):
            problems.append("a stored picture in HTML has no alt text")
    problems += [f"a live widget is stored ({kind})" for kind in output.data if "widget" in kind]
    return problems


def run_problems(slug: str, notebook) -> list[str]:
    """Return what shows that the lesson was not run whole, in order, and clean."""
    problems = []
    cells = _code(notebook)
    if not notebook.cells or notebook.cells[0].source != f"> {notice(evidence.standing_line())}":
        problems.append("the first cell must be the notice, the edition and who has reviewed it")
    counts = [cell.execution_count for cell in cells]
    if counts != list(range(1, len(cells) + 1)):
        problems.append(f"the cells must be run in order 1 to {len(cells)}, were {counts}")
    if "widgets" in notebook.metadata:
        problems.append("the state of widgets is stored")
    for cell in cells:
        shows = cell.source.strip() and isinstance(ast.parse(cell.source).body[-1], ast.Expr)
        if shows and not cell.outputs:
            problems.append(f"{cell.source[:50]!r} stores no output")
        for output in cell.outputs:
            problems += _output_problems(output)
    return [f"{slug}: {problem}" for problem in problems]
