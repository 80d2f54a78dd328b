"""From the course to the reviewer and back: pack, fill, read, status. Made-up reviewers only."""

from dataclasses import replace

import pytest

import evidence
from evidence.guard.medication_text import problems as medication_problems
from quizzes.engine import OptionList, load_bank
from tests.tools.review_tables import FILLED, TODAY, read, sheet, small, table
from tools.review import read as review_read
from tools.review.csv_table import ASKED
from tools.review.entries import HARM, SUBJECTS, every_entry, minutes
from tools.review.pack import write_pack
from tools.review.questions import question_words
from widgets.model.cases import load_cases

ENTRIES = every_entry()


def test_the_pack_leads_with_the_questions_and_orders_by_harm(tmp_path):
    rows = table(tmp_path, ENTRIES)
    asked = list(evidence.load().questions)
    assert [row["id"] for row in rows[: len(asked)]] == asked
    assert len(rows) == len(ENTRIES) == len({row["id"] for row in rows})
    for subject in SUBJECTS:
        harms = [row["harm"] for row in rows if row["subject"] == subject]
        assert harms and harms == sorted(harms)
    assert {row["harm"] for row in rows} == {str(harm) for harm in HARM}
    assert all(row[name] == "" for row in rows for name in ASKED)


def test_the_pack_holds_all_that_a_learner_meets():
    known = evidence.load()
    ids = {entry.id for entry in ENTRIES}
    assert set(known.claims) | set(known.limits) <= ids
    assert {item.id for item in load_bank().items if item.status == "live"} <= ids
    turns = {f"case:{c.id}:{turn.id}" for c in load_cases().values() for turn in c.turns}
    assert turns <= ids
    for entry in ENTRIES:
        assert entry.words and entry.source and entry.subject in SUBJECTS


def test_each_question_shows_its_key_and_each_decision_its_expert():
    words = {entry.id: entry.words for entry in ENTRIES}
    assert all("EXPERT" in entry.words for entry in ENTRIES if entry.kind == "decision")
    for item in load_bank().items:
        if item.status != "live" or item.type == "poll":
            continue
        said = words[item.id]
        if isinstance(item.body, OptionList):
            assert said.count("[RIGHT") == sum(option.correct for option in item.body.options)
            assert said.count("UNSAFE") == sum(bool(each.unsafe) for each in item.body.options)
        elif item.type in ("numeric", "short", "card"):
            assert "\nKey: " in said
        assert "{" not in said, item.id


def test_a_limit_could_hurt_and_comes_first():
    harms = {entry.id: entry.harm for entry in ENTRIES}
    assert all(harms[name] == 1 for name in evidence.load().limits)
    assert harms["C17"] == 1


def test_the_pack_is_medication_safe_where_no_error_is_taught():
    found = [
        (entry.id, wrong)
        for entry in ENTRIES
        if entry.kind in ("question", "claim", "limit", "monitoring")
        for wrong in medication_problems(entry.words)
    ]
    assert found == []


def test_minutes_are_counted_from_the_words():
    assert minutes([small("word " * 200)]) == 1
    assert minutes([small("word " * 201)]) == 2


def test_there_and_back(tmp_path):
    rows = table(tmp_path, ENTRIES)
    picked = [row for row in rows if row["id"] in ("C17", "C14", "Q01")]
    for row in picked:
        row.update(FILLED, why="As in our unit")
    reading = read(sheet(rows), ENTRIES)
    assert reading.refused == () and {each.of for each in reading.new} == {"C14", "C17", "Q01"}
    path = tmp_path / "signed.toml"
    path.write_text("# A comment that stays\n")
    review_read.append(path, reading.new)
    assert path.read_text().startswith("# A comment that stays\n")
    kept = evidence.read_signed(path)
    assert kept == reading.new
    claim = evidence.load().claims["C14"]
    words = evidence.review_words(claim)
    assert "A. Made-Up" in evidence.review_status("C14", words, kept).words
    changed = words.replace("0.05", "0.06")
    assert evidence.review_status("C14", changed, kept).standing == "changed since"
    again = read(sheet(rows), ENTRIES, kept)
    assert again.new == () and again.known == 3


