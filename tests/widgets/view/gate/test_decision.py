"""The gate on a screen: every reason once, every count right, every criterion read twice."""

from dataclasses import replace

import pytest

from evidence import load
from tests.widgets.model.gate.drawn_patients import READY
from tests.widgets.view.gate.drawn_decisions import NAMES, many
from tests.widgets.view.marks import numbers, said
from widgets.model.gate import CAUTIONS, CONTRAINDICATIONS, LADDER, Findings, decide
from widgets.view.cited import cited
from widgets.view.gate.decision import (
    gate_passages,
    gate_sentence,
    steps_in_words,
)
from widgets.view.gate.labels import (
    FIELD_WORDS,
    STEP_FINDINGS,
    STEP_WORDS,
)

SHOWN_AT_MOST = 6


def lower(words):
    return words[0].lower() + words[1:]


def only_the_plan_is_missing(decision) -> bool:
    """Whether the door is open and all but place, monitoring and stop rule is done."""
    missing = set(decision.missing)
    refused = decision.step != "not_ketamine" or decision.contraindications
    return not refused and bool(missing) and missing <= {"setting", "monitoring", "stop_rule"}


@many
def test_the_sentence_names_what_decides_and_counts_the_rest(values):
    findings = Findings(**values)
    decision = decide(findings)
    sentence = gate_sentence(decision)
    assert len(sentence) <= 110 and sentence.endswith(".")
    emergency = findings.cord_compression == "present"
    assert sentence.startswith("Emergency first") == emergency
    if emergency:
        assert numbers(sentence) == []
        return
    assert sentence.startswith("Not ketamine") == (decision.step == "not_ketamine")
    trial = decision.step == "ketamine_trial"
    assert ("may be discussed" in sentence) == trial
    assert sentence.endswith("with a caution.") == (trial and bool(decision.cautions))
    closing = decision.urgent if "Urgent now" in sentence else decision.contraindications
    more = [len(closing) - 1] if "more" in sentence else []
    still = [len(decision.missing)] if "things are still open" in sentence else []
    assert numbers(sentence) == [*more, *still]
    assert "One thing is still open" not in sentence or len(decision.missing) == 1
    if "ruled out by" in sentence or "Urgent now" in sentence:
        assert f"{CONTRAINDICATIONS[closing[0]].words}" in sentence
        assert ("more" in sentence) == (len(closing) > 1)
    elif "delirium" not in sentence:
        outside = "this course is not for" in sentence or bool(decision.referral)
        planned = "a trial first needs" in sentence
        assert planned == (only_the_plan_is_missing(decision) and not outside)
        assert outside or trial or planned or "still open" in sentence
    child = findings.age_years is not None and findings.age_years < 18
    pregnant = findings.pregnancy == "present"
    assert ("refer to" in sentence) == (child or pregnant)
    assert ("a child" in sentence) == child == ("paediatric" in sentence)
    assert ("obstetric" in sentence) == (pregnant and not child)
    assert ("pregnancy;" in sentence) == (pregnant and not child)
    surgery = findings.pain_type == "postoperative"
    mild = findings.pain_severity in ("none", "mild")
    if not (child or pregnant):
        assert ("this course is not for" in sentence) == (surgery or mild)
        assert ("after surgery" in sentence) == surgery


@many
def test_the_steps_are_told_with_what_is_due_beside_them(values):
    decision = decide(Findings(**values))
    words = steps_in_words(decision)
    first = lower(STEP_WORDS[decision.step])
    if only_the_plan_is_missing(decision):
        first = "not yet, a trial first needs "
    assert first in words and words.count("; at the same time, ") == len(decision.also)
    for beside in decision.also:
        assert words.index(first) < words.index(f"at the same time, {lower(STEP_WORDS[beside])}")
    assert words.startswith("an emergency first") == (
        bool(decision.emergency) and not words.startswith("the cause of the delirium first")
    )
    assert ("with a caution" in words) == bool(decision.cautions)
    for name in decision.cautions:
        assert CAUTIONS[name].words in words
    if "urgent now: " in words:
        named = ", ".join(CONTRAINDICATIONS[name].words for name in decision.urgent)
        assert words.endswith(f"urgent now: {named}") and named
    else:
        assert not decision.urgent or words.startswith("the cause of the delirium first")


def under(shown, *starts):
    return [each for each in shown if each.heading.startswith(starts)]


@many
def test_each_reason_stands_once_or_is_counted_among_those_left(values):
    decision = decide(Findings(**values))
    shown = gate_passages(decision)
    told = [words for passage in shown for words in passage.paragraphs]
    unmet = [r for r in decision.reasons if r.standing != "met"]
    if decision.emergency:
        assert shown[0].paragraphs == (decision.emergency,) and shown[0].tone == "bad"
        unmet = [r for r in unmet if r.finding != "cord_compression"]
    assert len(under(shown, "First of all")) == bool(decision.emergency)
    seen = [r for r in unmet if r.says in told]
    hidden = [r for r in unmet if r not in seen]
    left = [p for p in shown if p.heading == "Why not further: what is left"]
    if decision.referral:
        [refer] = under(shown, "Refer")
        assert refer.paragraphs == (decision.referral,) and refer.tone == "bad"
        source = "C23b" if "pregnancy" in decision.referral else "C22"
        assert (refer.source, refer.status, refer.mark) == cited(source)
        assert not under(shown, "Why not further") and "Refer" not in told
        return
    assert not under(shown, "Refer")
    why = [p for p in under(shown, "Why not further: ") if p not in left]
    listed = [words for passage in why for words in passage.paragraphs]
    assert len(listed) <= SHOWN_AT_MOST and len(listed) == len(set(listed))
    assert [numbers(p.paragraphs[0]) for p in left] == ([[len(hidden)]] if hidden else [])
    assert not hidden or len(listed) == SHOWN_AT_MOST
    for p in left:
        assert ("findings that are" in p.paragraphs[0]) == (len(hidden) > 1)
    claims = {r.says: r.claim for r in decision.reasons}
    for passage in why:
        assert {claims[words] for words in passage.paragraphs} == {claims[passage.paragraphs[0]]}
        assert cited(claims[passage.paragraphs[0]]) == (
            passage.source, passage.status, passage.mark,
        )  # fmt: skip
        names = [r.finding for words in passage.paragraphs for r in unmet if r.says == words]
        assert passage.heading.endswith("; ".join(lower(FIELD_WORDS[name]) for name in names))
    sources = [p.status for p in why]
    assert len(sources) == len(set(sources)), "the same source once"


