"""What the controls of an explorer hold, each as the value that its text means."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from widgets.controls.inputs import Control

T = TypeVar("T")


@dataclass(frozen=True)
class Values:
    """The texts of a page, read through the controls: `values[control]` is that control's value.

    A text is read when a screen asks for it, so that what belongs to another step is left alone. A
    control that the page has not spoken of has the value that it opens with.

    width_px: how wide the picture may be, 0 where nobody has measured it. has_reason: whether the
    learner has given a reason for leaving a range. prefix: stands before the names of the controls
    of an explorer that stands inside another one.
    """

    texts: Mapping[str, Any] = field(default_factory=dict)
    width_px: int = 0
    has_reason: bool = False
    prefix: str = ""
    _read: dict[str, tuple[Control, Any]] = field(default_factory=dict, repr=False, compare=False)

    def __getitem__(self, control: Control[T]) -> T:
        """The value of a control; ValueError with a sentence for a text that it cannot hold."""
        name = self.prefix + control.name
        known, value = self._read.get(name, (None, None))
        if known is not control:
            value = control.value_of(self.texts.get(name, control.value))
            self._read[name] = control, value
        return value

    def text(self, control: Control) -> str:
        """The text of a control as the page holds it; ValueError for what is no text of a page."""
        return control.text_of(self.texts.get(self.prefix + control.name, control.value))

    def inside(self, prefix: str) -> "Values":
        """The same texts for an explorer whose controls carry one more prefix."""
        return Values(self.texts, self.width_px, self.has_reason, self.prefix + prefix)
