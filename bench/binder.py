"""`make bench-binder`: what Binder does, as far as one machine can do it, and how long it takes.

The course is copied, its environment built and its postBuild run as Binder runs it; then Jupyter's
server is started, and the pages are asked for that the badge and the still copy lead to. Not in it:
the pull of the image, Binder's queue, its proxy.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from bench.__main__ import machine, number
from bench.report import ROOT, keep_section
from bench.servers import free_port

TOKEN = "a-token-as-binder-gives-one"
LESSON = "09_hours_to_arrive"
WITHIN_S = 180
HOW = (
    "Written by `make bench-binder`: a copy of the course, a new environment, `pip install -r "
    "binder/requirements.txt` from the index that this machine uses and without a cache, "
    "`binder/postBuild`, then `jupyter lab` with a token and, at the first request for `voila/`, "
    "the course behind it. The pull of an image, Binder's queue and its own proxy are not in it."
)


def main() -> int:
    """Measure all steps and write them to BENCHMARKS.md."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder) / "course"
        rows = [*build(course, Path(folder) / "venv"), *start(course, Path(folder) / "venv")]
    lines = ["| step | seconds |", "| --- | --- |"]
    lines += [f"| {step} | {number(seconds)} |" for step, seconds in rows]
    table = "\n".join(lines)
    print(table)
    load = max(load, os.getloadavg()[0])
    busy = f"- Processes that wanted a core, the course's among them: up to {load:.1f}."
    keep_section("Binder", "\n\n".join([HOW, "\n".join([*machine(), busy]), table]))
    return 0


def build(course: Path, venv: Path) -> list[tuple[str, float]]:
    """Build as Binder builds: the requirements, then postBuild."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    for name in listed.stdout.decode().split("\0")[:-1]:
        (course / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, course / name)
    subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    pip = [venv / "bin" / "python", "-m", "pip", "install", "--quiet"]
    return [
        ("build: pip install -r binder/requirements.txt",
         timed([*pip, "-r", "binder/requirements.txt"], course, venv)),
        ("build: binder/postBuild, the still copy in it",
         timed(["bash", "binder/postBuild"], course, venv)),
        ("of which the still copy",
         timed([venv / "bin" / "python", "-m", "theme.still", "build/again"], course, venv)),
    ]  # fmt: skip


def start(course: Path, venv: Path) -> list[tuple[str, float]]:
    """Start as Binder starts, and ask for the pages in a visitor's order."""
    asked = (
        ("start command until the still home page is read", "static/still/index.html", "Contents"),
        ("a still lesson, after that", f"static/still/{LESSON}.html", "still copy"),
        ("the course answers through the proxy, asked for the first time", "voila/healthz", "ok"),
        ("the live home page through the proxy", "voila/", "Contents"),
        ("a live lesson through the proxy", f"voila/voila/render/{LESSON}.ipynb", "</html>"),
    )
    with server(course, venv) as address:
        return [
            (step, seconds_until(f"{address}{path}?token={TOKEN}", words))
            for step, path, words in asked
        ]


@contextmanager
def server(course: Path, venv: Path):
    """Jupyter's server as the image's start command runs it; yields its address."""
    port = free_port()
    command = [venv / "bin" / "python", "-m", "jupyter", "lab", "--no-browser", "--allow-root"]
    command += ["--ip=127.0.0.1", f"--port={port}", f"--IdentityProvider.token={TOKEN}"]
    process = subprocess.Popen(
        command,
        cwd=course,
        env=environment(venv),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(60)


def seconds_until(url: str, words: str) -> float:
    """How long it takes until an address answers with a page that has these words."""
    begun = time.perf_counter()
    while time.perf_counter() - begun < WITHIN_S:
        try:
            with urllib.request.urlopen(url, timeout=WITHIN_S) as answer:
                if words in answer.read().decode("utf-8", "replace"):
                    return time.perf_counter() - begun
                raise RuntimeError(f"{url} answers without {words!r}")
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.02)
    raise RuntimeError(f"{url} did not answer within {WITHIN_S} s")


def timed(command: list, folder: Path, venv: Path) -> float:
    """Run a step to its end and return the seconds that it took."""
    begun = time.perf_counter()
    subprocess.run(
        command, cwd=folder, env=environment(venv), check=True, stdout=subprocess.DEVNULL
    )
    return time.perf_counter() - begun


def environment(venv: Path) -> dict[str, str]:
    """The environment of a shell in which that environment is active, with settings of its own."""
    told = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    for name in ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE"):
        told.pop(name, None)
    home = venv.parent / "home"
    home.mkdir(exist_ok=True)
    return told | {
        "PATH": f"{venv / 'bin'}{os.pathsep}{told['PATH']}",
        "VIRTUAL_ENV": str(venv),
        "HOME": str(home),
    }


if __name__ == "__main__":
    sys.exit(main())
