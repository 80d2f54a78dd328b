"""The gate: total, never opened by bad news, and opened only when everything at once is true."""

from dataclasses import fields, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import load
from evidence.tables import find
from tests.widgets.model.gate.drawn_patients import READY, VALUES
from widgets.model.gate import (
    CAUTIONS,
    CONTRAINDICATIONS,
    LADDER,
    STEPS,
    Findings,
    decide,
    unmet,
)

NAMES = [each.name for each in fields(Findings)]


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
