"""The first states of all lessons, as the server has them: kept, or rehearsed at its start."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from theme.first import store
from theme.first.edition import code_digest, edition_of
from theme.log import EVENTS, one_line

ASSETS = "voila/assets/"  # where scripts are, from the address of the course


@dataclass(frozen=True)
class Cells:
    """A lesson as its first states rest on it: its edition, and the code cells by their place."""

    edition: str
    sources: dict[int, str]


class FirstStates:
    """What each lesson's page can begin with, by lesson and edition.

    lessons: the folder of notebooks. environment: that of every kernel, so that a rehearsal says
    what a kernel would say; only scripts are named from the address of the course.
    """

    def __init__(
        self,
        lessons: Path,
        environment: Mapping[str, str],
        folder: Path = store.FOLDER,
    ) -> None:
        self._lessons, self._folder = lessons, folder
        # What is kept holds at whatever address the course is served.
        self._environment = {**environment, "COURSE_ASSETS": ASSETS}
        self._code = code_digest(lessons)
        self._known: dict[tuple[str, str], dict[str, Any]] = {}
        self._process: subprocess.Popen[str] | None = None
        self._asked: dict[str, dict[str, Any]] = {}

    def cells(self, notebook: Any) -> Cells:
        """The edition and the code of a lesson, from its notebook."""
        code = {n: each.source for n, each in enumerate(notebook.cells) if each.cell_type == "code"}
        return Cells(edition_of(self._code, [each.source for each in notebook.cells]), code)

    @property
    def known(self) -> int:
        """How many lessons can be shown before they run."""
        return len(self._known)

    def get(self, slug: str, edition: str) -> dict[str, Any] | None:
        """What the page of this edition begins with; None where it needs a kernel for that."""
        return self._known.get((slug, edition))

    def start(self, lessons: Mapping[str, Cells]) -> None:
        """Read what is kept, and begin to rehearse the rest in a process of its own."""
        for slug, cells in lessons.items():
            kept = store.read(slug, cells.edition, self._folder)
            if kept is None:
                self._asked[slug] = {"edition": cells.edition, "sources": cells.sources}
            else:
                self._known[slug, cells.edition] = kept
        if self._asked:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "theme.first.rehearsal"],
                cwd=self._lessons,
                env=self._environment,
                text=True,
                encoding="utf-8",
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )

    async def finish(self) -> None:
        """Wait for the rehearsal; what could not be rehearsed opens with a kernel of its own."""
        if self._process is None:
            return
        try:
            said, errors = await asyncio.to_thread(
                self._process.communicate, json.dumps(self._asked)
            )
        finally:
            self.stop()
        told = [json.loads(line) for line in said.splitlines() if line.endswith("}")]
        for each in told:
            self._take(each)
        if missing := set(self._asked) - {each["slug"] for each in told}:
            names = ", ".join(sorted(missing))
            EVENTS.error("No first states of %s: %s", names, one_line(errors.strip()[-300:]))
        self._process = None

    def stop(self) -> None:
        """End a rehearsal that nobody waits for any more."""
        if self._process and self._process.poll() is None:
            self._process.kill()

    def _take(self, told: dict[str, Any]) -> None:
        slug, first = told["slug"], told.get("first")
        if first is None:
            EVENTS.info("%s opens with a kernel of its own: %s", slug, told["why"])
            return
        edition = self._asked[slug]["edition"]
        self._known[slug, edition] = first
        try:
            store.keep(slug, edition, first, self._folder)
        except OSError as error:
            EVENTS.info("the first states of %s are not kept: %s", slug, error)
