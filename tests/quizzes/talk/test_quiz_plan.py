"""What the review page says of a learner: what the log holds and what a code brought, together."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from quizzes.engine import load_bank
from quizzes.engine.log.resume import Progress, resume_code
from quizzes.engine.minutes import lesson_minutes
from quizzes.engine.schedule.repetition import PACK_SIZE
from quizzes.talk import plan as planned

BANK = load_bank()
LESSONS = Path(__file__).resolve().parents[3] / "lessons"
NOW = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)
NOBODY = planned.know([], BANK, NOW)
EARLIER, LATER = date(2026, 3, 1), date(2026, 3, 8)


def with_code(**brought):
    return replace(NOBODY, resumed=Progress(**{"day": EARLIER, **brought}))


@pytest.mark.parametrize("form", ["before", "after"])
@pytest.mark.parametrize(
    ("own", "code", "together"), [(4, 7, 4), (0, 7, 0), (None, 7, 7), (4, None, 4), (None,) * 3]
)
def test_a_form_answered_here_counts_before_that_of_a_code(monkeypatch, form, own, code, together):
    monkeypatch.setattr(planned, "progress_of", lambda *_: Progress(**{form: own}, day=LATER))
    found = planned.merged(with_code(**{form: code}))
    assert getattr(found, form) == together
    assert getattr(found, "after" if form == "before" else "before") is None
    assert found.day == EARLIER, "nothing was answered here"


def test_of_each_lesson_and_objective_the_better_counts(monkeypatch):
    own = Progress(lessons={1: 3, 2: 1}, objectives={6: 1, 7: 2}, day=LATER)
    monkeypatch.setattr(planned, "progress_of", lambda *_: own)
    found = planned.merged(with_code(lessons={1: 1, 3: 2}, objectives={6: 3}))
    assert found.lessons == {1: 3, 2: 1, 3: 2} and found.objectives == {6: 3, 7: 2}


def test_the_last_code_that_reads_counts():
    older, newer = (
        {"event": "resumed", "code": resume_code(Progress(lessons={1: n}, day=EARLIER))}
        for n in (1, 2)
    )
    torn = {"event": "resumed", "code": "no code"}
    for events, level in (
        ([older, newer], 2),
        ([newer, older], 1),
        ([newer, torn], 2),
        ([older, torn, {"event": "else"}, 3], 1),
    ):
        assert planned.know(events, BANK, NOW).resumed.lessons == {1: level}
    assert planned.know([torn], BANK, NOW).resumed == Progress()


@pytest.mark.parametrize(
    ("days", "standing", "asked"), [(0, 3, False), (1, 3, True), (1, 2, True), (1, 1, False)]
)
def test_a_code_asks_again_from_the_next_day_of_what_was_finished(days, standing, asked):
    day = (NOW - timedelta(days=days)).date()
    found = planned.choose("due", with_code(lessons={1: standing}, day=day))
    assert bool(found) is asked and all(each.item.lesson.startswith("01") for each in found)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "1 question is due today."),
        (2, "2 questions are due today."),
        (PACK_SIZE, f"{PACK_SIZE} questions are due today."),
        (PACK_SIZE + 1, f"{PACK_SIZE + 1} questions are due today; here are the first "),
    ],
)
def test_how_many_are_due_is_said_as_one_says_it(monkeypatch, count, words):
    monkeypatch.setattr(planned, "choose", lambda *_: [None] * count)
    found = planned.plan(NOBODY)
    assert found["due"].startswith(words) and found["due_count"] == count
    assert found["due"] == words or found["due"] == f"{words}{PACK_SIZE}."


@pytest.mark.parametrize(
    ("later", "words"),
    [
        (None, "Nothing is due: answer the questions of a lesson, and they come back here."),
        (date(2026, 4, 2), "Nothing is due today. The next review is on 2 April 2026."),
    ],
)
def test_where_nothing_is_due_the_next_day_is_named(monkeypatch, later, words):
    monkeypatch.setattr(planned, "next_due", lambda *_: later)
    assert planned.plan(NOBODY)["due"] == words


@pytest.mark.parametrize(
    ("level", "words"), [(0, "not begun"), (1, "begun"), (2, "begun"), (3, "met")]
)
def test_an_objective_of_a_code_stands_where_it_left_off(level, words):
    found = planned.plan(with_code(objectives={number: level for number in range(12)}))
    assert {each["standing"] for each in found["objectives"]} == {words}
    one = planned.plan(with_code(objectives={6: level}))["objectives"]
    assert {each["standing"] for each in one if each["objective"] != "O6"} == {"not begun"}


@pytest.mark.parametrize(("number", "said"), [(0, "0 tasks"), (1, "1 task"), (2, "2 tasks")])
def test_a_number_stands_with_its_word(number, said):
    assert planned.count(number, "task") == said


@pytest.mark.parametrize(
    "text",
    [None, "{", "3", "{}", json.dumps({"metadata": {"course": 1}}), b"\xff\xfe".decode("latin-1")],
)
def test_a_lesson_without_a_title_is_called_by_its_name(tmp_path, monkeypatch, text):
    monkeypatch.setattr(planned, "_LESSONS", tmp_path)
    if text is not None:
        (tmp_path / "07_six_doors.ipynb").write_text(text, encoding="latin-1")
    assert planned.lesson_title.__wrapped__("07_six_doors") == "Six doors"


def test_a_lesson_is_called_by_its_own_title():
    for name in planned.lessons_of(BANK):
        path = LESSONS / f"{name}.ipynb"
        title = json.loads(path.read_text(encoding="utf-8"))["metadata"]["course"]["title"]
        assert planned.lesson_title(name) == title != ""


def test_the_minutes_that_are_left_of_a_lesson_are_those_that_its_page_says_of_its_core():
    for row in planned.plan(NOBODY)["lessons"]:
        notebook = json.loads((LESSONS / f"{row['lesson']}.ipynb").read_text(encoding="utf-8"))
        assert row["minutes_left"] == lesson_minutes(notebook, BANK).core > 0
        assert (row["answered"], row["standing"]) == (0, "not begun")


@pytest.mark.parametrize(("version", "said"), [("2026.3", "2026.3"), ("", "unknown")])
def test_the_summary_names_the_version_of_the_course(monkeypatch, version, said):
    monkeypatch.setattr(planned, "course_version", lambda: version)
    words = planned.plan(NOBODY)["summary"]
    assert any(f"Course version {said}, as you stood on 9 March 2026." in each for each in words)
