"""The class behind every picture of the course: from the values of its controls to a screen."""

from __future__ import annotations

import logging
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from evidence.errors import LearnerError
from page.html import Markup, joined
from page.sentence import checked_sentence
from widgets.controls.inputs import Control
from widgets.controls.plain import asked_of
from widgets.controls.values import Values
from widgets.controls.visit import Visit
from widgets.view.at_rest import at_rest
from widgets.view.screen import Screen, refused, unmoved_passage

if TYPE_CHECKING:
    from widgets.controls.explorer_widget import ExplorerWidget

MOMENTS = ("before", "after")
log = logging.getLogger(__name__)


class Explorer:
    """A simulator that says itself in words; it keeps nothing of what a learner does.

    A subclass gives `heading`, `watermark`, `controls(values)` and `screen(values)`, and
    `answered(values)` if it asks something before it shows what it knows. What `screen` raises as
    LearnerError becomes the sentence that the learner reads. Under `keeps` a page keeps the
    values in its browser and brings them back; "" keeps nothing. What is shown `by_day` may be
    another thing tomorrow, for the same values.

    Displayed in a notebook it becomes an ExplorerWidget; elsewhere `first_state` says it as data.
    """

    heading = ""
    watermark = ""
    keeps = ""
    by_day = False

    def controls(self, values: Values) -> tuple[Control, ...]:
        """The controls of a screen that brings none of its own: at the start, or of a refusal."""
        raise NotImplementedError(f"{self.name} must define controls(values)")

    def screen(self, values: Values) -> Screen:
        """What to show for `values`; subclasses compute it from widgets.model."""
        raise NotImplementedError(f"{self.name} must define screen(values)")

    def answered(self, values: Values) -> dict[str, str]:
        """The texts that open it where it asks first: an answer to each question, and the press.

        values: what is set besides. {} where nothing is asked first.
        """
        return {}

    def waits(self, screen: Screen) -> bool:
        """Whether a screen of this explorer still waits for an answer or a prediction."""
        return False

    def aside(self) -> Sequence[dict[str, Any]]:
        """What stands beside the whole explorer, where a screen says nothing else of it."""
        return ()

    def shared(self) -> tuple[Control, ...]:
        """The controls that a scenario's link and code carry; () where nothing can be shared."""
        return ()

    @property
    def name(self) -> str:
        """What its scenarios are called by."""
        return type(self).__name__

    def shows(self, values: Values) -> Screen:
        """The whole screen for `values`: with its controls, and with a sentence for any problem."""
        try:
            screen = self.screen(values)
        except LearnerError as problem:
            screen = refused(str(problem), about=problem.control)
        except Exception:  # a learner never sees a traceback, the maintainer finds it in the log
            log.exception("%s could not compute %r", self.name, values)
            screen = refused("This could not be computed. Reload the page to start again.")
        if screen.controls is None:
            screen = replace(screen, controls=self._controls_of_a_refusal(values))
        if unmoved := unmoved_passage(screen.readouts, screen.controls):
            screen = replace(screen, notes=(*screen.notes, unmoved))
        return screen

    def _controls_of_a_refusal(self, values: Values) -> tuple[Control, ...]:
        try:
            return tuple(self.controls(values))
        except Exception:  # what was refused may stand in the way of these, too
            return tuple(self.controls(Values()))

    def first_state(
        self,
        setting: Mapping[str, str] | None = None,
        when: str = "before",
        width_px: int = 0,
    ) -> dict[str, Any]:
        """The explorer as data that can be written as JSON, for a page, paper or another program.

        setting: texts of controls by name, where they differ from the opening ones. when: "before"
        as it opens, "after" as it is once the learner has answered what it asks first. At a
        `width_px` above 0 the picture is there too: `backdrop`, `shown` and `points` (base 64).
        Raises ValueError for anything else.
        """
        if when not in MOMENTS:
            raise ValueError(f"when must be one of {', '.join(MOMENTS)}, got {when!r}")
        visit = self.visit(setting, when, width_px)
        parts = visit.parts()
        points = b64encode(parts.pop("points", b"")).decode("ascii")
        opening = {"name": self.name, "frame_px": width_px, **visit.opening_parts()}
        return {**opening, **parts, "points": points}

    def visit(
        self, setting: Mapping[str, str] | None = None, when: str = "before", width_px: int = 0
    ) -> Visit:
        """A way through the explorer that begins there; the arguments of `first_state`."""
        chosen = dict(setting or {})
        answers = self.answered(Values(chosen, width_px)) if when == "after" else {}
        visit = Visit(self, {**answers, **chosen}, width_px)
        names = {each.name for each in (*visit.screen.controls, *self.shared())}
        names |= {each.name for each in self.controls(Values())} | set(answers)
        for unknown in sorted(set(chosen) - names):
            raise ValueError(
                f"setting must name controls of {self.name} ({', '.join(sorted(names))}), "
                f"got {unknown!r}"
            )
        return visit

    def at_rest(self) -> Markup:
        """The explorer as HTML for where no kernel runs: what it asks, and folded what it answers.

        The pictures are in it, so that nothing else has to be fetched.
        """
        asked = self.visit().screen
        questions = joined(map(asked_of, asked.controls or ()))
        answer = self.visit(when="after").screen if self.answered(Values()) else None
        given = [each.aside for each in (asked, answer) if each and each.aside is not None]
        aside = next((each for each in given if each), ()) if given else self.aside()
        return at_rest(self.heading, self.watermark, asked, questions, answer, aside)

    @property
    def sentence(self) -> str:
        """The one sentence that it stands for as it opens."""
        return self.shows(Values()).sentence

    def __repr__(self) -> str:
        return checked_sentence(self.sentence, self.name)

    @cached_property
    def widget(self) -> ExplorerWidget:
        """The live part of a page that shows it, made when it is first asked for."""
        from widgets.controls.explorer_widget import ExplorerWidget

        return ExplorerWidget(self)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        return self.widget._repr_mimebundle_(**kwargs)
