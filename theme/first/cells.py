"""A lesson's cells, run for the widgets they make: in a rehearsal, and in the kernel of a page.

The n-th widget of an edition has the same id in every process. So what a page holds of its live
parts, and the live parts of a kernel that comes later, belong together without being told.
"""

import ast
import base64
import contextlib
import hashlib
import io
import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import comm
from IPython.lib.pretty import pretty
from ipywidgets.widgets.widget import _instances

from page.assets import address_in

# Nearest of them is shown until a kernel draws for a page's own width, CSS pixels.
FIRST_WIDTHS_PX = (280, 320, 360, 420, 500, 600, 720, 860, 1000)
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
SHOWN_BY = {
    "text/html": "_repr_html_",
    "text/markdown": "_repr_markdown_",
    "image/svg+xml": "_repr_svg_",
    "image/png": "_repr_png_",
    "image/jpeg": "_repr_jpeg_",
}
# What a page of the course does not ask a model for.
NOT_FOR_PAGE = ("layout", "tabbable", "tooltip")
BY_PAGE = ("_esm", "_css", "_anywidget_id")  # what runs and dresses a part, where it has its own
ANOTHER_WIDGET = '"IPY_MODEL_'

_kept: dict[str, Any] = {}  # what a kernel's lesson has named lives as long as the kernel


class NotKnown(Exception):
    """A lesson cannot be shown before it runs; says why."""


def model_id(edition: str, n: int) -> str:
    """The id of the n-th widget of an edition, from 0."""
    return hashlib.sha256(f"{edition}/{n}".encode()).hexdigest()[:32]


def number_widgets(edition: str) -> None:
    """From here on the n-th widget that is made has the n-th id of this edition."""
    plain = _plain_comm()
    numbers = itertools.count()

    def create(*args: Any, **given: Any) -> Any:
        if "comm_id" not in given:
            given["comm_id"] = model_id(edition, next(numbers))
        return plain(*args, **given)

    create.plain = plain  # type: ignore[attr-defined]
    comm.create_comm = create


def _plain_comm() -> Any:
    """What makes comms here, without numbers."""
    return getattr(comm.create_comm, "plain", comm.create_comm)


def run(source: str, names: dict[str, Any]) -> dict[str, Any] | None:
    """Run a cell as a kernel would; return what its last line shows, by MIME type, or None."""
    lines = ast.parse(source).body
    last = lines.pop() if lines and isinstance(lines[-1], ast.Expr) else None
    exec(compile(ast.Module(lines, []), "cell", "exec"), names)
    if last is None:
        return None
    value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
    return None if value is None else _shown(value)


def _shown(value: Any) -> dict[str, Any]:
    """What stands for a value, as a notebook would store it; bytes are a picture, in base 64.

    A value that cannot be shown raises what it raises, where IPython would only tell of it.
    """
    bundle = getattr(value, "_repr_mimebundle_", dict)()
    given, about = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
    data, metadata = dict(given), dict(about)
    for kind, name in SHOWN_BY.items():
        if kind not in data and (one := getattr(value, name, _nothing)()) is not None:
            data[kind], metadata[kind] = one if isinstance(one, tuple) else (one, {})
    data.setdefault("text/plain", pretty(value))
    encoded = {
        kind: base64.b64encode(each).decode("ascii") if isinstance(each, bytes) else each
        for kind, each in data.items()
    }
    return {"data": encoded, "metadata": {kind: each for kind, each in metadata.items() if each}}


def _nothing() -> None:
    """What a value says in a form that it does not have."""


def make(edition: str, sources: Sequence[str], is_known: bool) -> None:
    """Make a lesson's widgets in the kernel of a page.

    is_known: whether the page shows their first states, so that each cell must run; of another
    lesson's cells those that fail are passed over, as they were when its page was made.
    """
    number_widgets(edition)
    for source in sources:
        with contextlib.ExitStack() as passed_over:
            if not is_known:
                passed_over.enter_context(contextlib.suppress(Exception))
            run(source, _kept)


def rehearse(edition: str, sources: Mapping[int, str]) -> dict[str, Any]:
    """Run a lesson's cells, by their place in it, and return what its page can begin with.

    The dict can be written as JSON: `views` and `outputs` by cell, `models` by id. Nothing of the
    lesson is left in this process. Raises NotKnown, with the reason, for a lesson that cannot be
    shown before it runs: a cell that fails or prints, or a widget of another library.
    """
    before = set(_instances)
    number_widgets(edition)
    names: dict[str, Any] = {}
    outputs = {}
    try:
        for index, source in sources.items():
            with contextlib.redirect_stdout(io.StringIO()) as printed:
                try:
                    shown = run(source, names)
                except Exception as error:
                    raise NotKnown(f"cell {index}: {type(error).__name__}: {error}") from error
            if printed.getvalue():
                raise NotKnown(f"cell {index} prints")
            if shown:
                outputs[str(index)] = shown
        return _first(outputs, list(_made_since(before)))
    finally:
        comm.create_comm = _plain_comm()
        for widget in list(_made_since(before)):
            widget.close()


def _made_since(before: set[str]) -> Iterator[Any]:
    return (widget for key, widget in list(_instances.items()) if key not in before)


def _first(outputs: dict[str, dict[str, Any]], widgets: list[Any]) -> dict[str, Any]:
    other = {each._model_module for each in widgets} - {"anywidget", "@jupyter-widgets/base"}
    if other:
        raise NotKnown(f"it shows widgets of {', '.join(sorted(other))}")
    views = {
        index: [shown["data"][WIDGET_VIEW]["model_id"]]
        for index, shown in outputs.items()
        if WIDGET_VIEW in shown["data"]
    }
    live = [each for each in widgets if each._model_module == "anywidget"]
    first = {
        "views": views,
        "outputs": {index: each for index, each in outputs.items() if index not in views},
        "models": {each.model_id: _model(each) for each in live},
    }
    if ANOTHER_WIDGET in json.dumps(first):
        raise NotKnown("a widget holds another one")
    return first


def _model(widget: Any) -> dict[str, Any]:
    """One live part as a page holds it: where its script is, its state, its pictures by width."""
    gives_pictures = getattr(widget, "first_state", None)
    state, pictures = (
        gives_pictures(FIRST_WIDTHS_PX) if gives_pictures else (widget.get_state(), {})
    )
    module = address_in(state.get("_esm", ""))
    kept, buffers = {}, []
    for name, value in state.items():
        if isinstance(value, (bytes, bytearray, memoryview)):
            data = base64.b64encode(value).decode("ascii")
            buffers.append({"path": [name], "encoding": "base64", "data": data})
        elif name not in NOT_FOR_PAGE and (not name.startswith("_") or name in BY_PAGE):
            kept[name] = value
    without = (["_esm"] if module else []) + ([] if kept.get("_css") else ["_css", "_anywidget_id"])
    model = {
        "state": {name: value for name, value in kept.items() if name not in without},
        "buffers": buffers,
    }
    if pictures:
        model["pictures"] = {str(width): parts for width, parts in pictures.items()}
    return {"module": module, **model} if module else model
