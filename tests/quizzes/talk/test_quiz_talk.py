"""A talk answers out of its message alone: nothing of one learner is there for the next."""

import json
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from quizzes.engine import load_bank
from quizzes.talk import MessageError, edition, open_talk, questions_edition, talk_shown
from tests.answers import stored_answer

NOW = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)
LESSON = "06_who_may_be_tried"
ITEM = next(item for item in load_bank().live(LESSON, "alone") if item.type == "multi")


def answer(number: int, *response: str) -> dict:
    return stored_answer(ITEM, id=f"{number}", response=list(response))


def test_what_one_learner_said_is_not_there_for_the_next():
    talk = open_talk(LESSON, "alone")
    hello = {"kind": "hello", "events": []}
    before = talk.replies(hello, NOW)
    first = talk.replies({"kind": "answer", "event": answer(1, "a")}, NOW)
    talk.replies({"kind": "hello", "events": [answer(1, "b")]}, NOW)
    assert talk.replies(hello, NOW) == before
    assert talk.replies({"kind": "answer", "event": answer(1, "a")}, NOW) == first


def test_a_page_has_the_talk_of_its_place_and_only_one():
    shown = talk_shown(LESSON, "alone", "practice")
    assert (shown.lesson, shown.place, shown.mode) == (LESSON, "alone", "practice")
    assert shown is talk_shown(LESSON, "alone", "practice")
    assert talk_shown("form_a", "form", "check").mode == "check"
    review = talk_shown("review", "review", "review")
    assert review.questions() == [] and len(review.items) > len(shown.items)
    for names in (("review", "review", "practice"), (LESSON, "form", "check"), (LESSON, "x", "")):
        with pytest.raises(ValueError):
            talk_shown(*names)


@pytest.mark.parametrize("names", [(LESSON, "alone", "practice"), ("review",) * 3])
def test_what_no_page_sends_is_refused_with_the_name_of_the_place(names):
    for content in ({"kind": "part"}, {"kind": "x"}, None, {"kind": "hello", "events": 3}):
        with pytest.raises(MessageError, match=f"questions of {names[0]}, {names[1]}"):
            talk_shown(*names).replies(content, NOW)


def test_the_questions_have_one_edition_in_every_process(monkeypatch):
    code = "from quizzes.talk import questions_edition; print(questions_edition())"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == questions_edition() != ""


def test_another_version_question_or_word_of_the_evidence_is_another_edition(monkeypatch, tmp_path):
    for name in ("quizzes/bank/x.toml", "evidence/y.toml", "quizzes/talk/z.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("before")
    monkeypatch.setattr(edition, "_COURSE", tmp_path)
    new = questions_edition.__wrapped__
    seen = {new()}
    for name in ("quizzes/bank/x.toml", "evidence/y.toml", "quizzes/talk/z.py"):
        (tmp_path / name).write_text("after")
        seen.add(new())
    (tmp_path / "quizzes/bank/x.toml").rename(tmp_path / "quizzes/bank/w.toml")
    seen.add(new())
    (tmp_path / "notes.md").write_text("no part of a feedback")
    assert new() in seen
    monkeypatch.setattr(edition, "course_version", lambda: "another")
    seen.add(new())
    assert len(seen) == 6


def test_a_fault_is_told_to_the_learner_and_to_the_log(monkeypatch, caplog):
    def broken(*_):
        raise RuntimeError("secret path")

    monkeypatch.setattr("quizzes.talk.quiz_talk.grade_answer", broken)
    monkeypatch.setattr("quizzes.talk.quiz_talk.replay", broken)
    talk = open_talk(LESSON, "alone")
    (failed,) = talk.replies({"kind": "answer", "event": answer(1, "a")}, NOW)
    assert (failed["kind"], failed["answer"]) == ("failed", "1")
    assert "secret" not in json.dumps(failed)
    assert talk.replies({"kind": "hello", "events": []}, NOW) == []
    assert [record.name for record in caplog.records if record.exc_info] == [
        "quizzes.talk.quiz_talk"
    ] * 2
