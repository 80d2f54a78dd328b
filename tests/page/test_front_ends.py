"""The pages' scripts are built from what stands beside them, and sent as what a notebook holds."""

import hashlib
import json
from pathlib import Path

import pytest

from page.assets import front_end, version_of
from quizzes.player.player import Player
from quizzes.player.review import ReviewPlayer
from theme.pages.assets import FOLDERS, Assets
from widgets.controls.explorer_widget import ExplorerWidget

ROOT = Path(__file__).resolve().parents[2]
BUILT = json.loads((ROOT / "page" / "built.json").read_text(encoding="utf-8"))
SOURCES = (
    *("page/js", "widgets/controls/js", "quizzes/player/js", "theme/frontend"),
    "teaching/stage/js",
)
# Those of live parts, which a notebook holds; the stage has pages of its own.
SCRIPTS = sorted(name for name in BUILT if "/built/" in name and "teaching/" not in name)
ADVICE = "run `make assets` (needs Node) and commit what it writes"


def stale(built: dict, root: Path) -> list[str]:
    """Every script that is not what its sources, or its own content, say; one sentence each."""
    problems = []
    for script, record in built.items():
        for name, wanted in {**record["from"], script: record["built"]}.items():
            path = root / name
            found = hashlib.sha256(path.read_bytes()).hexdigest()[:16] if path.is_file() else "none"
            if found != wanted:
                problems.append(f"{script}: {name} is not what it was built from")
    return problems


def test_every_script_is_built_from_todays_sources():
    assert not stale(BUILT, ROOT), f"{ADVICE}:\n" + "\n".join(stale(BUILT, ROOT))


def test_every_source_is_in_a_script():
    used = {name for record in BUILT.values() for name in record["from"]}
    there = {
        path.relative_to(ROOT).as_posix()
        for folder in SOURCES
        for path in (ROOT / folder).rglob("*.js")
    }
    assert there - used == set(), ADVICE


def test_a_script_that_is_out_of_date_is_found(tmp_path):
    (tmp_path / "a.js").write_text("source", encoding="utf-8")
    (tmp_path / "b.js").write_text("script", encoding="utf-8")
    right = {
        name: hashlib.sha256(text.encode()).hexdigest()[:16]
        for name, text in (("a.js", "source"), ("b.js", "script"))
    }
    record = {"b.js": {"built": right["b.js"], "from": {"a.js": right["a.js"]}}}
    assert stale(record, tmp_path) == []
    (tmp_path / "a.js").write_text("another source", encoding="utf-8")
    assert len(stale(record, tmp_path)) == 1
    (tmp_path / "b.js").write_text("changed by hand", encoding="utf-8")
    assert len(stale(record, tmp_path)) == 2
    (tmp_path / "a.js").unlink()
    assert len(stale(record, tmp_path)) == 2


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_server_sends_what_a_notebook_holds(script, monkeypatch):
    monkeypatch.delenv("COURSE_ASSETS", raising=False)
    whole = front_end(ROOT / script)
    assert Assets("/").get(Path(script).name).plain.decode() == whole
    assert "export{" in whole and " as default" in whole
    monkeypatch.setenv("COURSE_ASSETS", "/voila/assets/")
    asked = f"/voila/assets/{Path(script).name}?v={version_of(whole.encode())}"
    assert f'"{asked}"' in front_end(ROOT / script) and len(front_end(ROOT / script)) < 200
    assert asked == "/" + Assets("/").url(Path(script).name).lstrip("/")


@pytest.mark.parametrize(
    ("widget", "script"),
    [(ExplorerWidget, "explorer"), (Player, "player"), (ReviewPlayer, "review")],
)
def test_each_widget_has_its_own_script(widget, script):
    assert widget._esm == next(
        (ROOT / n).read_text(encoding="utf-8") for n in SCRIPTS if script in n
    )


def test_a_style_is_linked_by_the_page_where_the_course_is_served(monkeypatch):
    style = ROOT / "quizzes" / "player" / "player.css"
    monkeypatch.delenv("COURSE_ASSETS", raising=False)
    assert front_end(style) == style.read_text(encoding="utf-8")
    monkeypatch.setenv("COURSE_ASSETS", "/voila/assets/")
    assert front_end(style) == ""


def test_no_two_files_of_the_pages_have_one_name():
    names = [path.name for folder in FOLDERS for path in folder.glob("*.*") if path.suffix != ".py"]
    assert len(names) == len(set(names))
