"""A screen as plain data, as a page, a file or another program takes it."""

from dataclasses import asdict
from typing import Any

from evidence.numbers import NumberError, format_number
from page.html import Markup
from widgets.controls.inputs import Checks, Control, Field, Number, Options, Writing
from widgets.controls.values import Values
from widgets.view.at_rest import question_lines
from widgets.view.figures import backdrop_svg, panel_boxes, size_px
from widgets.view.picture import Picture, encode
from widgets.view.screen import Message, Passage, Screen

WIDTHS_PX = (280, 1120)
KEPT = "Kept in this browser; no patient details."
NOT_KEPT = "It stays in this browser and is gone when you close the tab; no patient details."


def controls_data(controls: tuple[Control, ...], is_kept: bool) -> list[dict[str, Any]]:
    """What a page needs to draw each control; free writing says what becomes of it.

    is_kept: whether the page keeps the values in its browser.
    """
    return [_control_data(control, KEPT if is_kept else NOT_KEPT) for control in controls]


def _control_data(control: Control, privacy: str) -> dict[str, Any]:
    if not isinstance(control, Writing):
        return asdict(control)
    return {**asdict(control), "hint": f"{control.hint} {privacy}".strip()}


def asked_of(control: Control) -> Markup:
    """A control as a question on paper; nothing where it asks nothing, as a button."""
    if isinstance(control, Options | Checks):
        return question_lines(control.label, [label for _, label in control.options])
    if isinstance(control, Field):
        return question_lines(control.label, (), control.unit)
    return Markup("")


def passages_data(passages: tuple[Passage, ...]) -> list[dict[str, Any]]:
    """Passages, their chips with them."""
    # at each step of a slider: no call of ours for dots, which hardly any passage has
    return [
        {**vars(passage), "dots": list(map(dict, map(vars, passage.dots)))} for passage in passages
    ]


def words_data(screen: Screen) -> dict[str, Any]:
    """What a screen says, apart from its controls, picture, table and notes."""
    return {
        "sentence": screen.sentence,
        "alt": screen.alt,
        "readouts": [
            {"label": each.label, "text": each.text, "note": each.note} for each in screen.readouts
        ],
        "working": list(screen.working),
        "message": _message_data(screen.message),
        "passages": passages_data(screen.passages),
        "lead": passages_data(screen.lead),
        "strip": dict(vars(screen.strip)) if screen.strip else None,
    }


def _message_data(message: Message | None) -> dict[str, Any] | None:
    if message is None:
        return None
    return {"level": message.level, "text": message.text, "asks_reason": message.asks_reason}


def table_data(screen: Screen) -> dict[str, Any] | None:
    """The picture's numbers as texts; None where a screen has no table."""
    return dict(vars(screen.table)) if screen.table else None


def typed_data(screen: Screen, values: Values) -> dict[str, dict[str, Any]]:
    """How each typed number was read: what to say beside its field, and where its slider is.

    A number that cannot be read, or that the screen refuses, has no value, and its field says why.
    """
    typed = {}
    refused = screen.message.about if screen.message and screen.message.level == "stop" else ""
    for control in screen.controls:
        if not isinstance(control, Field | Number):
            continue
        text = values.texts.get(control.name, control.value)
        if not text or not isinstance(text, str):
            continue
        try:
            read = control.read(text)
        except NumberError as problem:
            typed[control.name] = {"text": text, "echo": str(problem), "value": None}
        else:
            if screen.message and control.name == refused:
                typed[control.name] = {"text": text, "echo": screen.message.text, "value": None}
                continue
            value = format_number(read.value, 15).replace(",", "")
            typed[control.name] = {"text": text, "echo": read.echo, "value": value}
    return typed


def strokes_data(picture: Picture, width_px: int, tall_px: int = 0) -> tuple[dict[str, Any], bytes]:
    """What is painted over a backdrop of this size, and the points of it as bytes."""
    low, high = WIDTHS_PX
    width = min(max(width_px, low), high)
    strokes, points = encode(picture)
    boxes, size = panel_boxes(picture, width, tall_px), size_px(picture, width, tall_px)
    return {"strokes": strokes, "boxes": boxes, "size": size}, points


def backdrop_of(picture: Picture, width_px: int, tall_px: int = 0) -> str:
    """The parts of a picture that stay, as SVG text, within what a page can be."""
    low, high = WIDTHS_PX
    return backdrop_svg(picture, min(max(width_px, low), high), max(tall_px, 0))
