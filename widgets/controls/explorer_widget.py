"""The live part of a page that shows an explorer: texts of its controls in, parts of a screen
out."""

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
    controls = List(Dict()).tag(sync=True)
    aside = List(Dict()).tag(sync=True)
    values = Dict().tag(sync=True)
    frame_px = Int(0).tag(sync=True)
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
        self.observe(self._follow, ["values", "frame_px", "sharing", "asked"])
        self.on_msg(self._receive)

    @property
    def sentence(self) -> str:
        """The one sentence that the explorer stands for now."""
        return self.visit.screen.sentence

    def _follow(self, _change: Any) -> None:
        if self.visit.take(self.values, self.frame_px, self.sharing):
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

    def at_rest(self) -> tuple[dict[str, str], dict[str, Any]]:
        """The explorer where nothing moves; a page of the course's server has it already."""
        if served_from():
            return {}, {}
        return {"text/html": str(self.visit.explorer.at_rest())}, {}
