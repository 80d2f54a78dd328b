"""One learner's way through an explorer: what was set so far, and what stands on the screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from evidence import standing_line
from evidence.errors import LearnerError
from page.notice import notice
from widgets.controls.kept import is_kept
from widgets.controls.plain import (
    backdrop_of,
    controls_data,
    passages_data,
    strokes_data,
    table_data,
    typed_data,
    words_data,
)
from widgets.controls.scenario import code_of, values_of
from widgets.controls.values import Values
from widgets.view.screen import Screen

if TYPE_CHECKING:
    from widgets.controls.explorer import Explorer


def keep_note() -> str:
    """What goes with everything that is saved: what it is not for, and which edition it is of."""
    return notice(standing_line())


class Visit:
    """The texts of one page for an explorer, the screen for them, and both as plain data.

    texts: what the controls hold, by name. width_px: how wide the picture is drawn; at 0 it is not
    drawn. tall_px: how high it may be there, 0 where nothing limits it. is_sharing: whether the
    learner has asked for a scenario's code. screen: the Screen.
    """

    def __init__(self, explorer: Explorer, texts: Mapping[str, Any] = {}, width_px: int = 0):
        self.explorer = explorer
        opening = {each.name: each.value for each in explorer.controls(Values())}
        self.texts = {**opening, **texts}
        self.width_px = width_px
        self.tall_px = 0
        self.is_sharing = False
        self.screen: Screen
        self._aside = list(explorer.aside())
        self._backdrop = ""
        self._opened = 0
        self._said = ""
        self._look()

    @property
    def values(self) -> Values:
        """What the controls hold, for a screen."""
        has_reason = self.texts.get("reason") == "yes"
        return Values(self.texts, self.width_px, has_reason)

    def take(
        self, texts: Mapping[str, Any], width_px: int, is_sharing: bool = False, tall_px: int = 0
    ) -> bool:
        """Take over what the page says now; whether anything of it is new."""
        said = (texts, width_px, is_sharing, tall_px)
        if said == (self.texts, self.width_px, self.is_sharing, self.tall_px):
            return False
        self.texts, self.width_px, self.is_sharing, self.tall_px = said
        self._look()
        return True

    def open(self, code: Any) -> None:
        """Open the scenario of a code that came from a page, or say why there is none."""
        name, shared = self.explorer.name, self.explorer.shared()
        if not shared:
            return
        try:
            opened = values_of(name, shared, code)
        except LearnerError as problem:
            self._said = str(problem)
        else:
            self._opened += 1
            self.texts = {**self.texts, **opened, "reason": ""}
            self._said = "The scenario is open."
        self._look()

    def restore(self, texts: Any, note: Any) -> bool:
        """Take over what a page kept before it was loaded again, if it still fits; whether it did.

        note: the `keep_note` of the course that kept it. Another edition may have other controls.
        """
        if not is_kept(self.explorer, texts, is_same_edition=note == keep_note()):
            return False
        self._opened += 1
        self.texts = {**self.texts, **texts}
        self._look()
        return True

    def _look(self) -> None:
        self.screen = self.explorer.shows(self.values)

    def opening_parts(self) -> dict[str, Any]:
        """What a page has to know of the explorer once, as plain data."""
        return {
            "heading": self.explorer.heading,
            "watermark": self.explorer.watermark,
            "keeps": self.explorer.keeps,
            "by_day": self.explorer.by_day,
            "keep_note": keep_note(),
        }

    def parts(self) -> dict[str, Any]:
        """What stands on the page now, as plain data in parts that change at different times.

        `points` is bytes, and there only if a picture is drawn.
        """
        screen = self.screen
        controls = controls_data(screen.controls, bool(self.explorer.keeps))
        if self._opened:  # another number makes the page build its controls with the new values
            controls = [{**each, "opened": self._opened} for each in controls]
        shown = {
            **words_data(screen),
            "typed": typed_data(screen, self.values),
            "scenario": self._scenario(),
            "pointer": None,
            "strokes": [],
        }
        points = {}
        if screen.picture and self.width_px:
            painted, points["points"] = strokes_data(screen.picture, self.width_px, self.tall_px)
            shown.update(painted)
            self._backdrop = backdrop_of(screen.picture, self.width_px, self.tall_px)
            if screen.pointer:
                first = screen.picture.panels[0]
                axis = {"low": first.y_min, "high": first.y_max}
                shown["pointer"] = {"control": screen.pointer, **axis}
        elif not screen.picture and not screen.message:  # a refusal keeps the picture's place
            self._backdrop = ""
        return {
            "values": self.texts,
            "controls": controls,
            "aside": self._aside if screen.aside is None else list(screen.aside),
            "notes": passages_data(screen.notes),
            "table": table_data(screen),
            "shown": shown,
            "backdrop": self._backdrop,
            **points,
        }

    def _scenario(self) -> dict[str, str | None] | None:
        """What the page needs to share: a code of None where nobody asked, "" where none can be."""
        shared = self.explorer.shared()
        if not shared:
            return None
        said, self._said = self._said, ""
        return {"name": self.explorer.name, "code": self._code(shared), "said": said}

    def _code(self, shared) -> str | None:
        if not self.is_sharing:
            return None
        try:
            texts = {each.name: self.values.text(each) for each in shared}
            return code_of(self.explorer.name, shared, texts)
        except ValueError:  # a value that no code can hold
            return ""
