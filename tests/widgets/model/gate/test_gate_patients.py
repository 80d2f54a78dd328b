"""Single patients at the gate: each comes out as the rule of the course says."""

import pytest

from tests.widgets.model.gate.drawn_patients import READY
from widgets.model.gate import (
    CAUTIONS,
    CONTRAINDICATIONS,
    Findings,
    decide,
)

# Patients as people meet them, each with the rule that it tries: not one of the course's cases.
PEOPLE = {
    "a bone metastasis that was never irradiated": (
        {"pain_type": "nociceptive", "adjuvant": "none", "cause_treatment": "not_considered"},
        "treat_cause",
        (),
    ),
    "radiotherapy since Thursday": ({"cause_treatment": "under_way"}, "treat_cause", ()),
    "a starting dose, and nobody asked the oncologist": (
        {"opioid_adequacy": "inadequate", "cause_treatment": "unknown"},
        "optimise_opioid",
        ("treat_cause",),
    ),
    "a plexus that burns, no adjuvant, a tumour that could be irradiated": (
        {"adjuvant": "none", "cause_treatment": "not_considered"},
        "treat_cause",
        ("add_adjuvant",),
    ),
    "weak legs and a numb saddle since last night": (
        {"cord_compression": "present"},
        "treat_cause",
        (),
    ),
    "weak legs, on a starting dose": (
        {"cord_compression": "present", "opioid_adequacy": "inadequate"},
        "optimise_opioid",
        ("treat_cause",),
    ),
    "weak legs after an operation": (
        {"cord_compression": "present", "pain_type": "postoperative"},
        "not_ketamine",
        (),
    ),
    "schizophrenia, well for years": ({"past_psychosis": "present"}, "not_ketamine", ()),
    "nobody asked about psychosis": ({"past_psychosis": "unknown"}, "not_ketamine", ()),
    "schizophrenia, well for years, psychiatry agrees": (
        {"past_psychosis": "psychiatry_agrees"},
        "ketamine_trial",
        (),
    ),
    "psychiatry agreed last year, and now he hears voices": (
        {"past_psychosis": "psychiatry_agrees", "active_psychosis": "present"},
        "not_ketamine",
        (),
    ),
    "heroin between doses": ({"substance_misuse": "present"}, "ketamine_trial", ()),
    "nobody asked about misuse": ({"substance_misuse": "unknown"}, "not_ketamine", ()),
}


@pytest.mark.parametrize("who", PEOPLE)
def test_people_outside_the_course_come_out_right(who):
    changes, step, also = PEOPLE[who]
    decision = decide(Findings(**{**READY, **changes}))
    assert (decision.step, decision.also) == (step, also)
    assert bool(decision.emergency) == ("weak legs" in who)


def test_a_caution_is_named_and_refuses_nothing():
    for name, caution in CAUTIONS.items():
        decision = decide(Findings(**{**READY, name: caution.value}))
        assert decision.step == "ketamine_trial" and decision.cautions == (name,)
        assert name not in decision.contraindications
    assert decide(Findings(**READY)).cautions == ()
    both = {name: caution.value for name, caution in CAUTIONS.items()}
    assert decide(Findings(**both)).cautions == tuple(CAUTIONS)


def test_criterion_3_is_asked_for_and_the_reason_says_that_others_differ():
    decision = decide(Findings(**{**READY, "sensitisation_signs": "absent"}))
    assert decision.reasons[0].finding == "sensitisation_signs"
    assert "other texts are wider" in decision.reasons[0].says
    assert any("a wider text" in change for change in decision.would_change)


@pytest.mark.parametrize(
    ("changes", "step"),
    [
        ({}, "ketamine_trial"),
        ({"opioid": "weak"}, "optimise_opioid"),
        ({"opioid_adequacy": "inadequate"}, "optimise_opioid"),
        ({"opioid_duration": "too_short"}, "optimise_opioid"),
        ({"opioid_adequacy": "inadequate", "active_psychosis": "present"}, "optimise_opioid"),
        ({"cause_treatment": "not_considered"}, "treat_cause"),
        ({"cause_treatment": "under_way"}, "treat_cause"),
        ({"cause_treatment": "unknown"}, "treat_cause"),
        ({"cause_treatment": "unsuitable"}, "ketamine_trial"),
        ({"cause_treatment": "declined"}, "ketamine_trial"),
        ({"cord_compression": "unknown"}, "treat_cause"),
        ({"cause_treatment": "not_considered", "adjuvant": "none"}, "treat_cause"),
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
        ("cause_treatment", "Find out what was aimed at the cause"),
        ("cord_compression", "Ask about new weakness"),
        ("substance_misuse", "Ask about active substance misuse"),
        ("intervention", "Ask the interventional team"),
        ("earlier_ketamine", "Ask whether ketamine was given before"),
        ("sensitisation_signs", "Examine"),
    ],
)
def test_what_is_unknown_is_asked_before_anything_is_done(name, asks):
    change = decide(Findings(**{**READY, name: "unknown"})).would_change
    assert len(change) == 1 and change[0].startswith(asks)


@pytest.mark.parametrize(
    "changes",
    [{"pain_severity": "mild"}, {"pain_type": "postoperative"}],
)
def test_what_decides_alone_leads_and_nothing_else_is_said_to_change_it(changes):
    decision = decide(Findings(age_years=50, **changes))
    assert decision.step == "not_ketamine"
    assert decision.reasons[0].finding == next(iter(changes))
    assert len(decision.would_change) == 1


@pytest.mark.parametrize("name", CONTRAINDICATIONS)
def test_what_is_present_is_treated_and_not_ruled_out(name):
    decision = decide(Findings(**{**READY, name: "present"}))
    assert "ruled out" not in " ".join(decision.would_change)
    if name in ("severe_liver_dysfunction", "uncontrolled_cardiovascular_disease"):
        assert decision.would_change[0].startswith("Only if")
        assert "specialist" in decision.would_change[0]


def test_a_contraindication_leads_before_a_gap():
    reasons = decide(
        Findings(**{**READY, "active_psychosis": "present", "sensitisation_signs": "unknown"})
    ).reasons
    assert reasons[0].finding == "active_psychosis"


def test_a_history_of_psychosis_waits_for_psychiatry():
    decision = decide(Findings(**{**READY, "past_psychosis": "present"}))
    assert decision.contraindications == ("past_psychosis",)
    assert decision.would_change[0].startswith("Ask psychiatry")
    assert "one national UK text" in decision.reasons[0].says


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
