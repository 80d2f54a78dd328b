"""One walk through a lesson in each browser: predict, change, answer, be refused, come back."""

import json
from urllib.parse import urlsplit

import pytest

from tests.engines.drivers import Chromium, Firefox, WebKitGTK
from tests.theme.kernels.faulty_proxy import CUT, PASS, FaultyProxy
from tests.theme.server_tools import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.all]

LESSON = "09_hours_to_arrive"
QUESTION = "INF-003"  # asks for a number
STORE = "ketamine-course:v1"
GUESS = "document.querySelector(\".x [id$='-guess']\")"
RATE = "document.querySelector(\".x [id$='-rate']\")"
CARD = f"document.querySelector(\".kq-card[data-item='{QUESTION}']\")"
NUMBER = f"{CARD}.querySelector('.kq-number input')"
VERDICT = "document.querySelector('.x .x-lead').innerText"
PICTURE = "document.querySelector('.x .x-picture').ariaLabel"


def until(browser, expression: str, words: str = "") -> None:
    """Wait until `expression` is true in the page, or gives a text with `words` in it."""

    def holds() -> bool:
        found = browser.run(expression)
        return words in (found or "") if words else bool(found)

    assert wait_until(holds, 90), f"must hold {words}: {expression}, is {browser.run(expression)}"


def until_ready(browser) -> None:
    until(browser, "document.documentElement.dataset.session === 'ready'")
    until(browser, "!document.querySelector('.x[aria-busy=true]')")


def press(browser, inside: str, words: str) -> None:
    browser.click(
        f"[...{inside}.querySelectorAll('button')].find((e) => e.innerText === '{words}')"
    )


def set_rate(browser, rate: str) -> None:
    browser.type(RATE, rate)


def graded(browser) -> int:
    """Return how many answers to the question the browser keeps with a grade: those that count."""
    text = browser.run(f"localStorage.getItem('{STORE}')")
    events = json.loads(text)["events"] if text else []
    answers = {each["id"] for each in events if each.get("item") == QUESTION}
    return sum(each["event"] == "grade" and each["answer"] in answers for each in events)


@pytest.mark.parametrize("engine", [Chromium, Firefox, WebKitGTK], ids=lambda each: each.__name__)
def test_a_lesson_is_walked_through(engine, course, lesson_urls):
    if engine.lacks:
        pytest.skip(f"not run: {engine.__name__} ({engine.lacks})")
    at = urlsplit(lesson_urls[LESSON])
    with FaultyProxy(at.port) as proxy, engine() as browser:
        browser.go(proxy.url.rstrip("/") + at.path)
        until_ready(browser)

        # Predict, and see.
        browser.type(GUESS, "50")
        until_ready(browser)
        press(browser, "document.querySelector('.x')", "Show the curve")
        until(browser, VERDICT, "You said 50")
        until_ready(browser)

        # Change.
        set_rate(browser, "0.5")
        until(browser, PICTURE, "on 0.5 mg/kg per hour")

        # An entry that is refused is no answer.
        browser.type(NUMBER, "many")
        browser.click(f"{CARD}.querySelector('.kq-levels input[value=\"2\"]')")
        press(browser, CARD, "Check answer")
        until(browser, f"{CARD}.querySelector('.kq-error').innerText")
        assert browser.run(f"{CARD}.dataset.state") == "open"
        assert graded(browser) == 0
        browser.type(NUMBER, "167")
        until(browser, f"{CARD}.dataset.state === 'graded'")
        assert graded(browser) == 1

        # It is all there when the learner comes back.
        browser.reload()
        until_ready(browser)
        until(browser, f"{CARD}.dataset.state === 'graded'")
        until(browser, PICTURE, "on 0.5 mg/kg per hour")
        assert browser.run(f"{RATE}.value") == "0.5"
        assert browser.run(f"{NUMBER}.value") == "167"
        assert graded(browser) == 1

        # Without a connection nothing old is shown, and with it the page goes on by itself.
        proxy.become(CUT)
        set_rate(browser, "0.3")
        until(browser, "document.documentElement.dataset.session !== 'ready'")
        until(browser, "document.querySelector('.x .x-wait').checkVisibility()")
        assert not browser.run(
            "document.querySelector('.x .x-picture').checkVisibility({ visibilityProperty: true })"
        )
        proxy.become(PASS)
        until(browser, PICTURE, "on 0.3 mg/kg per hour")
        until_ready(browser)
        assert graded(browser) == 1
