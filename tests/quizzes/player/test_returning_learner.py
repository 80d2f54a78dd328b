"""A learner who returns sees the last answers and feedback at once, from the browser alone."""

import json
from zlib import crc32

import pytest

from quizzes import quiz
from quizzes.engine import load_bank
from quizzes.player.player import Player
from tests.answers import replies
from tests.quizzes.player.cards import show

pytestmark = pytest.mark.browser

KEY = "ketamine-course:v1"
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A quiz</title>
<style>{style}</style><main id="quiz"></main>
<script type="module">
import player from "/player.js";
const state = {state}, hear = [];
window.sent = [];
window.late = [];
const model = {{ get: (name) => state[name], on: (_name, one) => hear.push(one),
  send: async (message) => {{
    window.sent.push(message);
    const replies = await window.tell(message);
    if (window.held) window.late.push(...replies);
    else replies.forEach((reply) => hear[0](reply));
  }} }};
window.say = () => window.late.splice(0).forEach((reply) => hear[0](reply));
window.held = {held};
player.render({{ model, el: document.getElementById("quiz") }});
window.first = document.getElementById("quiz").innerHTML;
</script></html>"""


@pytest.fixture
def opened(new_page):
    """Open a quiz without a server: opened(quiz) gives its page, opened.again(…) the next visit.

    `first` of a page is what stood there before any reply, `sent` what it has said.
    """
    with new_page(375, 667) as page:
        quizzes = {}

        def serve(route):
            shown = quizzes["shown"]
            if "player.js" in route.request.url:
                route.fulfill(body=shown._esm, content_type="text/javascript")
                return
            names = ("mode", "heading", "questions", "left_out", "edition")
            state = {name: shown.get_state()[name] for name in names} | quizzes["state"]
            html = PAGE.format(
                style=Player._css, state=json.dumps(state), held=json.dumps(quizzes["held"])
            )
            route.fulfill(body=html, content_type="text/html")

        page.route("http://quiz.test/*", serve)
        page.expose_function("tell", lambda message: replies(quizzes["shown"], message))

        def open_it(shown, held=False, **state):
            quizzes.update(shown=shown, state=state, held=held)
            page.goto("http://quiz.test/")
            page.wait_for_function("window.first !== undefined")
            return page

        yield open_it


def answer(page, item, text="1"):
    card = show(page, item)
    if item.type == "numeric":
        card.locator(".kq-number input").fill(text)
    else:
        card.locator(".kq-option input").first.check()
    if item.certainty:
        card.locator(".kq-certainty input[value='2']").check()
    card.locator(".kq-check").press("Enter")
    page.wait_for_selector(
        f".kq-card[data-item='{item.id}']:is([data-state=graded], [data-state=kept])",
        state="attached",
    )
    return card


def looks(page):
    """What stands on the cards, with ids and what a reload takes away left out."""
    return page.evaluate(
        r"""() => Array.from(document.querySelectorAll(".kq-card"), (card) => [
          card.dataset.item, card.dataset.state, card.querySelector(".kq-status").textContent,
          card.querySelector(".kq-feedback").textContent,
          Array.from(card.querySelectorAll("input"), (one) => one.checked || one.value),
          Array.from(card.querySelectorAll("[data-mark]"), (one) => one.dataset.mark).join()])"""
    )


def sent(page):
    return [each["kind"] for each in page.evaluate("window.sent")]


def kept_names(page):
    return page.evaluate("Object.keys(localStorage).filter((name) => name.includes(':feedback:'))")


def checked(record):
    """A record as the browser would have kept it, with its check."""
    body = json.dumps(record)
    return f"{crc32(body.encode()):08x}{body}"


def forget(page):
    """Take the kept feedback away and leave the answers."""
    page.evaluate(
        "names => names.forEach((name) => localStorage.removeItem(name))", kept_names(page)
    )


ALONE = quiz("06_who_may_be_tried", "alone")
NUMBERS = quiz("08_ml_per_hour_twice", "practice")
SEEDED = next(item for item in NUMBERS.items if item.type == "numeric" and item.seeded)


def simple(items):
    return [item for item in items if item.type in ("sba", "multi", "numeric")]


@pytest.mark.parametrize("shown", [ALONE, NUMBERS], ids=["choices", "numbers"])
def test_all_that_was_answered_stands_before_anything_is_said(opened, shown):
    page = opened(shown)
    items = simple(shown.items)
    for item in items:
        answer(page, item)
    before = looks(page)
    assert [each[1] for each in before].count("graded") == len(items) > 1
    page = opened(shown)
    assert looks(page) == before
    assert sent(page) == [] and page.evaluate(
        "document.getElementById('quiz').innerHTML === window.first"
    )
    # Asked from Python it is the same.
    forget(page)
    page = opened(shown)
    page.wait_for_selector(".kq-card[data-state=graded]", state="attached")
    assert sent(page) == ["hello"] and looks(page) == before
    page = opened(shown)
    assert sent(page) == [] and looks(page) == before, "and is kept again"


def test_who_has_answered_nothing_asks_nothing(opened):
    assert sent(opened(ALONE)) == []


def test_other_numbers_stand_as_they_were_answered(opened):
    page = opened(NUMBERS)
    answer(page, SEEDED)
    card = show(page, SEEDED)
    card.get_by_role("button", name="Try again with new numbers").click()
    page.wait_for_selector(f".kq-card[data-item='{SEEDED.id}'][data-state=open]")
    vignette = card.locator(".kq-vignette").inner_text()
    answer(page, SEEDED, "2")
    before = looks(page)
    page = opened(NUMBERS)
    card = show(page, SEEDED)
    assert card.locator(".kq-vignette").inner_text() == vignette
    assert looks(page) == before and sent(page) == []
    # A further try that was begun goes on, with its numbers, at once.
    card.get_by_role("button", name="Try again with new numbers").click()
    page.wait_for_selector(f".kq-card[data-item='{SEEDED.id}'][data-state=open]")
    vignette = card.locator(".kq-vignette").inner_text()
    card.locator(".kq-number input").fill("3")
    page = opened(NUMBERS)
    card = show(page, SEEDED)
    assert sent(page) == [] and card.get_attribute("data-state") == "open"
    assert card.locator(".kq-vignette").inner_text() == vignette
    assert card.locator(".kq-number input").input_value() == "3"


def test_a_question_of_another_version_or_edition_is_asked_for(opened):
    item = simple(ALONE.items)[0]
    page = opened(ALONE)
    answer(page, item)
    newer = [question | {"version": 99} for question in ALONE.questions]
    for other in ({"questions": newer}, {"edition": "another"}):
        page = opened(ALONE, held=True, **other)
        assert sent(page) == ["hello"] and "graded" not in [each[1] for each in looks(page)]
    assert kept_names(page) == [], "what does not fit any more was dropped"
    page = opened(ALONE)
    page.wait_for_selector(".kq-card[data-state=graded]", state="attached")
    assert sent(page) == ["hello"]


@pytest.mark.parametrize("how", ["cut", "shapeless", "of another answer"])
def test_damaged_feedback_is_dropped_and_asked_for(opened, how):
    item = simple(ALONE.items)[0]
    page = opened(ALONE)
    answer(page, item)
    before = looks(page)
    (name,) = kept_names(page)
    text = page.evaluate("name => localStorage.getItem(name)", name)
    record = json.loads(text[8:])
    spoilt = {
        "cut": text[:-9],
        "shapeless": checked(record | {"feedback": {}}),
        "of another answer": checked(record | {"answer": "x"}),
    }[how]
    page.evaluate("([name, text]) => localStorage.setItem(name, text)", [name, spoilt])
    page = opened(ALONE, held=True)
    assert sent(page) == ["hello"] and "graded" not in [each[1] for each in looks(page)]
    page.wait_for_function("window.late.length > 0")
    page.evaluate("window.say()")
    page.wait_for_selector(".kq-card[data-state=graded]", state="attached")
    assert looks(page) == before
    page = opened(ALONE)
    assert sent(page) == [] and looks(page) == before


def test_a_newer_answer_of_another_device_is_asked_for_and_takes_the_place(opened):
    item = next(each for each in simple(ALONE.items) if each.type == "sba")
    page = opened(ALONE)
    answer(page, item)
    first = looks(page)
    page.evaluate(
        """([key, item]) => {
          const store = JSON.parse(localStorage[key]);
          const old = store.events.find((each) => each.event === "answer" && each.item === item);
          const other = old.response === "a" ? "b" : "a";
          store.events.push({ ...old, id: "phone", t: new Date().toISOString(), response: other });
          localStorage[key] = JSON.stringify(store);
        }""",
        [KEY, item.id],
    )
    page = opened(ALONE, held=True)
    assert sent(page) == ["hello"]
    page.wait_for_function("window.late.length > 0")
    page.evaluate("window.say()")
    assert looks(page) != first and "graded" in [each[1] for each in looks(page)]
    newest = looks(page)
    page = opened(ALONE)
    assert sent(page) == [] and looks(page) == newest


def test_a_late_reply_takes_nothing_from_who_has_gone_on(opened):
    one, two = simple(ALONE.items)[:2]
    page = opened(ALONE)
    answer(page, one)
    answer(page, two)
    page.evaluate("name => localStorage.removeItem(name)", f"{KEY}:feedback:{two.id}")
    page = opened(ALONE, held=True)
    assert sent(page) == ["hello"]
    card = show(page, one)
    assert card.get_attribute("data-state") == "graded"
    card.get_by_role("button", name="Try again").click()
    card.locator(".kq-option input").last.check()
    page.wait_for_function("window.late.length > 0")
    page.evaluate("window.say()")
    assert card.get_attribute("data-state") == "open"
    assert card.locator(".kq-option input").last.is_checked()
    assert show(page, two).get_attribute("data-state") == "graded"


def test_a_form_that_was_left_stands_as_far_as_it_went_and_a_finished_one_with_its_results(opened):
    form = quiz("form_c", "form")
    page = opened(form)
    answer(page, form.items[0])
    page = opened(form, held=True)
    states = {each[0]: each[1] for each in looks(page)}
    assert states.pop(form.items[0].id) == "kept" and set(states.values()) == {"open"}
    assert page.locator(f".kq-card[data-item='{form.items[1].id}']").is_visible()
    page.wait_for_function("window.late.length > 0")
    card = show(page, form.items[1])
    card.locator("input").first.focus()
    page.evaluate("window.held = false; window.say()")
    assert (
        page.evaluate("document.activeElement.closest('.kq-card')?.dataset.item")
        == form.items[1].id
    )
    for item in form.items[1:]:
        answer(page, item)
    page.wait_for_selector(".kq-card[data-state=graded]", state="attached")
    before, result = looks(page), page.inner_text(".kq-result")
    page = opened(form)
    assert sent(page) == [] and looks(page) == before
    assert page.inner_text(".kq-result") == result != ""


def test_feedback_without_its_answer_is_not_shown(opened):
    page = opened(ALONE)
    answer(page, simple(ALONE.items)[0])
    assert len(kept_names(page)) == 1
    page.evaluate("key => localStorage.removeItem(key)", KEY)
    page = opened(ALONE)
    assert sent(page) == [] and {each[1] for each in looks(page)} == {"open"}


@pytest.mark.parametrize("place", ["lessons", "form"])
def test_the_feedback_of_a_whole_course_fits(place):
    """What the browser keeps of every live question, were all of them answered at length."""
    from quizzes.engine import grade_answer, read_answer
    from quizzes.talk.feedback_view import feedback

    size = 0
    for item in load_bank().items:
        if item.status != "live" or (item.place == "form") != (place == "form"):
            continue
        event = {"event": "answer", "id": "x", "t": "t", "item": item.id, "version": item.version}
        event |= {"lesson": item.lesson, "seed": 0 if item.seeded else None, "certainty": 3}
        given = {"text": "1", "unit": item.body.unit} if item.type == "numeric" else "a"
        event |= {"response": ["a"] if item.type == "multi" else given, "try": 1, "mode": "m"}
        graded = grade_answer(item, read_answer(event))
        if graded.grade.state == "answered":
            size += len(json.dumps(feedback(item, graded.grade, 3), ensure_ascii=False))
    assert 0 < size < 1_500_000
