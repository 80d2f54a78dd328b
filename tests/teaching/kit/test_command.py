"""`python -m teaching kit`: it writes, or says in a sentence why it does not."""

import pytest

from teaching.__main__ import main
from teaching.kit import command, writing

pytestmark = pytest.mark.slow


def test_it_writes_the_kit_and_says_where(tmp_path, capsys):
    assert main(["kit", "--out", str(tmp_path / "new" / "folder")]) == 0
    told = capsys.readouterr()
    assert f"open {tmp_path / 'new' / 'folder'}" in told.out and told.err == ""
    assert (tmp_path / "new" / "folder" / "kit.json").exists()


def test_it_needs_a_folder(capsys):
    with pytest.raises(SystemExit):
        main(["kit"])
    assert "--out" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_named(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert command.main(tmp_path / "file") == 1
    assert "No kit was written:" in capsys.readouterr().err


def test_a_case_that_is_not_there_is_refused_before_anything_is_written(tmp_path, capsys):
    assert command.main(tmp_path / "kit", case="05_everything_tryed") == 1
    told = capsys.readouterr().err
    assert "there is no case '05_everything_tryed'" in told and "05_everything_tried" in told
    assert not (tmp_path / "kit").exists()


def test_a_browser_that_is_not_there_is_named(tmp_path, capsys):
    assert command.main(tmp_path / "kit", browser="/no/browser") == 1
    assert "/no/browser did not print the sheet" in capsys.readouterr().err
    assert not (tmp_path / "kit").exists()


def test_with_a_mistake_in_the_course_nothing_is_written(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(writing, "plan_mistakes", lambda: ("mine.toml, line 3: minutes",))
    assert command.main(tmp_path / "kit") == 1
    told = capsys.readouterr().err
    assert "- mine.toml, line 3: minutes" in told and "it would lack what has a mistake" in told
    assert not (tmp_path / "kit").exists()
