"""The screens of plans, as the server has them: kept, or drawn in a process of its own."""

import asyncio
import contextlib
import json
import subprocess
import sys
from collections import OrderedDict
from dataclasses import asdict
from pathlib import Path
from typing import Any

from teaching.plan import Plan
from teaching.stage import store
from teaching.stage.edition import edition_of
from theme.log import EVENTS, one_line

ROOT = Path(__file__).resolve().parents[2]
IN_MEMORY = 16  # decks, a few hundred kB each


class NoDeck(Exception):
    """A plan cannot be shown; says which step, and why."""


class Decks:
    """The screens of each plan by its edition; one process at a time draws what is not kept."""

    def __init__(self, folder: Path = store.FOLDER) -> None:
        self._folder = folder
        self._known: OrderedDict[str, dict[str, Any]] = OrderedDict()
        self._turn = asyncio.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._closed = False
        self._soon: asyncio.Future[None] | None = None  # held, or nobody would finish it

    async def deck(self, plan: Plan) -> dict[str, Any]:
        """The screens of a plan as data; NoDeck where it cannot be shown."""
        told = asdict(plan)
        edition = edition_of(told)
        async with self._turn:
            if edition not in self._known:
                kept = store.read(plan.id, edition, self._folder)
                self._known[edition] = kept or await self._drawn(plan.id, edition, told)
                while len(self._known) > IN_MEMORY:
                    self._known.popitem(last=False)
            self._known.move_to_end(edition)
            return self._known[edition]

    async def _drawn(self, name: str, edition: str, told: dict[str, Any]) -> dict[str, Any]:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "teaching.stage.drawn"],
            cwd=ROOT,
            text=True,
            encoding="utf-8",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        try:
            said, errors = await asyncio.to_thread(
                self._process.communicate, json.dumps({name: told})
            )
        finally:
            self._end_drawing()
        try:
            answer = json.loads(said)
        except ValueError:
            if self._closed:
                raise NoDeck(f"{name}: the server is shutting down.") from None
            EVENTS.error("No screens of %s: %s", name, one_line(errors.strip()[-300:]))
            raise NoDeck(
                f"{name}: its screens could not be drawn; the server's log says why."
            ) from None
        if "why" in answer:
            raise NoDeck(answer["why"])
        try:
            store.keep(name, edition, answer["deck"], self._folder)
        except OSError as error:
            EVENTS.info("the screens of %s are not kept: %s", name, error)
        return answer["deck"]

    def draw_soon(self, plan: Plan) -> None:
        """Draw the screens of a plan that is likely to be put on the stage next."""

        async def draw() -> None:
            with contextlib.suppress(NoDeck):  # the stage says why
                await self.deck(plan)

        self._soon = asyncio.ensure_future(draw())

    def stop(self) -> None:
        """End for good, with a drawing that nobody waits for any more."""
        self._closed = True
        self._end_drawing()

    def _end_drawing(self) -> None:
        if self._process and self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self._process = None
