"""The one class behind every picture of the course: controls in, a screen out, painted in the
page."""

import base64
import logging
from dataclasses import asdict, replace
from pathlib import Path

from traitlets import Bytes, Dict, Int, List, Unicode, observe

from evidence.errors import LearnerError
from evidence.numbers import NumberError, format_number
from page.assets import front_end, served_from
from page.version import course_version
from page.widget import CourseWidget
from widgets.view.figures import STATIC_WIDTH_PX, backdrop_svg, panel_boxes, size_px, static_png
from widgets.view.picture import encode
from widgets.view.screen import Screen, refused, unmoved_passage

from .inputs import Field, Number
from .scenario import code_of, values_of

HERE = Path(__file__).parent
WIDTHS_PX = (280, 1120)
MOST_STEPS = 200  # more than any case has; a forged message must not lead on without end
log = logging.getLogger(__name__)


def keep_note() -> str:
    """What goes with everything that is saved: the course, its version, what it is not for."""
    version = f", version {course_version()}" if course_version() else ""
    return (
        f"Ketamine course{version}. For learning with made-up patients. Not for prescribing. Check "
        "your local protocol and a pharmacist."
    )


class Explorer(CourseWidget):
    """A simulator that says itself in words.

    A subclass gives `title`, `controls` and `screen(values)`; values are the texts of the controls
    by name. Whatever `screen` raises as LearnerError becomes the sentence that the learner reads.
    `shared` names the controls that a scenario's link and code carry, if it has one. Under the name
    `keeps` the page keeps the values in this browser and brings them back; "" keeps nothing.
    """

    shared: tuple[str, ...] = ()
    _is_inside = False

    _esm = front_end(HERE / "built" / "explorer.js")
    _css = front_end(HERE / "explorer.css")

    heading = Unicode().tag(sync=True)
    watermark = Unicode().tag(sync=True)
    controls = List(Dict()).tag(sync=True)
    aside = List(Dict()).tag(sync=True)
    values = Dict().tag(sync=True)
    frame_px = Int(0).tag(sync=True)
    shown = Dict().tag(sync=True)
    backdrop = Unicode().tag(sync=True)
    points = Bytes().tag(sync=True)
    tick = Int(0).tag(sync=True)
    keep_note = Unicode().tag(sync=True)
    keeps = Unicode().tag(sync=True)

    def __init__(self, controls, **traits):
        self._known, self._opened, self._used, self._said = {}, 0, (), ""
        super().__init__(
            values={control.name: control.value for control in controls},
            keep_note=keep_note(),
            **traits,
        )
        self.on_msg(self._receive)
        self._use(controls)
        self._refresh()

    @classmethod
    def inside(cls, *args, **settings) -> "Explorer":
        """An explorer for another one's screen (see lodging.py): no page is told of it."""
        guest = cls.__new__(cls)
        guest._is_inside = True
        guest.__init__(*args, **settings)
        return guest

    def open(self):
        """Tell the page of this explorer, unless it lives inside another one's screen."""
        if not self._is_inside:
            super().open()

    def shows(self, values: dict[str, str]) -> tuple[Screen, tuple]:
        """The screen for `values` and the controls that belong to it."""
        self.values = {**self.values, **values}
        return self._screen, tuple(self._used[1])

    def _carried(self) -> list:
        return [self._known[name] for name in self.shared]

    def _receive(self, _widget, content, _buffers):
        """Open the scenario of a code that came from the page, or say why there is none."""
        if not self.shared or not isinstance(content, dict) or content.get("kind") != "open":
            return
        try:
            opened = values_of(type(self).__name__, self._carried(), content.get("code", ""))
        except LearnerError as problem:
            self._said = str(problem)
        else:
            self._opened += 1
            self.values = {**self.values, **opened, "reason": ""}
            self._said = "The scenario is open."
        self._refresh()

    def _scenario(self) -> dict | None:
        if not self.shared:
            return None
        try:
            code = code_of(type(self).__name__, self._carried(), self.values)
        except (ValueError, AttributeError):  # a value that no code can hold, or no text at all
            code = ""
        said, self._said = self._said, ""
        return {"name": type(self).__name__, "code": code, "said": said}

    def _use(self, controls):
        if (self._opened, controls) == self._used:
            return
        self._used = self._opened, controls
        self._known.update({control.name: control for control in controls})
        described = [asdict(control) for control in controls]
        if self._opened:  # another number makes the page build its controls with the new values
            described = [{**each, "opened": self._opened} for each in described]
        if described != self.controls:
            self.controls = described

    def screen(self, values: dict[str, str]) -> Screen:
        """What to show for `values`; subclasses compute it from widgets.model."""
        raise TypeError(f"{type(self).__name__} must define screen(values)")

    def number(self, values: dict[str, str], name: str) -> float:
        """The number that the control `name` holds; NumberError names the control and the
        problem."""
        try:
            return self._known[name].read(values[name]).value
        except NumberError as problem:
            raise NumberError(f"{self._known[name].label}: {problem}") from None

    @observe("values", "frame_px")
    def _refresh(self, _change=None):
        if not self.controls:
            return
        with self.hold_sync():
            screen = self._furthest_screen()
            if unmoved := unmoved_passage(screen.readouts, self._used[1]):
                screen = replace(screen, notes=(*screen.notes, unmoved))
            self._screen = screen
            self._show(screen)
            self.tick += 1

    def _furthest_screen(self) -> Screen:
        """The screen for the page's values, which may lead on over controls not met so far."""
        for _ in range(MOST_STEPS):
            met = set(self._known)
            screen = self._safe_screen()
            if screen.controls is not None:
                self._use(screen.controls)
            if not (set(self._known) - met) & set(self.values):
                break
        return screen

    def _safe_screen(self) -> Screen:
        try:
            return self.screen(self._checked(self.values))
        except LearnerError as problem:
            return refused(str(problem))
        except Exception:  # a learner never sees a traceback, the maintainer finds it in the log
            log.exception("%s could not compute %r", type(self).__name__, self.values)
            return refused("This could not be computed. Reload the page to start again.")

    def _checked(self, values: dict) -> dict[str, str]:
        """The page's values, or LearnerError: a message from a page may hold anything."""
        checked = {}
        for name, control in self._known.items():
            checked[name] = control.checked(values.get(name, control.value))
        checked["reason"] = "yes" if values.get("reason") == "yes" else ""
        return checked

    def _typed(self) -> dict[str, dict]:
        """How each typed number was read: what to say beside its field, and where its slider is."""
        typed = {}
        for control in self._used[1]:
            text = self.values.get(control.name, control.value)
            if not isinstance(control, Field | Number) or not text or not isinstance(text, str):
                continue
            try:
                read = control.read(text)
            except NumberError:
                typed[control.name] = {"text": text, "echo": "", "value": None}
            else:
                value = format_number(read.value, 15).replace(",", "")
                typed[control.name] = {"text": text, "echo": read.echo, "value": value}
        return typed

    def _show(self, screen: Screen):
        shown = {
            "sentence": screen.sentence,
            "alt": screen.alt,
            "readouts": [
                {"label": each.label, "text": each.text, "note": each.note}
                for each in screen.readouts
            ],
            "working": list(screen.working),
            "table": dict(vars(screen.table)) if screen.table else None,
            "message": dict(vars(screen.message)) if screen.message else None,
            "passages": [dict(vars(passage)) for passage in screen.passages],
            "lead": [dict(vars(passage)) for passage in screen.lead],
            "notes": [dict(vars(passage)) for passage in screen.notes],
            "typed": self._typed(),
            "scenario": self._scenario(),
            "pointer": None,
            "strokes": [],
        }
        if screen.picture and self.frame_px:
            low, high = WIDTHS_PX
            width_px = min(max(self.frame_px, low), high)
            shown["strokes"], self.points = encode(screen.picture)
            shown["boxes"] = panel_boxes(screen.picture, width_px)
            shown["size"] = size_px(screen.picture, width_px)
            self.backdrop = backdrop_svg(screen.picture, width_px)
            if screen.pointer:
                first = screen.picture.panels[0]
                shown["pointer"] = {
                    "control": screen.pointer,
                    "low": first.y_min,
                    "high": first.y_max,
                }
        elif not screen.picture and not screen.message:  # a refusal keeps the picture's place
            self.backdrop = ""
        if screen.aside is not None and list(screen.aside) != self.aside:
            self.aside = list(screen.aside)
        self.shown = shown

    @property
    def sentence(self) -> str:
        """The one sentence that this explorer stands for now, at most 110 characters."""
        return self._screen.sentence

    def at_rest(self) -> tuple[dict, dict]:
        """The picture as a PNG with its alt text; a page of the course's server has it already."""
        if not self._screen.picture or served_from():
            return {}, {}
        picture = base64.b64encode(static_png(self._screen.picture)).decode()
        about = {"alt": self._screen.alt, "width": STATIC_WIDTH_PX}
        return {"image/png": picture}, {"image/png": about}
