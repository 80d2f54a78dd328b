"""The gate: total, never opened by bad news, and opened only when everything at once is true."""

import tomllib
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import load
from widgets.model import cases
from widgets.model.gate import CONTRAINDICATIONS, STEPS, Findings, FindingsError, decide, unmet

NAMES = [each.name for each in fields(Findings)]
PROFILE = Path(cases.FOLDER) / cases.PROFILES
READY = tomllib.loads(PROFILE.read_text(encoding="utf-8"))["refractory"]
VALUES = {
    each.name: [None, 0, 9, 17.9, 18, 62, 120] if each.name == "age_years" else list(each.type)
    for each in fields(Findings)
}


def patients():
    """Any combination of findings; half of the draws start next to the open gate, where it
    matters.
    """
    anything = st.fixed_dictionaries({name: st.sampled_from(VALUES[name]) for name in NAMES})
    near = st.fixed_dictionaries({}, optional={n: st.sampled_from(VALUES[n]) for n in NAMES})
    return st.one_of(anything, near.map(lambda changes: {**READY, **changes}))


def may_be_tried(f: Findings) -> bool:
    """The rule written a second time, from the issue's words, without looking at the ladder."""
    grown = f.age_years is not None and f.age_years >= load().limits["age_years"].value
    strong = (f.opioid, f.opioid_adequacy, f.opioid_duration, f.opioid_rotation)
    criterion_1 = strong == ("strong", "adequate", "long_enough", "done")
    given_well = (f.adjuvant_adequacy, f.adjuvant_duration) == ("adequate", "long_enough")
    tried = f.adjuvant in ("anticonvulsant", "antidepressant", "both") and given_well
    criterion_2 = f.pain_type == "nociceptive" or tried or f.adjuvant == "unsuitable"
    criterion_3 = f.sensitisation_signs == "present"
    criterion_4 = f.intervention in ("inappropriate", "declined", "failed")
    third_line = f.methadone in ("failed", "unsuitable") and f.specialist_consulted == "yes"
    clear = all(getattr(f, name) == "absent" for name in CONTRAINDICATIONS)
    pain = f.pain_type in ("nociceptive", "neuropathic", "mixed")
    pain = pain and f.pain_severity in ("moderate", "severe")
    safe = f.setting in ("specialist_unit", "ward_with_pain_service")
    safe = safe and (f.monitoring, f.consent, f.stop_rule) == ("planned", "given", "agreed")
    return all(
        (grown, criterion_1, criterion_2, criterion_3, criterion_4, third_line, clear, pain, safe)
    ) and f.earlier_ketamine in ("none", "helped")


@settings(max_examples=400, deadline=None)
@given(patients())
def test_every_patient_gets_exactly_one_step_with_reasons_that_have_claims(values):
    decision = decide(Findings(**values))
    assert decision.step in STEPS
    assert decision.reasons
    assert {reason.claim for reason in decision.reasons} <= set(load().claims)
    assert set(decision.missing) <= set(NAMES)
    assert set(decision.contraindications) <= set(CONTRAINDICATIONS)
    assert (decision.step == "ketamine_trial") == (not unmet(decision))
    assert decision.step == "ketamine_trial" or decision.would_change or decision.referral


@settings(max_examples=600, deadline=None)
@given(patients())
def test_a_trial_is_reached_only_when_everything_is_true_and_then_always(values):
    findings = Findings(**values)
    assert (decide(findings).step == "ketamine_trial") == may_be_tried(findings)


@settings(max_examples=300, deadline=None)
@given(
    patients(), st.sampled_from(sorted(CONTRAINDICATIONS)), st.sampled_from(["present", "unknown"])
)
def test_worsening_a_contraindication_never_opens_the_gate(values, name, worse):
    before, after = Findings(**values), Findings(**{**values, name: worse})
    assert decide(after).step != "ketamine_trial"
    if worse == "present":
        assert name in decide(after).contraindications
    order = ["absent", "unknown", "present"]
    worsened = order.index(worse) >= order.index(getattr(before, name))
    if worsened and decide(before).step != "ketamine_trial":
        assert decide(after).step in (decide(before).step, "not_ketamine")


@settings(max_examples=100, deadline=None)
@given(patients(), st.randoms())
def test_the_order_of_entry_does_not_matter(values, chance):
    shuffled = list(values.items())
    chance.shuffle(shuffled)
    assert decide(Findings(**dict(shuffled))) == decide(Findings(**values))


@settings(max_examples=300, deadline=None)
@given(patients(), st.sampled_from(NAMES))
def test_unknown_never_counts_as_done_or_as_absent(values, name):
    forgotten = Findings(**{**values, name: None})
    neuropathic = forgotten.pain_type in ("neuropathic", "mixed", "unknown")
    irrelevant = name.startswith("adjuvant") and not neuropathic
    irrelevant |= (
        name in ("adjuvant_adequacy", "adjuvant_duration") and forgotten.adjuvant == "unsuitable"
    )
    if not irrelevant:
        assert decide(forgotten).step != "ketamine_trial"
        assert name in decide(forgotten).missing


