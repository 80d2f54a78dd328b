"""What somebody would score who chooses without reading what the options mean."""

from .rules import guess_table, guessable

__all__ = ["guess_table", "guessable"]
