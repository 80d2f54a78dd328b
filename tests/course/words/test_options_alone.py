"""What the options of a case tell without its story: a simple cue finds the best one hardly more
often than chance, which is one in three.

A reader who knows the medicine finds more; what such a reader scored is told beside a release.
"""

import re

import pytest

from widgets.model.cases import load_cases

TURNS = [
    turn
    for case in load_cases().values()
    if not case.stack
    for turn in (*case.turns, *(each for visit in case.visits for each in visit.turns))
]
MOST = 0.45  # of the decisions


def count(pattern):
    return lambda text: len(re.findall(rf"\b(?:{pattern})\b", text, re.IGNORECASE))


DRUG = count("ketamine|rate|pump|infusion|low")
CALL = count(r"ring|ask|call|specialist|\w+ologist|surgeon|anaesthetist|radiotherapist")
STOP = count("stop|stops|hold|end|off")
CARE = count("dates?|watch(?:ed)?|look|count(?:s|ed)?|hour|plan|rule|tomorrow")
CUES = {
    "the longest": len,
    "the shortest": lambda text: -len(text),
    "least of the drug": lambda text: -DRUG(text),
    "somebody is asked": CALL,
    "something ends": STOP,
    "a date or a watch": CARE,
}


def found_by(cue, turns):
    """How many of the decisions a cue picks; several that it likes alike share one."""
    share = 0.0
    for turn in turns:
        liked = [cue(option.text) for option in turn.options]
        best = cue(turn.expert.text)
        share += (best == max(liked)) / liked.count(max(liked))
    return share / len(turns)


@pytest.mark.parametrize("name", CUES)
def test_no_simple_cue_finds_the_best_option(name):
    assert len(TURNS) >= 40
    assert found_by(CUES[name], TURNS) <= MOST


def test_a_cue_that_tells_is_found():
    right = {turn.expert.text for turn in TURNS}
    assert found_by(lambda text: text in right, TURNS) == 1
    assert found_by(lambda text: 0, TURNS) == pytest.approx(
        sum(1 / len(turn.options) for turn in TURNS) / len(TURNS)
    )
