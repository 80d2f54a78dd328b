"""HTML is made in one way, by page.html: nothing that somebody typed reaches a page unescaped."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("evidence", "page", "widgets", "quizzes", "teaching", "theme", "tools")
GROUND = "page/html.py"
# A tag, but not the name of a group in a regular expression; {} is where a value is put in.
TAG = re.compile(r"(?<!P)</?(?:[a-z][a-z0-9]*(?=[\s>/{]|$)|\{\})|<!DOCTYPE", re.IGNORECASE)
TEMPLATES = ("markup", "repeated")
ESCAPERS = ("html", "xml.sax.saxutils")
# What may: the file, what stands in the line, and why.
DRAWN = "rewrites the drawing that matplotlib made and escaped"
MAY = {
    ("widgets/view/small_svg.py", "<svg xmlns="): DRAWN,
    ("widgets/view/small_svg.py", "<g style="): DRAWN,
}


def literal(node: ast.AST) -> str:
    """The text of a string as it stands in the code, {} for each value in it; "" for others."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(literal(each) or "{}" for each in node.values)
    return ""


def has_tag(node: ast.AST) -> bool:
    return TAG.search(literal(node)) is not None


def is_fixed(node: ast.AST) -> bool:
    """Say whether it is a text of the code: a literal, or a constant by its name."""
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return is_text or isinstance(node, ast.Name) and node.id.isupper()


def name_of(call: ast.Call) -> str:
    """What is called, without what it belongs to."""
    called = call.func
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def call_by_hand(call: ast.Call) -> bool:
    """Say whether a call makes HTML of a text by hand, or lets pass what nobody escaped."""
    of = call.func.value if isinstance(call.func, ast.Attribute) else None
    if of is not None and has_tag(of):  # "<p>{}</p>".format(…), "<br>".join(…)
        return True
    name, first = name_of(call), call.args[0] if call.args else None
    if name == "join" and isinstance(first, ast.List | ast.Tuple):
        return any(map(has_tag, first.elts))
    if name == "join" and isinstance(first, ast.ListComp | ast.GeneratorExp):
        return has_tag(first.elt)
    return first is not None and name in (*TEMPLATES, "Markup") and not is_fixed(first)


def by_hand(source: str) -> list[int]:
    """The lines in which HTML is put together, or a text escaped, in another way than page.html."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        is_wrong = False
        if isinstance(node, ast.ImportFrom):
            names = {each.name for each in node.names}
            is_wrong = node.module == "markupsafe" or node.module in ESCAPERS and "escape" in names
        elif isinstance(node, ast.Import):
            is_wrong = any(each.name == "markupsafe" for each in node.names)
        elif isinstance(node, ast.Attribute):
            is_wrong = node.attr == "escape" and ast.unparse(node.value) in ESCAPERS
        elif isinstance(node, ast.JoinedStr):
            is_wrong = has_tag(node)
        elif isinstance(node, ast.BinOp):  # + and %
            is_wrong = has_tag(node.left) or has_tag(node.right)
        elif isinstance(node, ast.AugAssign):
            is_wrong = has_tag(node.value)
        elif isinstance(node, ast.Call):
            is_wrong = call_by_hand(node)
        if is_wrong:
            found.add(node.lineno)
    return sorted(found)


def sources() -> dict[str, str]:
    """What each file of the rooms says, by its name in the tree."""
    files = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in files
        if "node_modules" not in path.parts
    }


def may(name: str, line: str) -> bool:
    return any(name == file and part in line for file, part in MAY)


def test_html_is_made_in_one_way():
    told = [
        f"{name}:{number}: {source.splitlines()[number - 1].strip()}"
        for name, source in sources().items()
        if name != GROUND
        for number in by_hand(source)
        if not may(name, source.splitlines()[number - 1])
    ]
    assert not told, "use page.html:\n" + "\n".join(told)


@pytest.mark.parametrize(("name", "part"), MAY)
def test_each_that_may_is_still_there(name, part):
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    found = [number for number in by_hand("\n".join(lines)) if part in lines[number - 1]]
    assert found, f"nothing in {name} needs {part!r} any more"


@pytest.mark.parametrize(
    "line",
    [
        "from html import escape",
        "from html import unescape, escape as safe",
        "from markupsafe import Markup",
        "import markupsafe as safe",
        "safe = html.escape(said)",
        'f"<p>{said}</p>"',
        'f"{said}</li>"',
        "f'<a href=\"{link}\">'",
        'f"<{tag}>"',
        'f"<h{level}>"',
        '"<p>" + said + "</p>"',
        'said + "<br>"',
        '"<td>%s</td>" % said',
        'rows += "<tr>"',
        '"<p>{}</p>".format(said)',
        '"<br/>".join(lines)',
        '"".join(["<ul>", *rows])',
        '"".join(f"<li>{each}</li>" for each in lines)',
        "markup(said)",
        'markup("<p>" + said)',
        'repeated(f"<li>{said}: {{}}</li>", lines)',
        "Markup(said)",
        "html.Markup(said)",
    ],
)
def test_another_way_is_found(line):
    assert by_hand(f"one = 1\n{line}\n") == [2]


@pytest.mark.parametrize(
    "line",
    [
        "from html import unescape",
        "from page.html import Markup, markup",
        'markup("<p>{}</p>", said)',
        'repeated("<li>{}</li>", lines)',
        "markup(FOLD, name, content)",
        "Markup(STYLE)",
        "Markup()",
        're.compile(f"(?P<kg>{NUMBER})")',
        'f"{low} < {high} and more"',
        "re.escape(said)",
        'svg.index("<svg")',
    ],
)
def test_the_one_way_passes(line):
    assert by_hand(f"{line}\n") == []