def test_nothing_known_asks_for_the_first_step():
    decision = decide(Findings())
    assert decision.step == "optimise_opioid"
    assert set(decision.missing) == set(NAMES)
    assert decision.contraindications == ()


@pytest.mark.parametrize(
    ("changes", "step"),
    [
        ({}, "ketamine_trial"),
        ({"opioid": "weak"}, "optimise_opioid"),
        ({"opioid_adequacy": "inadequate"}, "optimise_opioid"),
        ({"opioid_duration": "too_short"}, "optimise_opioid"),
        ({"opioid_adequacy": "inadequate", "active_psychosis": "present"}, "optimise_opioid"),
        ({"adjuvant": "none"}, "add_adjuvant"),
        ({"adjuvant": "none", "pain_type": "nociceptive"}, "ketamine_trial"),
        ({"adjuvant": "none", "pain_type": "unknown"}, "add_adjuvant"),
        ({"adjuvant_adequacy": "inadequate"}, "add_adjuvant"),
        ({"adjuvant": "unsuitable", "adjuvant_adequacy": "unknown"}, "ketamine_trial"),
        ({"opioid_rotation": "not_done"}, "third_line"),
        ({"methadone": "not_considered"}, "third_line"),
        ({"specialist_consulted": "no"}, "third_line"),
        ({"intervention": "appropriate"}, "third_line"),
        ({"intervention": "unknown"}, "third_line"),
        ({"intervention": "declined"}, "ketamine_trial"),
        ({"sensitisation_signs": "absent"}, "not_ketamine"),
        ({"pain_type": "postoperative"}, "not_ketamine"),
        ({"pain_severity": "mild"}, "not_ketamine"),
        ({"earlier_ketamine": "no_benefit"}, "not_ketamine"),
        ({"earlier_ketamine": "harmed"}, "not_ketamine"),
        ({"setting": "home"}, "not_ketamine"),
        ({"monitoring": "not_planned"}, "not_ketamine"),
        ({"consent": "not_given"}, "not_ketamine"),
        ({"stop_rule": "not_agreed"}, "not_ketamine"),
        *(({name: "present"}, "not_ketamine") for name in CONTRAINDICATIONS),
        *(({name: "unknown"}, "not_ketamine") for name in CONTRAINDICATIONS),
    ],
)
def test_one_change_from_the_open_gate(changes, step):
    assert decide(Findings(**{**READY, **changes})).step == step


@pytest.mark.parametrize("changes", [{"age_years": 17}, {"age_years": 0}, {"pregnancy": "present"}])
@pytest.mark.parametrize("base", [READY, {}])
def test_children_and_pregnancy_get_a_referral_and_no_step(changes, base):
    decision = decide(Findings(**{**base, **changes}))
    assert decision.step == "not_ketamine"
    assert "refer" in decision.referral and "no dose" in decision.referral


def test_each_contraindication_says_who_names_it():
    origins = [each.origin for each in CONTRAINDICATIONS.values()]
    assert origins.count("source document") == 6
    for name, each in CONTRAINDICATIONS.items():
        reasons = decide(Findings(**{**READY, name: "present"})).reasons
        assert any(each.origin in reason.says and reason.claim == each.claim for reason in reasons)
        assert (each.claim == "C23x") == (each.origin != "source document")


def test_booleans_and_none_have_one_meaning_each():
    assert Findings(active_psychosis=True) == Findings(active_psychosis="present")
    assert Findings(active_psychosis=False) == Findings(active_psychosis="absent")
    assert Findings(specialist_consulted=True) == Findings(specialist_consulted="yes")
    assert Findings(opioid=None) == Findings() and Findings(age_years="unknown") == Findings()


@pytest.mark.parametrize(
    "wrong",
    [
        {"active_psychosis": "maybe"},
        {"opioid": True},
        {"opioid": 3},
        {"age_years": -1},
        {"age_years": 121},
        {"age_years": float("nan")},
        {"age_years": True},
        {"age_years": "old"},
        {"pain_severity": ""},
    ],
)
def test_a_value_that_a_finding_cannot_have_is_refused_by_name(wrong):
    with pytest.raises(FindingsError, match=next(iter(wrong))):
        Findings(**wrong)


def test_only_findings_are_decided():
    with pytest.raises(FindingsError, match="Findings"):
        decide({"opioid": "strong"})


def test_findings_stay_as_they_are():
    with pytest.raises(AttributeError):
        Findings().opioid = "strong"
    assert replace(Findings(), opioid="strong").opioid == "strong"