@many
def test_the_step_stands_first_with_the_finding_that_makes_it_due(values):
    decision = decide(Findings(**values))
    shown = gate_passages(decision)
    if decision.referral:
        return
    steps = (decision.step, *decision.also)
    headings = [STEP_WORDS[decision.step]]
    headings += [f"At the same time: {STEP_WORDS[step]}" for step in decision.also]
    placed = [p for p in shown if p.heading in headings]
    assert [p.heading for p in placed] == headings
    before = shown.index(placed[0])
    assert before == bool(decision.emergency) + len(decision.urgent)
    by_words = {r.says: r for r in decision.reasons}
    for step, passage in zip(steps, placed, strict=True):
        reason = by_words[passage.paragraphs[0]]
        assert (passage.source, passage.status, passage.mark) == cited(reason.claim)
        assert passage.tone == ("good" if step == "ketamine_trial" else "caution")
        if step in LADDER:
            assert reason.standing != "met" and reason.finding in STEP_FINDINGS[step]
        elif step == "not_ketamine":
            assert reason.standing != "met"
    own = under(shown, "Whose step this is")
    assert len(own) == ("treat_cause" in steps)
    assert all("own view" in said([p]) for p in own)


@many
def test_what_forbids_and_what_asks_for_care_is_all_told(values):
    findings = Findings(**values)
    decision = decide(findings)
    shown = gate_passages(decision)
    closed = [r for r in decision.reasons if r.standing == "contraindicated"]
    assert tuple(r.finding for r in closed if r.finding in CONTRAINDICATIONS) == tuple(
        name for name in sorted(decision.contraindications, key=[r.finding for r in closed].index)
    )
    forbidden = under(shown, "Contraindicated")
    told = said(shown)
    for passage in forbidden:
        assert passage.tone == "bad" and passage.paragraphs[0] in [r.says for r in closed]
    for reason in closed:
        stands = sum(reason.says in p.paragraphs for p in shown)
        assert stands == 1 or decision.referral, reason.says
    cautions = under(shown, "A caution, not a refusal")
    assert len(cautions) == len(decision.cautions)
    for name, passage in zip(decision.cautions, cautions):
        each = CAUTIONS[name]
        assert getattr(findings, name) == each.value
        assert each.words[1:] in passage.paragraphs[0] and passage.paragraphs[1] == each.does
        assert (passage.source, passage.status, passage.mark) == cited(each.source)
    now = under(shown, "Now, whatever the step")
    assert [p.paragraphs[0] for p in now] == [CONTRAINDICATIONS[n].now for n in decision.urgent]
    assert all(p.tone == "bad" for p in now)
    wider = decision.step == "not_ketamine" and findings.sensitisation_signs != "present"
    assert len(under(shown, "Other texts are wider")) == wider
    assert not wider or load().facts["F-C05"].wording in told


@many
def test_what_would_change_the_answer_is_listed_or_counted(values):
    decision = decide(Findings(**values))
    changes = under(gate_passages(decision), "What would change the answer")
    listed = decision.would_change
    assert len(changes) == bool(listed)
    for passage in changes:
        if len(listed) <= SHOWN_AT_MOST:
            assert passage.paragraphs == listed
        else:
            assert passage.paragraphs[:-1] == listed[:5]
            assert numbers(passage.paragraphs[-1]) == [len(listed) - 5]


def test_long_lists_occur_and_are_cut():
    nothing = {n: "unknown" for n in NAMES if n != "age_years"}
    shown = gate_passages(decide(Findings(**nothing, age_years=None)))
    assert numbers(said(under(shown, "Why not further: what is left")))[0] > 1
    long = replace(decide(Findings(**READY)), would_change=tuple("abcdefg"))
    assert numbers(said(under(gate_passages(long), "What would change"))) == [2]
    six = replace(long, would_change=tuple("abcdef"))
    assert numbers(said(under(gate_passages(six), "What would change"))) == []


@pytest.mark.parametrize("count", [6, 7, 8])
def test_the_reasons_that_are_left_are_counted_from_the_seventh(count):
    base = decide(Findings(**{**READY, "consent": "unknown"}))
    reasons = tuple(
        replace(base.reasons[0], says=f"reason {n}", finding="consent", standing="unknown")
        for n in range(count + 1)
    )
    shown = gate_passages(replace(base, reasons=reasons))
    left = under(shown, "Why not further: what is left")
    assert len(left) == (count > 6)
    if left:
        words = left[0].paragraphs[0]
        assert numbers(words) == [count - 6] and ("findings" in words) == (count > 7)
