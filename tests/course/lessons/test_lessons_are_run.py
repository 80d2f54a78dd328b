"""The lessons are stored as they were run, whole and in order, by the one writer."""

import copy
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from page.notice import NOTICE
from tests.course.lessons.lesson_checks import run_problems
from tools import run_lessons

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]
LESSONS = sorted((ROOT / "lessons").glob("*.ipynb"))


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_was_run(path):
    problems = run_problems(path.stem, nbformat.read(path, as_version=4))
    assert not problems, "\n".join(problems)


@pytest.mark.all  # nbval runs every cell again and compares what it shows
def test_running_the_lessons_again_changes_no_byte():
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, "tools/run_lessons.py", "--check"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, (
        f"run make lessons and look at what changed:\n{done.stdout}{done.stderr}"
    )


def sound():
    data = {"text/plain": "Level after 2 h: 41 ng/mL.", "image/png": "aGk="}
    shown = new_output(
        "execute_result", data, metadata={"image/png": {"alt": "A curve."}}, execution_count=2
    )
    return new_notebook(
        cells=[
            run_lessons.notice_cell(),
            new_code_cell("from widgets import InfusionLab", execution_count=1),
            new_code_cell("InfusionLab()", execution_count=2, outputs=[shown]),
        ]
    )


def falsified():
    def of(edit):
        notebook = copy.deepcopy(sound())
        edit(notebook, notebook.cells[2])
        return notebook

    yield of(lambda nb, cell: nb.cells.pop(0))
    yield of(lambda nb, cell: nb.cells[0].update(source=nb.cells[0].source + " Prescribe from it."))
    yield of(lambda nb, cell: cell.update(execution_count=None))
    yield of(lambda nb, cell: cell.update(execution_count=3))
    yield of(lambda nb, cell: cell.update(outputs=[]))
    yield of(lambda nb, cell: nb.metadata.update(widgets={}))
    yield of(lambda nb, cell: cell.outputs[0].metadata.clear())
    yield of(lambda nb, cell: cell.outputs[0].data.update({"text/plain": ""}))
    yield of(lambda nb, cell: cell.outputs[0].data.update({"text/plain": "Lab(rate=1)"}))
    yield of(lambda nb, cell: cell.outputs[0].data.update({"text/plain": "<x at 0x7f>"}))
    yield of(lambda nb, cell: cell.outputs[0].data.update({"text/plain": "a" * 111}))
    yield of(lambda nb, cell: cell.outputs[0].data.update({"text/html": "<img src=x>"}))
    yield of(lambda nb, cell: cell.outputs[0].data.update({run_lessons.WIDGET_VIEW: {}}))
    yield of(lambda nb, cell: cell.outputs.append(new_output("stream", name="stderr", text="Oh")))
    yield of(lambda nb, cell: cell.outputs.append(new_output("error", ename="E", evalue="")))


def test_a_lesson_not_run_is_found():
    assert run_problems("a lesson", sound()) == []
    for notebook in falsified():
        assert run_problems("a lesson", notebook) != []


def png(red: int) -> str:
    import base64
    import io

    from PIL import Image

    target = io.BytesIO()
    Image.new("RGB", (4, 4), (red, 0, 0)).save(target, "png")
    return base64.b64encode(target.getvalue()).decode()


def test_a_picture_that_looks_the_same_keeps_its_bytes():
    stored = {
        "image/png": png(100),
        "text/html": f'<img src="data:image/png;base64,{png(100)}" alt="a">',
    }
    rounded = {
        "image/png": png(101),
        "text/html": f'<img src="data:image/png;base64,{png(101)}" alt="a">',
    }
    redrawn = {
        "image/png": png(200),
        "text/html": f'<img src="data:image/png;base64,{png(101)}" alt="b">',
    }
    assert run_lessons.keep_pictures(rounded, stored) == stored
    assert run_lessons.keep_pictures(redrawn, stored) == redrawn


def test_the_canonical_form_drops_what_varies_and_keeps_what_matters():
    ran = sound()
    ran.metadata.update({"widgets": {"state": {}}, "course": {"title": "t"}, "vscode": 1})
    ran.cells[2].metadata.update({"execution": {"start": "now"}, "tags": ["live"]})
    ran.cells[2].outputs[0].data[run_lessons.WIDGET_VIEW] = {"model_id": "1"}
    del ran.cells[2].outputs[0].data["image/png"]
    once = run_lessons.canonical(ran, ran)
    assert set(once.metadata) == {"course", "kernelspec", "language_info"}
    assert once.cells[2].metadata == {"tags": ["live"]}
    assert once.cells[2].outputs[0].data == {"text/plain": "Level after 2 h: 41 ng/mL."}
    assert [cell.id for cell in once.cells] == ["notice", "cell-01", "cell-02"]
    assert once.cells[0].source.startswith(f"> {NOTICE}")
    assert run_lessons.as_text(run_lessons.canonical(once, once)) == run_lessons.as_text(once)


def test_the_notice_comes_to_a_lesson_that_has_none_and_is_written_anew():
    bare, stale = sound(), sound()
    bare.cells.pop(0)
    stale.cells[0].source = "> Version 0.0.1, reviewed by everybody."
    for notebook in (bare, stale):
        written = run_lessons.canonical(notebook, sound())
        assert run_problems("a lesson", written) == []
        assert len(written.cells) == 3
