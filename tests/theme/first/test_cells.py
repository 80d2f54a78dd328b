"""The same lesson begins in the same way in every process, and holds no key."""

import json
import subprocess
import sys

import nbformat
import pytest

from quizzes.engine import public_view, read_bank
from tests.theme.server_tools import ECHO, ROOT
from theme.first.cells import FIRST_WIDTHS_PX, NotKnown, model_id, rehearse
from theme.options import ServerOptions
from theme.rules import environment_of_kernels

LESSONS = sorted(path.stem for path in (ROOT / "lessons").glob("*.ipynb"))


def code_of(slug: str) -> dict[int, str]:
    cells = nbformat.read(ROOT / "lessons" / f"{slug}.ipynb", as_version=4).cells
    return {n: cell.source for n, cell in enumerate(cells) if cell.cell_type == "code"}


def rehearsed_apart(slugs: list[str], hash_seed: str) -> dict[str, str]:
    """What a process of its own says of these lessons, in their order, each as text."""
    asked = {slug: {"edition": "an edition", "sources": code_of(slug)} for slug in slugs}
    said = subprocess.run(
        [sys.executable, "-m", "theme.first.rehearsal"],
        input=json.dumps(asked),
        env={**environment_of_kernels(ServerOptions()), "PYTHONHASHSEED": hash_seed},
        cwd=ROOT / "lessons",
        text=True,
        capture_output=True,
        check=True,
    )
    lines = [(json.loads(line)["slug"], line) for line in said.stdout.splitlines()]
    assert [slug for slug, _ in lines] == slugs
    return dict(lines)


@pytest.fixture(scope="module")
def twice():
    """All lessons, rehearsed in two processes: in either order, with other hashes."""
    return rehearsed_apart(LESSONS, "1"), rehearsed_apart(LESSONS[::-1], "2")


@pytest.fixture(scope="module")
def firsts(twice):
    return {slug: json.loads(line).get("first") for slug, line in twice[0].items()}


@pytest.mark.slow
def test_two_processes_say_the_same_of_every_lesson(twice):
    one, other = twice
    different = [slug for slug in LESSONS if one[slug] != other[slug]]
    assert not different


@pytest.mark.slow
def test_every_lesson_of_the_course_can_be_shown_before_it_runs(twice):
    assert {slug for slug, line in twice[0].items() if "first" not in json.loads(line)} == set()


@pytest.mark.slow
def test_every_place_of_a_lesson_has_something_to_show(firsts):
    for slug, first in firsts.items():
        shown = {*first["views"], *first["outputs"]}
        stored = nbformat.read(ROOT / "lessons" / f"{slug}.ipynb", as_version=4).cells
        assert {str(n) for n, cell in enumerate(stored) if cell.get("outputs")} == shown, slug


@pytest.mark.slow
def test_what_needs_no_script_is_what_a_notebook_stores_of_a_kernel_run(firsts):
    compared = 0
    for slug, first in firsts.items():
        stored = nbformat.read(ROOT / "lessons" / f"{slug}.ipynb", as_version=4).cells
        for index, shown in first["outputs"].items():
            (output,) = stored[int(index)].outputs
            assert shown["data"] == output["data"], f"{slug}: cell {index}"
            compared += 1
    assert compared > 40


@pytest.mark.slow
def test_a_question_on_a_page_is_its_public_view(firsts):
    """A key that is not in the public view is not on the page."""
    items = {item.id: item for item in read_bank().items}
    seen = 0
    for slug, first in firsts.items():
        for model in first["models"].values():
            for question in model["state"].get("questions", ()):
                public = json.loads(json.dumps(public_view(items[question["id"]])))
                assert question == public, f"{slug}: {question['id']}"
                seen += 1
            if "questions" in model["state"]:
                told = {"heading", "left_out", "questions", "mode", "lesson", "place", "edition"}
                assert set(model["state"]) <= told
    assert seen > 100


@pytest.mark.slow
def test_a_first_picture_has_every_width_and_what_it_is_painted_with(firsts):
    drawn = 0
    for first in firsts.values():
        for model in first["models"].values():
            for width, picture in model.get("pictures", {}).items():
                assert picture["size"][0] == int(width) and "<svg" in picture["backdrop"]
                drawn += 1
            if "pictures" in model:
                assert [int(width) for width in model["pictures"]] == list(FIRST_WIDTHS_PX)
                assert [each["path"] for each in model["buffers"]] == [["points"]]
                assert model["state"]["shown"]["strokes"]
    assert drawn >= 3 * len(FIRST_WIDTHS_PX)


@pytest.mark.slow
def test_a_part_of_the_course_names_its_script_and_does_not_bring_it(firsts):
    models = [model for first in firsts.values() for model in first["models"].values()]
    assert models
    for model in models:
        assert model["module"].startswith("/voila/assets/") and "?v=" in model["module"]
        assert not any(name.startswith("_") for name in model["state"])


@pytest.fixture
def echo(tmp_path, monkeypatch):
    """The name of a module with a widget that needs nothing of the course."""
    (tmp_path / "echo_for_cells.py").write_text(ECHO)
    monkeypatch.syspath_prepend(str(tmp_path))
    return "from echo_for_cells import Echo"


def test_the_nth_widget_has_the_nth_id_of_its_edition(echo):
    # Each of these brings a layout, which is a widget too.
    first = rehearse("e", {0: echo, 1: "Echo(said='one')", 3: "Echo(said='two')"})
    ids = [model_id("e", n) for n in range(4)]
    said = {key: model["state"]["said"] for key, model in first["models"].items()}
    assert set(said) <= set(ids) and list(said.values()) == ["one", "two"]
    assert [first["views"]["1"], first["views"]["3"]] == [[key] for key in said]
    again = rehearse("another edition", {0: echo, 1: "Echo()"})
    assert not set(again["models"]) & set(ids)


def test_a_rehearsal_leaves_nothing_behind(echo):
    import comm
    from ipywidgets.widgets.widget import _instances

    before, made_by = set(_instances), comm.create_comm
    rehearse("e", {0: echo, 1: "Echo()"})
    with pytest.raises(NotKnown):
        rehearse("e", {0: echo, 1: "Echo()", 2: "1 / 0"})
    assert set(_instances) == before and comm.create_comm is made_by


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("1 / 0", "cell 1: ZeroDivisionError"),
        ("class No:\n    def _repr_html_(self): 1 / 0\nNo()", "cell 1: ZeroDivisionError"),
        ("class No:\n    def __repr__(self): 1 / 0\nNo()", "cell 1: ZeroDivisionError"),
        ("print('x')", "cell 1 prints"),
        ("import ipywidgets; ipywidgets.HTML('x')", "@jupyter-widgets/controls"),
        ("Echo().add_traits(other=None)", "cell 1"),
    ],
)
def test_what_cannot_be_shown_before_it_runs_is_named(echo, source, why):
    with pytest.raises(NotKnown, match=why):
        rehearse("e", {0: echo, 1: source})


def test_a_cell_that_only_names_something_shows_nothing(echo):
    first = rehearse("e", {0: echo, 1: "x = 1", 2: "f'{x} mg'", 3: "None"})
    assert first["outputs"]["2"]["data"]["text/plain"] == "'1 mg'"
    assert set(first["outputs"]) == {"2"} and not first["views"]
