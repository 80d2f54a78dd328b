"""Reads the parts of a case file: decisions, what may be asked, cards; and walks what was read."""
