"""A long message from a page, which came in parts because a connection takes only so much at once.

A part is {"kind": "part", "transfer", "number", "of", "text"}; the texts of all parts, one behind
the other, are the message as JSON. `page/js/drawing/parts.js` cuts them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

PARTS_AT_MOST = 200
CHARACTERS_AT_MOST = 20_000_000  # of a whole message: 50,000 events of a learner's log
NAME_AT_MOST = 64


class PartsError(ValueError):
    """A part that belongs to no message; the sentence says what was wrong with it."""


class Parts:
    """Collects the parts of one message at a time; a new message drops what the last one lacked."""

    def __init__(self) -> None:
        self._transfer = ""
        self._of = 0
        self._texts: dict[int, str] = {}

    def take(self, part: Mapping[str, Any]) -> Any:
        """Take one part, in any order; return the message once it is whole, before that None.

        Raises PartsError for a part that no page of the course sends.
        """
        transfer, number, of = part.get("transfer"), part.get("number"), part.get("of")
        text = part.get("text")
        if not isinstance(transfer, str) or not 0 < len(transfer) <= NAME_AT_MOST:
            raise PartsError(f"a part names its message, got {str(transfer)[:40]!r}")
        if type(of) is not int or not 1 <= of <= PARTS_AT_MOST:
            raise PartsError(f"a message has 1 to {PARTS_AT_MOST} parts, got {str(of)[:40]}")
        if type(number) is not int or not 0 <= number < of:
            raise PartsError(f"a part's number is from 0 to below {of}, got {str(number)[:40]}")
        if not isinstance(text, str):
            raise PartsError(f"a part holds text, got {type(text).__name__}")
        if (transfer, of) != (self._transfer, self._of):
            self._transfer, self._of, self._texts = transfer, of, {}
        self._texts[number] = text
        size = sum(map(len, self._texts.values()))
        if size > CHARACTERS_AT_MOST:
            self._drop()
            raise PartsError(
                f"a message has at most {CHARACTERS_AT_MOST:,} characters, got {size:,}"
            )
        if len(self._texts) < of:
            return None
        whole = "".join(self._texts[place] for place in range(of))
        self._drop()
        try:
            return json.loads(whole)
        except (ValueError, RecursionError) as error:
            raise PartsError("the parts together are no message") from error

    def _drop(self) -> None:
        self._transfer, self._of, self._texts = "", 0, {}
