"""The two servers that are compared: the course, and Voila as it comes."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COURSE = (
    "import json, sys; from pathlib import Path; from theme.options import ServerOptions"
    "; from theme.server import serve"
    "; sys.exit(serve(ServerOptions(port=int(sys.argv[1]), lessons=Path(sys.argv[2]),"
    " open_browser=False, **json.loads(sys.argv[3]))))"
)


@contextmanager
def running(command: list[str], port: int):
    """Run a server until the block ends; yields its address."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPATH"] = str(ROOT)
    process = subprocess.Popen(
        command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/", process)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(30)


def course_server(folder: str, **options):
    """The course serving the notebooks of `folder`; `options` as in theme.options."""
    port = free_port()
    return running([sys.executable, "-c", COURSE, str(port), folder, json.dumps(options)], port)


def stock_server(folder: str, *options: str):
    """Voila as it comes, serving the notebooks of `folder`."""
    port = free_port()
    command = [sys.executable, "-m", "voila", folder, "--no-browser", f"--port={port}", *options]
    return running(command, port)


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(address: str, process, seconds: float = 300):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"the server at {address} did not answer within {seconds:g} s")
