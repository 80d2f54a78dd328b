"""The learner's log as a file: written in the page or here, checked before a byte of it is used."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zlib import crc32

from ..bank import Bank
from .answers import EVENTS_AT_MOST, read_log
from .resume import ResumeError

KIND = "ketamine-course"
FILE_SCHEMA = 1
FILE_CHARACTERS_AT_MOST = 8_000_000
# The check stands last and covers every character before it, so that the page and this module agree
# without agreeing on how to write a number.
_CHECK = re.compile(r',"check":"([0-9a-f]{8})"\}\s*\Z')
DAMAGED = "This file is damaged or was edited by hand. Nothing was changed."


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """The events of a file, and in sentences what this version of the course cannot use."""

    events: tuple[Mapping[str, Any], ...]
    dropped: tuple[str, ...]


def save_file(events: list[Any], learner: str, now: datetime) -> str:
    """Write a log as the text of a file; `now` is an aware time."""
    body = json.dumps(
        {
            "kind": KIND,
            "schema": FILE_SCHEMA,
            "saved": now.isoformat(),
            "learner": learner,
            "events": events,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return f'{body[:-1]},"check":"{crc32(body.encode("utf-8", "surrogatepass")):08x}"}}\n'


def load_file(text: object, bank: Bank) -> Loaded:
    """Read the text of a file; raises ResumeError with a sentence and gives nothing if damaged.

    A file for an older bank keeps what still fits: answers to questions that are gone stay in the
    log, and `dropped` says how many there are and which questions have changed.
    """
    if not isinstance(text, str) or not text.strip():
        raise ResumeError("This file is empty. Nothing was changed.")
    if len(text) > FILE_CHARACTERS_AT_MOST:
        raise ResumeError("This file is too large to be a log of this course. Nothing was changed.")
    found = _CHECK.search(text)
    if not text.lstrip().startswith(f'{{"kind":"{KIND}"'):
        raise ResumeError("This is not a file that this course has saved. Nothing was changed.")
    if found is None:
        raise ResumeError(DAMAGED)
    body = text[: found.start()].lstrip() + "}"
    try:
        if f"{crc32(body.encode('utf-8', 'surrogatepass')):08x}" != found[1]:
            raise ResumeError(DAMAGED)
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise error if isinstance(error, ResumeError) else ResumeError(DAMAGED) from error
    if data.get("schema") != FILE_SCHEMA:
        raise ResumeError(
            "This file was saved by another version of the course and cannot be read "
            "by this one. Nothing was changed."
        )
    events = data.get("events")
    if not isinstance(events, list) or len(events) > EVENTS_AT_MOST:
        raise ResumeError(DAMAGED)
    return Loaded(
        events=tuple(each for each in events if isinstance(each, Mapping)),
        dropped=_dropped(events, bank),
    )


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _dropped(events: list[Any], bank: Bank) -> tuple[str, ...]:
    answers, _, refused = read_log(events)
    versions = {item.id: item.version for item in bank.items}
    gone = sorted({each.item for each in answers if each.item not in versions})
    changed = sorted(
        {
            each.item
            for each in answers
            if each.item in versions and versions[each.item] != each.version
        }
    )
    rows = []
    if gone:
        rows.append(
            f"{_count(len(gone), 'question')} of this file no longer in the course: "
            f"{', '.join(gone[:12])}."
        )
    if changed:
        rows.append(
            f"{_count(len(changed), 'question')} with a newer wording, to be answered "
            f"again: {', '.join(changed[:12])}."
        )
    refused -= sum(isinstance(each, Mapping) and each.get("event") == "resumed" for each in events)
    if refused:
        rows.append(
            f"{_count(refused, 'entry').replace('entrys', 'entries')} of this file could "
            "not be understood."
        )
    return tuple(rows)
