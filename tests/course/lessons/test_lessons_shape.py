"""A lesson is words and cells of at most two lines, in the course's learning loop."""

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from evidence import load
from tests.course.lessons.lesson_checks import cell_problems, shape_problems

LESSONS = sorted((Path(__file__).resolve().parents[3] / "lessons").glob("*.ipynb"))


def test_there_are_lessons():
    assert [path.stem for path in LESSONS][0] == "00_start_here"
    assert len({path.name[:2] for path in LESSONS}) == len(LESSONS), "a lesson's number is its own"


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_has_its_shape(path):
    notebook = nbformat.read(path, as_version=4)
    problems = shape_problems(path.stem, notebook, set(load().objectives))
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize(
    "source",
    [
        "a = 1\nb = 2\nc = 3",
        "def f(): pass",
        "InfusionLab()  # the lab",
        "InfusionLab();",
        "%matplotlib inline",
        "!ls",
        "interact(f)",
        "ipw.Output()",
        "plt.show()",
        "from ipywidgets import interact",
        "for x in y: x",
        "f = lambda: 1",
        "display(lab)",
    ],
)
def test_a_cell_out_of_shape_is_found(source):
    assert cell_problems(source) != []


@pytest.mark.parametrize(
    "source",
    [
        "from widgets import InfusionLab, simulate",
        "InfusionLab(rate_mg_per_kg_h=0.1)",
        'from quizzes import quiz\nquiz("01_x", "before")',
        "curve = simulate([Infusion(7, 0, 48)], Patient(70), [2])\ncurve.plasma_ng_per_ml",
    ],
)
def test_a_cell_in_shape_passes(source):
    assert cell_problems(source) == []


def sound():
    course = {"title": "t", "claim": "A claim", "objectives": ["O6"], "summary": "s"}
    cells = [new_markdown_cell("# A claim\n\nA case.")]
    cells += [new_code_cell('quiz("01_x", "before")'), new_markdown_cell("Where?")]
    cells += [new_code_cell("InfusionLab()")]
    cells += [new_code_cell('quiz("01_x", "exit")')]
    cells += [new_markdown_cell('<div class="bottom-line">\n\nSo.\n\n</div>')]
    cells += [new_markdown_cell("## Go deeper\n\nMore."), new_markdown_cell("### Practice")]
    cells += [new_code_cell(f'quiz("01_x", "{place}")') for place in ("practice", "alone")]
    return new_notebook(cells=cells, metadata={"course": course})


def change(notebook, what, value):
    if isinstance(what, str):
        notebook.metadata["course"][what] = value
    elif value is None:
        del notebook.cells[what]
    else:
        notebook.cells[what].source = value


def test_a_sound_lesson_passes():
    assert shape_problems("01_x", sound(), {"O6"}) == []


def test_a_page_that_is_no_lesson_needs_no_loop():
    notebook = sound()
    del notebook.cells[1:]
    assert shape_problems("90_x", notebook, {"O6"}) == []
    assert shape_problems("01_x", notebook, {"O6"}) != []


@pytest.mark.parametrize(
    ("what", "value"),
    [
        ("minutes", 8),
        ("objectives", ["O99"]),
        ("objectives", []),
        ("summary", ""),
        ("claim", "Another claim"),
        (0, "A claim"),
        (2, "# A second h1\n\nWhere?"),
        (1, 'quiz("01_x", "exit")'),
        (4, None),
        (5, "The end."),
        (6, "### Go deeper"),
        (7, "## Practice"),
        (7, "## Go deeper"),
        (8, 'quiz("01_x", "alone")'),
    ],
)
def test_a_lesson_out_of_shape_is_found(what, value):
    notebook = sound()
    change(notebook, what, value)
    assert shape_problems("01_x", notebook, {"O6"}) != []
