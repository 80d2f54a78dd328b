"""An answered quiz as a learner sees it: marks, words, the verdict in view, numbers with units."""

import json

import pytest

from tests.quizzes.player.cards import show

pytestmark = pytest.mark.browser


def answer(page, item, chosen):
    """Tick the chosen options of a question, and check the answer by keyboard."""
    card = show(page, item)
    for name in chosen:
        card.locator(f".kq-option[data-value='{name}'] input").first.check()
    if item.certainty:
        card.locator(".kq-certainty input[value='3']").check()
    card.locator(".kq-check").press("Enter")
    page.wait_for_selector(f".kq-card[data-item='{item.id}'][data-state=graded]")
    return card


def several(items):
    """A question with several answers, and half of what is right in it."""
    item = next(each for each in items if each.type == "multi")
    keys = [option.id for option in item.body.options if option.correct]
    return item, keys[: len(keys) // 2]


def test_a_late_reply_leaves_no_word_of_a_missing_one_and_a_second_changes_nothing(opened):
    page, items = opened("06_who_may_be_tried", "alone")
    page.clock.install()
    item, ticked = several(items)
    card = show(page, item)
    page.evaluate("window.held = true")
    for name in ticked:
        card.locator(f".kq-option[data-value='{name}'] input").first.check()
    card.locator(".kq-certainty input[value='3']").check()
    card.locator(".kq-check").press("Enter")
    page.wait_for_function("() => window.late.length > 0")
    page.clock.run_for(11_000)
    note = card.locator("[id$=-note]")
    assert note.inner_text().startswith("No reply yet. Your answer is saved in this browser")
    page.evaluate("window.held = false; window.say(window.late[0])")
    page.wait_for_selector(f".kq-card[data-item='{item.id}'][data-state=graded]")
    assert note.inner_text() == "Saved in this browser."
    card.get_by_role("button", name="Try again").click()
    assert card.get_attribute("data-state") == "open"
    page.evaluate("window.say(window.late[0])")
    assert card.get_attribute("data-state") == "open", "it was answered, and asked again"
    kinds = page.evaluate(
        "JSON.parse(localStorage['ketamine-course:v1']).events.map((each) => each.event)"
    )
    assert kinds == ["answer", "grade"]


def test_each_box_and_each_reason_is_marked_by_what_the_learner_did(opened):
    page, items = opened("06_who_may_be_tried", "alone")
    item, ticked = several(items)
    card = answer(page, item, ticked)
    reasons = card.locator(".kq-reasons > li")
    for place, option in enumerate(item.body.options):
        did_right = option.correct == (option.id in ticked)
        mark = "right" if did_right else "wrong"
        box = card.locator(f".kq-option[data-value='{option.id}']")
        assert box.get_attribute("data-mark") == mark, option.text
        assert reasons.nth(place).get_attribute("data-mark") == mark, option.text
        sign = "✓" if did_right else "✗"
        assert box.locator(".kq-tag").inner_text().strip().startswith(sign)
        did = "ticked" if option.id in ticked else "missed" if option.correct else "did not tick"
        words = reasons.nth(place).locator("strong").inner_text()
        assert words.startswith(f"{sign} You {did} this"), words
    colours = {
        mark: card.locator(f".kq-reasons [data-mark={mark}] strong").first.evaluate(
            "node => getComputedStyle(node).color"
        )
        for mark in ("right", "wrong")
    }
    assert colours["right"] != colours["wrong"]


@pytest.mark.parametrize(("motion", "behavior"), [("reduce", "auto"), ("no-preference", "smooth")])
def test_the_verdict_comes_into_view_and_the_focus_stays(opened, motion, behavior):
    page, items = opened("06_who_may_be_tried", "alone", reduced_motion=motion)
    item, ticked = several(items)
    card = answer(page, item, ticked)
    assert page.evaluate("window.scrolled") == [{"block": "nearest", "behavior": behavior}]
    place = card.locator(".kq-status").bounding_box()
    assert place["y"] >= 0 and place["y"] + place["height"] <= 667
    assert page.evaluate("document.activeElement.className") == "kq-check"


def test_what_is_restored_does_not_scroll(opened):
    page, items = opened("06_who_may_be_tried", "alone")
    item, ticked = several(items)
    answer(page, item, ticked)
    page.reload()
    page.wait_for_selector(f".kq-card[data-item='{item.id}'][data-state=graded]", state="attached")
    assert page.evaluate("window.scrolled") == []


@pytest.mark.parametrize("size", [17, 28])
def test_a_box_stands_beside_the_first_line_of_its_words(opened, size):
    page, _items = opened("06_who_may_be_tried", "alone", size=size)
    off = page.evaluate(
        """() => Array.from(document.querySelectorAll(".kq-option"), (row) => {
          if (!row.getClientRects().length) return 0;
          const box = row.querySelector("input").getBoundingClientRect();
          const words = document.createRange();
          words.selectNodeContents(row.querySelector(".kq-option-text"));
          const line = words.getClientRects()[0];
          return Math.abs(box.top + box.height / 2 - line.top - line.height / 2);
        })"""
    )
    assert off and max(off) <= 3


@pytest.mark.parametrize("size", [17, 28])
def test_a_number_stays_with_its_unit(opened, size):
    page, items = opened("09_hours_to_arrive", "practice", size=size)
    page.set_viewport_size({"width": 320, "height": 568})
    numeric = [each for each in items if each.type == "numeric"]
    item = max(numeric, key=lambda each: len(each.body.unit))
    card = show(page, item)
    number, unit = (
        card.locator(f".kq-number {one}").bounding_box() for one in ("input", ".kq-unit")
    )
    assert unit["y"] < number["y"] + number["height"] and unit["x"] > number["x"]
    assert unit["x"] + unit["width"] <= 320
    amount = card.locator(".amount").first
    assert amount.evaluate("one => one.getClientRects().length") == 1


def test_hours_and_weeks_stay_with_their_number(opened):
    page, _items = opened("12_cases", "alone")
    kept = page.locator(".amount").all_text_contents()
    loose = page.evaluate(
        r"""() => {
          const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
          while (words.nextNode()) {
            const kept = words.currentNode.parentElement;
            if (kept.closest(".amount, select, script, style")) continue;
            found.push(...words.currentNode.data.match(/\d (?:hours|days|weeks|years)\b/g) ?? []);
          }
          return found;
        }"""
    )
    assert loose == [] and any("weeks" in amount or "years" in amount for amount in kept)


@pytest.mark.parametrize("place", ["before", "review"])
def test_a_correction_is_told_until_it_has_been_read(opened, place):
    page, items = opened("13_bottom_line", place)
    item = next(each for each in items if each.id == "END-002")
    event = {"event": "answer", "id": "old", "t": "2026-03-02T20:00:00Z", "item": item.id}
    mended = item.corrected[-1].version
    event |= {"version": mended - 1, "lesson": item.lesson, "seed": None}
    event |= {"response": ["a"], "certainty": 3, "try": 1, "mode": "practice"}
    store = json.dumps({"schema": 1, "learner": "me", "events": [event]})
    page.evaluate("store => localStorage.setItem('ketamine-course:v1', store)", store)
    name = item.lead_in if place == "review" else f"Question {items.index(item) + 1}"
    for _visit in range(2):
        page.reload()
        page.wait_for_selector(".kq-corrected")
        words = page.locator(".kq-corrected").inner_text()
        assert "A question that you answered has been corrected." in words and name in words
        assert item.corrected[-1].what in words and "27 November 2026" in words
    page.get_by_role("button", name="I have read this").press("Enter")
    page.wait_for_selector(".kq-corrected", state="detached")
    assert page.evaluate("document.activeElement !== document.body")
    page.reload()
    answered = ".kr-code" if place == "review" else f"[data-item='{item.id}'] .kq-note"
    page.wait_for_function("name => document.querySelector(name)?.textContent", arg=answered)
    assert page.locator(".kq-corrected").count() == 0
    kept = json.loads(page.evaluate("localStorage.getItem('ketamine-course:v1')"))["events"]
    assert [(each["event"], each.get("version")) for each in kept] == [
        ("answer", mended - 1),
        ("told", mended),
    ]


def log_of(page):
    """What this browser keeps: the log's events, and the answers that wait."""
    read = "name => JSON.parse(localStorage.getItem(name) ?? 'null')"
    store = page.evaluate(read, "ketamine-course:v1") or {"events": []}
    return store["events"], page.evaluate(read, "ketamine-course:v1:pending") or []


def numeric_of(items):
    return next(each for each in items if each.type == "numeric" and each.certainty)


def typed(page, item, text):
    card = show(page, item)
    card.locator(".kq-number input").fill(text)
    card.locator(".kq-certainty input[value='3']").check()
    card.locator(".kq-check").press("Enter")
    return card


def test_an_entry_that_is_refused_is_no_answer_and_no_try(opened):
    page, items = opened("08_ml_per_hour_twice", "practice")
    item = numeric_of(items)
    for _time in range(2):
        card = typed(page, item, "0,124")
        page.wait_for_function(
            "id => document.querySelector(`[data-item='${id}'] .kq-error`).textContent", arg=item.id
        )
        assert log_of(page) == ([], []) and card.get_attribute("data-state") == "open"
    assert card.locator(".kq-number input").input_value() == "0,124"
    typed(page, item, "1")
    page.wait_for_selector(f".kq-card[data-item='{item.id}'][data-state=graded]")
    events, waiting = log_of(page)
    assert [each["event"] for each in events] == ["answer", "grade"] and waiting == []
    assert events[0]["try"] == 1 and events[0]["response"]["text"] == "1"


@pytest.mark.parametrize(
    ("text", "state", "kept"), [("1", "graded", ["answer", "grade"]), ("0,124", "open", [])]
)
def test_an_answer_whose_reply_never_came_is_settled_at_the_next_visit(opened, text, state, kept):
    page, items = opened("08_ml_per_hour_twice", "practice")
    item = numeric_of(items)
    page.evaluate("window.tell = async () => []")  # the session dies with the answer on its way
    typed(page, item, text)
    page.wait_for_selector(f".kq-card[data-item='{item.id}'][data-state=waiting]")
    events, waiting = log_of(page)
    assert events == [] and [each["item"] for each in waiting] == [item.id]
    page.evaluate("sessionStorage.clear()")  # another tab on another day
    page.reload()
    page.wait_for_function("() => !localStorage.getItem('ketamine-course:v1:pending')")
    card = show(page, item)
    assert card.get_attribute("data-state") == state
    assert [each["event"] for each in log_of(page)[0]] == kept
    assert card.locator(".kq-number input").input_value() == text, "nothing typed is lost"


def test_the_review_page_takes_over_what_waits_and_leaves_out_what_is_refused(opened):
    page, items = opened("13_bottom_line", "review")
    item = numeric_of(items)
    event = {"event": "answer", "t": "2026-11-02T20:00:00Z", "item": item.id}
    event |= {"version": item.version, "lesson": item.lesson, "certainty": 3, "try": 1}
    event |= {"seed": 0 if item.seeded else None, "mode": "review"}
    waiting = [
        event | {"id": "good", "response": {"text": "1", "unit": None}},
        event | {"id": "bad", "response": {"text": "many", "unit": None}},
    ]
    page.evaluate(
        "waiting => localStorage.setItem('ketamine-course:v1:pending', waiting)",
        json.dumps(waiting),
    )
    page.reload()
    page.wait_for_function("() => !localStorage.getItem('ketamine-course:v1:pending')")
    page.wait_for_function("() => document.querySelector('.kr-code')?.textContent")
    events, _ = log_of(page)
    assert {each.get("id") or each["answer"] for each in events} == {"good"}
