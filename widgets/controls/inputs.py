"""What a learner moves: each kind of control, and what it accepts from a page."""

from dataclasses import dataclass

from evidence.errors import LearnerError
from evidence.numbers import NumberRead, read_number

TEXT_LIMIT = 40  # characters: a number, a choice, or a few ids; free writing never leaves the page


@dataclass(frozen=True)
class Control:
    """A named input with a visible label; its value is always a text."""

    name: str
    label: str

    def checked(self, value) -> str:
        """The page's `value` if this control can hold it; LearnerError with a sentence if not."""
        if not isinstance(value, str) or len(value) > TEXT_LIMIT:
            came = f"{len(value)} characters" if isinstance(value, str) else type(value).__name__
            raise LearnerError(
                f"{self.label} must be a text of at most {TEXT_LIMIT} characters, got {came}."
            )
        return value


@dataclass(frozen=True)
class Choice(Control):
    """One of `options` (value, label) in a list; without a `value` the learner must choose.

    With `leads` it stands above everything else: what is chosen there changes all of it.
    """

    options: tuple[tuple[str, str], ...]
    value: str = ""
    kind: str = "choice"
    leads: bool = False

    def checked(self, value) -> str:
        value = super().checked(value)
        if value and value not in dict(self.options):
            raise LearnerError(f"{self.label} must be one of the list, got {value!r}.")
        return value


@dataclass(frozen=True)
class Options(Choice):
    """One of `options`, all of them readable at once."""

    kind: str = "options"


@dataclass(frozen=True)
class Checks(Control):
    """Any of `options`, as check boxes; the value is their values with a space between them."""

    options: tuple[tuple[str, str], ...]
    value: str = ""
    kind: str = "checks"

    def checked(self, value) -> str:
        known = dict(self.options)
        if not isinstance(value, str) or any(each not in known for each in value.split()):
            raise LearnerError(
                f"{self.label} must be some of the list, got {str(value)[:TEXT_LIMIT]!r}."
            )
        return value


@dataclass(frozen=True)
class Number(Control):
    """A number set by slider or typed as text; the text is read in Python and never corrected."""

    unit: str
    low: float
    high: float
    step: float
    value: str = ""
    kind: str = "number"

    def read(self, typed: str) -> NumberRead:
        """What was typed, as a number; NumberError says what cannot be read, or is asked back."""
        return read_number(typed, self.unit, self.low, self.high)


@dataclass(frozen=True)
class Field(Control):
    """A number that the learner works out and types, with its unit beside it.

    `low` and `high` hold every answer that somebody can come to, slips and all: they refuse
    nothing, and tell which reading of a number is meant.
    """

    unit: str
    value: str = ""
    kind: str = "field"
    low: float | None = None
    high: float | None = None

    def read(self, typed: str) -> NumberRead:
        """What was typed, as a number; NumberError says what cannot be read, or is asked back."""
        return read_number(typed, self.unit, self.low, self.high)


@dataclass(frozen=True)
class Writing(Control):
    """Free writing that stays in the page; Python learns only how many characters there are."""

    hint: str = ""
    value: str = ""
    kind: str = "writing"


@dataclass(frozen=True)
class Clock(Control):
    """Seconds that run down in sight where the learner asked for it; at the end it is "out"."""

    seconds: int
    value: str = ""
    kind: str = "clock"


@dataclass(frozen=True)
class Action(Control):
    """A button; pressing it sets the value to `press`.

    With `again`, a press counts for the answers as they stand: changing one of them takes it back.
    """

    press: str = "yes"
    value: str = ""
    kind: str = "action"
    again: bool = False
