"""A department's own edition as the server shows it: read again whenever a file has changed."""

import asyncio
from pathlib import Path

from teaching.local import (
    NOTHING_LOCAL,
    CheckedAhead,
    LocalEdition,
    files_of,
    local_edition,
    read_checked,
    unchecked,
)
from theme.log import EVENTS, one_line
from theme.teach.apart import ran_apart
from theme.teach.cases import changed

UNCHECKED = "cases and questions could not be checked, and are left out: see the server's log"
UNREAD = "the local folder could not be read: see the server's log"


class LocalFolder:
    """The local folder of this server; nothing in it can take a page of the course with it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._seen: object = None
        self._checked: tuple[object, CheckedAhead] = (None, CheckedAhead({}))
        self._edition = NOTHING_LOCAL
        self._turn = asyncio.Lock()
        self._looking: asyncio.Task | None = None

    def look(self) -> None:
        """Read the folder when there is time, so that the log names its mistakes."""
        self._looking = asyncio.ensure_future(self.given())

    async def given(self) -> LocalEdition:
        """What stands in the folder now; nothing, where there is no folder."""
        async with self._turn:  # one process, however many ask at once
            try:
                seen = (files_of(self.folder), changed()) if self.folder.is_dir() else None
                if seen != self._seen:
                    before = self._edition.problems
                    self._edition = await asyncio.to_thread(self._read) if seen else NOTHING_LOCAL
                    self._seen = seen
                    for each in self._edition.problems:
                        if each not in before:
                            EVENTS.error("local: %s", one_line(each))
            except Exception:  # whatever a teacher's file holds, the course goes on
                EVENTS.exception("the local folder cannot be read")
                self._seen = None
                return LocalEdition({}, {}, {}, None, (), (UNREAD,))
            return self._edition

    def _read(self) -> LocalEdition:
        behind = [each for each in files_of(self.folder) if each[0].parent != self.folder]
        seen = (behind, changed())  # a protocol alone starts no process
        if seen != self._checked[0]:
            self._checked = (seen, _checked_ahead(self.folder))
        return local_edition(self.folder, self._checked[1])


def _checked_ahead(folder: Path) -> CheckedAhead:
    ran = ran_apart("teaching.drawn.local", str(folder))
    try:
        return read_checked(ran.stdout)
    except ValueError:
        EVENTS.error("the local folder cannot be checked: %s", one_line(ran.stderr[-300:]))
        return unchecked(folder, UNCHECKED)
