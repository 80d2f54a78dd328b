"""The glossary: short, plain, safe to show, and refused where it states what nothing backs."""

import re

import pytest

import evidence
from evidence.glossary import FILE, glossary, glossary_mistakes, read_terms, sort_name
from evidence.guard.guarded_text import text_problems
from evidence.tables import TableError

TERMS = glossary()
GOOD = """[[term]]
id = 'wind-up'
term = 'wind-up'
spellings = ['temporal summation']
means = 'The same stimulus hurts more each time.'
"""


def test_the_file_has_no_mistake_and_is_in_alphabetical_order():
    assert glossary_mistakes() == () and len(TERMS) > 100
    assert list(TERMS.values()) == sorted(TERMS.values(), key=sort_name)


@pytest.mark.parametrize("term", TERMS.values(), ids=TERMS)
def test_an_entry_is_short_plain_and_safe_to_show(term):
    assert text_problems(term.said) == [] and text_problems("; ".join(term.written)) == []
    assert len(term.means.split()) <= 45, "one or two sentences"
    assert 1 <= len(re.findall(r"[.?!](?: |$)", term.means)) <= 3
    assert term.means.endswith(".") and "  " not in term.said
    assert not re.search(r"https?:|www\.|\bTODO\b|[<>]", term.said)
    assert term.means[0].isupper() or not term.means[0].isalpha()


@pytest.mark.parametrize("term", [each for each in TERMS.values() if each.rests_on], ids=str)
def test_what_an_entry_rests_on_is_there(term):
    for name in term.rests_on:
        assert evidence.chip(evidence.find(name)).status_words


def test_a_unit_keeps_its_letters_at_the_head_of_its_entry():
    units = {term.title for term in TERMS.values() if "/" in term.term}
    assert units == {"mg/kg/h", "mg/kg", "mcg/kg/min", "mL/h", "ng/mL"}
    assert TERMS["mcg"].title == "mcg"
    assert TERMS["wind-up"].title == "Wind-up" and TERMS["gate"].title == "The gate"


def test_no_entry_gives_a_dose():
    dose = re.compile(r"\d[\d.,]* ?(?:to [\d.]+ )?(?:mg|mcg|mL|ng)\b")
    assert [term.id for term in TERMS.values() if dose.search(term.means)] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD.replace("means", "meens"), "line 5: .*did you mean 'means'"),
        (GOOD.replace("'wind-up'\nterm", "'Wind up'\nterm"), "id: must "),
        (
            GOOD + GOOD.replace("'wind-up'\nterm", "'other'\nterm"),
            "a spelling of 'wind-up' already",
        ),
        (GOOD.replace("more each", "2 times more each"), "states a figure, so rests_on must name"),
        (GOOD + "rests_on = ['F-M99']\n", "rests_on: the evidence does not have 'F-M99'"),
        (
            GOOD.replace("means = 'The same stimulus hurts more each time.'\n", ""),
            "means: is missing",
        ),
        (GOOD.replace("[[term]]", "[term]"), r"write \[\[term\]\], not \[term\]"),
    ],
)
def test_a_mistake_is_named(tmp_path, text, said):
    path = tmp_path / "glossary.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TableError, match=said) as refusal:
        read_terms(path)
    assert str(refusal.value).startswith("glossary.toml")


def test_a_figure_may_stand_with_what_it_rests_on(tmp_path):
    path = tmp_path / "glossary.toml"
    text = GOOD.replace("more each", "2 times more each") + "rests_on = ['F-M01']\n"
    path.write_text(text, encoding="utf-8")
    assert list(read_terms(path)) == ["wind-up"]


def test_an_entry_that_rests_on_what_is_left_out_is_left_out(tmp_path, monkeypatch):
    def lacking(_name):
        raise evidence.LeftOut

    monkeypatch.setattr("evidence.glossary.find", lacking)
    path = tmp_path / "glossary.toml"
    backed = GOOD.replace("wind-up", "audit").replace("temporal summation", "count")
    path.write_text(f"{GOOD}{backed}rests_on = ['F-M01']\n", encoding="utf-8")
    assert list(read_terms(path)) == ["wind-up"]
    assert FILE.name == path.name
