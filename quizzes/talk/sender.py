"""What a page tells of itself: the device's clock and zone, and where the page stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any
from urllib.parse import urlsplit

from quizzes.engine.log.times import zone_of

ADDRESS_AT_MOST = 200  # characters
WHO_AT_MOST = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """The page that asks: `clock` is the time that its device shows, as it was sent; `zone` the
    learner's; `address` where it will be found again, or ""; `who` the random id of the browser."""

    clock: Any = None
    zone: tzinfo = UTC
    address: str = ""
    who: str = ""

    def here(self, now: datetime) -> datetime:
        """A time in the learner's zone."""
        return now.astimezone(self.zone)


def _address(given: Any) -> str:
    """A page's address as it may stand in a calendar, or ""."""
    if not isinstance(given, str) or not 0 < len(given) <= ADDRESS_AT_MOST or not given.isascii():
        return ""
    if not given.isprintable() or any(each in given for each in ' "<>\\^`{|}'):
        return ""
    try:
        parts = urlsplit(given)
    except ValueError:
        return ""
    return given if parts.scheme in ("http", "https") and parts.hostname else ""


def read_sender(given: Any) -> Sender:
    """Read what a page sent; what cannot be used of it is as if it had not been sent."""
    if not isinstance(given, Mapping):
        return Sender()
    who = given.get("who")
    good = isinstance(who, str) and len(who) <= WHO_AT_MOST and who.isascii() and who.isalnum()
    return Sender(
        clock=given.get("now"),
        zone=zone_of(given.get("zone"), given.get("offset_min")),
        address=_address(given.get("address")),
        who=who if isinstance(who, str) and good else "",
    )
