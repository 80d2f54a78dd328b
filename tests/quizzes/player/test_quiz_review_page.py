"""The review page plans from the whole log, refuses what is damaged, and check mode keeps quiet."""

import json
import random
import re
from datetime import UTC, datetime, timedelta

import pytest

from quizzes import quiz, review
from quizzes.engine import calibration, load_bank, replay
from quizzes.engine.log import EVENTS_AT_MOST
from quizzes.engine.log.resume import progress_of, resume_code
from quizzes.engine.schedule import ideas, today
from quizzes.engine.schedule.summary import summary
from quizzes.player import review as review_door
from tests.answers import replies, stored_answer

BANK = load_bank()
NOW = datetime.now(UTC)
AGO = (NOW - timedelta(days=3)).isoformat()


def event(item, number=0, at=AGO, **more):
    return stored_answer(item, **{"id": f"{item.id}-{number}", "t": at, **more})


LESSON = [item for item in BANK.live("09_hours_to_arrive")]


def without_stamps(said):
    """What was said, without the second at which each calendar was written."""
    return re.sub(r"DTSTAMP:\d{8}T\d{6}Z", "DTSTAMP", json.dumps(said))


@pytest.fixture
def page():
    return review()


def test_says_itself_and_stores_no_question(page):
    assert len(repr(page)) <= 110 and repr(page).startswith("Review: what is due")
    data, _ = page._repr_mimebundle_()
    assert data["text/plain"] == repr(page) and LESSON[0].lead_in not in data["text/html"]
    assert page.get_state()["questions"] == []


def test_the_log_becomes_a_plan(page):
    (plan,) = replies(page, {"kind": "hello", "events": [event(item) for item in LESSON]})
    counted = len([item for item in LESSON if item.place != "before"])
    assert plan["kind"] == "plan" and 0 < plan["due_count"] <= 6
    (row,) = [each for each in plan["lessons"] if each["lesson"] == "09_hours_to_arrive"]
    assert row["answered"] == counted == len(LESSON) - 1 and row["minutes_left"] == 0
    assert len(plan["code"].replace("-", "")) == 20
    assert plan["days"]["calendar"].startswith("BEGIN:VCALENDAR\r\n")
    assert [row["day"] for row in plan["days"]["days"]] == [1, 7, 28]
    assert len(plan["grades"]) == len(LESSON)
    assert any("not a CME certificate" in sentence for sentence in plan["summary"])


def test_without_answers_nothing_is_due(page):
    (plan,) = replies(page, {"kind": "hello", "events": []})
    assert plan["due_count"] == 0 and plan["code"] == ""
    assert plan["days"] == {"start": "", "set": False, "days": [], "calendar": ""}
    assert plan["due"].startswith("Nothing is due: answer")


def test_a_pack_asks_six_with_a_reason_and_grades_them(page):
    events = [event(item) for item in LESSON]
    (pack,) = replies(page, {"kind": "pack", "which": "due", "events": events})
    assert 0 < len(pack["questions"]) <= 6
    assert all(question["why"] for question in pack["questions"])
    asked = [BANK.item(question["id"]).idea for question in pack["questions"]]
    assert len(set(asked)) == len(asked), "each idea once"
    first = pack["questions"][0]
    item = BANK.item(first["id"])
    if item.type in ("sba", "multi", "numeric"):
        answer = event(item, 9, NOW.isoformat(), seed=first["seed"], mode="review")
        (reply,) = replies(page, {"kind": "answer", "event": answer})
        assert reply["kind"] == "graded" and reply["item"] == item.id


def test_an_idea_that_comes_back_wears_other_clothes(page):
    items = {item.group for item in BANK.items if item.place == "review" and item.group}
    events = [event(item) for item in BANK.items if item.id in items and item.counts]
    known = ideas(replay(events, BANK).answers, BANK, NOW)
    asked = [each.item for each in today(known, NOW, None, set()).questions]
    assert len(asked) == 6 and not {item.id for item in asked} & {each["item"] for each in events}


def test_a_code_is_read_or_refused_in_words(page):
    past = replay([event(item) for item in LESSON], BANK)
    code = resume_code(progress_of(past, BANK, NOW.date()))
    (reply,) = replies(page, {"kind": "code", "text": code.lower()})
    assert reply["good"] and reply["sentence"].startswith("Read: your code of ")
    assert "Every question of lesson 9 was answered elsewhere" in reply["sentence"]
    (plan,) = replies(
        page,
        {
            "kind": "hello",
            "events": [{"event": "resumed", "id": "r", "t": AGO, "code": reply["code"]}],
        },
    )
    assert plan["code"] == code
    for wrong in (code[:-1] + ("A" if code[-1] != "A" else "B"), "", None, 5):
        (reply,) = replies(page, {"kind": "code", "text": wrong})
        assert not reply["good"] and reply["sentence"].endswith(".")


