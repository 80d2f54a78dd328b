"""The medication-text rules, where tests look for them; their home is the guard of the evidence."""

from evidence.guard.medication_text import MEDICATION_RULES, problems

__all__ = ["MEDICATION_RULES", "problems"]
