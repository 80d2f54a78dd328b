"""The medication-text rules, where tests look for them; they live in evidence.medication_text."""

from evidence.medication_text import RULES, problems

__all__ = ["RULES", "problems"]
