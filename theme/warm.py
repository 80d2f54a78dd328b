"""Imported by a kernel before a learner comes: what a lesson would otherwise wait for."""

import gc
import io

from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

import evidence
import quizzes  # noqa: F401  (the import itself is the work)
import widgets  # noqa: F401
from quizzes.engine import load_bank


def warm_up() -> None:
    """Read the data files and draw one picture, so that the caches behind them are full."""
    evidence.load()
    load_bank()
    figure = Figure(figsize=(2, 1))
    FigureCanvasSVG(figure)
    axes = figure.subplots()
    axes.set_title("0.1 mg")
    axes.plot([0, 1], [0, 1])
    figure.savefig(io.BytesIO(), format="svg")
    # Objects made so far live as long as the kernel: leave them out of every collection.
    gc.collect()
    gc.freeze()


warm_up()