def test_a_code_of_yesterday_brings_questions_of_its_lessons(page):
    past = replay([event(item) for item in LESSON], BANK)
    code = resume_code(progress_of(past, BANK, NOW.date() - timedelta(days=1)))
    events = [{"event": "resumed", "id": "r", "t": AGO, "code": code}]
    (pack,) = replies(page, {"kind": "pack", "which": "due", "events": events})
    assert {BANK.item(question["id"]).idea for question in pack["questions"]} == {
        idea.id for idea in BANK.ideas if idea.lesson == "09_hours_to_arrive"
    }
    assert {question["why"] for question in pack["questions"]} == {
        "Your resume code says that you have finished this lesson."
    }


def test_a_code_of_today_says_when_its_questions_come(page):
    past = replay([event(item) for item in LESSON], BANK)
    code = resume_code(progress_of(past, BANK, NOW.date()))
    resumed = {"event": "resumed", "id": "r", "t": NOW.isoformat(), "code": code}
    (plan,) = replies(page, {"kind": "hello", "events": [resumed]})
    tomorrow = NOW.date() + timedelta(days=1)
    assert plan["due"] == (
        f"Nothing is due today. The next review is on {tomorrow.day} {tomorrow:%B %Y}."
    )
    (row,) = [each for each in plan["lessons"] if each["lesson"] == "09_hours_to_arrive"]
    assert row["standing"].endswith(", elsewhere") and row["minutes_left"] == 0


def parts_of(message, size=1000):
    text = json.dumps(message)
    texts = [text[at : at + size] for at in range(0, len(text), size)]
    return [
        {"kind": "part", "transfer": "t", "number": n, "of": len(texts), "text": each}
        for n, each in enumerate(texts)
    ]


def test_a_log_in_parts_is_planned_as_one(page):
    message = {"kind": "hello", "events": [event(item) for item in LESSON]}
    (whole,) = replies(page, message)
    heard = [replies(page, part) for part in parts_of(message)]
    assert [len(each) for each in heard] == [0] * (len(heard) - 1) + [1]
    assert without_stamps(heard[-1]) == without_stamps([whole])
    form = quiz("form_a", "form")
    hello = {"kind": "hello", "events": [event(form.items[0], mode="check")]}
    heard = [replies(form, part) for part in parts_of(hello, 90)]
    assert heard[-1][0]["kind"] == "waiting" and len(heard[-1][0]["kept"]) == 1


def test_a_part_within_a_part_and_a_forged_one_are_ignored(page):
    inner = {"kind": "part", "transfer": "t", "number": 0, "of": 1, "text": "{}"}
    for part in (*parts_of(inner, 30), inner | {"of": 0}, {"kind": "part"}):
        assert replies(page, part) == []


def test_the_sender_is_read_with_suspicion(page):
    events = [event(item) for item in LESSON]
    good = {"now": NOW.isoformat(), "zone": "Asia/Tokyo", "offset_min": 540}
    good |= {"address": "https://course.example/voila/render/90_review.ipynb", "who": "ab12"}
    (plan,) = replies(page, {"kind": "hello", "events": events, "sender": good})
    calendar = plan["days"]["calendar"].replace("\r\n ", "")
    assert f"URL:{good['address']}\r\n" in calendar and "UID:review-day-7-ab12@" in calendar
    for address in (
        "javascript:alert(1)",
        "https://a\r\nATTACH:x",
        "https://a b",
        "https://é",
        "https://" + "a" * 200,
        "https://[",
        "https://",
        5,
    ):
        sender = good | {"address": address, "who": "a\r\nX", "zone": 5, "offset_min": "x"}
        (plan,) = replies(page, {"kind": "hello", "events": events, "sender": sender})
        calendar = plan["days"]["calendar"]
        assert "URL:" not in calendar and "UID:review-day-7@" in calendar, address
        assert "ATTACH" not in calendar


@pytest.mark.parametrize(
    "message",
    [
        None,
        5,
        {"kind": "hello"},
        {"kind": "hello", "events": {}},
        {"kind": ["hello"]},
        {"kind": "hello", "events": [None] * (EVENTS_AT_MOST + 1)},
        {"kind": "pack", "which": "all", "events": []},
        {"kind": "pack", "events": []},
        {"kind": "hint", "item": "INF-001", "seed": 0, "number": 1},
    ],
)
def test_forged_messages_are_ignored(page, message):
    assert replies(page, message) == []


