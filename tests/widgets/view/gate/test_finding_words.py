"""The four criteria, and the words of every finding, value and step."""

from dataclasses import fields

import pytest

from evidence import load
from tests.widgets.view.gate.drawn_decisions import NAMES, PATIENTS, many
from tests.widgets.view.marks import numbers, said
from widgets.model.gate import CONTRAINDICATIONS, STEPS, Findings, decide
from widgets.view.gate.decision import (
    criteria_in_words,
    criteria_readouts,
    gate_passages,
)
from widgets.view.gate.labels import (
    CRITERIA,
    FIELD_WORDS,
    PARTS,
    STEP_FINDINGS,
    STEP_OPTIONS,
    STEP_WORDS,
    VALUE_WORDS,
    value_options,
    value_words,
)


def criteria_by_hand(f):
    """The four criteria from the findings alone: for each what is asked, and whether it is met."""

    def read(*pairs):
        states = ["not known" if v == "unknown" else "met" if v in good else "not met"
                  for v, good in pairs]  # fmt: skip
        worst = [s for s in ("not met", "not known") if s in states]
        return worst[0] if worst else "met"

    opioid = [(f.opioid, {"strong"}), (f.opioid_rotation, {"done"})]
    if f.opioid != "none":
        opioid += [(f.opioid_adequacy, {"adequate"}), (f.opioid_duration, {"long_enough"})]
    adjuvant = [(f.adjuvant, {"anticonvulsant", "antidepressant", "both", "unsuitable"})]
    if f.adjuvant not in ("none", "unsuitable"):
        adjuvant += [(f.adjuvant_adequacy, {"adequate"}), (f.adjuvant_duration, {"long_enough"})]
    neuropathic = f.pain_type in ("neuropathic", "mixed", "unknown")
    return [
        read(*opioid),
        read(*adjuvant) if neuropathic else "does not apply",
        read((f.sensitisation_signs, {"present"})),
        read((f.intervention, {"inappropriate", "declined", "failed"})),
    ]


@many
def test_the_four_criteria_are_read_from_the_findings(values):
    findings = Findings(**values)
    shown = list(criteria_readouts(decide(findings)))
    assert [standing for _, standing, _ in shown] == criteria_by_hand(findings)
    assert [numbers(label) for label, *_ in shown] == [[1], [2], [3], [4]]
    assert [claim for *_, claim in shown] == ["C09", "C10", "C11", "C12"]


def test_the_criteria_are_those_of_the_evidence():
    assert criteria_in_words() == tuple(load().claims[c].says for c in ("C09", "C10", "C11", "C12"))
    assert len(CRITERIA) == 4


def test_every_finding_and_every_value_has_its_words_and_one_place():
    parts = [name for _, names in PARTS.values() for name in names]
    assert sorted(parts) == sorted(NAMES) == sorted(FIELD_WORDS)
    assert len(set(FIELD_WORDS.values())) == len(NAMES)
    for each in fields(Findings):
        options = value_options(each.name)
        words = [word for _, word in options]
        assert len(set(words)) == len(words) and "_" not in "".join(words)
        if each.name != "age_years":
            assert [value for value, _ in options] == [str(value) for value in each.type]
    assert {value for value, _ in value_options("age_years")} == {"adult", "child", "unknown"}
    known = {str(v) for each in fields(Findings) if each.name != "age_years" for v in each.type}
    assert set(VALUE_WORDS) <= known
    assert value_words("long_enough") == "long enough to judge" and value_words("a_b") == "a b"


def test_every_step_can_be_answered_and_is_named_by_its_findings():
    assert [step for step, _ in STEP_OPTIONS] == list(STEPS) == list(STEP_WORDS)
    words = dict(STEP_OPTIONS)
    assert all(words[s] == STEP_WORDS[s] for s in STEPS if s != "not_ketamine")
    assert words["not_ketamine"] != STEP_WORDS["not_ketamine"]
    assert STEP_FINDINGS["treat_cause"] == {"cord_compression", "cause_treatment"}
    assert "opioid" in STEP_FINDINGS["optimise_opioid"]
    assert STEP_FINDINGS["ketamine_trial"] == set()


@pytest.mark.parametrize("name", CONTRAINDICATIONS)
@pytest.mark.parametrize("values", PATIENTS[:12], ids=map(str, range(12)))
def test_a_door_that_shuts_is_never_lost_from_the_screen(values, name):
    decision = decide(Findings(**{**values, name: "present"}))
    assert name in decision.contraindications
    told = said(gate_passages(decision))
    assert decision.referral or CONTRAINDICATIONS[name].words in told
