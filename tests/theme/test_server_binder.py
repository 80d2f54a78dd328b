"""What Binder builds: the same versions as everywhere, and the home page at the badge's address."""

import json
import re
import stat
from pathlib import Path

import pytest

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


def test_voilas_extension_is_off_for_it_would_run_code_for_anybody():
    assert CONFIG["ServerApp"]["jpserver_extensions"]["voila.server_extension"] is False


def test_the_badge_opens_what_the_proxy_starts():
    (name,) = CONFIG["ServerProxy"]["servers"]
    server = CONFIG["ServerProxy"]["servers"][name]
    assert server["absolute_url"] is True
    command = [part.format(port=4321, base_url="/user/me/") for part in server["command"]]
    assert command[:3] == ["python", "-m", "theme"]
    options = read_options(command[3:], {"PORT": "1", "HOST": "0.0.0.0"})
    assert (options.port, options.host, options.open_browser) == (4321, "127.0.0.1", False)
    assert options.base_url == f"/user/me/{name}/"
    readme = (ROOT / "README.md").read_text()
    badges = re.findall(r"mybinder\.org/v2/[^)\s]*urlpath=([^)\s&]*)", readme)
    assert badges and set(badges) == {f"{name}%2F"}
