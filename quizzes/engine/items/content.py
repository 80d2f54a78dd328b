"""What each type of question holds: options, a number, pairs, steps, gaps, words, card or poll.

What a ward hands over, a picture to search or an order to write, is in ward_content.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .arithmetic import Expression

SCORING = ("all_or_nothing", "per_option")
# From doing what is asked about (start, go on, give, raise) to ruling it out for good.
ATTITUDES = ("act", "open", "hold", "never")


@dataclass(frozen=True, slots=True, kw_only=True)
class Backing:
    """What a statement rests on: ids of sources, and of records that evidence may state as fact."""

    sources: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """The name of a figure, its SVG text, and its words (`alt`) for who cannot see it."""

    name: str
    svg: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerOption:
    """One option: why it is right, or why it is wrong and which misconception it shows.

    With a `drawing` the text is the name under which the feedback speaks of it. `attitude` is one
    of ATTITUDES where the options of a question differ in it, else "". `unsafe` says whom a wrong
    choice would hurt, and is empty where it would hurt nobody.
    """

    id: str
    text: str
    correct: bool
    feedback: str
    misconception: str
    backing: Backing
    drawing: Drawing | None = None
    attitude: str = ""
    unsafe: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionList:
    """One best answer (`several` False) or several right ones, credited by the `scoring` policy."""

    options: tuple[AnswerOption, ...]
    several: bool
    scoring: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFeatures(OptionList):
    """At most `most` steps out of a longer list; an unsafe one costs all credit."""

    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NumericErrorPattern:
    """A slip with the number that it leads to, so that the feedback can name the slip.

    `unsafe` where the number would hurt; `computed_by` where a test works it out with a model.
    """

    label: str
    amount: Expression
    feedback: str
    backing: Backing
    unsafe: bool = False
    computed_by: ComputedBy | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerance:
    """How far an answer may lie from the key: `abs` in the key's unit, `rel` as a share of it."""

    mode: str
    value: float

    def accepts(self, answer: float, key: float) -> bool:
        """Say whether `answer` counts as `key`; a hair is added for binary rounding."""
        room = self.value * (abs(key) if self.mode == "rel" else 1)
        return abs(answer - key) <= room + 1e-9 * max(1.0, abs(key))


@dataclass(frozen=True, slots=True, kw_only=True)
class ComputedBy:
    """The function of widgets.model that must give this number, for a test to recompute it.

    `function` is a dotted name below widgets.model; a text in `args` that starts with "=" is an
    expression of the question's numbers; `field` picks an attribute of the result; the result
    times `times` must lie within `within` (absolute, in the unit of the number).
    """

    function: str
    args: Mapping[str, object]
    within: float
    field: str = ""
    times: float = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeric:
    """A number to work out: key and slips as expressions, all in `unit`.

    `accepted_units` maps each unit on offer to the factor that turns it into `unit`. `safe_min`
    and `safe_max` bound every key that the template can give.
    """

    key: Expression
    unit: str
    accepted_units: Mapping[str, float]
    tolerance: Tolerance
    safe_min: Expression
    safe_max: Expression
    show_decimals: int
    error_patterns: tuple[NumericErrorPattern, ...]
    computed_by: ComputedBy | None
    round_up: bool = False  # what can only be whole, such as people to treat, may be rounded up
    ceiling: bool = False  # the key is what a dose must stay below: nothing above it counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing to place: its text, what belongs to it (`answer`), and why."""

    id: str
    text: str
    answer: str
    feedback: str
    backing: Backing


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Texts to pair with answers; `extra` are answers that belong to nothing."""

    parts: tuple[Part, ...]
    extra: tuple[str, ...]
    scoring: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """A step that must come before another one; `why` says what harm the other way round does,
    and is empty where it does none."""

    first: str
    then: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Steps in a right order; `answer` of each is empty. `scoring` is exact or pairs.

    With pairs, `before` holds what must precede what: each order that keeps them all is right.
    """

    parts: tuple[Part, ...]
    scoring: str
    before: tuple[Before, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One gap of a cloze text: the right words, the others on offer, and why."""

    id: str
    answer: str
    others: tuple[str, ...]
    feedback: str
    backing: Backing


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloze:
    """A text in which [[a]] marks the gap with id a."""

    text: str
    gaps: tuple[Gap, ...]
    scoring: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordErrorPattern:
    """Words that are wrong in a known way."""

    label: str
    words: tuple[str, ...]
    feedback: str
    backing: Backing


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """A few words to write: `accept` are right, the first of them is shown as the key.

    `drugs` are members of the class that is the key, and count as it does. `qualifiers` are words
    that may stand before what is accepted without making it wrong.
    """

    accept: tuple[str, ...]
    fuzzy: bool
    slips: tuple[WordErrorPattern, ...]
    drugs: tuple[str, ...] = ()
    qualifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card to turn: the learner says whether it was known."""

    back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """Options without a key: (id, text) each."""

    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricRow:
    """One thing that a good answer in one's own words holds, and why it matters."""

    id: str
    text: str
    feedback: str
    backing: Backing


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWords:
    """Sentences that only the learner reads and rates: a rubric, and an exemplar beside it."""

    rubric: tuple[RubricRow, ...]
    exemplar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """How a finding moves somebody towards something: what would move one down, and what up."""

    finding: str
    toward: str
    less: str
    more: str
