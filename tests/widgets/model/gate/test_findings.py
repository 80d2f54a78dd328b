"""Findings: one meaning for each value, and what cannot be is refused by name."""

from dataclasses import replace

import pytest

from tests.widgets.model.gate.drawn_patients import READY
from widgets.model.gate import (
    CONTRAINDICATIONS,
    Findings,
    FindingsError,
    decide,
)


def test_each_contraindication_says_who_names_it():
    origins = [each.origin for each in CONTRAINDICATIONS.values()]
    assert origins.count("source document") == 6
    for name, each in CONTRAINDICATIONS.items():
        reasons = decide(Findings(**{**READY, name: "present"})).reasons
        assert any(each.named in reason.says and reason.claim == each.source for reason in reasons)
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
