"""The cases in words, from a process of its own: the server never imports `widgets`."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

from teaching.case_words import CaseWords, read_cases_said
from theme.log import EVENTS, one_line
from theme.teach.apart import ROOT, ran_apart

CASES_REST_ON = ("evidence", "widgets/model")


class CasesInWords:
    """Asked for when a teacher first needs them, and again when a file behind them has changed."""

    def __init__(self) -> None:
        self._seen: object = None
        self._cases: Mapping[str, CaseWords] = {}
        self._turn = asyncio.Lock()

    async def given(self) -> Mapping[str, CaseWords]:
        """Every whole case by id; none, and a line in the log, where they cannot be read."""
        async with self._turn:  # one process, however many ask at once
            seen = changed()
            if seen != self._seen:
                self._cases = await asyncio.to_thread(_read)
                self._seen = seen if self._cases else None
            return self._cases


def changed() -> list[tuple[Path, int]]:
    """The files behind the cases by the time of their last change."""
    files = [path for part in CASES_REST_ON for path in (ROOT / part).rglob("*.toml")]
    return [(path, path.stat().st_mtime_ns) for path in sorted(files)]


def _read() -> Mapping[str, CaseWords]:
    ran = ran_apart("teaching.drawn.cases")
    try:
        return read_cases_said(ran.stdout)
    except ValueError:
        EVENTS.error("the cases cannot be put into words: %s", one_line(ran.stderr[-300:]))
        return {}