def test_a_fault_becomes_a_sentence(page, monkeypatch):
    def broken(*_):
        raise RuntimeError("secret path")

    monkeypatch.setattr("quizzes.talk.review_talk.know", broken)
    (reply,) = replies(page, {"kind": "hello", "events": []})
    assert reply["kind"] == "told" and "secret" not in reply["sentence"]


def test_a_lesson_does_not_wait_for_the_scheduler():
    import subprocess
    import sys

    code = "import sys, quizzes; print('fsrs' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
    assert review_door.__doc__


def test_check_mode_says_nothing_until_the_last_answer():
    form = quiz("form_a", "form")
    events = []
    for number, item in enumerate(form.items):
        events.append(event(item, number, mode="check"))
        (reply,) = replies(form, {"kind": "answer", "event": events[-1]})
        assert reply == {"kind": "kept", "item": item.id, "answer": events[-1]["id"]}
        (reply,) = replies(form, {"kind": "hello", "events": events})
        last = number == len(form.items) - 1
        assert reply["kind"] == ("restored" if last else "waiting")
        if not last:
            assert "feedback" not in json.dumps(reply) and "credit" not in json.dumps(reply)
    assert len(reply["graded"]) == len(form.items)


def test_a_forged_mode_opens_no_result_early():
    form = quiz("form_b", "form")
    form.set_state({"mode": "practice"})
    (reply,) = replies(form, {"kind": "answer", "event": event(form.items[0], mode="practice")})
    assert reply["kind"] == "kept"


def test_a_number_that_cannot_be_read_is_refused_in_check_mode_too():
    form = quiz("form_a", "form")
    item = next(item for item in form.items if item.type == "numeric")
    wrong = event(item, response={"text": ".1", "unit": item.body.unit})
    (reply,) = replies(form, {"kind": "answer", "event": wrong})
    assert reply["kind"] == "refused" and "write 0.1" in reply["sentence"]


def test_a_comma_is_said_back_in_check_mode_too():
    form = quiz("form_a", "form")
    item = next(item for item in form.items if item.type == "numeric")
    typed = event(item, response={"text": "0,1", "unit": item.body.unit})
    (reply,) = replies(form, {"kind": "answer", "event": typed})
    assert (reply["kind"], reply["echo"]) == ("kept", "read as 0.1")


def test_an_unknown_mode_is_named():
    with pytest.raises(ValueError, match="mode must be one of practice, check, pair; got 'exam'"):
        quiz("form_a", "form", "exam")


def random_log(chance):
    """A log as a page, a clumsy learner or an attacker might leave it."""
    events = []
    for number in range(chance.randrange(8)):
        item = chance.choice(BANK.items)
        made = event(item, number) if item.type in ("sba", "multi", "numeric", "card") else {}
        made["response"] = chance.choice(
            [
                made.get("response"),
                None,
                "",
                "b",
                ["a", "b"],
                ["a:1", "b:2"],
                "knew",
                "é" * 70,
                5,
                {"text": "1e9", "unit": "mL/h"},
                {"text": "12", "unit": None},
                [[]],
                {"x": 1},
            ]
        )
        for name, values in (
            ("certainty", [1, 2, 3, None, 0, "3"]),
            ("try", [1, 2, -1, None]),
            ("seed", [None, 0, 7, 2**31, "0"]),
            ("hints", [0, 1, 9, None]),
            ("t", [AGO, "yesterday", "", None, "9999-12-31T23:59:59Z"]),
            ("item", [item.id, "X", None]),
            ("version", [item.version, 0, 99]),
        ):
            if chance.random() < 0.25:
                made[name] = chance.choice(values)
        events.append(chance.choice([made, made, made, None, {"event": "grade", "answer": "x"}]))
    return events


@pytest.mark.slow
def test_ten_thousand_random_logs_break_nothing():
    chance = random.Random(20)
    for number in range(10_000):
        past = replay(random_log(chance), BANK)
        assert all(0 <= each.score <= 1 for each in past.answers)
        assert all(tally.right <= tally.answered <= tally.items for tally in past.lessons.values())
        if number % 50 == 0:
            known = ideas(past.answers, BANK, NOW)
            today(known, NOW, NOW.date(), set()), calibration(past.answers)
            resume_code(progress_of(past, BANK, NOW.date()))
            assert summary(past, BANK, NOW, "1").sentences


def test_the_same_log_gives_the_same_figures():
    log = [event(item, number) for number, item in enumerate(LESSON)]
    copy = json.loads(json.dumps(log))
    first, second = (summary(replay(each, BANK), BANK, NOW, "1") for each in (log, copy))
    assert first == second
