"""What each prediction asks and what it reveals, held against all that stands before it."""

import json
import logging
import re
from pathlib import Path

import pytest

import widgets
from quizzes.engine import load_bank
from tests.course.lessons.test_before_the_prediction import shown_by, words_of
from theme.pages.catalogue import read_course
from widgets.view.cases.case import without_ketamine

NONE, EVERY = without_ketamine()

LESSONS = Path("lessons")
OPENS = re.compile(r"(\w+)\(.*\)")
QUIZ = re.compile(r'quiz\("(\w+)", "(\w+)"\)')
MADE_ON_THE_SPOT = {"08 PumpDrill": "its order, its pump and its error are drawn afresh"}
# Lesson and explorer: what is asked, and words that would give the answer.
PREDICTIONS = {
    "01 WindUpLab": (
        "which of growth, first response and threshold falls",
        r"threshold[^.]{0,60}\b(?:stay|left|nor)|only the growth|left both alone",
    ),
    "01 ResponderTest": ("of 100 with a positive test, how many respond", r"22 of 44|50 of 100"),
    "02 TrialWall": ("how many more of 100 stop on ketamine", r"\b17 more\b"),
    "02 ForestPlot": ("which trials can be added up", r"1 of 8 controlled|counts for each arm"),
    "03 SeriesVersusTrial": (
        "of 100 on an idle drug, how many are called responders",
        r"drug that does nothing reports",
    ),
    "03 ChanceLab": ("how many of 1,000 small trials find it", r"\b187\b"),
    "04 GuidelineTimeline": (
        "how many texts rule it out, how many give a regimen",
        r"none rules it out|[Nn]o text rules it out",
    ),
    "05 Ladder": (
        "the step of the patient for whom gabapentin did nothing",
        r"never reached an effective dose|adjuvant[^.]{0,60}\bfull tolerated dose before",
    ),
    "06 Ladder": (
        "the step of the patient whose scan the anaesthetist has looked at",
        r"procedure is appropriate and has not been done|\b(?:block|catheter) (?:first|is the step)\b",
    ),
    "07 DoseSettings": (
        "which dose lines come from acute pain",
        r"bolus[^.]{0,60}\bacute pain|ceiling[^.]{0,40}\bacute pain",
    ),
    "09 InfusionLab": ("the level after two hours", r"\b50 ng/mL"),
    "10 RouteLab": ("the level of the lighter patient", r"\b321 ng/mL"),
    "10 InfusionLab": (
        "the level four hours after the stop",
        r"\b20 ng/mL at hour 100|\b100\s+0\s+20\b",
    ),
    "11 MonitoringPlan": ("which lines come from the theatre", r"[Vv]ascular access"),
    "12 CasePlayer": (
        "what to do, and in how many cases a trial is right",
        rf"\b{EVERY - NONE} of (?:the )?{EVERY}\b",
    ),
    "13 Ladder": (
        "what is done with a referral that says nothing",
        r"Which opioid, how high|[Nn]othing known is nothing done",
    ),
}


def cells_in_order():
    """Each cell of the course in the order of its pages: lesson, source, all it says."""
    bank = load_bank()
    for path in sorted(LESSONS.glob("[01]*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            source = "".join(cell["source"]).strip()
            texts = [source if cell["cell_type"] == "markdown" else "", shown_by(cell)]
            texts += [
                words_of(item) for found in QUIZ.findall(source) for item in bank.live(*found)
            ]
            yield path.stem[:2], source, " ".join(texts)


def home():
    """What the home page says of the course and of each lesson."""
    course = read_course("/", logging.getLogger("home"), LESSONS)
    told = [course.message["text"], course.message["nuance"]]
    told += [text for each in course.lessons for text in (each.title, each.claim, each.summary)]
    return " ".join(told + [each.text for each in course.objectives])


CELLS = list(cells_in_order())
HOME = home()


def asked():
    """The place among the cells of each explorer that a "Predict." stands before."""
    found, waiting = {}, False
    for at, (lesson, source, _) in enumerate(CELLS):
        waiting = waiting or "**Predict.**" in source
        opens = OPENS.fullmatch(source)
        if waiting and opens and isinstance(getattr(widgets, opens[1], None), type):
            found[f"{lesson} {opens[1]}"] = at
            waiting = False
    return found


ASKED = asked()


def test_every_prediction_is_listed():
    assert set(ASKED) == {*PREDICTIONS, *MADE_ON_THE_SPOT}


@pytest.mark.parametrize("name", PREDICTIONS)
def test_nothing_before_it_gives_a_prediction_away(name):
    at, (_asks, answer) = ASKED[name], PREDICTIONS[name]
    for text in (HOME, *(text for _, _, text in CELLS[:at])):
        found = re.search(answer, text)
        assert not found, f"{found[0]!r} in {text[max(0, found.start() - 200) : found.end()]!r}"


@pytest.mark.parametrize("name", PREDICTIONS)
def test_what_is_listed_is_what_is_revealed(name):
    at, (_asks, answer) = ASKED[name], PREDICTIONS[name]
    # On paper its answer stands in a fold of its own cell.
    later = " ".join(text for lesson, _, text in CELLS[at:] if lesson == name[:2])
    assert re.search(answer, later), "the answer stands in it or after it"
