"""What is said about questions: a message of a page in, the replies out, without any widget.

A kernel's widget (`quizzes.player`) and the server itself (`theme.answers`) answer with it alike.
"""

from .edition import questions_edition
from .messages import MessageError
from .quiz_talk import Talk, course_bank, open_talk, talk_shown

__all__ = ["MessageError", "Talk", "course_bank", "open_talk", "questions_edition", "talk_shown"]
