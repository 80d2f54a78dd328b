"""What can be chosen when the course is started, from the environment and the command line."""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from teaching.known import LOCAL_FOLDER

ROOT = Path(__file__).resolve().parent.parent
LESSONS, KIT = ROOT / "lessons", ROOT / "build" / "kit"
SHORTEST_WORD, LONGEST_WORD = 8, 200  # letters of the teacher's word


class OptionError(ValueError):
    """An option that cannot be used, said in one sentence."""


@dataclass(frozen=True)
class ServerOptions:
    """How the course is served.

    Times are in seconds; `places` is the largest number of open lessons, 0 for as many as fit.
    `hosts` are the names that a request may call the server by, besides its address. `strict`
    refuses to start where a file of the course has a mistake; else what has one is left out.
    `fork` copies kernels from one process that is ready, which takes a tenth of a second, so that
    no spares need to wait; else each is started, and `spare_kernels` (2) wait for the next pages.
    `teacher_word` keeps the teacher's pages for those who know it, "" for nobody; `kit` is the
    folder of the files that they offer, `local` that of a department's own cases, questions,
    plans and protocol, which need not be there.
    """

    host: str = "127.0.0.1"
    port: int = 8866
    base_url: str = "/"
    open_browser: bool = True
    fork: bool = sys.platform == "linux"  # elsewhere a copied process is not safe to use
    spare_kernels: int | None = None
    idle_s: int = 1200
    cull_every_s: int = 30
    absent_s: int = 120
    drain_s: int = 0
    places: int = 0
    strict: bool = False
    hosts: tuple[str, ...] = ()
    log: str = "text"
    lessons: Path = LESSONS
    kit: Path = KIT
    local: Path = LOCAL_FOLDER
    teacher_word: str = field(default="", repr=False)

    @property
    def spares(self) -> int:
        """How many kernels wait, ready, for a page: as many as were chosen."""
        if self.spare_kernels is None:
            return 0 if self.fork else 2
        return self.spare_kernels


def _whole_number(name: str, text: str, low: int, high: int) -> int:
    """Read a whole number from low to high; OptionError names the setting and what came."""
    try:
        number = int(text)
    except ValueError:
        number = None
    if number is None or not low <= number <= high:
        raise OptionError(f"{name} must be a whole number from {low} to {high}, got {text!r}.")
    return number


def _fork(text: str) -> bool:
    chosen = bool(_whole_number("FORK", text, 0, 1)) if text else ServerOptions.fork
    if chosen and sys.platform != "linux":
        raise OptionError(f"FORK=1 needs Linux, this is {sys.platform}: leave it out.")
    return chosen


def _log_kind(text: str) -> str:
    if text not in ("", "text", "json"):
        raise OptionError(f"LOG must be text or json, got {text!r}.")
    return text or ServerOptions.log


def _teacher_word(text: str) -> str:
    """Read the teacher's word; OptionError, which does not repeat it, for one that is guessed."""
    word = text.strip()
    if word and not SHORTEST_WORD <= len(word) <= LONGEST_WORD:
        raise OptionError(
            f"TEACHER_WORD must have {SHORTEST_WORD} to {LONGEST_WORD} letters, so that nobody "
            f"guesses it, got one of {len(word)}."
        )
    return word


def _local(text: str) -> Path:
    """Read the local folder; OptionError for one that somebody names and that is not there."""
    if not text:
        return LOCAL_FOLDER
    folder = Path(text).expanduser().resolve()
    if not folder.is_dir():
        raise OptionError(f"LOCAL must be a folder that is there, got {text!r}.")
    return folder


def read_options(
    arguments: Sequence[str], environment: Mapping[str, str] = os.environ
) -> ServerOptions:
    """Read the options; an argument wins over its environment variable.

    Raises OptionError for a value that cannot be used.
    """
    parser = argparse.ArgumentParser(prog="python -m theme", description="Serve the course.")
    parser.add_argument("--host", help="address to listen on (HOST, 127.0.0.1)")
    parser.add_argument("--port", help="port to listen on (PORT, 8866)")
    parser.add_argument("--base-url", help="path in front of every page, behind a proxy (/)")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")
    parser.add_argument(
        "--strict",
        action="store_true",
        help="do not start if a file of the course has a mistake (STRICT=1)",
    )
    parser.add_argument("--hosts", help="names of this server, with commas between (HOSTS)")
    parser.add_argument("--log", choices=("text", "json"), help="how the log is written (text)")
    given = parser.parse_args(list(arguments))

    def number(name, default: int | None, low: int, high: int, argument: str | None = None):
        text = argument if argument is not None else environment.get(name, "")
        return _whole_number(name, text, low, high) if text else default

    base_url = given.base_url or environment.get("BASE_URL", "") or "/"
    return ServerOptions(
        host=given.host or environment.get("HOST", "") or ServerOptions.host,
        port=number("PORT", ServerOptions.port, 1, 65535, given.port),
        base_url="/" + "".join(part + "/" for part in base_url.split("/") if part),
        open_browser=not given.no_browser and environment.get("BROWSER") != "none",
        fork=_fork(environment.get("FORK", "")),
        spare_kernels=number("SPARE_KERNELS", ServerOptions.spare_kernels, 0, 100),
        idle_s=number("IDLE_SECONDS", ServerOptions.idle_s, 1, 86400),
        cull_every_s=number("CULL_EVERY_SECONDS", ServerOptions.cull_every_s, 1, 3600),
        absent_s=number("ABSENT_SECONDS", ServerOptions.absent_s, 1, 86400),
        drain_s=number("DRAIN_SECONDS", ServerOptions.drain_s, 0, 86400),
        hosts=tuple(filter(None, (given.hosts or environment.get("HOSTS", "")).split(","))),
        log=given.log or _log_kind(environment.get("LOG", "")),
        places=number("PLACES", ServerOptions.places, 0, 10000),
        teacher_word=_teacher_word(environment.get("TEACHER_WORD", "")),
        local=_local(environment.get("LOCAL", "")),
        strict=given.strict or bool(number("STRICT", 0, 0, 1)),
    )
