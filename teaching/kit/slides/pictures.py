"""The pictures of explorers on slides, before and after the prediction as a lesson has them."""

import ast
import json
from dataclasses import dataclass, replace

import widgets
from teaching.known import LESSON_FILES
from widgets.controls.explorer import Explorer
from widgets.controls.inputs import Number
from widgets.view.figures import size_px, static_png
from widgets.view.picture import LimitLine, Picture
from widgets.view.screen import Screen

DRAWN_PX = 620  # small on purpose: enlarged to a slide, its letters reach the last row


@dataclass(frozen=True)
class SlidePicture:
    """A picture as PNG bytes with its alt text and its size in pixels on a page."""

    png: bytes
    alt: str
    panel: str  # what its axis names
    width_px: int
    height_px: int


def before_prediction(name: str, lesson: str) -> tuple[tuple[str, ...], tuple[SlidePicture, ...]]:
    """What an explorer of a lesson asks for first, and the first panel before the answer."""
    screen = lesson_explorer(name, lesson).visit().screen
    asks = tuple(f"{each.label}?" for each in screen.controls if isinstance(each, Number))
    return asks or (screen.sentence,), _drawn(screen)[:1]


def after_prediction(name: str, lesson: str) -> tuple[str, tuple[SlidePicture, ...]]:
    """What an explorer of a lesson says and shows after the prediction, by panels."""
    screen = lesson_explorer(name, lesson).visit(when="after").screen
    return screen.sentence, _drawn(screen)


def lesson_explorer(name: str, lesson: str) -> Explorer:
    """An explorer with the setting that it has in a lesson.

    Raises ValueError where the lesson does not open it.
    """
    cells = json.loads((LESSON_FILES / f"{lesson}.ipynb").read_text(encoding="utf-8"))["cells"]
    for cell in cells:
        if cell["cell_type"] != "code":
            continue
        for each in ast.walk(ast.parse("".join(cell["source"]))):
            if isinstance(each, ast.Call) and getattr(each.func, "id", "") == name:
                given = {each.arg: ast.literal_eval(each.value) for each in each.keywords}
                return getattr(widgets, name)(**given)
    raise ValueError(f"explorer must be one that lesson {lesson} opens, got {name!r}")


def _drawn(screen: Screen) -> tuple[SlidePicture, ...]:
    """Each panel of a screen's picture as a drawing of its own; () where it has no picture.

    A panel with the ceiling of another setting stays out: alone on a slide it would put
    the doses of two settings on one axis.
    """
    if screen.picture is None:
        return ()
    mixed = {each.panel for each in screen.picture.standing if isinstance(each, LimitLine)}
    kept = [n for n in range(len(screen.picture.panels)) if n not in mixed]
    return tuple(
        _drawing(
            _panel(screen.picture, n),
            screen.alt if len(kept) == 1 else f"Panel {place} of {len(kept)}. {screen.alt}",
        )
        for place, n in enumerate(kept, 1)
    )


def _panel(picture: Picture, number: int) -> Picture:
    """One panel of a picture, which has the letters of the whole one."""
    return replace(
        picture,
        panels=(replace(picture.panels[number], height=1.0),),
        strokes=tuple(replace(each, panel=0) for each in picture.strokes if each.panel == number),
        standing=tuple(replace(each, panel=0) for each in picture.standing if each.panel == number),
    )


def _drawing(picture: Picture, alt: str) -> SlidePicture:
    width_px, height_px = size_px(picture, DRAWN_PX)
    label = picture.panels[0].y_label
    return SlidePicture(static_png(picture, DRAWN_PX), alt, label, width_px, height_px)
