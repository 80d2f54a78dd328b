"""One form by chance before the course, the other after it: no result before both are answered."""

import json
import re

import pytest
from playwright.sync_api import expect

from quizzes import quiz
from quizzes.player.player import Player
from tests.answers import replies

pytestmark = pytest.mark.browser

FORMS = ("form_a", "form_b")
KEY = "ketamine-course:v1"
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Two forms</title>
<style>{style}</style><main><div class="live" id="form_a"></div><div class="live" id="form_b"></div>
</main><script type="module">
import player from "/player.js";
for (const [name, state] of Object.entries({states})) {{
  const hear = [], el = document.createElement("div");
  const model = {{ get: (trait) => state[trait], on: (_name, one) => hear.push(one),
    withoutKernel: true,
    send: async (message) => {{
      (await window.tell(name, message)).forEach((reply) => hear[0](reply));
    }} }};
  player.render({{ model, el }});
  document.getElementById(name).append(el);
}}
</script></html>"""
OFFER, LATER = "Begin with twelve questions", "Answer the twelve for the end"


@pytest.fixture
def two_forms(new_page):
    """A page with both forms, without a server; `chance` is the byte that chance gives."""
    contexts = []

    def open_page(chance=0, script="", width=375):
        made = {form: quiz(form, "form", "pair") for form in FORMS}
        names = ("mode", "heading", "questions", "left_out", "edition", "lesson")
        states = {f: {n: each.get_state()[n] for n in names} for f, each in made.items()}
        html = PAGE.format(style=Player._css, states=json.dumps(states))
        contexts.append(new_page(width, 800))
        page = contexts[-1].__enter__()
        code = made["form_a"]._esm
        page.route(
            "http://quiz.test/*",
            lambda route: route.fulfill(
                body=code if "player.js" in route.request.url else html,
                content_type="text/javascript" if "player.js" in route.request.url else "text/html",
            ),
        )
        drawn = f"(bytes) => bytes.length === 1 ? bytes.fill({chance}) : real(bytes)"
        page.add_init_script(
            f"const real = crypto.getRandomValues.bind(crypto);"
            f"crypto.getRandomValues = {drawn}; {script}"
        )
        page.heard = []

        def tell(form, message):
            said = replies(made[form], message)
            page.heard += said
            return said

        page.expose_function("tell", tell)
        page.goto("http://quiz.test/")
        page.wait_for_selector(".kq-forms", state="attached")
        return page

    yield open_page
    for context in contexts:
        context.__exit__(None, None, None)


def answer_ten(page, words: str):
    """Answer the twelve questions under that heading, somehow."""
    section = page.get_by_role("region", name=words)
    for _ in range(12):
        card = section.locator(".kq-card:not([hidden])")
        item = card.get_attribute("data-item")
        for field in card.locator("input[type=text]").all():
            field.fill("1")
        for choice in card.locator("select").all():
            choice.select_option(index=1)
        if card.locator(".kq-option input").count():
            card.locator(".kq-option input").first.check()
        if card.locator(".kq-certainty").count():
            card.locator(".kq-certainty input").last.check()
        card.locator(".kq-check").press("Enter")
        done = f".kq-card[data-item='{item}']:is([data-state=kept], [data-state=graded])"
        page.wait_for_selector(done, state="attached")


def events(page) -> list[dict]:
    return json.loads(page.evaluate(f"localStorage.getItem('{KEY}')") or '{"events": []}')["events"]


def first_words(page) -> str:
    return page.locator(".live").first.inner_text()


@pytest.mark.parametrize(
    ("chance", "first"),
    [pytest.param(0, "form_a", marks=pytest.mark.all), (1, "form_b")],
)
def test_chance_chooses_once_and_the_choice_is_kept(two_forms, chance, first):
    page = two_forms(chance)
    assert page.locator(".kq-card:visible").count() == 0, "nothing is asked before one begins"
    assert events(page) == []
    page.get_by_role("button", name=OFFER).press("Enter")
    expect(page.get_by_role("region", name="Before the course")).to_be_visible()
    assert page.locator(".kq-card:visible").count() == 1
    assert [(each["event"], each["first"]) for each in events(page)] == [("drawn", first)]
    shown = page.locator(".kq-card:visible").get_attribute("data-item")
    assert shown.startswith("FRA" if first == "form_a" else "FRB")
    page.reload()
    expect(page.locator(".kq-card:visible")).to_have_attribute("data-item", shown)
    assert len(events(page)) == 1


def test_no_result_comes_before_both_are_answered(two_forms):
    page = two_forms(chance=1)
    page.get_by_role("button", name=OFFER).click()
    answer_ten(page, "Before the course")
    expect(page.locator(".live").first).to_contain_text("All twelve are answered")
    expect(page.locator(".kq-forms").first).to_be_focused()
    for again in (False, True):
        if again:
            page.reload()
            page.get_by_role("button", name=LATER).wait_for()
        assert page.locator("[data-state=graded]").count() == 0
        assert not re.search(r"\d of 12 right|✓|✗", page.inner_text("main"))
        assert {each["kind"] for each in page.heard} <= {"kept", "waiting"}
        assert {each["event"] for each in events(page)} == {"drawn", "answer"}
    page.get_by_role("button", name=LATER).press("Enter")
    answer_ten(page, "After the course")
    both = page.locator(".kq-both")
    expect(both).to_contain_text(
        re.compile(
            r"Before the course you had \d+ of 12 right at the first try, after it \d+ of 12"
        )
    )
    expect(page.locator("[data-state=graded]")).to_have_count(24)
    said = both.inner_text()
    page.reload()
    expect(page.locator(".kq-both")).to_have_text(said)
    grades = [each for each in events(page) if each["event"] == "grade"]
    assert len(grades) == 24
    right = sum(each["correct"] for each in grades if each["answer"] in of_form(page, "form_b"))
    assert f"Before the course you had {right} of 12" in said


def of_form(page, form: str) -> set[str]:
    return {each["id"] for each in events(page) if each.get("lesson") == form}


def test_a_form_that_was_begun_goes_on_where_it_was_left(two_forms):
    page = two_forms(chance=0)
    page.get_by_role("button", name=OFFER).click()
    card = page.locator(".kq-card:visible")
    card.locator(".kq-option input").first.check()
    card.locator(".kq-certainty input").last.check()
    card.locator(".kq-check").click()
    expect(page.locator(".kq-title:visible")).to_contain_text("question 2 of 12")
    page.reload()
    expect(page.locator(".kq-title:visible")).to_contain_text("question 2 of 12")


@pytest.mark.all
def test_without_storage_both_can_be_answered_in_one_visit(two_forms):
    blocked = "Storage.prototype.setItem = () => { throw new Error('blocked'); };"
    page = two_forms(chance=0, script=blocked)
    page.get_by_role("button", name=OFFER).click()
    expect(page.locator(".kq-notice").first).to_contain_text("does not let the course keep answers")
    answer_ten(page, "Before the course")
    page.get_by_role("button", name=LATER).click()
    answer_ten(page, "After the course")
    expect(page.locator(".kq-both")).to_contain_text("Before the course you had")
