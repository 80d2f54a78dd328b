"""The page's code of a quiz comes in parts, and is one module wherever it is read."""

import hashlib
import re

import pytest

from quizzes.player.player import Player, front_end, parts_of
from quizzes.player.review import IMPORT, review_front_end
from theme.assets import Assets


@pytest.fixture(autouse=True)
def _in_a_notebook(monkeypatch):
    monkeypatch.delenv("COURSE_ASSETS", raising=False)


def test_the_server_sends_what_a_notebook_holds():
    whole = front_end("player.js")
    assert whole == Player._esm == Assets("/").get("player.js").plain.decode()
    assert whole.count("export default") == 1


def test_the_loader_asks_for_the_version_of_the_whole(monkeypatch):
    version = hashlib.sha256(front_end("player.js").encode()).hexdigest()[:12]
    monkeypatch.setenv("COURSE_ASSETS", "/voila/assets/")
    assert f"player.js?v={version}" in front_end("player.js")
    assert Assets("/").get("player.js").version == version


@pytest.mark.parametrize("whole", [lambda: front_end("player.js"), review_front_end])
def test_no_name_is_given_twice(whole):
    names = re.findall(r"^(?:export )?(?:const|let|function|class) (\w+)", whole(), re.M)
    assert {"Player", "Card", "KINDS", "readStore", "render"} <= set(names)
    assert len(names) == len(set(names))


def test_the_review_finds_what_it_imports():
    exported = re.findall(r"^export (?:function|class) (\w+)", front_end("player.js"), re.M)
    wanted = re.findall(r"\w+", IMPORT[IMPORT.index("{") : IMPORT.index("}")])
    assert wanted and set(wanted) <= set(exported)


def test_each_part_names_what_it_continues_and_stays_short():
    first, *others = parts_of("player.js")
    assert others
    for path in others:
        assert path.read_text(encoding="utf-8").startswith(f"// Continues {first.name} "), path.name
    for path in (first, *others):
        assert len(path.read_text(encoding="utf-8").splitlines()) < 300, path.name
