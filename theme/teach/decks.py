"""The screens of plans, as the server has them: kept, or drawn in a process of its own."""

import asyncio
import contextlib
import hashlib
import json
import subprocess
import sys
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from teaching.local import files_of
from teaching.plan import Plan
from teaching.stage import store
from teaching.stage.edition import edition_of
from theme.log import EVENTS, one_line

ROOT = Path(__file__).resolve().parents[2]
IN_MEMORY = 16  # decks, a few hundred kB each
BUSY_S = 5.0  # how long what is drawn ahead waits for a server that has something else to do


class NoDeck(Exception):
    """A plan cannot be shown; says which step, and why."""


class Decks:
    """The screens of each plan by its edition; one process at a time draws what somebody waits for.

    Another one, which lets all others go first, draws ahead what nobody has asked for yet.
    """

    def __init__(self, folder: Path = store.FOLDER) -> None:
        self._folder = folder
        self._known: OrderedDict[str, dict[str, Any]] = OrderedDict()
        self._drawing: dict[str, asyncio.Task[dict[str, Any]]] = {}
        self._turn = asyncio.Lock()
        self._processes: set[subprocess.Popen[str]] = set()
        self._closed = False
        self._ahead: asyncio.Task[None] | None = None  # held, or nobody would finish it

    async def deck(self, plan: Plan, local: Path | None = None) -> dict[str, Any]:
        """The screens of a plan as data; NoDeck where it cannot be shown.

        local: the folder of a department, for a plan that names what stands there.
        """
        edition, told = _edition(plan, local)
        found = self._found(plan, edition)
        if found is not None:
            return found
        drawing = self._drawing.get(edition) or self._start(plan, edition, told, local)
        try:
            return await asyncio.shield(drawing)  # who leaves ends it for nobody else
        finally:
            if drawing.done():
                self._drawing.pop(edition, None)

    def deck_soon(self, plan: Plan, local: Path | None = None) -> dict[str, Any] | None:
        """The screens of a plan if they are there; None while they are being drawn.

        The first call has them drawn; NoDeck, once, where that has come to nothing.
        """
        edition, told = _edition(plan, local)
        found = self._found(plan, edition)
        if found is not None:
            return found
        drawing = self._drawing.get(edition)
        if drawing is None:
            self._start(plan, edition, told, local)
            return None
        return self._drawing.pop(edition).result() if drawing.done() else None

    def _start(
        self, plan: Plan, edition: str, told: dict[str, Any], local: Path | None
    ) -> asyncio.Task[dict[str, Any]]:
        drawing = asyncio.ensure_future(self._drawn(plan.id, edition, told, local))

        def ended(task: asyncio.Task[dict[str, Any]]) -> None:
            if not task.cancelled() and task.exception() is None:  # a failure waits to be told
                self._drawing.pop(edition, None)

        drawing.add_done_callback(ended)
        self._drawing[edition] = drawing
        return drawing

    def _found(self, plan: Plan, edition: str) -> dict[str, Any] | None:
        kept = self._known.get(edition) or store.read(plan.id, edition, self._folder)
        if kept is not None:
            self._remember(edition, kept)
        return kept

    def _remember(self, edition: str, deck: dict[str, Any]) -> None:
        self._known[edition] = deck
        self._known.move_to_end(edition)
        while len(self._known) > IN_MEMORY:
            self._known.popitem(last=False)

    async def _drawn(
        self, name: str, edition: str, told: dict[str, Any], local: Path | None
    ) -> dict[str, Any]:
        async with self._turn:
            said, errors = await asyncio.to_thread(self._draw, {name: told}, _options(local))
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
        self._remember(edition, answer["deck"])
        try:
            store.keep(name, edition, answer["deck"], self._folder)
        except OSError as error:
            EVENTS.info("the screens of %s are not kept: %s", name, error)
        return answer["deck"]

    def _draw(self, plans: dict[str, Any], options: list[str]) -> tuple[str, str]:
        """What the process says that draws plans; runs in a thread of its own."""
        if self._closed:
            return "", ""
        process = subprocess.Popen(
            [sys.executable, "-m", "teaching.stage.drawn", *options],
            cwd=ROOT,
            text=True,
            encoding="utf-8",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._processes.add(process)
        try:
            if self._closed:  # in between
                process.kill()
            return process.communicate(json.dumps(plans))
        finally:
            self._processes.discard(process)

    def draw_ahead(self, plans: Callable[[], Iterable[Plan]], is_busy: Callable[[], bool]) -> None:
        """Draw what is not kept of these plans, one by one, whenever nobody needs the machine."""

        async def draw() -> None:
            for plan in await asyncio.to_thread(plans):
                edition, told = await asyncio.to_thread(_edition, plan, None)
                while is_busy() or any(not each.done() for each in self._drawing.values()):
                    await asyncio.sleep(BUSY_S)
                if store.is_kept(plan.id, edition, self._folder):
                    continue
                said, _ = await asyncio.to_thread(self._draw, {plan.id: told}, ["--gently"])
                with contextlib.suppress(ValueError, OSError, KeyError):  # the stage says why
                    store.keep(plan.id, edition, json.loads(said)["deck"], self._folder)

        self._ahead = asyncio.ensure_future(draw())

    def stop(self) -> None:
        """End for good, with every drawing that nobody waits for any more."""
        self._closed = True
        if self._ahead:
            self._ahead.cancel()
        for process in list(self._processes):
            if process.poll() is None:
                process.kill()
                process.wait()


def _options(local: Path | None) -> list[str]:
    return ["--local", str(local)] if local else []


def _edition(plan: Plan, local: Path | None) -> tuple[str, dict[str, Any]]:
    """What tells a plan's screens from others, and the plan as plain data."""
    told = asdict(plan)
    if local is None:
        return edition_of(told), told
    stands = {
        path.relative_to(local).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path, _ in files_of(local)
    }
    return edition_of({**told, "local": stands}), told
