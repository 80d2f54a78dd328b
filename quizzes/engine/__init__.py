"""Questions as data: load, grade, certainty, and the replay of a learner's log."""

from .audit import ComputedNumber, audit, computed_numbers
from .bank import Bank, BankError, load_bank
from .certainty import LEVELS, Calibration, calibration, certainty_mark
from .grades import Feedback, Grade, OptionFeedback, ended
from .grading import grade
from .items import PLACES, Backing, Case, Choice, Hint, Item, Numeric, Option
from .log import Answer, GradedAnswer, ItemState, Replay, Tally, grade_answer, read_answer, replay
from .public import paragraphs, public_view
from .reading import find_fact
from .variants import SEED_AT_MOST, Variant, every_variant, fill, variant

__all__ = [
    "LEVELS",
    "PLACES",
    "SEED_AT_MOST",
    "Answer",
    "Backing",
    "Bank",
    "BankError",
    "Calibration",
    "Case",
    "Choice",
    "ComputedNumber",
    "Feedback",
    "Grade",
    "GradedAnswer",
    "Hint",
    "Item",
    "ItemState",
    "Numeric",
    "Option",
    "OptionFeedback",
    "Replay",
    "Tally",
    "Variant",
    "audit",
    "calibration",
    "certainty_mark",
    "computed_numbers",
    "ended",
    "every_variant",
    "fill",
    "find_fact",
    "grade",
    "grade_answer",
    "load_bank",
    "paragraphs",
    "public_view",
    "read_answer",
    "replay",
    "variant",
]