def test_the_command_keeps_what_it_can_and_says_what_it_refused(tmp_path, capsys):
    rows = table(tmp_path, ENTRIES)
    rows[0].update(FILLED, why="Every hour")
    rows[1].update(FILLED, reviewer="")
    filled, signed = tmp_path / "filled.csv", tmp_path / "signed.toml"
    filled.write_bytes(sheet(rows))
    assert review_read.main([str(filled)], signed, TODAY) == 1
    said = capsys.readouterr()
    assert "1 signatures kept" in said.out and "row 3 (Q02): reviewer is missing" in said.err
    assert [each.of for each in evidence.read_signed(signed)] == ["Q01"]
    assert review_read.main([str(tmp_path / "none.csv")], signed, TODAY) == 1
    assert review_read.main([""], signed, TODAY) == 2


@pytest.mark.parametrize(
    ("filled", "said"),
    [
        ({"reviewer": " "}, "reviewer is missing"),
        ({"reviewer": "\u200b"}, "reviewer is missing"),
        ({"role": ""}, "role is missing"),
        ({"interests": ""}, "interests is missing"),
        ({"date": ""}, "date is missing"),
        ({"date": "2027-03-11"}, "date must not lie after today"),
        ({"date": "01/03/2027"}, "can be read as two days"),
        ({"date": "soon"}, "date must be such as"),
        ({"agree": ""}, "agree must be yes or no"),
        ({"agree": "perhaps"}, "agree must be yes or no, got 'perhaps'"),
        ({"agree": "no"}, "why is missing"),
        ({"id": "C99"}, "there is no such statement"),
        ({"hash": "w0123456789abcdef"}, "changed since this table was made"),
        ({"words": "Never above 500 mg."}, "not those of the course"),
        ({"reviewer": "-"}, "reviewer must be words, got '-'"),
        ({"role": "?"}, "role must be words"),
        ({"interests": "."}, "interests must be words"),
        ({"date": "1926-11-20"}, "date must not lie before 2026-01-01"),
        ({"date": "11/10/26"}, "can be read as two days"),
        ({"reviewer": "x" * 101}, "reviewer must have at most 100 characters, got 101"),
    ],
)
def test_what_is_incomplete_is_refused_by_row(tmp_path, filled, said):
    entry = small()
    rows = table(tmp_path, [entry])
    rows[0].update(FILLED | filled)
    reading = read(sheet(rows), [entry])
    assert reading.new == ()
    assert len(reading.refused) == 1
    assert reading.refused[0].startswith("row 2") and said in reading.refused[0]


def test_an_open_question_wants_an_answer(tmp_path):
    entry = small(id="Q01", subject="questions", kind="question")
    rows = table(tmp_path, [entry])
    rows[0].update(FILLED)
    assert "write your answer" in read(sheet(rows), [entry]).refused[0]


def test_words_that_changed_after_the_pack_are_not_signed(tmp_path):
    rows = table(tmp_path, [small("At most 50 mg.")])
    rows[0].update(FILLED)
    reading = read(sheet(rows), [small("At most 60 mg.")])
    assert reading.new == () and "have changed since" in reading.refused[0]


def test_two_who_disagree_are_both_kept_and_shown(tmp_path):
    entry = small()
    first = table(tmp_path, [entry])[0] | FILLED
    second = first | {"reviewer": "B. Made-Up", "agree": "No", "why": "Too high"}
    reading = read(sheet([first, second]), [entry])
    assert [each.agrees for each in reading.new] == [True, False]
    status = evidence.review_status(entry.id, entry.words, reading.new)
    assert status.standing == "disputed" and len(status.valid) == 2
    page = (write_pack(tmp_path / "next", [entry], reading.new)[1]).with_suffix(".html")
    assert "B. Made-Up: Too high" in page.read_text()


