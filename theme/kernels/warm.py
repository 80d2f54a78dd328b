"""Imported by a kernel before a learner comes: what a lesson would otherwise wait for."""

import ast
import contextlib
import gc
import io
import json
import os
from pathlib import Path

from ipywidgets import Widget
from ipywidgets.widgets.widget import _instances
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

import quizzes  # noqa: F401  (importing them is what takes the time)
import widgets  # noqa: F401


def draw() -> None:
    """Draw one picture: fonts and text layout are found once and kept."""
    figure = Figure(figsize=(2, 1))
    FigureCanvasSVG(figure)
    axes = figure.subplots()
    axes.set_title("0.1 mg")
    axes.plot([0, 1], [0, 1])
    figure.savefig(io.BytesIO(), format="svg")


def run(source: str, names: dict) -> None:
    """Run a cell as a kernel would, the last value shown."""
    lines = ast.parse(source).body
    shown = lines.pop() if lines and isinstance(lines[-1], ast.Expr) else None
    exec(compile(ast.Module(lines, []), "cell", "exec"), names)
    if shown:
        value = eval(compile(ast.Expression(shown.value), "cell", "eval"), names)
        getattr(value, "_repr_mimebundle_", value.__repr__)()


def rehearse(lessons: Path) -> list:
    """Run every lesson once: what their first run reads, solves and keeps is then at hand.

    Returns the explorers that they show. A cell that fails is left to the page, which says so.
    """
    for path in sorted(lessons.glob("*.ipynb")):
        names: dict = {}
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                with contextlib.suppress(Exception), contextlib.redirect_stdout(None):
                    run("".join(cell["source"]), names)
    shown = [getattr(widget, "visit", None) for widget in list(_instances.values())]
    Widget.close_all()
    return [visit.explorer for visit in shown if visit]


def warm_up() -> None:
    """Fill what can be filled before a page is opened."""
    draw()
    if os.environ.get("COURSE_REHEARSE"):
        rehearse(Path.cwd())
    # Objects made so far live as long as the kernel: leave them out of every collection.
    gc.collect()
    gc.freeze()


warm_up()
