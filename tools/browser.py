"""Find a Chromium or Chrome for the tests, or get one, or say in one sentence what to install.

`decide` is pure: it is told what this machine has and returns the next step. `ensure` takes
the steps. Run as a script it prints the browser's path, or fails with the sentence.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "google-chrome-beta",
    "chrome",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "~/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    "~/AppData/Local/Google/Chrome/Application/chrome.exe",
)
# Package manager: the commands that bring a Chromium; tried in this order.
MANAGERS = {
    "apt-get": (("apt-get", "update"), ("apt-get", "install", "-y", "chromium")),
    "dnf": (("dnf", "install", "-y", "chromium"),),
    "apk": (("apk", "add", "chromium"),),
    "pacman": (("pacman", "-Sy", "--noconfirm", "chromium"),),
    "zypper": (("zypper", "--non-interactive", "install", "chromium"),),
}
SENTENCE = (
    "The tests open the pages in a real browser and none was found or could be fetched: install "
    "Chromium or Google Chrome (on Debian: apt-get install chromium), or set COURSE_BROWSER to "
    "its path, and run make test again."
)
CHOSEN = "COURSE_BROWSER must be the path of a Chromium or Chrome that starts, got {!r}."
SECONDS_TO_DOWNLOAD = 600
SECONDS_TO_ANSWER = 30


@dataclass(frozen=True)
class Machine:
    """What the decision rests on: paths found, managers found, and whether it may install."""

    browsers: tuple[str, ...] = ()
    playwright: bool = False
    managers: tuple[str, ...] = ()
    may_install: bool = False


@dataclass(frozen=True)
class Step:
    """The next step: `kind` is use, download, install or fail; `what` is a path or a manager."""

    kind: str
    what: str = ""


def decide(machine: Machine, tried: Iterable[str] = ()) -> Step:
    """Return the next step for `machine`, given the kinds of steps already tried in vain.

    An installed browser comes first, then Playwright's own download, then the system's packages.
    """
    tried = set(tried)
    if machine.browsers:
        return Step("use", machine.browsers[0])
    if machine.playwright and "download" not in tried:
        return Step("download")
    for manager in MANAGERS:
        if manager in machine.managers and machine.may_install and "install" not in tried:
            return Step("install", manager)
    return Step("fail")


def starts(path: str) -> bool:
    """Say whether the browser at `path` runs: a stub or one without its libraries does not."""
    try:
        done = subprocess.run(
            [path, "--version"], capture_output=True, timeout=SECONDS_TO_ANSWER, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and b"Chrom" in done.stdout


def _playwrights_own() -> str | None:
    """Return where Playwright keeps or would keep its Chromium, or None without Playwright."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        return None
    try:
        with sync_playwright() as playwright:
            return playwright.chromium.executable_path
    except Error:
        return None


def installed() -> str | None:
    """Return the first browser of the system that starts, or None; COURSE_BROWSER goes first."""
    chosen = os.environ.get("COURSE_BROWSER")
    if chosen:
        return chosen if starts(chosen) else None
    places = (str(Path(place).expanduser()) for place in PLACES)
    found = [path for name in NAMES if (path := shutil.which(name))]
    found += [place for place in places if Path(place).is_file()]
    return next((path for path in found if starts(path)), None)


def find() -> str | None:
    """Return a browser that starts: the system's, else the one Playwright downloaded, or None."""
    path = installed()
    if path or os.environ.get("COURSE_BROWSER"):
        return path
    own = _playwrights_own()
    return own if own and Path(own).is_file() and starts(own) else None


def _prefix() -> tuple[str, ...] | None:
    """Return what goes before an installing command: nothing for root, sudo, or None if neither."""
    if not hasattr(os, "geteuid"):
        return None
    if os.geteuid() == 0:
        return ()
    if shutil.which("sudo"):
        asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
        if asked.returncode == 0:
            return ("sudo", "-n")
    return None


def look() -> Machine:
    """Describe this machine for `decide`."""
    path = find()
    return Machine(
        browsers=(path,) if path else (),
        playwright=_playwrights_own() is not None,
        managers=tuple(name for name in MANAGERS if shutil.which(name)),
        may_install=_prefix() is not None,
    )


def _run(command: Iterable[str]) -> bool:
    """Run an installing command quietly and say whether it worked; its words go to stderr."""
    command = list(command)
    print("For the browser tests:", " ".join(command), file=sys.stderr)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            env=environment,
            timeout=SECONDS_TO_DOWNLOAD,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        print(f"  did not work: {error}", file=sys.stderr)
        return False
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines() or ["no reason given"]
        reason = next((line for line in lines if "rror" in line or line[:2] == "E:"), lines[-1])
        print(f"  did not work: {reason.strip()}", file=sys.stderr)
    return done.returncode == 0


def take(step: Step) -> bool:
    """Carry out a download or an install and say whether it worked."""
    prefix = _prefix()
    if step.kind == "download":
        playwright = [sys.executable, "-m", "playwright"]
        if not _run([*playwright, "install", "chromium"]):
            return False
        if find() is None and prefix is not None:
            _run([*prefix, *playwright, "install-deps", "chromium"])
        return find() is not None
    worked = False
    for command in MANAGERS[step.what]:
        worked = _run([*(prefix or ()), *command])
    return worked


def ensure() -> str | None:
    """Return the path of a browser that starts, fetching one if need be; None when none is had."""
    tried: list[str] = []
    if os.environ.get("COURSE_BROWSER"):
        return find()
    while True:
        step = decide(look(), tried)
        if step.kind == "use":
            return step.what
        if step.kind == "fail":
            return None
        take(step)
        tried.append(step.kind)


def main() -> int:
    """Print the browser's path, or the sentence that says what to install."""
    path = ensure()
    if path is None:
        chosen = os.environ.get("COURSE_BROWSER")
        print(CHOSEN.format(chosen) if chosen else SENTENCE, file=sys.stderr)
        return 1
    print(f"Browser for the tests: {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