def test_an_earlier_signature_is_never_replaced_in_silence(tmp_path):
    entry = small()
    row = table(tmp_path, [entry])[0] | FILLED
    kept = read(sheet([row]), [entry]).new
    changed_mind = row | {"agree": "no", "why": "On reflection"}
    same_day = read(sheet([changed_mind]), [entry], kept)
    assert same_day.new == () and "R0001" in same_day.refused[0]
    later = read(sheet([changed_mind | {"date": "2027-03-05"}]), [entry], kept)
    assert [each.id for each in later.new] == ["R0002"]
    assert later.beside == ("R0002 stands beside R0001, which is kept.",)


def test_another_role_or_interest_is_not_lost_and_an_erased_number_is_not_given_again(tmp_path):
    entry = small()
    row = table(tmp_path, [entry])[0] | FILLED
    other = row | {"reviewer": "B. Made-Up"}
    kept = read(sheet([row, other]), [entry]).new
    paid = read(sheet([row | {"interests": "paid by a maker"}]), [entry], kept)
    assert paid.known == 0 and "role or interest needs a later date" in paid.refused[0]
    third = read(sheet([row | {"reviewer": "C. Made-Up"}]), [entry], kept[1:])
    assert [each.id for each in third.new] == ["R0003"]


def test_what_decides_the_score_is_signed_for():
    bank = load_bank()
    order, number = bank.item("RVW-004"), bank.item("PMP-003")
    multi = next(each for each in bank.items if each.type == "multi")
    changed = [
        replace(order, body=replace(order.body, before=order.body.before[:1])),
        replace(order, body=replace(order.body, scoring="exact")),
        replace(multi, body=replace(multi.body, scoring="per_option")),
        replace(number, body=replace(number.body, safe_max=number.body.key)),
        replace(number, body=replace(number.body, round_up=True)),
        replace(
            number,
            body=replace(
                number.body,
                error_patterns=tuple(
                    replace(each, amount=number.body.key) for each in number.body.error_patterns
                ),
            ),
        ),
    ]
    steps, searched, listed = (bank.item(f"{name}-101") for name in ("CAS", "PMP", "LAD"))
    written = bank.item("PMP-107")
    harmless = tuple(replace(each, unsafe="") for each in steps.body.options)
    moved = {name: (1.0, 1.0, 9.0, 9.0) for name in searched.body.boxes}
    other_key = (replace(listed.body.parts[0], key="c"), *listed.body.parts[1:])
    changed += [
        replace(steps, body=replace(steps.body, options=harmless)),
        replace(searched, body=replace(searched.body, boxes=moved)),
        replace(listed, body=replace(listed.body, parts=other_key)),
        replace(written, body=replace(written.body, fields=written.body.fields[:-1])),
        replace(written, body=replace(written.body, scoring="per_option")),
    ]
    for item in changed:
        assert question_words(item) != question_words(bank.item(item.id)), item.id


def test_a_key_on_a_dose_and_a_fact_on_safety_come_first():
    harm = {entry.id: entry.harm for entry in ENTRIES}
    assert [harm[name] for name in ("PMP-003", "SAF-004", "RVW-004", "F-S14")] == [1, 1, 1, 1]


def test_the_pack_says_what_changed_and_what_is_gone(tmp_path):
    row = table(tmp_path, [small()])[0] | FILLED
    kept = read(sheet([row]), [small()]).new
    pages = write_pack(tmp_path / "next", [small("Never above 60 mg.")], kept)
    assert "Changed since it was signed: C15" in pages[1].with_suffix(".html").read_text()
    write_pack(tmp_path / "gone", [small(id="C01")], kept)
    assert "no longer in the course: C15" in (tmp_path / "gone" / "index.html").read_text()


def test_the_courses_own_file_holds_no_made_up_reviewer():
    assert not any("Made-Up" in each.reviewer for each in evidence.read_signed())
