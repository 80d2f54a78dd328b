"""The folder of a department is chosen at the start, or is the one beside the course."""

import subprocess

import pytest

from teaching.known import LOCAL_FOLDER
from theme.options import ROOT, OptionError, read_options


def test_the_local_folder_lies_beside_the_course_unless_another_is_named(tmp_path):
    assert read_options([], {}).local == LOCAL_FOLDER == ROOT / "local"
    assert read_options([], {"LOCAL": str(tmp_path)}).local == tmp_path


def test_a_folder_that_is_not_there_is_refused_when_it_is_named(tmp_path):
    with pytest.raises(OptionError, match="LOCAL must be a folder that is there, got '.*nowhere'"):
        read_options([], {"LOCAL": str(tmp_path / "nowhere")})


def test_git_leaves_it_alone_and_the_course_has_none():
    ignored = subprocess.run(
        ["git", "check-ignore", "-q", "local/protocol.toml"], cwd=ROOT, check=False
    )
    tracked = subprocess.run(
        ["git", "ls-files", "local"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert ignored.returncode == 0 and tracked.stdout == ""
