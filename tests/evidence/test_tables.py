"""The one reader of TOML names every problem of a file in one run, and the one look-up finds."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

import evidence
from evidence import TableError, find
from evidence.rules import choice
from evidence.tables import FieldRefusal, evidence_number, filled, read_rows


@dataclass(frozen=True)
class Row:
    id: str
    says: str
    source: str
    kind: str = choice(("word", "number"), default="word")
    pair: bool = False
    also: tuple[str, ...] = ()
    follows: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Plain:
    id: str
    says: str
    source: str
    pair: bool = False
    also: tuple[str, ...] = ()


GOOD = '[[row]]\nid = "one"\nsays = "Ask."\nsource = "C14"\n'


def read(tmp_path, text, kind=Plain):
    path = tmp_path / "rows.toml"
    path.write_text(text, encoding="utf-8")
    problems = []
    return list(read_rows(path, "row", kind, problems)), problems


def test_a_row_is_read_as_its_dataclass(tmp_path):
    rows, problems = read(tmp_path, GOOD + 'pair = true\nalso = ["two"]\n')
    assert problems == []
    assert rows == [("rows.toml, line 1: row one", Plain("one", "Ask.", "C14", True, ("two",)))]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            'says = "Ask."',
            'say = "Ask."',
            "say: is not a known field: did you mean 'says'",
        ),
        ('says = "Ask."', "", "row one: says: is missing"),
        ('"Ask."', "3", "row one: says: must be words, got 3"),
        ('"Ask."', '" "', "row one: says: must be words, got ' '"),
        ('"Ask."', '"Ask."\npair = "yes"', "row one: pair: must be true or false, got 'yes'"),
        ('"Ask."', '"Ask."\nalso = "two"', "row one: also: must be a list, got 'two'"),
        ('"C14"', '"C1444"', "row one: source: the evidence does not have 'C1444': did you mean"),
        ('"Ask."', '"{limit:oral_cap.low}"', "says: names no number of the limit 'oral_cap'"),
        ("[[row]]", "[row]", "rows.toml: write [[row]], not [row]"),
        ("[[row]]", "[[rows]]\n[[row]]", "rows: is not a known field: did you mean 'row'?"),
        ('id = "one"', "id = one", "cannot be read as TOML: Invalid value (at line 2"),
    ],
)
def test_a_wrong_row_is_named_with_file_row_field_and_what_came(tmp_path, old, new, told):
    assert old in GOOD
    _, problems = read(tmp_path, GOOD.replace(old, new, 1))
    assert any(told in each for each in problems), problems


def test_every_problem_comes_in_one_run(tmp_path):
    text = GOOD + "[[row]]\nid = 'two'\nsays = 3\npair = 1\n" + GOOD
    rows, problems = read(tmp_path, text)
    places = ["rows.toml, line 1: row one", "rows.toml, line 9: row one"]
    assert [place for place, _ in rows] == places
    assert problems == [
        "rows.toml, line 7: row two: says: must be words, got 3",
        "rows.toml, line 5: row two: source: is missing",
        "rows.toml, line 8: row two: pair: must be true or false, got 1",
        "rows.toml, line 10: row one: id: is used twice",
    ]


def test_a_field_whose_type_says_nothing_must_declare_its_rule(tmp_path):
    with pytest.raises(TypeError, match="the field follows must declare"):
        read(tmp_path, GOOD + 'follows = { look = "x" }\n', Row)


def test_every_record_with_a_sentence_is_found_by_its_id():
    known = evidence.load()
    for home in ("claims", "facts", "limits", "trials", "guidelines", "models", "monitoring"):
        for key, record in getattr(known, home).items():
            assert find(key) is record
    assert find("course") is None
    with pytest.raises(TableError, match="does not have 'C144': did you mean 'C14'"):
        find("C144")


def test_a_text_is_filled_from_the_evidence_in_one_place():
    limit = evidence.load().limits["infusion_cancer_pain"]
    assert filled("{limit:infusion_cancer_pain.low} mg") == f"{limit.low:g} mg"
    assert evidence_number("limit:infusion_cancer_pain.middle") == (limit.low + limit.high) / 2
    assert filled("{fact:F-S02}") == evidence.state(find("F-S02"))
    for wrong in ("{limit:infusion_cancer_pane.low}", "{limit:oral_cap.unit}", "{fact:F-M02}"):
        with pytest.raises(FieldRefusal):
            filled(wrong)
