"""The gate: total, never opened by bad news, and opened only when everything at once is true."""

import tomllib
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import load
from evidence.tables import find
from widgets.model import cases
from widgets.model.gate import (
    CAUTIONS,
    CONTRAINDICATIONS,
    LADDER,
    STEPS,
    Findings,
    FindingsError,
    decide,
    unmet,
)

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
    history = f.past_psychosis in ("absent", "psychiatry_agrees")
    clear = history and all(
        getattr(f, name) == "absent" for name in CONTRAINDICATIONS if name != "past_psychosis"
    )
    clear = clear and f.substance_misuse in ("present", "absent")  # asked about, whatever it is
    cause = f.cause_treatment in ("done", "unsuitable", "declined")
    cause = cause and f.cord_compression == "absent"
    pain = f.pain_type in ("nociceptive", "neuropathic", "mixed")
    pain = pain and f.pain_severity in ("moderate", "severe")
    safe = f.setting in ("specialist_unit", "ward_with_pain_service")
    safe = safe and (f.monitoring, f.consent, f.stop_rule) == ("planned", "given", "agreed")
    return all(
        (
            grown,
            criterion_1,
            cause,
            criterion_2,
            criterion_3,
            criterion_4,
            third_line,
            clear,
            pain,
            safe,
        )
    ) and f.earlier_ketamine in ("none", "helped")


def due_on_the_ladder(f: Findings) -> list[str]:
    """The steps before ketamine that are due, written a second time and without the tables."""
    opioid = (f.opioid, f.opioid_adequacy, f.opioid_duration)
    due = ["optimise_opioid"] if opioid != ("strong", "adequate", "long_enough") else []
    looked_at = f.cause_treatment in ("done", "unsuitable", "declined")
    if not looked_at or f.cord_compression != "absent":
        due.append("treat_cause")
    given_well = (f.adjuvant_adequacy, f.adjuvant_duration) == ("adequate", "long_enough")
    passed = f.adjuvant == "unsuitable" or (f.adjuvant not in ("none", "unknown") and given_well)
    if f.pain_type in ("neuropathic", "mixed", "unknown") and not passed:
        due.append("add_adjuvant")
    third = (
        f.opioid_rotation == "done"
        and f.methadone in ("failed", "unsuitable")
        and f.specialist_consulted == "yes"
        and f.intervention in ("inappropriate", "declined", "failed")
    )
    return due if third else [*due, "third_line"]


def outside(f: Findings) -> bool:
    """A child, pregnancy, pain after surgery, or pain that is mild: no step of the ladder."""
    grown = load().limits["age_years"].value
    child = f.age_years is not None and f.age_years < grown
    surgery = f.pain_type == "postoperative" or f.pain_severity in ("none", "mild")
    return child or f.pregnancy == "present" or surgery


@settings(max_examples=300, deadline=None)
@given(patients())
def test_the_first_step_due_is_the_step_and_the_cause_is_named_beside_it(values):
    findings = Findings(**values)
    decision, due = decide(findings), due_on_the_ladder(findings)
    if outside(findings) or not due:
        assert decision.step in ("not_ketamine", "ketamine_trial")
        assert decision.also == ()
        return
    assert decision.step == due[0]
    if "treat_cause" not in due:
        assert decision.also == ()
    elif due[0] == "treat_cause":
        assert decision.also == tuple(due[1:2])
    else:
        assert decision.also == ("treat_cause",)
    opioid_too = "optimise_opioid" in due
    assert decision.step == "optimise_opioid" if opioid_too else decision.step != "optimise_opioid"


@settings(max_examples=100, deadline=None)
@given(patients())
def test_a_suspected_compression_is_named_before_everything(values):
    decision = decide(Findings(**{**values, "cord_compression": "present"}))
    assert "Emergency first" in decision.emergency
    assert decision.reasons[0].finding == "cord_compression"
    assert "imaging now" in decision.would_change[0]
    assert decision.step != "ketamine_trial"
    for other in ("absent", "unknown"):
        assert decide(Findings(**{**values, "cord_compression": other})).emergency == ""


