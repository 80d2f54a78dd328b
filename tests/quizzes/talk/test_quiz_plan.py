"""What the review page says of a learner: what the log holds and what a code brought, together."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from quizzes.engine import load_bank
from quizzes.engine.log.resume import Progress, resume_code
from quizzes.engine.minutes import lesson_minutes
from quizzes.engine.schedule import Today
from quizzes.talk import look_again
from quizzes.talk import plan as planned
from quizzes.talk.codes import code_words, lessons_of
from tests.answers import CHOSEN, stored_answer

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
    code = resume_code(Progress(lessons={1: standing}, day=day))
    known = planned.know([{"event": "resumed", "code": code}], BANK, NOW)
    found = planned.choose("due", known)
    own = {each.id for each in BANK.ideas if each.lesson.startswith("01")}
    assert bool(found) is asked and {each.item.idea for each in found} <= own
    assert {each.why for each in found} <= {
        "Your resume code says that you have finished this lesson."
    }


def with_today(count, done, day=None):
    today = Today(questions=(None,) * count, done=done, day=day)
    return replace(NOBODY, today=today)


@pytest.mark.parametrize(
    ("count", "done", "day", "words"),
    [
        (1, 0, None, "1 question for today."),
        (6, 0, None, "6 questions for today."),
        (6, 0, 7, "Day 7: 6 questions for today."),
        (2, 4, 28, "Day 28: 2 more questions for today."),
        (1, 5, None, "1 more question for today."),
        (0, 6, None, "Done for today: 6 questions answered."),
        (0, 1, None, "Done for today: 1 question answered."),
        (
            0,
            0,
            None,
            "Nothing is due: answer the questions of a lesson, and its ideas come back here.",
        ),
    ],
)
def test_the_day_is_said_and_what_waits_behind_it_never(count, done, day, words):
    assert planned._due_words(with_today(count, done, day)) == words


@pytest.mark.parametrize(("done", "lead"), [(0, "Nothing is due today."), (6, "Done for today: ")])
def test_the_next_day_is_named(monkeypatch, done, lead):
    monkeypatch.setattr(planned, "next_day", lambda *_: date(2026, 4, 2))
    said = planned._due_words(replace(with_today(0, done), ideas=(None,)))
    assert said.startswith(lead) and said.endswith(" The next review is on 2 April 2026.")


def test_a_backlog_is_never_counted(monkeypatch):
    """However much is due, the page speaks of six."""
    at = NOW - timedelta(days=9)
    events = [
        stored_answer(item, id=item.id, t=at.isoformat())
        for item in BANK.items
        if item.counts and item.type in CHOSEN and item.place != "form"
    ]
    found = planned.plan(planned.know(events, BANK, NOW))
    assert (found["due_count"], found["missed_count"]) == (6, 6)
    assert found["due"] == "Day 7: 6 questions for today."


@pytest.mark.parametrize(
    ("level", "words"),
    [
        (0, "not begun"),
        (1, "begun"),
        (2, "begun"),
        (3, "begun; met elsewhere, says your resume code"),
    ],
)
def test_an_objective_of_a_code_is_not_claimed(level, words):
    found = planned.plan(with_code(objectives={number: level for number in range(12)}))
    assert {each["standing"] for each in found["objectives"]} == {words}
    one = planned.plan(with_code(objectives={6: level}))["objectives"]
    assert {each["standing"] for each in one if each["objective"] != "O6"} == {"not begun"}


def test_what_a_code_brings_is_told_and_no_right_answer_claimed():
    words = code_words(Progress(lessons={1: 3, 2: 2, 5: 2, 6: 1}, day=EARLIER), LATER)
    assert words == [
        "Read: your code of 1 March 2026.",
        "Every question of lessons 1, 2 and 5 was answered elsewhere: the page counts them as"
        " finished, and asks what comes back of them today. It does not know which answers were"
        " right; load your file of answers for that.",
        "You had begun lesson 6.",
    ]
    assert "from tomorrow on" in code_words(Progress(lessons={1: 3}, day=LATER), LATER)[1]
    assert code_words(Progress(day=EARLIER), LATER)[1] == "It says that no lesson was begun."


@pytest.mark.parametrize(
    ("answered", "right", "weak"),
    [(0, 0, False), (2, 0, False), (3, 1, True), (5, 2, True), (5, 3, False), (10, 6, False)],
)
def test_it_is_weak_where_little_was_right(answered, right, weak):
    assert planned._weak(answered, right) is weak


@pytest.mark.parametrize(("number", "said"), [(0, "0 tasks"), (1, "1 task"), (2, "2 tasks")])
def test_a_number_stands_with_its_word(number, said):
    assert planned.count(number, "task") == said


@pytest.mark.parametrize(
    "text",
    [None, "{", "3", "{}", json.dumps({"metadata": {"course": 1}}), b"\xff\xfe".decode("latin-1")],
)
def test_a_lesson_without_a_title_is_called_by_its_name(tmp_path, monkeypatch, text):
    monkeypatch.setattr(look_again, "NOTEBOOKS", tmp_path)
    if text is not None:
        (tmp_path / "07_six_doors.ipynb").write_text(text, encoding="latin-1")
    assert look_again.lesson_title.__wrapped__("07_six_doors") == "Six doors"


def test_a_lesson_is_called_by_its_own_title():
    for name in lessons_of(BANK):
        path = LESSONS / f"{name}.ipynb"
        title = json.loads(path.read_text(encoding="utf-8"))["metadata"]["course"]["title"]
        assert look_again.lesson_title(name) == title != ""


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
