"""The live part of a page that shows an explorer: texts of its controls in, parts of a screen
out."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from traitlets import Bool, Bytes, Dict, Int, List, Unicode

from page.assets import front_end, served_from
from page.widget import CourseWidget
from widgets.controls.explorer import Explorer
from widgets.controls.visit import Visit

HERE = Path(__file__).parent
LEFT_OUT_OF_KEPT = (
    "What you had set here before does not fit this edition of the course, and was left out."
)
BY_WIDTH = ("size", "boxes")  # of what is shown, these belong to one width of the picture


class ExplorerWidget(CourseWidget):
    """Holds one Visit and keeps it in step with the page; all that is shown is computed there.

    Of the parts of a screen only those that changed are sent, in one message. The page counts what
    it asks for in `asked`; `answered` says up to which of them the parts are the answer.
    """

    _esm = front_end(HERE / "built" / "explorer.js")
    _css = front_end(HERE / "explorer.css")

    heading = Unicode().tag(sync=True)
    watermark = Unicode().tag(sync=True)
    keep_note = Unicode().tag(sync=True)
    keeps = Unicode().tag(sync=True)
    by_day = Bool(False).tag(sync=True)
    controls = List(Dict()).tag(sync=True)
    aside = List(Dict()).tag(sync=True)
    values = Dict().tag(sync=True)
    frame_px = Int(0).tag(sync=True)
    tall_px = Int(0).tag(sync=True)
    sharing = Bool(False).tag(sync=True)
    shown = Dict().tag(sync=True)
    notes = List(Dict()).tag(sync=True)
    table = Dict(None, allow_none=True).tag(sync=True)
    backdrop = Unicode().tag(sync=True)
    points = Bytes().tag(sync=True)
    asked = Int(0).tag(sync=True)
    answered = Int(0).tag(sync=True)
    tick = Int(0).tag(sync=True)

    def __init__(self, explorer: Explorer):
        self.visit = Visit(explorer)
        super().__init__(**self.visit.opening_parts(), **self.visit.parts())
        self.observe(self._follow, ["values", "frame_px", "tall_px", "sharing", "asked"])
        self.on_msg(self._receive)

    @property
    def sentence(self) -> str:
        """The one sentence that the explorer stands for now."""
        return self.visit.screen.sentence

    def _follow(self, _change: Any) -> None:
        if self.visit.take(self.values, self.frame_px, self.sharing, self.tall_px):
            self._show()
        elif self.answered != self.asked:  # what was there already is an answer, too
            self._answer({})

    def _receive(self, _widget: Any, content: Any, _buffers: Any) -> None:
        kind = content.get("kind") if isinstance(content, dict) else None
        if kind == "open":
            self.visit.open(content.get("code", ""))
            self._show()
        elif kind == "restore":
            if self.visit.restore(content.get("values"), content.get("note")):
                self._show()
            else:
                about = {"kind": "told", "about": "settings", "good": False}
                self.send({**about, "sentence": LEFT_OUT_OF_KEPT})

    def _show(self) -> None:
        self._answer(self.visit.parts())

    def _answer(self, parts: dict[str, Any]) -> None:
        with self.hold_sync():
            for name, part in parts.items():
                setattr(self, name, part)
            self.answered = self.asked
            self.tick += 1

    def first_state(
        self, widths_px: Sequence[int]
    ) -> tuple[dict[str, Any], dict[int, dict[str, Any]]]:
        """The state that a page can draw before it asks anything, and its picture by width.

        A width has `size`, `boxes` and `backdrop`, and the `strokes` and `points` that differ from
        those of the state. Raises ValueError if a width changes anything else.
        """
        state = self.get_state()
        explorer = self.visit.explorer
        drawn = {width: Visit(explorer, {}, width).parts() for width in widths_px}
        drawn = {width: parts for width, parts in drawn.items() if parts["shown"].get("size")}
        if not drawn:
            return state, {}
        common = next(iter(drawn.values()))
        pictures = {width: _picture(parts, common) for width, parts in drawn.items()}
        shown = {name: each for name, each in common["shown"].items() if name not in BY_WIDTH}
        return {**state, "shown": shown, "points": common["points"]}, pictures

    def at_rest(self) -> tuple[dict[str, str], dict[str, Any]]:
        """The explorer where nothing moves; a page of the course's server has it already."""
        if served_from():
            return {}, {}
        return {"text/html": str(self.visit.explorer.at_rest())}, {}


def _picture(parts: Mapping[str, Any], common: Mapping[str, Any]) -> dict[str, Any]:
    """What the screen of one width has for itself, beside what is common to all widths."""
    shown = parts["shown"]
    picture = {name: shown[name] for name in BY_WIDTH} | {"backdrop": parts["backdrop"]}
    if shown["strokes"] != common["shown"]["strokes"] or parts["points"] != common["points"]:
        picture["strokes"] = shown["strokes"]
        picture["points"] = b64encode(parts["points"]).decode("ascii")
    said = [
        {name: each for name, each in side["shown"].items() if name not in (*BY_WIDTH, "strokes")}
        for side in (parts, common)
    ]
    others = [name for name in parts if name not in ("shown", "backdrop", "points")]
    if said[0] != said[1] or any(parts[name] != common[name] for name in others):
        width = shown["size"][0]
        raise ValueError(f"only a picture may change with its width, got other words at {width} px")
    return picture
