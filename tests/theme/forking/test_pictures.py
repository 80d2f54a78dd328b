"""The first answer of a kernel does not wait for a picture that could be there."""

import subprocess
import sys

import pytest

from tests.theme.server_tools import ROOT
from theme.forking.pictures import drawings
from widgets import InfusionLab
from widgets.controls.explorer_widget import ExplorerWidget
from widgets.view.figures import _drawn

ALL = """
import sys
from pathlib import Path
import theme.kernels.warm
from theme.forking.pictures import drawings
from widgets.view.figures import _drawn
drawn = len([*drawings(theme.kernels.warm.rehearse(Path(sys.argv[1])))])
print(drawn, _drawn.cache_info().currsize, _drawn.cache_info().maxsize)
"""


def test_a_picture_that_was_drawn_before_is_not_drawn_again():
    lab = InfusionLab()
    assert [*drawings([lab], (431, 432))] == [None] * 4
    widget, before = ExplorerWidget(lab), _drawn.cache_info().misses
    widget.frame_px = 431
    assert "<svg" in widget.backdrop and _drawn.cache_info().misses == before
    widget.frame_px = 433
    assert _drawn.cache_info().misses == before + 1


def test_what_cannot_be_drawn_is_passed_over():
    assert [*drawings([None, InfusionLab()], (434,))] == [None] * 4


@pytest.mark.slow
def test_the_pictures_of_all_lessons_are_kept_together():
    asked = [sys.executable, "-c", ALL, str(ROOT / "lessons")]
    said = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    drawn, kept, kept_at_most = map(int, said.split())
    assert 0 < kept < drawn and kept < kept_at_most
