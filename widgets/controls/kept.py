"""Whether what a page kept of an explorer still says what it said when it was kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evidence.errors import LearnerError
from widgets.controls.inputs import Checks, Choice
from widgets.controls.values import Values

if TYPE_CHECKING:
    from widgets.controls.explorer import Explorer

REASON = "reason"  # that a reason was given is kept with the texts, and is no control


def is_kept(explorer: Explorer, texts: Any, is_same_edition: bool) -> bool:
    """Whether these texts, by name, are what the controls of the explorer can hold.

    A number is left as the learner typed it, right or wrong. Of another edition of the course every
    name must be known, too.
    """
    if not isinstance(texts, dict) or not all(isinstance(each, str) for each in texts.values()):
        return False
    values = Values(texts, has_reason=texts.get(REASON) == "yes")
    opening = explorer.controls(Values())
    try:
        shown = explorer.screen(values).controls or opening
    except LearnerError:
        shown = opening
    except Exception:  # whatever it is, these texts must not stand on the page
        return False
    if not is_same_edition:
        known = {each.name for each in (*shown, *opening, *explorer.shared())}
        if not set(texts) <= known | {REASON} | set(explorer.answered(values)):
            return False
    return all(_is_on_the_list(each, texts) for each in shown)


def _is_on_the_list(control: Any, texts: dict[str, str]) -> bool:
    if not isinstance(control, Choice | Checks) or control.name not in texts:
        return True
    try:
        control.value_of(texts[control.name])
    except LearnerError:
        return False
    return True
