"""The medication-text rules, where tests look for them; they live in evidence.medication_text."""

from evidence.medication_text import MEDICATION_RULES, problems

__all__ = ["MEDICATION_RULES", "problems"]
