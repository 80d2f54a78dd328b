"""What a learner moves: each kind of control, and the value that it makes of a page's text."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

from evidence.errors import LearnerError
from evidence.numbers import NumberError, NumberRead, format_number, read_number

STAMP = "@"  # between a press and what the page puts down with it
STAMPS = ("", "chance", "day")
TEXT_LIMIT = 40  # characters: a number, a choice, or a few ids; free writing never leaves the page
T = TypeVar("T")
# A text is read for its value, and once more for what is said beside its field.
_read = lru_cache(maxsize=256)(read_number)


class InputError(LearnerError):
    """A value that lies outside the control that holds it."""

    def __init__(self, control: str, text: str):
        super().__init__(text)
        self.control = control


@dataclass(frozen=True)
class Control(Generic[T]):
    """A named input with a visible label.

    A page holds a text for it; `value`, which each kind has, is the text that it opens with.
    """

    name: str
    label: str

    def value_of(self, text: Any) -> T:
        """The value that a page's text means; LearnerError with a sentence for what it cannot hold.

        text: anything, since a message from a page may hold anything.
        """
        raise NotImplementedError(f"{type(self).__name__} must define value_of")

    def text_of(self, text: Any) -> str:
        """The page's text, or LearnerError for what is none or is too long for any control."""
        if not isinstance(text, str) or len(text) > TEXT_LIMIT:
            came = f"{len(text)} characters" if isinstance(text, str) else type(text).__name__
            raise LearnerError(
                f"{self.label} must be a text of at most {TEXT_LIMIT} characters, got {came}."
            )
        return text


@dataclass(frozen=True)
class Choice(Control[str]):
    """One of `options` (value, label) in a list; without a `value` the learner must choose.

    With `leads` it stands above everything else: what is chosen there changes all of it.
    """

    options: tuple[tuple[str, str], ...]
    value: str = ""
    kind: str = "choice"
    leads: bool = False

    def value_of(self, text: Any) -> str:
        """The chosen value; "" where nothing is chosen and nothing stands there to begin with."""
        chosen = self.text_of(text) or self.value
        if chosen and chosen not in dict(self.options):
            raise LearnerError(f"{self.label} must be one of the list, got {chosen!r}.")
        return chosen


@dataclass(frozen=True)
class Options(Choice):
    """One of `options`, all of them readable at once."""

    kind: str = "options"


@dataclass(frozen=True)
class Checks(Control[tuple[str, ...]]):
    """Any of `options`, as check boxes; the text is their values with a space between them."""

    options: tuple[tuple[str, str], ...]
    value: str = ""
    kind: str = "checks"

    def value_of(self, text: Any) -> tuple[str, ...]:
        """The values that are ticked, in the order of the text."""
        known = dict(self.options)
        if not isinstance(text, str) or any(each not in known for each in text.split()):
            raise LearnerError(
                f"{self.label} must be some of the list, got {str(text)[:TEXT_LIMIT]!r}."
            )
        return tuple(text.split())


@dataclass(frozen=True)
class Number(Control[float]):
    """A number set by slider or typed as text; the text is read in Python and never corrected."""

    unit: str
    low: float
    high: float
    step: float
    value: str = ""
    kind: str = "number"

    def read(self, typed: str) -> NumberRead:
        """What was typed, as a number; NumberError says what cannot be read, or is asked back."""
        return _read(typed, self.unit, self.low, self.high)

    def value_of(self, text: Any) -> float:
        """The number that was typed; NumberError names the control and the problem."""
        return _named(self, text)

    def within(self, number: float, must: str = "") -> float:
        """The same number, or InputError beyond the slider; `must` begins its words."""
        if not self.low <= number <= self.high:
            raise InputError(
                self.name,
                f"{must or f'{self.label} must be'} {format_number(self.low)} to "
                f"{format_number(self.high)} {self.unit} here, got {format_number(number)} "
                f"{self.unit}.",
            )
        return number

    def whole(self, number: float, subject: str = "") -> int:
        """The number as a whole one, or InputError; `subject` stands for the label."""
        if number != int(number) or not self.low <= number <= self.high:
            raise InputError(
                self.name,
                f"{subject or self.label} must be a whole number from {format_number(self.low)} "
                f"to {format_number(self.high)}, got {format_number(number)}.",
            )
        return int(number)


@dataclass(frozen=True)
class Field(Control[float]):
    """A number that the learner works out and types, with its unit beside it.

    It shows no limits, so none may choose between two readings of a number: the learner is asked.
    """

    unit: str
    value: str = ""
    kind: str = "field"

    def read(self, typed: str) -> NumberRead:
        """What was typed, as a number; NumberError says what cannot be read, or is asked back."""
        return _read(typed, self.unit)

    def value_of(self, text: Any) -> float:
        """The number that was typed; NumberError names the control and the problem."""
        return _named(self, text)


@dataclass(frozen=True)
class Writing(Control[int]):
    """Free writing that stays in the browser; Python learns only how many characters there are."""

    hint: str = ""
    value: str = ""
    kind: str = "writing"

    def value_of(self, text: Any) -> int:
        """How many characters were written."""
        written = self.text_of(text)
        return int(written) if written.isdecimal() else 0


@dataclass(frozen=True)
class Clock(Control[bool]):
    """Seconds that run down in sight where the learner asked for it; at the end it is "out"."""

    seconds: int
    value: str = ""
    kind: str = "clock"

    def value_of(self, text: Any) -> bool:
        """Whether the time is over."""
        return self.text_of(text) == "out"


@dataclass(frozen=True)
class Action(Control[bool]):
    """A button; pressing it sets the text to `press`, and other texts as `sets` (name, text) says.

    With `again`, a press counts for the answers as they stand: changing one of them takes it back.
    `stamp` is what the page puts down with the press: "chance" a number that it draws, "day" its
    own date. `told` is what the press has brought: it stands in the button's place.
    """

    press: str = "yes"
    value: str = ""
    kind: str = "action"
    again: bool = False
    stamp: str = ""
    told: str = ""
    sets: tuple[tuple[str, str], ...] = ()

    def value_of(self, text: Any) -> bool:
        """Whether it has been pressed for what it stands for now."""
        return self.text_of(text).partition(STAMP)[0] == self.press


def _named(control: Number | Field, text: Any) -> float:
    try:
        return control.read(control.text_of(text)).value
    except NumberError as problem:
        raise NumberError(f"{control.label}: {problem}") from None
