"""What Binder builds: the same versions as everywhere, and a page to read at once."""

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest

from tests.theme.server_tools import ask, free_port, wait_until
from theme.options import read_options

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
BINDER = ROOT / "binder"
CONFIG = json.loads((BINDER / "jupyter_server_config.json").read_text())
PIN = re.compile(r"^([a-z0-9.-]+)==([\w.]+)", re.MULTILINE)


def pins(path: Path) -> dict[str, str]:
    return dict(PIN.findall(path.read_text()))


def test_the_course_is_installed_from_its_own_lock():
    lines = (BINDER / "requirements.txt").read_text().splitlines()
    wanted = [line for line in lines if line.strip() and not line.startswith("#")]
    # A path to the course here would turn off pip's check of hashes: postBuild installs it.
    assert wanted == ["-r ../requirements.txt", "-r proxy.txt"]


def test_what_is_added_is_pinned_hashed_and_nowhere_else():
    text, added = (BINDER / "proxy.txt").read_text(), pins(BINDER / "proxy.txt")
    asked = pins(BINDER / "proxy.in")
    assert asked.items() <= added.items() and "jupyter-server-proxy" in asked
    assert not added.keys() & pins(ROOT / "requirements.txt").keys(), "run sh binder/lock.sh"
    for entry in re.split(r"\n(?=\S)", text.strip()):
        assert entry.startswith("#") or "--hash=sha256:" in entry, entry.splitlines()[0]


def test_the_python_is_one_the_course_runs_on():
    """Without runtime.txt Binder takes Python 3.10."""
    version = re.fullmatch(r"python-3\.(\d+)\n", (BINDER / "runtime.txt").read_text())
    assert version and 11 <= int(version.group(1)) <= 14


@pytest.mark.parametrize("name", ["environment.yml", "Dockerfile", "Pipfile", "setup.py"])
def test_no_file_takes_the_place_of_these(name):
    assert not (BINDER / name).exists()
    assert not (ROOT / ".binder").exists(), "Binder refuses a repository with both folders"


@pytest.mark.parametrize("name", ["postBuild", "lock.sh"])
def test_scripts_can_be_run_and_stop_at_the_first_error(name):
    path = BINDER / name
    assert path.stat().st_mode & stat.S_IXUSR
    text = path.read_text()
    assert re.match(r"#!/bin/(bash|sh)\n", text) and re.search(r"^set -eu?$", text, re.MULTILINE)


def test_the_build_installs_the_course_and_nothing_unpinned():
    installs = re.findall(r"pip install (.*)", (BINDER / "postBuild").read_text())
    assert installs == ["--no-cache-dir --no-deps --no-build-isolation -e ."]


def still_folder() -> str:
    """The folder of the still copy, as the build writes it and the badge names it."""
    (folder,) = re.findall(r"python -m theme\.still (\S+)", (BINDER / "postBuild").read_text())
    (served,) = CONFIG["ServerApp"]["extra_static_paths"]
    return folder.removeprefix(served.removeprefix("COURSE_FOLDER/") + "/")


def test_the_badge_opens_the_still_copy_which_leads_to_the_course():
    readme = (ROOT / "README.md").read_text()
    badges = re.findall(r"mybinder\.org/v2/[^)\s]*urlpath=([^)\s&]*)", readme)
    opened = f"static/{still_folder()}/index.html"
    assert badges and {unquote(each) for each in badges} == {opened}
    (live,) = re.findall(r"--live (\S+)", (BINDER / "postBuild").read_text())
    (name,) = CONFIG["ServerProxy"]["servers"]
    assert urljoin(f"/user/me/{opened}", live) == f"/user/me/{name}/"


def test_the_server_that_binder_starts_answers_with_it_at_once(tmp_path):
    """As Binder's does: from its own static files, with a token that the visitor brings."""
    files = tmp_path / "build" / "binder" / still_folder()
    files.mkdir(parents=True)
    (files / "index.html").write_text("The still copy.")
    config = (BINDER / "jupyter_server_config.json").read_text()
    (tmp_path / "jupyter_server_config.json").write_text(
        config.replace("COURSE_FOLDER", str(tmp_path))
    )
    port = free_port()
    command = [sys.executable, "-m", "jupyter", "server", "--no-browser", "--allow-root"]
    command += [
        f"--port={port}",
        "--IdentityProvider.token=a-token",
        "--ServerApp.base_url=/user/me/",
    ]
    environment = {**os.environ, "JUPYTER_CONFIG_DIR": str(tmp_path), "HOME": str(tmp_path)}
    server = subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        page = f"http://127.0.0.1:{port}/user/me/static/{still_folder()}/index.html"
        assert wait_until(lambda: answers(page), 60)
        visited = ask(f"{page}?token=a-token")
        assert (visited.status, visited.text) == (200, "The still copy.")
        # What the visitor brought holds for the course behind the proxy, too.
        assert visited.headers["set-cookie"].startswith("username-")
        assert ask(f"http://127.0.0.1:{port}/user/me/api/kernels").status == 403
    finally:
        server.terminate()
        server.wait(30)


def answers(url: str) -> bool:
    try:
        return ask(url).status == 200
    except OSError:
        return False


def test_voilas_extension_is_off_for_it_would_run_code_for_anybody():
    assert CONFIG["ServerApp"]["jpserver_extensions"]["voila.server_extension"] is False


def test_the_course_is_started_by_the_proxy():
    (name,) = CONFIG["ServerProxy"]["servers"]
    server = CONFIG["ServerProxy"]["servers"][name]
    assert server["absolute_url"] is True
    command = [part.format(port=4321, base_url="/user/me/") for part in server["command"]]
    assert command[:3] == ["python", "-m", "theme"]
    options = read_options(command[3:], {"PORT": "1", "HOST": "0.0.0.0"})
    assert (options.port, options.host, options.open_browser) == (4321, "127.0.0.1", False)
    assert options.base_url == f"/user/me/{name}/"
