"""What a ward may copy from a question or a case: an order names its route, help is called first,
an emergency says what to do now, and a guideline that is quoted is named.
"""

import re
import tomllib
from pathlib import Path

import pytest

from evidence import load, state
from quizzes.engine import fill, load_bank, variant
from quizzes.engine.types import QUESTION_TYPES
from widgets.model.gate.contraindications import CONTRAINDICATIONS

ROOT = Path(__file__).parents[3]
LIVE = [item for item in load_bank().items if item.status == "live"]
CASES = sorted((ROOT / "widgets/model/cases").glob("[0-9]*.toml"))
STEPS_OF_A_RESCUE = (
    *CASES,
    *sorted((ROOT / "widgets/model/safety").glob("*.toml")),
    ROOT / "widgets/view/safety/watch.toml",
    *sorted((ROOT / "quizzes/bank").glob("*.toml")),
)
ORDER = re.compile(
    r"\b(?:[Oo]rder|each ordered|chart\b.{0,30}\bsays|is to begin|reads)\b.{0,120}?[\d}] mg/kg/h"
    r"|is to have [\d{]\S* mg/kg/h"
)
ROUTE = re.compile(r"subcutaneous|intravenous|under (?:the|her|his) skin|into a vein")
# One order everywhere. A text that names oxygen and holds the opioid gives all four.
RESCUE = re.compile(
    r"(?:[Cc]all for help|Get help|[Hh]elp called|\ba call\b)[^.;]*?"
    r"(?:ketamine|pump off|stop it)[^.;]*?airway and oxygen[^.;]*?(?:hold the opioid|opioid held)",
)
AT_ONCE = re.compile(r"\b(?:now|tonight|today|emergency|urgent\w*)\b")


def words(path: Path) -> list[str]:
    """Every text of a file, but the notes on what an earlier version of a question said."""

    def walk(value):
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            for key, part in value.items():
                if key != "corrected":
                    yield from walk(part)
        elif isinstance(value, list):
            for part in value:
                yield from walk(part)

    return list(walk(tomllib.loads(path.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("item", LIVE, ids=lambda item: item.id)
def test_an_order_of_an_infusion_in_a_question_names_its_route(item):
    if ORDER.search(item.vignette):
        assert ROUTE.search(item.vignette), item.vignette


def test_orders_of_infusions_are_found():
    found = {item.id for item in LIVE if ORDER.search(item.vignette)}
    assert {"PMP-001", "PMP-008", "INF-007", "FRA-007", "FRA-008", "FRB-008", "FRC-006"} <= found


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_with_an_infusion_by_weight_names_its_route(path):
    case = tomllib.loads(path.read_text(encoding="utf-8"))
    asked = " ".join([case["stem"], *(each["ask"] for each in case.get("decisions", []))])
    if "mg/kg/h" in " ".join(words(path)):
        assert ROUTE.search(asked), asked


@pytest.mark.parametrize("path", STEPS_OF_A_RESCUE, ids=lambda path: path.stem)
def test_help_is_called_first_wherever_the_steps_of_a_rescue_stand(path):
    for text in words(path):
        if "oxygen" in text and re.search(r"hold the opioid|opioid held", text):
            assert RESCUE.search(text), text


def test_the_steps_of_a_rescue_are_found_in_cases_plans_and_questions():
    found = {path.stem for path in STEPS_OF_A_RESCUE if any(map(RESCUE.search, words(path)))}
    assert {"watch", "monitoring", "adverse", "stop_rule", "05_everything_tried"} <= found
    assert {"08b_hard_to_rouse", "form_b", "form_c", "11_watch_and_stop", "90_review"} <= found


FOUND_ON_A_CHART = {"FRA-006": "uncontrolled_cardiovascular_disease"}
FOUND_ON_A_CHART |= {"FRB-006": "raised_intracranial_pressure"}


@pytest.mark.parametrize("name", FOUND_ON_A_CHART)
def test_an_emergency_on_a_chart_is_answered_with_what_to_do_now(name):
    assert CONTRAINDICATIONS[FOUND_ON_A_CHART[name]].now
    (item,) = [each for each in LIVE if each.id == name]
    assert FOUND_ON_A_CHART[name] in item.topics
    assert AT_ONCE.search(item.explanation)


def test_a_pump_that_runs_wrong_is_stopped_before_it_is_explained():
    asked = [
        item
        for item in LIVE
        if item.objective == "O7" and re.search(r"I-VIAL|I-PUMPS-2018", " ".join(item.facts))
        # What ran is seen, by its numbers; a check before the start has nothing to stop.
        if re.search(r"runs? |\bpump says|went into the pump", item.vignette)
    ]
    assert {"PMP-001", "PMP-008", "PMP-010", "RVW-016"} <= {each.id for each in asked}
    for item in asked:
        assert re.search(r"stop it, look at the patient, call", item.explanation), item.id


@pytest.mark.parametrize("item", LIVE, ids=lambda item: item.id)
def test_a_guideline_that_is_quoted_is_named(item):
    said = fill(item.explanation, variant(item).values)
    for guideline in load().guidelines.values():
        quoted = state(guideline) if guideline.wording else ""
        if quoted and quoted in said:
            assert re.search(r"(?:\b20\d\d|guideline|pain, 2018): $", said.split(quoted)[0]), said


def test_naloxone_and_the_breakthrough_dose_have_one_name():
    for path in STEPS_OF_A_RESCUE:
        for text in words(path):
            assert not re.search(r"opioid antidote|\ban antidote\b|[Rr]escue doses?", text), text
    for item in LIVE:
        for _, text in QUESTION_TYPES[item.type].texts(item.body):
            assert "rescue dose" not in text, item.id
