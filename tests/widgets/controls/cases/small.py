"""A small made-up case with everything that a case may have, for tests of the player."""

from types import MappingProxyType

import widgets.model.cases as cases
from tests.widgets.controls.as_a_page import control_of, names, with_values
from widgets.model.cases.records import (
    Ask,
    Case,
    Ending,
    LaterVisit,
    Luck,
    Option,
    Press,
    Signs,
    Turn,
    Twin,
)
from widgets.model.gate import Findings

FINDINGS = Findings(
    pain_type="nociceptive",
    pain_severity="severe",
    cord_compression="absent",
    opioid="strong",
    opioid_adequacy="inadequate",
    opioid_duration="long_enough",
    age_years=58,
)


def _option(id_, text, grade="neutral", **more):
    told = {"happens": f"Told of {id_}.", "because": f"Because of {id_}.", "source": "course"}
    return Option(id=id_, text=text, grade=grade, **{**told, **more})


FIRST = Turn(
    "first",
    "What do you do tonight?",
    "hold",
    (
        _option("raise", "Raise it by a step", "best", step="optimise_opioid", minutes=600,
                signs=Signs(pain=4)),
        _option("pregabalin", "Add pregabalin", "waste", step="add_adjuvant", minutes=1500),
        _option("start", "Start ketamine", "harm", step="ketamine_trial", then="home",
                luck=Luck("She says three.", "She says eight.")),
    ),
    FINDINGS,
    presses=(
        Press(
            "The intern: “And ketamine?” What do you answer?",
            (
                _option("holds", "“Not tonight.”", "best"),
                _option("yields", "“All right, a little.”", "harm", then="awake"),
                _option("offers", "“Let us ask again at six.”", "good"),
            ),
        ),
    ),
)  # fmt: skip
SECOND = Turn(
    "second",
    "And in the morning?",
    "judge",
    (
        _option("ask", "Ask how she slept", "best", then="home"),
        _option("go", "Go on", then="awake"),
    ),
    FINDINGS,
)
LATER = Turn(
    "later", "It is Friday. What now?", "act",
    (_option("stay", "Stay with it", "best"), _option("more", "Give more", "waste")),
    FINDINGS,
)  # fmt: skip
SMALL = Case(
    id="30_small",
    number="30",
    form="",
    title="“A small one”",
    stem="A woman of 58 years rings at two.",
    trap="Severe is taken for refractory.",
    debrief="Ask first.",
    turns=(FIRST, SECOND),
    clock="23:00",
    signs=Signs(pain=8, sedation="opens eyes to voice", breaths_per_min=9),
    told=("pain_severity",),
    asks=(
        Ask("dose", "When was it changed?", "Two weeks ago.", 1, "opioid_adequacy", "chart"),
        Ask("scan", "What does the scan say?", "“No change.”", 5, "", "doctor"),
        Ask("scar", "Is there a new scar?", "None.", 2, "pain_type", "examination"),
        Ask("bowels", "When were her bowels open?", "Today.", 1, "", "nurse"),
    ),
    asks_allowed=3,
    endings=(
        Ending("home", "She goes home on Monday.", Signs(pain=3)),
        Ending("awake", "She lies awake for two more nights."),
    ),
    twins=(Twin({"pain_type": "postoperative"}, "It is the pain of her operation."),),
    visits=(LaterVisit(3, "Three days on she waves from the window.", (LATER,), Signs(pain=6)),),
    models=("“One.”", "“Two.”", "“Three.”"),
    findings=FINDINGS,
)
KEY = SMALL.id


def only(monkeypatch, *own: Case) -> None:
    """Let the course have these cases and no others."""
    found = MappingProxyType({case.id: case for case in own})
    monkeypatch.setattr(cases, "_own", lambda: (found, ()))


def words(player) -> str:
    """All passages of a screen, and what stands in the place of a button that was pressed."""
    passages = [*player.shown["lead"], *player.shown["passages"]]
    told = [t for p in passages for t in (p["heading"], *p["paragraphs"], p["source"], p["status"])]
    return "\n".join([*told, *(each.get("told", "") for each in player.controls)])


def ending_with(player, end: str) -> list[str]:
    """The buttons whose names end so."""
    return [
        name
        for name in names(player)
        if name.endswith(end) and control_of(player, name)["kind"] == "action"
    ]


def do(player, end: str, stamp: str = ""):
    """Press the first button whose name ends so; the stamp is what a page puts down with it."""
    name = ending_with(player, end)[0]
    control = control_of(player, name)
    press = control["press"] + (f"@{stamp}" if control["stamp"] else "")
    return with_values(player, **{name: press, **dict(control["sets"])})


def choose(player, option_id: str, stamp: str = "0"):
    """Choose an option of the decision that is due, and commit it."""
    go = ending_with(player, "~go")[0]
    with_values(player, **{go.removesuffix("~go"): option_id})
    return do(player, "~go", stamp)


def go_to_decision(player):
    """Ask nothing more, go past what stands before the decision that is due, and deal where chance
    deals.
    """
    ends = ("~go", "~compare", "~over")
    while not any(ending_with(player, end) for end in ends):
        press = next(end for end in ("~deal", "~decide", "~on") if ending_with(player, end))
        do(player, press)
    return player


def look_back(player, day: str = "2026-11-28"):
    """From the end of a case to its debrief."""
    if ending_with(player, "~compare"):
        do(player, "~compare")
    return do(player, "~over", day)


def play(player, path):
    """Choose these options one after another, past labs and asks, as far as the end."""
    for option_id in path:
        choose(go_to_decision(player), option_id)
    return go_to_decision(player)
