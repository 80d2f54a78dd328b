"""The word that keeps the teacher's pages for those who know it, if one was chosen."""

import hashlib
import hmac
import secrets
import unicodedata

from tornado.web import create_signed_value, decode_signed_value

from theme.limits import WrongWords

COOKIE = "teacher"
LATE_S = 3.0  # how long an answer to one wrong word too many takes
VISIT_DAYS = 0.5  # a signature is good for half a day, however long a browser stays open


class TeacherWord:
    """Lets in who brings the word, or everybody where there is none; it keeps nothing of them.

    Each start has a key of its own, so that no cookie of an earlier one is good.
    """

    def __init__(self, word: str = "") -> None:
        self._word = _digest(word) if word else b""
        self._key = secrets.token_bytes(32)
        self.wrong = WrongWords()

    @property
    def is_asked(self) -> bool:
        """Whether there is a word to know."""
        return bool(self._word)

    def opens(self, said: str) -> bool:
        """Whether this is the word, found out in a time that does not depend on what came."""
        return self.is_asked and hmac.compare_digest(_digest(said), self._word)

    def signed(self) -> str:
        """What a browser brings back for the rest of its visit: signed, and about nobody."""
        return create_signed_value(self._key, COOKIE, "in").decode("ascii")

    def lets_in(self, brought: str | None) -> bool:
        """Whether a browser that brings this may see what the word keeps."""
        if not self.is_asked:
            return True
        found = decode_signed_value(self._key, COOKIE, brought or "", max_age_days=VISIT_DAYS)
        return found == b"in"


def _digest(word: str) -> bytes:
    """What is compared: as long for every word, and the same however a keyboard writes a letter."""
    return hashlib.sha256(unicodedata.normalize("NFC", word.strip()).encode("utf-8")).digest()
