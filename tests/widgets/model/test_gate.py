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
    assert decision.would_change


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
    irrelevant |= name in ("adjuvant_adequacy", "adjuvant_duration") and forgotten.adjuvant in (
        "unsuitable",
        "none",
    )
    irrelevant |= name in ("opioid_adequacy", "opioid_duration") and forgotten.opioid == "none"
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


@pytest.mark.parametrize("changes", [{"age_years": 9}, {"pregnancy": "present"}])
@pytest.mark.parametrize("base", [READY, {}])
def test_a_referral_leads_and_nothing_on_the_page_changes_it(changes, base):
    decision = decide(Findings(**{**base, **changes}))
    assert decision.reasons[0].finding == next(iter(changes))
    assert decision.would_change == ("Nothing on this page does: the team named above decides.",)


def test_a_pregnant_child_is_sent_to_both_teams():
    referral = decide(Findings(**{**READY, "age_years": 15, "pregnancy": "present"})).referral
    assert "paediatric" in referral and "obstetric" in referral


@pytest.mark.parametrize(
    ("name", "asks"),
    [
        ("opioid_adequacy", "Find out how far the opioid was raised"),
        ("adjuvant", "Find out which adjuvants were given"),
        ("intervention", "Ask the interventional team"),
        ("earlier_ketamine", "Ask whether ketamine was given before"),
        ("sensitisation_signs", "Examine"),
    ],
)
def test_what_is_unknown_is_asked_before_anything_is_done(name, asks):
    change = decide(Findings(**{**READY, name: "unknown"})).would_change
    assert len(change) == 1 and change[0].startswith(asks)


@settings(max_examples=300, deadline=None)
@given(patients(), st.sampled_from(["pain_type", "pain_severity", "age_years", "pregnancy"]))
def test_an_unknown_that_alone_could_close_the_gate_is_among_what_would_change_it(values, name):
    findings = Findings(**{**values, name: None})
    decision = decide(findings)
    closing = {
        "pain_type": "postoperative",
        "pain_severity": "mild",
        "age_years": 9,
        "pregnancy": "present",
    }
    closed = decide(replace(findings, **{name: closing[name]}))
    if decision.step != closed.step:
        told = {"pain_type": "Examine", "pain_severity": "rate the pain", "age_years": "age"}
        assert any(
            told.get(name, name) in change or told.get(name, name) in change.lower()
            for change in decision.would_change
        )


@pytest.mark.parametrize(
    "changes",
    [{"pain_severity": "mild"}, {"pain_type": "postoperative"}],
)
def test_what_decides_alone_leads_and_nothing_else_is_said_to_change_it(changes):
    decision = decide(Findings(age_years=50, **changes))
    assert decision.step == "not_ketamine"
    assert decision.reasons[0].finding == next(iter(changes))
    assert len(decision.would_change) == 1


def test_a_contraindication_leads_before_a_gap():
    reasons = decide(
        Findings(**{**READY, "active_psychosis": "present", "sensitisation_signs": "unknown"})
    ).reasons
    assert reasons[0].finding == "active_psychosis"


def test_hypersensitivity_never_lapses_and_the_yes_says_what_closes_it_again():
    closed = decide(Findings(**{**READY, "hypersensitivity": "present"}))
    assert closed.would_change[0].startswith("Nothing")
    assert any("No response" in change for change in decide(Findings(**READY)).would_change)


def test_the_dose_of_a_drug_that_was_never_given_is_not_asked_for():
    none = {"adjuvant": "none", "adjuvant_adequacy": "unknown", "adjuvant_duration": "unknown"}
    assert decide(Findings(**{**READY, **none})).missing == ("adjuvant",)
    none = {"opioid": "none", "opioid_adequacy": "unknown", "opioid_duration": "unknown"}
    assert decide(Findings(**{**READY, **none})).missing == ("opioid",)


def test_pain_after_surgery_is_not_called_not_neuropathic():
    reasons = decide(Findings(**{**READY, "pain_type": "postoperative"})).reasons
    assert not any("not neuropathic" in reason.says for reason in reasons)


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
        {"age_years": 10**400},
        {"age_years": [1, 2]},
        {"opioid": ["strong"]},
        {"setting": "x" * 5000},
    ],
)
def test_a_value_that_a_finding_cannot_have_is_refused_by_name(wrong):
    with pytest.raises(FindingsError, match=next(iter(wrong))) as refused:
        Findings(**wrong)
    assert len(str(refused.value)) < 200


def test_only_findings_are_decided():
    with pytest.raises(FindingsError, match="Findings"):
        decide({"opioid": "strong"})


def test_findings_stay_as_they_are():
    with pytest.raises(AttributeError):
        Findings().opioid = "strong"
    assert replace(Findings(), opioid="strong").opioid == "strong"
