"""Progress that moves between machines on paper: a code of 20 characters.

The code holds 80 bits in 16 characters and a check in 4. The check is a Reed-Solomon one: up to
four wrong characters, and so every swap of two, are always found; any other damage is missed once
in a million. What a code says is coarse by design, and it names nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from evidence.errors import LearnerError
from page.codes import LETTERS, in_groups, plain, wrong_letter

from ..bank import Bank
from .answers import Replay, Tally
from .pair import in_turn
from .times import FIRST_DAY

_DATA, _CHECK, _GROUP = 16, 4, 5
FORMAT = 1
EPOCH = FIRST_DAY
# Each lesson has the place of its own number: a new lesson needs no entry here, and an old code
# keeps its meaning as long as a number is never given to another lesson.
LESSON_PLACES = 17
LESSON_NUMBERS = range(1, LESSON_PLACES + 1)
OBJECTIVES = 11  # O1 to O11
NO_FORM = 15
DAY_BITS = 13
MASTERED = 0.8
STANDING_WORDS = ("not begun", "begun", "every question answered", "mastered")


class ResumeError(LearnerError):
    """A code or a file is refused; the message is a sentence for the learner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where a learner stands: each lesson and objective by its number, 0 to 3 (STANDING_WORDS),
    right answers of the form begun first (`before`) and of its other (`after`), and the day.
    """

    lessons: Mapping[int, int] = field(default_factory=dict)
    objectives: Mapping[int, int] = field(default_factory=dict)
    before: int | None = None
    after: int | None = None
    day: date = EPOCH


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed:
    """What a code brought, and in sentences what of it this version of the course has dropped."""

    progress: Progress
    dropped: tuple[str, ...]


def _tables() -> tuple[list[int], list[int]]:
    powers, logs, value = [], [0] * 32, 1
    for place in range(31):
        powers.append(value)
        logs[value] = place
        value <<= 1
        if value & 32:
            value ^= 0b100101
    return powers, logs


_POWERS, _LOGS = _tables()


def _times(one: int, other: int) -> int:
    return _POWERS[(_LOGS[one] + _LOGS[other]) % 31] if one and other else 0


def _generator() -> list[int]:
    made = [1]
    for root in _POWERS[1 : _CHECK + 1]:
        shifted, scaled = [*made, 0], [0, *(_times(each, root) for each in made)]
        made = [one ^ other for one, other in zip(shifted, scaled, strict=True)]
    return made


_GENERATOR = _generator()


def _check(symbols: list[int]) -> list[int]:
    """The remainder of the symbols by the generator, which makes the whole divisible by it."""
    rest = [*symbols, *[0] * _CHECK]
    for place in range(len(symbols)):
        factor = rest[place]
        for step, each in enumerate(_GENERATOR):
            rest[place + step] ^= _times(each, factor)
    return rest[-_CHECK:]


def _fields(progress: Progress) -> list[tuple[int, int]]:
    """Every value with its width in bits; 80 bits together."""
    days = min(max((progress.day - EPOCH).days, 0), 2**DAY_BITS - 1)
    rows = [(FORMAT, 3)]
    rows += [(progress.lessons.get(number, 0), 2) for number in LESSON_NUMBERS]
    rows += [(progress.objectives.get(number, 0), 2) for number in range(1, OBJECTIVES + 1)]
    for right in (progress.before, progress.after):
        rows.append((NO_FORM if right is None else right, 4))
    return [*rows, (days, DAY_BITS)]


def resume_code(progress: Progress) -> str:
    """Write progress as four groups of five characters, with dashes between them.

    Raises ValueError for a lesson, objective or value that has no place in a code.
    """
    for name, given, numbers in (
        ("lesson", progress.lessons, LESSON_NUMBERS),
        ("objective", progress.objectives, range(1, OBJECTIVES + 1)),
    ):
        for number, value in given.items():
            if number not in numbers or value not in range(len(STANDING_WORDS)):
                known = ", ".join(map(str, numbers))
                raise ValueError(
                    f"a code holds the {name}s {known} with values 0 to 3, "
                    f"got {name} {number} with {value!r}"
                )
    for right in (progress.before, progress.after):
        if right is not None and right not in range(NO_FORM):
            raise ValueError(f"a code holds 0 to {NO_FORM - 1} right answers, got {right!r}")
    bits = 0
    for value, width in _fields(progress):
        bits = bits << width | value
    symbols = [bits >> 5 * place & 31 for place in reversed(range(_DATA))]
    text = "".join(LETTERS[each] for each in [*symbols, *_check(symbols)])
    return in_groups(text, _GROUP)


def read_code(text: object, lessons: Iterable[str], objectives: Iterable[str]) -> Resumed:
    """Read a code; case, spaces and dashes do not matter; O, I and L are read as 0, 1 and 1.

    `lessons` are the names of today's lessons ("09_hours_to_arrive"), `objectives` the ids ("O6").
    Raises ResumeError with a sentence if the code is damaged or of another format.
    """
    if not isinstance(text, str):
        raise ResumeError("A resume code is text of 20 characters.")
    given = plain(text)
    if len(given) != _DATA + _CHECK:
        raise ResumeError(
            f"A resume code has {_DATA + _CHECK} characters; this one has "
            f"{min(len(given), 999)}. Nothing was changed."
        )
    wrong = wrong_letter(given)
    if wrong:
        raise ResumeError(
            f"The character “{wrong}” does not occur in a resume code. Nothing was changed."
        )
    symbols = [LETTERS.index(each) for each in given]
    if _check(symbols[:_DATA]) != symbols[_DATA:]:
        raise ResumeError(
            "This resume code has a wrong or missing character: compare it with "
            "what you wrote down. Nothing was changed."
        )
    progress = _unpack(symbols[:_DATA])
    return _fitting(progress, lessons, objectives)


def _unpack(symbols: list[int]) -> Progress:
    bits = 0
    for each in symbols:
        bits = bits << 5 | each
    left = 5 * _DATA
    values = []
    for _, width in _fields(Progress()):
        left -= width
        values.append(bits >> left & ((1 << width) - 1))
    kind, *rest = values
    if kind != FORMAT:
        raise ResumeError(
            "This resume code was made by another version of the course and cannot "
            "be read by this one. Nothing was changed."
        )
    forms = [None if each == NO_FORM else each for each in rest[-3:-1]]
    return Progress(
        lessons={
            number: value for number, value in zip(LESSON_NUMBERS, rest, strict=False) if value
        },
        objectives={
            number: value
            for number, value in enumerate(rest[LESSON_PLACES : LESSON_PLACES + OBJECTIVES], 1)
            if value
        },
        before=forms[0],
        after=forms[1],
        day=EPOCH + timedelta(days=rest[-1]),
    )


def _fitting(progress: Progress, lessons: Iterable[str], objectives: Iterable[str]) -> Resumed:
    numbers = {int(name[:2]) for name in lessons if name[:2].isdigit()}
    known = {int(name[1:]) for name in objectives}
    dropped = [
        f"Lesson {number} is not in this version of the course."
        for number in progress.lessons
        if number not in numbers
    ]
    dropped += [
        f"Objective O{number} is not in this version of the course."
        for number in progress.objectives
        if number not in known
    ]
    return Resumed(
        dropped=tuple(dropped),
        progress=Progress(
            lessons={each: value for each, value in progress.lessons.items() if each in numbers},
            objectives={
                each: value for each, value in progress.objectives.items() if each in known
            },
            before=progress.before,
            after=progress.after,
            day=progress.day,
        ),
    )


def _standing(tally: Tally) -> int:
    full = tally.answered == tally.items
    return 1 + full + (full and tally.right >= MASTERED * tally.items)


def progress_of(past: Replay, bank: Bank, day: date) -> Progress:
    """Sum up a replayed log for a code: lessons and objectives by number, and the first tries of
    the two forms, in the order in which they were begun."""
    first, second = in_turn(past)
    lessons = {
        int(name[:2]): _standing(tally)
        for name, tally in past.lessons.items()
        if name[:2].isdigit() and int(name[:2]) in LESSON_NUMBERS and tally.answered
    }
    objectives = {
        int(name[1:]): _standing(tally) for name, tally in past.objectives.items() if tally.answered
    }
    return Progress(
        lessons=lessons,
        objectives=objectives,
        day=day,
        before=form_right(past, bank, first),
        after=form_right(past, bank, second),
    )


def form_right(past: Replay, bank: Bank, form: str) -> int | None:
    """How many of a form's questions were right at the first try; None until all are answered."""
    names = {item.id for item in bank.live(form)}
    first = {
        each.answer.item: each.correct
        for each in reversed(past.answers)
        if each.answer.item in names
    }
    return sum(first.values()) if names and len(first) == len(names) else None
