"""The words of the gate in their files: whole, and a broken file is refused with each problem."""

import re

import pytest

from evidence.guard.medication_text import problems as unsafe
from evidence.tables import TableError
from tests.refusals import spoiled
from widgets.model.gate import CAUTIONS, CONTRAINDICATIONS, Findings, contraindications, criteria
from widgets.model.gate.criteria import load_criteria, load_criteria_from, words_for
from widgets.model.gate.findings import values_of

CRITERIA = [*load_criteria().ladder, *load_criteria().safeguards]


def test_each_answer_to_each_criterion_has_words():
    asked = {each.id for each in CRITERIA}
    others = {*CONTRAINDICATIONS, *CAUTIONS, "pain_type", "pain_severity", "age_years"}
    assert asked | others == set(Findings.__dataclass_fields__) and not asked & others
    for each in CRITERIA:
        words = [each.unknown, each.ask]
        for value in values_of(Findings.__dataclass_fields__[each.id]):
            if value in each.met_by:
                words.append(words_for(each.met, value))
            elif value != "unknown":
                words += [words_for(each.not_met, value), words_for(each.change, value)]
        assert all(text[0].isupper() and text[-1] in ".?" for text in words)
        assert [wrong for text in words for wrong in unsafe(text)] == []


def test_words_differ_by_value_and_else_are_the_others():
    words = {"failed": "It failed.", "otherwise": "It was not tried."}
    assert words_for(words, "failed") == "It failed."
    assert words_for(words, "declined") == "It was not tried."
    assert words_for("One for all.", "failed") == "One for all."


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            'source = "C24"',
            'source = "C99"',
            "criterion opioid: source: the evidence does not have 'C99'",
        ),
        ('id = "methadone"', 'id = "methadon"', "methadon: id: is no finding that has a list"),
        (
            'step = "third_line"',
            'step = "fourth_line"',
            "third_line, ketamine_trial, not_ketamine; got 'fourth_line'",
        ),
        (
            'met_by = ["strong"]',
            'met_by = ["strongest"]',
            "met_by: must hold some of none, strong, weak",
        ),
        ('met_by = ["strong"]', "met_by = []", "met_by: must hold some of none, strong, weak"),
        ('met_by = ["strong"]', 'met_by = ["strong", "unknown"]', "met_by: must hold some of"),
        ('met.declined = "What', 'met.refused = "What', "met: has words for refused"),
        ('met.declined = "What', 'met.refused = "What', "met: has no words for declined"),
        (
            'ask = "Find out which opioid is',
            'asked = "Find out which opioid is',
            "opioid: asked: is not a known field",
        ),
        (
            'met = "A strong opioid is given."',
            'met = ""',
            "criterion opioid: met: must be words, got ''",
        ),
        ('id = "opioid_adequacy"', 'id = "opioid_duration"', "opioid_duration: id: is used twice"),
    ],
)
def test_a_broken_criterion_is_named(tmp_path, old, new, says):
    path = spoiled(tmp_path, criteria.FILE, (old, new))
    with pytest.raises(TableError, match=re.escape(says)) as refused:
        load_criteria_from(path)
    assert all("criteria.toml" in each for each in refused.value.problems)


def test_every_problem_of_a_file_is_named_in_one_run(tmp_path):
    both = (('source = "C24"', 'source = "C99"'), ('met_by = ["done"]', 'met_by = ["half"]'))
    with pytest.raises(TableError) as refused:
        load_criteria_from(spoiled(tmp_path, criteria.FILE, *both))
    assert len(refused.value.problems) == 2


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            'source = "C23b"',
            'source = "C23z"',
            "pregnancy: source: the evidence does not have 'C23z'",
        ),
        (
            'words = "pregnancy"',
            'words = " "',
            "contraindication pregnancy: words: must be words, got ' '",
        ),
        ('id = "delirium"', 'id = "pregnancy"', "contraindication pregnancy: id: is used twice"),
        (
            'does = "Psychiatry',
            'do = "Psychiatry',
            "caution past_psychosis: do: is not a known field",
        ),
    ],
)
def test_a_broken_contraindication_is_named(tmp_path, old, new, says):
    path = spoiled(tmp_path, contraindications.FILE, (old, new))
    with pytest.raises(TableError, match=re.escape(says)):
        contraindications.load_from(path)


def test_each_contraindication_and_caution_belongs_to_a_finding():
    for name in (*CONTRAINDICATIONS, *CAUTIONS):
        values = values_of(Findings.__dataclass_fields__[name])
        assert "present" in values and "unknown" in values
    assert all(caution.value in values_of(Findings.__dataclass_fields__[name])
               for name, caution in CAUTIONS.items())  # fmt: skip
