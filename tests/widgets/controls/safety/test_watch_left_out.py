"""Where the list of what to watch for has a mistake, no answer that names a dose is shown."""

import pytest

from evidence import LeftOut, OwnFile
from widgets import WindUpLab
from widgets.view.safety import watch


@pytest.fixture
def spoilt_watch_list(tmp_path, monkeypatch):
    file = tmp_path / "watch.toml"
    file.write_text(watch.FILE.read_text("utf-8").replace("\nsays = ", "\nsayz = ", 1), "utf-8")
    monkeypatch.setattr(watch, "CONTENT", OwnFile(file, watch.points_from))
    watch.watch_for.cache_clear()
    yield
    watch.watch_for.cache_clear()


@pytest.mark.usefixtures("spoilt_watch_list")
def test_an_explorer_that_opens_without_a_dose_opens_and_its_answer_is_left_out():
    lab = WindUpLab()
    assert str(LeftOut()) not in str(lab.first_state(when="before"))
    assert str(LeftOut()) in str(lab.first_state(when="after"))
    assert str(LeftOut()) in lab.at_rest()
