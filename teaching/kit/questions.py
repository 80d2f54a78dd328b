"""The questions, read once: a kit asks for them many times, and writes from one state of them."""

from functools import cache

from quizzes.engine import Bank, load_bank


@cache
def bank() -> Bank:
    """Every question of the course; BankError where a file has a mistake."""
    return load_bank()
