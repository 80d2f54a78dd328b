"""What was missed and what was flagged is listed, with the way to it and to its paragraph."""

from datetime import UTC, datetime, timedelta

import pytest

from quizzes import review
from quizzes.engine import load_bank, replay
from quizzes.talk.look_again import anchor, flagged, flagged_rows, missed_rows, paragraph
from tests.answers import replies, stored_answer
from tests.quizzes.log.page_code import page_code

BANK = load_bank()
NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
AGO = (NOW - timedelta(days=2)).isoformat()


def answer(name, response, number=0, **more):
    item = BANK.item(name)
    return stored_answer(item, id=f"{name}-{number}", t=AGO, response=response, **more)


def option_of(name, right):
    options = BANK.item(name).body.options
    return next(option.id for option in options if option.correct is right)


def flag(item, on=True, at=AGO):
    return {"event": "flag", "id": f"{item}{at}{on}", "t": at, "item": item, "on": on}


def missed(*events):
    return {row["item"]: row for row in missed_rows(replay(list(events), BANK, NOW), BANK)}


@pytest.mark.parametrize(
    ("right", "certainty", "went"),
    [
        (False, 3, "not right, and you were sure"),
        (False, 2, "not right"),
        (True, 1, "a guess that came out right"),
        (True, 2, None),
        (True, 3, None),
    ],
)
def test_what_went_wrong_or_was_guessed_is_listed(right, certainty, went):
    rows = missed(answer("SAF-001", option_of("SAF-001", right), certainty=certainty))
    assert {name: row["went"] for name, row in rows.items()} == ({"SAF-001": went} if went else {})


def test_a_half_right_answer_is_never_listed_as_wrong():
    halves = 0
    for item in BANK.items:
        if item.type != "multi" or not item.counts or item.lesson.startswith("form_"):
            continue
        first = next(option.id for option in item.body.options if option.correct)
        row = missed(answer(item.id, [first])).get(item.id)
        halves += row is not None
        assert row is None or "wrong" not in row["went"] and not row["went"].startswith("not right")
    assert halves > 3


def test_a_row_tells_the_question_from_others_and_leads_to_it_and_to_its_paragraph():
    row = missed(answer("CAS-001", option_of("CAS-001", False)))["CAS-001"]
    item = BANK.item("CAS-001")
    assert row["asked"].endswith(item.lead_in) and len(row["asked"]) > len(item.lead_in) + 40
    assert row["link"] == "12_cases.ipynb#CAS-001"
    assert row["read"]["link"].startswith("05_everything_before_ketamine.ipynb#The-first-step-")
    assert row["read"]["words"].endswith(": The first step not yet done comes next")


def test_what_only_the_review_asks_leads_to_the_lesson_that_teaches_it():
    row = missed(answer("RVW-012", option_of("RVW-012", False)))["RVW-012"]
    assert row["link"] == "" and row["lesson"] == "11_watch_and_stop"
    assert row["read"]["link"].startswith("11_watch_and_stop.ipynb#")


def test_forms_and_what_nobody_counts_are_not_listed():
    events = [
        answer(item.id, option_of(item.id, False))
        for item in BANK.items
        if item.type == "sba" and (item.lesson.startswith("form_") or item.place == "before")
    ]
    assert len(events) > 20 and missed(*events) == {}
    assert paragraph(BANK.live("form_a")[0], BANK) is None


def test_the_last_word_on_a_flag_counts_in_any_order():
    later = (NOW - timedelta(days=1)).isoformat()
    events = [flag("SAF-001"), flag("INF-001"), flag("SAF-001", False, later)]
    for log in (events, events[::-1]):
        assert flagged(log, NOW) == ["INF-001"]
    assert flagged([*events, flag("SAF-001", at=NOW.isoformat())], NOW) == ["INF-001", "SAF-001"]
    assert [row["item"] for row in flagged_rows([flag("INF-001"), flag("NO-999")], BANK, NOW)] == [
        "INF-001"
    ]


@pytest.mark.parametrize(
    "event",
    [None, 5, {"event": "flag"}, flag("x" * 65), flag("SAF-001", "yes"), flag(5), flag("", True)],
)
def test_a_broken_flag_flags_nothing(event):
    assert flagged([event], NOW) == []


def test_the_page_reads_flags_alike():
    times = [AGO, NOW.isoformat(), "soon", "2031-05-05T10:00:00Z"]
    logs = [
        [flag("A", a, x), flag("B", b, y), flag("A", c, z)]
        for a in (True, False)
        for b in (True, False)
        for c in (True, False)
        for x, y, z in zip(times, times[1:] + times[:1], times[2:] + times[:2], strict=True)
    ]
    page = page_code(
        'import { flaggedItems } from "./page/js/keeping/flags.js";'
        "const made = (logs, now) => logs.map((log) => flaggedItems(log, now));",
        NOW,
    )
    if page is not None:
        assert page(logs) == [flagged(log, NOW) for log in logs]


def test_a_flag_is_no_broken_entry():
    (plan,) = replies(review(), {"kind": "hello", "events": [flag("SAF-001")]})
    assert [row["item"] for row in plan["flagged"]] == ["SAF-001"] and plan["unused"] == []


@pytest.mark.parametrize("heading", ["Would you sign?", "Read “no” and “yes”", "50 % is a half"])
def test_an_anchor_is_the_id_that_the_page_gives(heading):
    from nbconvert.filters.markdown_mistune import markdown2html_mistune

    html = markdown2html_mistune(f"## {heading}")
    assert f'id="{anchor(heading)}"' in html
