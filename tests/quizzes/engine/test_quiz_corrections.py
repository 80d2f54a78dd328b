"""Who answered a question that was corrected later is told what changed, and meets it again."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from quizzes import quiz, review
from quizzes.engine import load_bank, replay
from quizzes.engine.corrections import KEY_CHANGED, KEY_STAYS, outdated, sentences
from quizzes.engine.log.unused import unused
from quizzes.engine.schedule import due, ideas, missed
from tests.answers import made_up_answer, replies
from tests.quizzes.schedule.learners import coming_back

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
CORRECTED = """version = 3
corrected = [
  { version = 2, on = 2026-11-02, key = true, what = "Blue was called green." },
  { version = 3, on = 2026-11-27, key = false, what = "A word was misspelt." },
]"""
COURSE = load_bank()


@pytest.fixture
def bank(bank_of, good_text):
    head = coming_back(good_text.head, "TST-001")
    return bank_of(head + good_text.sba.replace("version = 1", CORRECTED))


def answer(version, number=1, **more):
    at = (NOW - timedelta(days=2)).isoformat()
    return made_up_answer(**{"id": f"answer-{number}", "t": at, "version": version, **more})


def grade_of(number=1, credit=1):
    event = {"event": "grade", "answer": f"answer-{number}", "credit": credit, "t": "x"}
    return event | {"correct": credit == 1, "error_pattern": None}


def told(version, item="TST-001"):
    return {"event": "told", "id": "t", "t": NOW.isoformat(), "item": item, "version": version}


def versions(events, bank):
    return {
        name: [row.version for row in rows] for name, rows in replay(events, bank).corrected.items()
    }


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([], {}),
        ([answer(1)], {"TST-001": [2, 3]}),
        ([answer(2)], {"TST-001": [3]}),
        ([answer(3)], {}),
        ([answer(1), answer(2, 2)], {"TST-001": [3]}),
        ([answer(1), answer(3, 2)], {}),  # answered anew: it was met in its new words
        ([answer(1), told(3)], {}),
        ([answer(1), told(2)], {"TST-001": [3]}),
        ([answer(1), told(3, "TST-009")], {"TST-001": [2, 3]}),
        ([answer(1), told("3")], {"TST-001": [2, 3]}),
    ],
)
def test_what_was_corrected_since_the_answer_is_told_until_it_was_read(bank, events, expected):
    assert versions(events, bank) == expected


def test_having_read_it_is_no_broken_entry(bank):
    assert replay([answer(1), told(3)], bank).refused == 0
    assert replay([answer(1), told("3")], bank).refused == 1
    assert not any("understood" in each for each in unused([answer(1), told(3)], bank))
    assert any("understood" in each for each in unused([answer(1), told("3")], bank))


def test_the_words_name_the_day_and_whether_the_answer_changed(bank):
    rows = replay([answer(1)], bank).corrected["TST-001"]
    assert sentences(rows) == [
        "Corrected on 2 November 2026: Blue was called green.",
        "Corrected on 27 November 2026: A word was misspelt.",
        KEY_CHANGED,
    ]
    assert sentences(rows[1:])[-1] == KEY_STAYS


def test_an_answer_to_another_key_is_asked_again_soon(bank):
    known = {
        version: ideas(replay([answer(version), grade_of()], bank).answers, bank, NOW)
        for version in (1, 2)
    }
    (again,) = due(known[1], NOW)
    assert again.why == "This question was corrected after you answered it."
    assert due(known[2], NOW - timedelta(days=1)) == []  # its key has stayed: right is right
    assert [each.idea.standing for each in missed(known[1])] == ["corrected"]
    assert missed(known[2]) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("version = 2, on", "version = 1, on", "must be a whole number from 2 to 3"),
        ("version = 3, on", "version = 4, on", "must be a whole number from 3 to 3"),
        ("2026-11-27", '"2026-11-27"', "must be a date such as 2026-11-27"),
        ("misspelt", "{top}", "may not hold a placeholder"),
        ("key = false, ", "", "key: is missing"),
    ],
)
def test_a_correction_that_does_not_fit_is_refused(bank_of, good_text, old, new, words):
    text = good_text.head + good_text.sba.replace("version = 1", CORRECTED)
    assert text.count(old) == 1
    with pytest.raises(ValueError, match=re.escape(words)):
        bank_of(text.replace(old, new))


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("version = 2", "does not tell what changed in version 2"),
        ("version = 3\nwords_only = [2]", "does not tell what changed in version 3"),
        (CORRECTED.replace("version = 3\n", "version = 4\n"), "changed in version 4"),
        (f"{CORRECTED}\nwords_only = [3]", "names version 3, which is told already"),
        ("version = 1\nwords_only = [2]", "names version 2"),
        ('version = 2\nwords_only = ["2"]', "must be a list of versions"),
    ],
)
def test_a_version_that_tells_nothing_is_refused(bank_of, good_text, rows, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        bank_of(good_text.head + good_text.sba.replace("version = 1", rows))


def test_words_that_nobody_needs_to_be_told_of_are_said_to_be_so(bank_of, good_text):
    only = CORRECTED.replace("version = 3\n", "version = 4\nwords_only = [4]\n")
    bank = bank_of(good_text.head + good_text.sba.replace("version = 1", only))
    assert versions([answer(1)], bank) == {"TST-001": [2, 3]}


# What was right before is not what is right now: whoever answered these is asked again.
@pytest.mark.parametrize(
    "name",
    ["DAY-001", "INF-009", "CAS-001", "FRB-009", "SAF-006", "GAT-004", "FRC-004", "RVW-004"],
)
def test_a_key_that_changed_in_substance_is_asked_again(name):
    item = COURSE.item(name)
    assert outdated(item, 1)
    assert sentences(item.corrected)[-1] == KEY_CHANGED


def test_what_the_course_tells_of_its_versions_is_in_their_order():
    """That each version is told, or says that only words changed, the reader sees to."""
    for item in COURSE.items:
        told = [each.version for each in item.corrected]
        assert told == sorted(set(told)) and {*told} <= {*range(2, item.version + 1)}, item.id


CHANGED = [item for item in COURSE.items if item.corrected and item.status == "live"]


def test_the_corrections_of_the_course_can_be_told():
    assert {"RVW-003", "RVW-004", "FRC-005", "PMP-010", "TRI-004"} <= {item.id for item in CHANGED}
    for item in CHANGED:
        assert item.corrected[-1].version <= item.version
        assert all(
            date(2026, 1, 1) < each.on and each.what.endswith(".") for each in item.corrected
        )


def old_answer(item):
    return answer(
        item.corrected[-1].version - 1,
        item=item.id,
        lesson=item.lesson,
        id=item.id,
        seed=0 if item.seeded else None,
    )


@pytest.mark.parametrize("item", CHANGED, ids=lambda item: item.id)
def test_the_page_of_each_corrected_question_and_the_review_tell_it(item):
    read = {"event": "told", "id": "t", "t": "x", "item": item.id, "version": item.version}
    pages = [review()] if item.place == "review" else [review(), quiz(item.lesson, item.place)]
    for page in pages:
        for events, expected in (([old_answer(item)], [item.id]), ([old_answer(item), read], [])):
            rows = replies(page, {"kind": "hello", "events": events})[0]["corrected"]
            assert [row["item"] for row in rows] == expected
            for row in rows:
                assert row["version"] == item.corrected[-1].version
                assert item.corrected[-1].what in row["sentences"][-2]
    assert replay([old_answer(item)], COURSE).corrected[item.id] == item.corrected[-1:]


def test_a_correction_of_the_key_leads_back_to_its_question():
    item = next(each for each in CHANGED if each.corrected[-1].key and each.place != "review")
    for page in (review(), quiz(item.lesson, item.place)):
        said = replies(page, {"kind": "hello", "events": [old_answer(item)]})
        (row,) = said[0]["corrected"]
        assert row["again"] is True
        if "link" in row:
            assert row["link"] == f"{item.lesson}.ipynb#{item.id}" and item.lead_in in row["name"]
    stays = next(each for each in CHANGED if not any(row.key for row in each.corrected))
    said = replies(review(), {"kind": "hello", "events": [old_answer(stays)]})
    assert said[0]["corrected"][0]["again"] is False
