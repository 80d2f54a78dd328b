"""What a teacher takes away: handout, guides, slides, cards, tests on paper, and small sheets.

`write_kit(folder, plans)` writes all of it; `python -m teaching kit --out FOLDER` calls it.
"""

from teaching.kit.writing import FIRST_CASE, mistakes, write_kit

__all__ = ["FIRST_CASE", "mistakes", "write_kit"]
