"""The files at the root say what is true: commands, versions, licences, addresses."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from tools import address, contents

ROOT = Path(__file__).resolve().parents[3]
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
# Where this was written says nothing to a reader; package hosts belong to pip and npm.
MACHINE = re.compile(
    r"(?<![\w.:/-])/(?:root|home|work|Users|tmp/lab)/|\bpypi\.org|pythonhosted|registry\.npmjs"
)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def targets(makefile: str) -> set[str]:
    return set(re.findall(r"^([a-z-]+):", makefile, re.M)) - {"course-venv", "test-venv"}


def commands(text: str) -> set[str]:
    """Return the make targets that `text` tells a reader to run."""
    code = "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, re.S))
    return set(re.findall(r"\bmake ([a-z]+(?:-[a-z]+)*)", code))


def machine_problems(name: str, text: str) -> list[str]:
    return [f"{name}: {found.group()}" for found in MACHINE.finditer(text)]


def course_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    names = listed.stdout.splitlines() if listed.returncode == 0 else []
    skipped = {".git", ".venv", "node_modules", "__pycache__"}
    found = [ROOT / name for name in names] or [
        path for path in ROOT.rglob("*") if not skipped & set(path.relative_to(ROOT).parts)
    ]
    return [path for path in found if path.is_file()]


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_the_commands_exist(name):
    assert commands(read(name)) - targets(read("Makefile")) == set()


def test_the_commands_of_the_design_exist():
    wanted = {"help", "serve", "test", "lessons", "assets", "lock", "bench"}
    assert wanted <= targets(read("Makefile"))
    assert wanted - {"help"} <= commands(read("README.md")) | commands(read("CONTRIBUTING.md"))


def test_make_help_lists_every_command():
    said = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    listed = set(re.findall(r"^  make (\S+)", said, re.M))
    assert listed == targets(read("Makefile"))


def test_the_files_and_links_of_the_readme_exist():
    for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        linked = re.findall(r"\]\((?!https?:)([^)#]+)\)", read(name))
        assert [target for target in linked if not (ROOT / target).exists()] == []


def test_the_contents_are_the_lessons():
    lessons = list((ROOT / "lessons").glob("*.ipynb"))
    listed = contents.with_contents(read("README.md"), lessons)
    assert read("README.md") == listed, "run make lessons, it writes the contents"
    assert all(f"(lessons/{path.name})" in listed for path in lessons)
    with pytest.raises(ValueError, match="contents"):
        contents.with_contents("# A readme without a place", lessons)


def test_the_standing_notice_is_in_the_readme():
    notice = "For learning with made-up patients. Not for prescribing."
    assert f"{notice} Check your local protocol and a pharmacist." in read("README.md")


def shown(text: str) -> str:
    """What a reader of a file's page sees: no comments of Markdown or YAML."""
    return re.sub(r"^# .*$", "", re.sub(r"<!--.*?-->", "", text, flags=re.S), flags=re.M)


def test_the_badge_opens_the_home_page_at_this_version():
    filled = address.with_address(read("README.md"), "a-school/ketamine-course")
    badge = re.search(
        r"https://mybinder\.org/v2/gh/(\S+?)/v([\d.]+)\?urlpath=([^)]+)\)", shown(filled)
    )
    assert badge, "README must have a Binder badge once the address is known"
    assert badge.group(2) == VERSION
    assert badge.group(3) == "static%2Fstill%2Findex.html", "it opens a page, not the Lab"
    assert badge.group(1) == "a-school/ketamine-course"


def test_no_file_shows_an_address_that_is_not_known():
    for name in (*address.FILES, "CONTRIBUTING.md", "CHANGELOG.md", "docs/README.md"):
        if (ROOT / name).exists():
            assert address.PLACEHOLDER not in shown(read(name)), name
    citation = yaml.safe_load(read("CITATION.cff"))
    assert address.PLACEHOLDER not in str(citation)


def test_the_address_can_be_filled_in():
    for name in address.FILES:
        text = read(name)
        if address.PLACEHOLDER in text:
            filled = address.with_address(text, "a-school/ketamine-course")
            assert address.PLACEHOLDER not in filled
            assert "/a-school/ketamine-course" in shown(filled)
            assert len(filled.splitlines()) == len(text.splitlines())
    known = yaml.safe_load(address.with_address(read("CITATION.cff"), "a-school/ketamine-course"))
    assert known["repository-code"].endswith("/a-school/ketamine-course")
    for wrong in ("", "one", "a/b/c", "OWNER/REPOSITORY", "a b/c", "https://x/y"):
        with pytest.raises(ValueError, match="owner/repository"):
            address.with_address("", wrong)


def test_the_citation_can_be_read():
    citation = yaml.safe_load(read("CITATION.cff"))
    assert {"cff-version", "message", "title", "authors", "version", "license"} <= set(citation)
    assert citation["version"] == VERSION
    assert citation["authors"] == [{"name": "The course's contributors"}]
    assert sorted(citation["license"]) == ["CC-BY-4.0", "MIT"]


def test_the_version_is_the_same_everywhere():
    assert re.search(r"^## ([\d.]+),", read("CHANGELOG.md"), re.M).group(1) == VERSION
    assert f"Version {VERSION}" in read("README.md")


def test_the_licences_are_whole():
    assert "MIT License" in read("LICENSE-CODE")
    text = read("LICENSE-TEXT")
    assert text.startswith("Attribution 4.0 International")
    assert all(f"Section {number} --" in text for number in range(1, 9))


def test_the_served_set_is_light_and_locked():
    locked = read("requirements.txt")
    names = set(re.findall(r"^([a-z0-9-]+)==", locked, re.M))
    assert {"jupyterlab", "ipywidgets", "voila", "nbval", "matplotlib"} <= names
    assert not {"pandas", "scipy", "hypothesis", "playwright"} & names
    wanted = dict(re.findall(r"^([a-z-]+)==(\S+)$", read("requirements.in"), re.M))
    assert wanted and all(f"{name}=={version} " in locked for name, version in wanted.items())
    for name in ("requirements.txt", "requirements-test.txt"):
        pins = re.split(r"^(?=\S+==)", read(name), flags=re.M)[1:]
        assert all("--hash=sha256:" in pin for pin in pins)
        assert not re.search(r"^-|https?:|file:| @ ", read(name), re.M)
    shared = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", read("requirements-test.txt"), re.M))
    ours = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", locked, re.M))
    assert {name: ours[name] for name in shared if name in ours} == {
        name: version for name, version in shared.items() if name in ours
    }


def test_ci_runs_the_tests():
    script = read(".ci/run")
    assert "set -euo pipefail" in script
    assert script.rstrip().endswith("make test")


def test_no_file_names_the_machine_it_was_written_on():
    problems = []
    for path in course_files():
        if path != Path(__file__) and path.suffix not in {".png", ".pyc"}:
            text = path.read_text(encoding="utf-8", errors="replace")
            problems += machine_problems(str(path.relative_to(ROOT)), text)
    assert not problems, "\n".join(problems)


def test_a_machines_path_would_be_found():
    assert machine_problems("a", "see /root/notes") != []
    assert machine_problems("a", "https://pypi.org/simple") != []
    assert machine_problems("a", "lessons/00_start_here.ipynb, .venv/bin/python") == []


def test_style():
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "."],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