# Worst first; what stands together counts the same. Unknown is never better than an answer.
RISES = {
    "cord_compression": ["present unknown", "absent"],
    "opioid": ["unknown none weak", "strong"],
    "opioid_adequacy": ["unknown inadequate", "adequate"],
    "opioid_duration": ["unknown too_short", "long_enough"],
    "cause_treatment": ["unknown not_considered under_way", "done unsuitable declined"],
    "pain_type": ["unknown", "neuropathic mixed", "nociceptive"],
    "pain_severity": ["unknown", "moderate severe"],
    "adjuvant": ["unknown none", "anticonvulsant antidepressant both", "unsuitable"],
    "adjuvant_adequacy": ["unknown inadequate", "adequate"],
    "adjuvant_duration": ["unknown too_short", "long_enough"],
    "opioid_rotation": ["unknown not_done", "done"],
    "methadone": ["unknown not_considered", "failed unsuitable"],
    "specialist_consulted": ["unknown no", "yes"],
    "intervention": ["unknown appropriate", "inappropriate declined failed"],
    "sensitisation_signs": ["unknown absent", "present"],
    "past_psychosis": ["unknown present", "psychiatry_agrees absent"],
    "substance_misuse": ["unknown", "present absent"],
    "pregnancy": ["unknown", "absent"],
    "earlier_ketamine": ["unknown no_benefit harmed", "none helped"],
    "setting": ["unknown ward_alone home", "specialist_unit ward_with_pain_service"],
    "monitoring": ["unknown not_planned", "planned"],
    "consent": ["unknown not_given", "given"],
    "stop_rule": ["unknown not_agreed", "agreed"],
}
RISES |= {n: ["unknown present", "absent"] for n in CONTRAINDICATIONS if n not in RISES}
PLACE = {step: place for place, step in enumerate((*LADDER, "not_ketamine", "ketamine_trial"))}


def test_each_finding_but_the_age_is_held_to_rise():
    assert set(RISES) == set(NAMES) - {"age_years"}


@settings(max_examples=400, deadline=None)
@given(patients(), st.sampled_from(sorted(RISES)), st.data())
def test_a_finding_that_becomes_better_never_moves_the_step_back(values, name, data):
    groups = [group.split() for group in RISES[name]]
    worse = data.draw(st.integers(0, len(groups) - 1))
    better = data.draw(st.integers(worse, len(groups) - 1))
    before, after = (
        Findings(**{**values, name: data.draw(st.sampled_from(groups[place]))})
        for place in (worse, better)
    )
    if outside(before) or outside(after):
        return
    assert PLACE[decide(before).step] <= PLACE[decide(after).step]


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


def test_criterion_3_is_the_documents_and_the_reason_says_that_others_differ():
    decision = decide(Findings(**{**READY, "sensitisation_signs": "absent"}))
    assert decision.reasons[0].finding == "sensitisation_signs"
    assert "source document" in decision.reasons[0].says
    assert "other texts are wider" in decision.reasons[0].says
    assert any("a wider text" in change for change in decision.would_change)


@settings(max_examples=400, deadline=None)
@given(patients())
def test_every_patient_gets_exactly_one_step_with_reasons_that_have_claims(values):
    decision = decide(Findings(**values))
    assert decision.step in STEPS
    assert decision.reasons
    for reason in decision.reasons:
        assert find(reason.claim) is not None  # a claim or a fact, never a bare view
    assert set(decision.also) <= set(LADDER) - {decision.step}
    assert set(decision.cautions) <= set(CAUTIONS)
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
    order = ["absent", "psychiatry_agrees", "unknown", "present"]
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


URGENT = (
    "uncontrolled_cardiovascular_disease",
    "raised_intracranial_pressure",
    "raised_intraocular_pressure",
    "delirium",
    "active_psychosis",
    "recent_seizures",
)


@settings(max_examples=100, deadline=None)
@given(patients(), st.sampled_from(URGENT))
def test_what_cannot_wait_has_a_voice_of_its_own_beside_every_step(values, name):
    present = decide(Findings(**{**values, name: "present"}))
    assert name in present.urgent and CONTRAINDICATIONS[name].now
    assert name not in decide(Findings(**{**values, name: "absent"})).urgent


@settings(max_examples=200, deadline=None)
@given(patients())
def test_with_a_delirium_the_opioid_is_not_simply_raised(values):
    decision = decide(Findings(**{**values, "delirium": "present"}))
    assert not any(
        each.startswith(("Raise the opioid", "A strong opioid", "Give the opioid"))
        for each in decision.would_change
    )
    short = decide(Findings(**{**READY, "delirium": "present", "opioid_adequacy": "inadequate"}))
    assert short.step == "optimise_opioid"
    assert short.would_change[0].startswith("Find the cause of the delirium first, the opioid")


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


def test_each_contraindication_says_who_names_it():
    origins = [each.origin for each in CONTRAINDICATIONS.values()]
    assert origins.count("source document") == 6
    for name, each in CONTRAINDICATIONS.items():
        reasons = decide(Findings(**{**READY, name: "present"})).reasons
        assert any(each.origin in reason.says and reason.claim == each.source for reason in reasons)
        assert (
            each.source.startswith("C23")
            and each.source != "C23x"
            or each.origin != ("source document")
        )


def test_booleans_and_none_have_one_meaning_each():
    assert Findings(active_psychosis=True) == Findings(active_psychosis="present")
    assert Findings(active_psychosis=False) == Findings(active_psychosis="absent")
    assert Findings(past_psychosis=False) == Findings(past_psychosis="absent")
    assert Findings(past_psychosis=True) == Findings(past_psychosis="present")
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
