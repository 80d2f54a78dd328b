"""Questions as data: load, grade, certainty, and the replay of a learner's log."""

from .answer_key import AnswerKey, answer_key
from .audit import ComputedNumber, audit, computed_numbers
from .bank import Bank, BankError, LeftOutQuestion, load_bank, read_bank
from .grading import grade
from .items.content import AnswerOption, Backing, Numeric, OptionList
from .items.records import PLACES, Hint, Item, SharedCase
from .items.variants import SEED_AT_MOST, Variant, every_variant, fill, variant
from .learner_view import paragraphs, public_view
from .log.answers import (
    Answer,
    GradedAnswer,
    ItemState,
    Replay,
    Tally,
    grade_answer,
    read_answer,
    replay,
)
from .log.certainty import LEVELS, Calibration, calibration, certainty_mark
from .types.grades import Feedback, Grade, OptionFeedback, ended

__all__ = [
    "LEVELS",
    "PLACES",
    "SEED_AT_MOST",
    "Answer",
    "AnswerKey",
    "Backing",
    "Bank",
    "BankError",
    "Calibration",
    "SharedCase",
    "OptionList",
    "ComputedNumber",
    "Feedback",
    "Grade",
    "GradedAnswer",
    "Hint",
    "Item",
    "ItemState",
    "LeftOutQuestion",
    "Numeric",
    "AnswerOption",
    "OptionFeedback",
    "Replay",
    "Tally",
    "Variant",
    "answer_key",
    "audit",
    "calibration",
    "certainty_mark",
    "computed_numbers",
    "ended",
    "every_variant",
    "fill",
    "grade",
    "grade_answer",
    "load_bank",
    "paragraphs",
    "public_view",
    "read_answer",
    "read_bank",
    "replay",
    "variant",
]
