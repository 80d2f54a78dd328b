"""What a learner answers: native form controls in the page, graded in Python."""

from .player import Player, quiz

__all__ = ["Player", "quiz"]
