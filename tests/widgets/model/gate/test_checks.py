"""What each single finding says at the gate: its standing, its words, and what would change it."""

import pytest

from tests.widgets.model.gate.drawn_patients import READY, VALUES
from widgets.model.gate import CAUTIONS, CONTRAINDICATIONS, Findings, decide
from widgets.model.gate.contraindications import SOURCE
from widgets.model.gate.criteria import PAIN, load_criteria

# A patient for whom each finding matters: neuropathic pain, both kinds of adjuvant given.
READY_FOR_ALL = {**READY, "pain_type": "neuropathic", "adjuvant": "both"}
ASKED = [
    (criterion, str(value))
    for criterion in (*load_criteria().ladder, *load_criteria().safeguards)
    for value in VALUES[criterion.id]
]


def by_value(words, value):
    """The words for a value, where they differ by value; "otherwise" stands for every other one."""
    if isinstance(words, str):
        return words
    return words[value] if value in words else words["otherwise"]


@pytest.mark.parametrize(
    ("criterion", "value"), ASKED, ids=[f"{each.id}-{value}" for each, value in ASKED]
)
def test_a_finding_alone_decides_its_standing_its_step_and_its_words(criterion, value):
    name = criterion.id
    decision = decide(Findings(**{**READY_FOR_ALL, name: value}))
    reasons = [r for r in decision.reasons if r.finding == name and r.claim == criterion.source]
    if value == "unknown":
        expected, words, then, at = "unknown", criterion.unknown, criterion.ask, criterion.step
    elif value in criterion.met_by:
        expected, words, then, at = "met", by_value(criterion.met, value), None, "ketamine_trial"
    else:
        expected, words, then, at = (
            *("not_met", by_value(criterion.not_met, value)),
            *(by_value(criterion.change, value), criterion.step),
        )
    said = [r for r in reasons if r.says == words]
    assert [r.standing for r in said] == [expected]
    assert decision.step == at
    assert (name in decision.missing) == (expected != "met")
    if then is not None:
        assert then in decision.would_change


@pytest.mark.parametrize("severity", PAIN)
@pytest.mark.parametrize("before", VALUES["earlier_ketamine"])
def test_mild_pain_is_left_to_the_stop_rule_only_where_ketamine_has_helped(severity, before):
    found = decide(Findings(**{**READY, "pain_severity": severity, "earlier_ketamine": before}))
    assert found.step == "not_ketamine" and found.reasons[0].says == PAIN[severity]
    assert any("stop rule decides" in each for each in found.would_change) == (before == "helped")
    assert any("first step" in each for each in found.would_change) == (before != "helped")


@pytest.mark.parametrize("name", CONTRAINDICATIONS)
def test_a_contraindication_is_ruled_out_named_or_screened_for(name):
    each = CONTRAINDICATIONS[name]
    present = decide(Findings(**{**READY, name: "present"}))
    [reason] = [r for r in present.reasons if r.finding == name and r.standing != "met"]
    assert (reason.standing, reason.claim) == ("contraindicated", each.source)
    assert each.named in reason.says
    assert (each.origin in reason.says) == (each.origin != SOURCE)
    assert present.contraindications == (name,)
    assert not each.opens or name == "pregnancy" or each.opens in present.would_change
    unknown = decide(Findings(**{**READY, name: "unknown"}))
    [reason] = [r for r in unknown.reasons if r.finding == name and r.standing != "met"]
    assert (reason.standing, unknown.contraindications) == ("unknown", ())
    assert unknown.would_change == (f"Screen for {each.words}.",)


@pytest.mark.parametrize("name", CAUTIONS)
def test_a_caution_goes_with_its_own_value_and_refuses_nothing(name):
    for value in VALUES[name]:
        decision = decide(Findings(**{**READY, name: value}))
        assert (name in decision.cautions) == (value == CAUTIONS[name].value)
        if value == CAUTIONS[name].value:
            assert decision.step == "ketamine_trial"


@pytest.mark.parametrize(
    ("years", "child", "open_gate"), [(17.9, True, False), (18, False, True), (None, False, False)]
)
def test_an_adult_is_eighteen(years, child, open_gate):
    decision = decide(Findings(**{**READY, "age_years": years}))
    assert bool(decision.referral) == child and (decision.step == "ketamine_trial") == open_gate
    if child:
        assert "18 years" in decision.referral
