"""The front door of the questions: open a quiz, or load and grade questions without a page."""

from .engine import Bank, BankError, Grade, Item, grade, load_bank
from .player import Player, quiz, review

__all__ = [
    "Bank",
    "BankError",
    "Grade",
    "Item",
    "Player",
    "grade",
    "load_bank",
    "quiz",
    "review",
]
