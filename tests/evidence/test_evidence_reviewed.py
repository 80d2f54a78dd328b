"""A signature holds for the words it was given for, and for no others."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import evidence
from evidence import EvidenceError, Signature, mark_of, read_signed, review_status, standing_line

WORDS = "Infusion for cancer pain: 0.05 to 0.5 mg/kg/h."


def signature(words=WORDS, **other) -> Signature:
    told = {
        "id": "R0001",
        "of": "C14",
        "mark": mark_of(words),
        "reviewer": "A. Made-Up",
        "role": "pharmacist",
        "interests": "none",
        "day": date(2027, 3, 1),
        "agrees": True,
        "why": "",
    }
    return Signature(**(told | other))


def test_without_a_signature_nothing_is_reviewed():
    assert review_status("C14", WORDS, ()).words == "not reviewed"
    assert standing_line(()) == "No clinician has reviewed this course yet."


def test_a_signature_holds_for_its_words():
    status = review_status("C14", WORDS, [signature()])
    assert status.standing == "reviewed"
    assert status.words == "reviewed by A. Made-Up (pharmacist) on 1 March 2027"
    assert review_status("C15", WORDS, [signature()]).standing == "not reviewed"


@given(st.integers(0, len(WORDS) - 1), st.sampled_from("0123456789xyz"))
def test_one_other_letter_and_it_lapses(place, letter):
    changed = WORDS[:place] + letter + WORDS[place + 1 :]
    standing = review_status("C14", changed, [signature()]).standing
    assert standing == ("reviewed" if changed == WORDS else "changed since")


@pytest.mark.parametrize(
    "same", [WORDS.replace(" ", "\r\n"), f"  {WORDS}\n", f"'{WORDS}", WORDS.replace(" ", "\u00a0")]
)
def test_what_a_spreadsheet_does_to_white_space_changes_nothing(same):
    assert mark_of(same) == mark_of(WORDS)


def test_no_mark_looks_like_a_number():
    assert all(mark_of(str(n)).startswith("w") for n in range(500))


def test_two_who_disagree_are_both_shown():
    other = signature(id="R0002", reviewer="B. Made-Up", role="nurse", agrees=False, why="Too high")
    status = review_status("C14", WORDS, [signature(), other])
    assert status.standing == "disputed"
    assert "reviewed by A. Made-Up" in status.words
    assert "not agreed by B. Made-Up (nurse) on 1 March 2027" in status.words


def test_the_last_answer_of_a_person_counts_whatever_the_order_of_the_file():
    later = signature(
        id="R0002", reviewer="a. made-up", day=date(2027, 4, 1), agrees=False, why="x"
    )
    for order in ([signature(), later], [later, signature()]):
        status = review_status("C14", WORDS, order)
        assert [each.id for each in status.valid] == ["R0002"]


def test_who_has_reviewed_parts_is_said_at_the_foot():
    two = [signature(), signature(id="R0002", reviewer="B. Made-Up", role="nurse")]
    now = {"C14": mark_of(WORDS)}
    one = "One person has reviewed parts of this course (pharmacist)."
    assert standing_line(two[:1], now) == one
    assert standing_line([*two, *two], now).startswith("2 people have reviewed parts")


def test_the_foot_counts_no_lapsed_signature_and_says_who_differs():
    now = {"C14": mark_of(WORDS), "C16": mark_of(WORDS)}
    lapsed = signature(id="R0002", of="C16", mark=mark_of("Other words."))
    alone = standing_line([lapsed], now)
    assert "changed since" in alone and "One" not in alone
    assert standing_line([lapsed])  # the evidence's own marks, by default
    assert standing_line([signature(), lapsed], now).endswith("; 1 changed since.")
    differs = signature(id="R0003", agrees=False, why="Too high")
    assert "1 statement is not agreed" in standing_line([differs], now)


@pytest.mark.parametrize("other", ["A. MADE-UP", "A Made-Up", "A.  Made-Up, MD", "Dr. A. Made-Up"])
def test_one_person_is_one_however_the_name_is_typed(other):
    later = signature(id="R0002", reviewer=other, agrees=False, why="No", day=date(2027, 3, 2))
    status = review_status("C14", WORDS, [signature(), later])
    assert [each.id for each in status.valid] == ["R0002"]


GOOD = """[[signature]]
id = "R0001"
of = "C14"
mark = "wabc"
reviewer = "A. Made-Up"
role = "pharmacist"
interests = "none"
day = 2027-03-01
agrees = true
why = ""
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("day = 2027-03-01", 'day = "2027-03-01"', "day: must be a day"),
        ("agrees = true", 'agrees = "yes"', "agrees: must be true or false"),
        ("agrees = true", "agrees = false", "why: must not be empty"),
        ('reviewer = "A. Made-Up"', 'reviewer = " "', "reviewer: must be words"),
        ('role = "pharmacist"\n', "", "role: is missing"),
        ('why = ""', 'why = ""\ncolour = "red"', "colour: is not a known field"),
        ('why = ""', f'why = ""\n{GOOD}', "id: is used twice"),
        ("[[signature]]", "[[signature", "cannot be read as TOML"),
    ],
)
def test_a_broken_signature_is_refused(tmp_path, old, new, said):
    path = tmp_path / "signed.toml"
    path.write_text(GOOD)
    assert len(read_signed(path)) == 1
    path.write_text(GOOD.replace(old, new, 1))
    with pytest.raises(EvidenceError, match=said):
        read_signed(path)


def test_a_missing_file_holds_no_signature(tmp_path):
    assert read_signed(tmp_path / "none.toml") == ()


def test_what_may_not_be_stated_has_no_words_to_sign():
    known = evidence.load()
    for records in (known.facts, known.guidelines, known.trials, known.reviews, known.limits):
        for record in records.values():
            assert bool(evidence.review_words(record)) == evidence.may_be_stated(record)


def test_the_words_to_sign_hold_the_numbers_of_a_record():
    words = evidence.review_words(evidence.load().trials["T-HARDY2012"])
    assert "ketamine 29 of 93, comparator 25 of 92" in words
    assert "inf" not in words.split()


def test_there_are_sixteen_questions_for_a_clinician():
    assert len(evidence.load().questions) == 16
