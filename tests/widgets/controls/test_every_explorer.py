"""Every explorer of the front door is whole at every option and at both ends of every number."""

import re
from pathlib import Path

import pytest

import widgets
from tests.course.lessons.teaching_checks import explorer_names
from tests.widgets.controls.driven import driven
from widgets.controls.explorer import Explorer
from widgets.controls.inputs import Number, Options
from widgets.view.picture import Panel, Picture, Stroke
from widgets.view.screen import Readout, Screen, Table

TESTS = Path(__file__).parent
GENERIC = {"test_every_explorer.py", "test_figures_follow_controls.py", "test_typed_numbers.py"}


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(explorer_names()))
def test_every_screen_one_turn_away_is_whole(name):
    found = driven(getattr(widgets, name)())
    assert not found, "\n".join(sorted(set(found))[:10])


@pytest.mark.parametrize("name", sorted(explorer_names()))
def test_every_explorer_has_a_test_of_its_own(name):
    own = [path for path in TESTS.rglob("test_*.py") if path.name not in GENERIC]
    assert any(re.search(rf"\b{name}\b", path.read_text(encoding="utf-8")) for path in own)


class Sound(Explorer):
    """Draws a line as high as its one number."""

    WORDS = "A level line at the height that was chosen, from 0 to 1."
    heading, watermark = "Line", "An illustration."
    x_ticks, y_ticks = ((0, "start"), (1, "end")), ((0, "none"), (5, "all"))
    height = Number("height", "Height", "mg", 0, 4, 1, "2")
    way = Options("way", "Way", (("up", "Up"), ("down", "Down")), "up")

    def controls(self, values):
        return self.height, self.way

    def screen(self, values):
        height = self.height.within(values[self.height])
        return Screen(
            self.sentence_for(values, height),
            alt=self.WORDS,
            picture=Picture(
                "hours",
                1,
                (Panel("height", 5, y_ticks=self.y_ticks),),
                x_ticks=self.x_ticks,
                strokes=(Stroke("line", "", [0, 1], [height] * 2),),
            ),
            table=self.table(values),
            readouts=(Readout("Height", f"{height:g} mg"),),
        )

    def sentence_for(self, values, height):
        return f"The line is {height:g} mg high."

    def table(self, values):
        return Table("The line", ("Hour", "Height, mg"), (("0", "2"), ("1", "2")))


class WithoutWords(Sound):
    WORDS = "A line."


class WithoutTable(Sound):
    def table(self, values):
        return None


class RaggedTable(Sound):
    def table(self, values):
        return Table("The line", ("Hour", "Height, mg"), (("0",),))


class LongAtOneEnd(Sound):
    def sentence_for(self, values, height):
        return "word " * (40 if height == 4 else 1)


class UnsafeAtOneOption(Sound):
    def sentence_for(self, values, height):
        return "The line is .5 mg high." if values[self.way] == "down" else "The line."


class TooExact(Sound):
    def table(self, values):
        return Table("The line", ("Hour", "Level, ng/mL"), (("0", "2"), ("1", "0.0017")))


class MinutesAsHours(Sound):
    def sentence_for(self, values, height):
        return "The line is highest at hour 0.083."


class StumblingArticle(Sound):
    def sentence_for(self, values, height):
        return "The line of a 80 kg made-up patient."


class ForgottenName(Sound):
    def sentence_for(self, values, height):
        return "The line is {height} high."


class TickBesideTheHours(Sound):
    x_ticks = ((0, "start"), (1.5, ""))


class TickBelowTheHeights(Sound):
    y_ticks = ((-1, "below"), (5, "all"))


class FallsOver(Sound):
    def sentence_for(self, values, height):
        return {"up": "Up."}[values[self.way]]


def test_a_sound_explorer_passes():
    assert driven(Sound()) == []


@pytest.mark.parametrize(
    "broken",
    [
        WithoutWords,
        WithoutTable,
        RaggedTable,
        LongAtOneEnd,
        UnsafeAtOneOption,
        TooExact,
        MinutesAsHours,
        StumblingArticle,
        ForgottenName,
        TickBesideTheHours,
        TickBelowTheHeights,
        FallsOver,
    ],
)
def test_an_explorer_that_is_broken_at_one_of_its_settings_is_found(broken):
    assert driven(broken()) != []
