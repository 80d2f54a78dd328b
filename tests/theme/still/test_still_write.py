"""Writing the copy: what stands in the way is named, and nothing of somebody else's is touched."""

import pytest

from tests.theme.still.test_still_files import names
from theme.options import OptionError
from theme.still import __main__ as command
from theme.still import write as writing
from theme.still.copy import Live
from theme.still.write import LIST, read_live, write

pytestmark = pytest.mark.slow


def test_a_new_copy_takes_the_place_of_the_old_one(tmp_path):
    write(tmp_path, Live("../live/", True))
    (tmp_path / "notes.txt").write_text("somebody's own")
    (tmp_path / "outside").mkdir()
    assert "assets/wait.js" in names(tmp_path)
    told = write(tmp_path, Live())
    assert "assets/wait.js" not in names(tmp_path)
    assert names(tmp_path) == {*told, "notes.txt"}
    assert (tmp_path / "notes.txt").read_text() == "somebody's own"


def test_a_list_that_names_a_file_elsewhere_takes_nothing_away(tmp_path):
    precious, folder = tmp_path / "precious.txt", tmp_path / "copy"
    precious.write_text("kept")
    folder.mkdir()
    (folder / LIST).write_text(f"{'0' * 64}  ../precious.txt\n{'0' * 64}  {precious}\n")
    write(folder, Live())
    assert precious.read_text() == "kept" and (folder / "index.html").is_file()


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_what_is_no_copy_is_left_alone(tmp_path, kind, monkeypatch):
    monkeypatch.setattr(writing, "site_without_server", lambda *_: pytest.fail("too late"))
    target = tmp_path / "thesis"
    if kind == "folder":
        target.mkdir()
        (target / "chapter.txt").write_text("mine")
    else:
        target.write_text("mine")
    with pytest.raises(OptionError, match="thesis"):
        write(target, Live())
    assert (target / "chapter.txt" if kind == "folder" else target).read_text() == "mine"


def test_no_copy_is_written_of_a_course_with_a_mistake(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(command, "of_evidence_and_questions", lambda: ("evidence/x.toml: wrong",))
    assert command.main([str(tmp_path / "copy")]) == 1
    assert "evidence/x.toml: wrong" in capsys.readouterr().err
    assert not (tmp_path / "copy").exists()


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("", ""),
        ("https://course.example.org", "https://course.example.org/"),
        ("http://127.0.0.1:8866/class/", "http://127.0.0.1:8866/class/"),
        ("../../voila/", "../../voila/"),
        ("..", "../"),
        ("./live", "./live/"),
    ],
)
def test_the_address_of_the_live_course_is_a_folder(given, read):
    assert read_live(given) == read


@pytest.mark.parametrize(
    "given",
    [
        "javascript:alert(1)",
        "course.example.org",
        "/course",
        "//x",
        "https://x/?a=b",
        "https://",
        "a b",
    ],
)
def test_what_is_no_such_address_is_refused(given):
    with pytest.raises(OptionError, match="LIVE must be"):
        read_live(given)


def test_waiting_for_a_course_needs_its_address(capsys):
    assert command.main(["build/never", "--starting"]) == 1
    assert "--live" in capsys.readouterr().err
