"""What the review and the home page keep together: one file, blocked storage, a long log, days."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quizzes import quiz, review
from quizzes.engine import load_bank
from quizzes.player.player import Player
from tests.answers import replies, stored_answer
from tests.theme.pages.home_page import STATIC, home_html

pytestmark = pytest.mark.browser

ORIGIN = "http://course.test/"
KEY = "ketamine-course:v1"
NOW = datetime.now(UTC)
BANK = load_bank()
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A page of quizzes</title>
<style>{style}</style><main>{places}</main><script type="module">
for (const [number, [script, state]] of {widgets}.entries()) {{
  const {{ default: widget }} = await import(script);
  const hear = [];
  const model = {{ get: (name) => state[name], on: (_name, one) => hear.push(one),
    send: async (message) => {{
      for (const reply of await window.tell(number, message)) hear[0](reply);
    }} }};
  widget.render({{ model, el: document.getElementById(`quiz-${{number}}`) }});
}}
</script></html>"""
BLOCK = 'Object.defineProperty(window, "localStorage", { get() { throw new Error("blocked"); } });'
FULL = (
    "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
)


def event(item, number: int, days_ago: float, response: object) -> dict:
    at = (NOW - timedelta(days=days_ago)).isoformat(timespec="milliseconds")
    return stored_answer(item, id=f"{number:032x}", t=at, response=response)


def store(*events: dict, learner: str = "me") -> str:
    return json.dumps({"schema": 1, "learner": learner, "events": list(events)})


CHOICES = [item for item in BANK.live("09_hours_to_arrive") if item.type == "sba"]
CORE = BANK.live("09_hours_to_arrive", "exit")  # who has answered these has finished the lesson


@pytest.fixture
def opened(new_page):
    """Open pages of one origin: opened(text of the store, script=…, widgets…) gives the page, which
    stands at the widgets; ORIGIN + "home" is the home page."""
    contexts = []

    def open_it(text=None, *widgets, script="", **options):
        widgets = widgets or (review(),)

        def tell(number, message):
            assert len(json.dumps(message)) < 2**20, "more than a connection takes at once"
            return replies(widgets[number], message)

        states = []
        for number, widget in enumerate(widgets):
            names = ("mode", "heading", "questions", "left_out", "edition")
            states.append([f"/quiz-{number}.js", {n: widget.get_state()[n] for n in names}])
        places = "".join(f'<div id="quiz-{number}"></div>' for number in range(len(widgets)))
        html = PAGE.format(style=Player._css, places=places, widgets=json.dumps(states))

        def serve(route):
            name = route.request.url.removeprefix(ORIGIN)
            if found := re.match(r"quiz-(\d)\.js", name):
                code = widgets[int(found[1])]._esm
                route.fulfill(body=code, content_type="text/javascript")
            elif name == "home":
                route.fulfill(body=home_html(), content_type="text/html")
            elif (STATIC / name).is_file():
                route.fulfill(path=STATIC / name)
            else:
                route.fulfill(body="" if name == "blank" else html, content_type="text/html")

        contexts.append(new_page(**options))
        page = contexts[-1].__enter__()
        page.route("**/*", serve)
        page.expose_function("tell", tell)
        if text is not None:
            page.goto(f"{ORIGIN}blank")
            page.evaluate("([k, v]) => localStorage.setItem(k, v)", [KEY, text])
        if script:
            page.add_init_script(script)
        page.goto(f"{ORIGIN}quiz")
        return page

    yield open_it
    for context in contexts:
        context.__exit__(None, None, None)


def planned(page) -> str:
    """Wait for the plan; what is due."""
    page.wait_for_function("document.querySelector('.kr-code')?.textContent")
    return page.locator(".kr section").first.inner_text()


def saved(page, press) -> tuple[str, str]:
    with page.expect_download() as download:
        press()
    return Path(download.value.path()).read_text("utf-8"), download.value.suggested_filename


def load(page, field: str, status: str, text: str) -> str:
    page.evaluate("name => { document.querySelector(name).textContent = ''; }", status)
    file = {"name": "mine.json", "mimeType": "application/json", "buffer": text.encode()}
    page.set_input_files(field, file)
    page.wait_for_function("name => document.querySelector(name).textContent", arg=status)
    return page.inner_text(status)


HOME = ("#store-load", "#store-status")


def load_in_review(page, text: str) -> str:
    page.set_input_files(
        ".kr input[type=file]",
        {"name": "mine.json", "mimeType": "application/json", "buffer": text.encode()},
    )
    page.wait_for_function(
        "[...document.querySelectorAll('.kr-told')].some((one) => /file|room/.test(one.innerText))"
    )
    told = page.locator(".kr-told").all_inner_texts()
    return next(each for each in told if re.search("file|room", each))


def kept(page) -> dict:
    return json.loads(page.evaluate("k => localStorage.getItem(k)", KEY))


def test_a_file_goes_from_the_home_page_to_the_review_and_back(opened):
    answers = [event(item, k, 3, "a") for k, item in enumerate(CHOICES[:2])]
    page = opened(store(*answers))
    page.goto(f"{ORIGIN}home")
    from_home, name = saved(page, lambda: page.click("#store-save"))
    there = opened(store(event(CHOICES[2], 9, 2, "b"), learner="phone"))
    planned(there)
    assert load_in_review(there, from_home) == "2 answers added from this file."
    both = kept(there)
    assert [each["id"][-1] for each in both["events"] if each["event"] == "answer"] == list("019")
    assert both["learner"] == "me", "one person, by the id of the device that began first"
    button = there.get_by_role("button", name="Save your answers as a file")
    from_review, other_name = saved(there, button.click)
    assert name == other_name
    table, _ = saved(there, there.get_by_role("button", name="Save a table of responses").click)
    assert {row.split(",")[0] for row in table.splitlines()[1:]} == {"me"}
    page.goto(f"{ORIGIN}home")
    assert load(page, *HOME, from_review) == "1 answer added from this file."
    assert {each["id"] for each in kept(page)["events"] if each["event"] == "answer"} == {
        each["id"] for each in both["events"] if each["event"] == "answer"
    }
    edited = from_review.replace('"certainty":3', '"certainty":1', 1)
    refusal = load(page, *HOME, edited)
    assert refusal == "This file is damaged or was edited by hand. Nothing was changed."
    there.reload()
    planned(there)
    assert load_in_review(there, edited) == refusal


def press(card, item):
    view = {"sba": "input", "multi": "input"}
    if item.type == "numeric":
        card.locator("input[type=text]").fill("1")
    elif item.type in view:
        card.locator(".kq-option input").first.check()
    if item.certainty:
        card.locator(".kq-certainty input[value='2']").check()
    card.locator(".kq-check").click()


@pytest.mark.parametrize(
    ("script", "keeps"),
    [("", True), (BLOCK, False), (FULL, False)],
    ids=["kept", "blocked", "full"],
)
def test_a_form_gives_its_results_whether_or_not_the_browser_keeps_them(opened, script, keeps):
    form = quiz("form_c", "form")
    page = opened(None, form, review(), script=script)
    planned(page)
    for item in form.items:
        card = page.locator(f"#quiz-0 .kq-card[data-item='{item.id}']")
        assert card.is_visible()
        press(card, item)
        state = "kept" if item is not form.items[-1] else "graded"
        page.wait_for_selector(
            f"#quiz-0 .kq-card[data-item='{item.id}'][data-state={state}]", state="attached"
        )
        if state == "kept":
            assert (card.locator(".kq-check").text_content() == "Saved") == keeps
            assert card.locator(".kq-actions .kq-note").text_content().startswith("Saved.") == keeps
    page.wait_for_selector("#quiz-0 .kq-card[data-state=graded]", state="attached")
    assert page.locator("#quiz-0 .kq-card[data-state=graded]").count() == len(form.items)
    result = page.inner_text("#quiz-0 .kq-result")
    found = re.fullmatch(r"You had (\d) of 5 right(, and \d partly right)?\.", result)
    assert found, result
    words = f"Day 28 (form C): {found[1]} of 5 right at the first try;"
    page.wait_for_function("words => document.body.innerText.includes(words)", arg=words)
    if not keeps:
        said = page.locator(".kq-notice, .kr-told").all_inner_texts()
        assert any("lost when you close the page" in each for each in said)


@pytest.mark.slow
def test_twenty_thousand_answers_are_planned(opened):
    items = [item for item in BANK.items if item.status == "live" and item.type == "sba"]
    events = [
        event(items[k % len(items)], k, 300 * (1 - k / 20_000) + 1, "a") for k in range(20_000)
    ]
    page = opened(store(*events))
    assert re.search(r"\d+ questions? for today", planned(page))
    # There is no room for their grades besides: that is said, and nothing is lost.
    assert "not all of their results" in page.locator(".kr-told").first.inner_text()
    assert len(kept(page)["events"]) == 20_000


@pytest.mark.slow
def test_a_file_of_more_than_a_browser_holds_is_refused_in_a_sentence(opened):
    page = opened(store(event(CHOICES[0], 1, 3, "a")))
    planned(page)
    many = [event(CHOICES[0], k, 200 - k / 100, "a") | {"mode": "x" * 500} for k in range(9_000)]
    before = kept(page)
    room = load_in_review(page, store(*many))
    assert "no room to keep the answers of this file" in room
    assert kept(page) == before
    large = load_in_review(page, "x" * 8_000_001)
    assert large.startswith("A file of answers has at most 8,000,000 bytes")


def test_the_days_stand_still_once_they_are_saved(opened):
    answers = [event(item, k, 3, "a") for k, item in enumerate(CORE)]
    page = opened(store(*answers))
    planned(page)
    button = page.get_by_role("button", name="Save the days as a calendar file")
    days = page.locator(".kr section", has=button).locator("ul")
    first = days.inner_text()
    text, _ = saved(page, button.click)
    assert f"URL:{ORIGIN}quiz" in text and text.count("BEGIN:VEVENT") == 2
    page.wait_for_function(
        "document.body.innerText.includes('They stay as they are, whatever you do')"
    )
    assert [each["event"] for each in kept(page)["events"]][-1] == "days"
    later = kept(page)
    later["events"].append(event(CHOICES[3], 77, 0, "a"))
    page.evaluate("([k, v]) => localStorage.setItem(k, v)", [KEY, json.dumps(later)])
    page.reload()
    planned(page)
    assert days.inner_text() == first
    again, _ = saved(page, button.click)
    uids = [re.findall(r"UID:(\S+)", each.replace("\r\n ", "")) for each in (text, again)]
    assert uids[0] == uids[1]
    page.get_by_role("button", name="Count the days from today").click()
    page.wait_for_function("before => !document.body.innerText.includes(before)", arg=first)


@pytest.mark.parametrize(
    ("zone", "hour", "days_on"), [("America/Los_Angeles", 3, 0), ("Asia/Tokyo", 20, 2)]
)
def test_the_browsers_zone_makes_the_day(opened, zone, hour, days_on):
    """At 3:00 in Greenwich it is still the day before in California, at 20:00 the next in Japan."""
    at = (NOW - timedelta(days=3)).replace(hour=hour)
    answers = [event(item, k, 3, "a") | {"t": at.isoformat()} for k, item in enumerate(CORE)]
    page = opened(store(*answers), timezone_id=zone)
    planned(page)
    first = at + timedelta(days=days_on)
    assert f"Day 1: {first.day} {first:%B %Y}" in page.inner_text(".kr")


def test_a_clock_that_is_wrong_is_told(opened):
    page = opened(store(event(CHOICES[0], 1, 3, "a")))
    planned(page)
    assert "clock" not in page.inner_text(".kr")
    page.clock.set_fixed_time("2031-05-05T10:00:00Z")
    page.reload()
    planned(page)
    assert "The clock of this device looks wrong: it says 5 May 2031" in page.inner_text(".kr")


def test_erasing_in_the_review_takes_what_erasing_at_home_takes(opened):
    page = opened(store(event(CHOICES[0], 1, 3, "a")))
    planned(page)
    page.evaluate("sessionStorage.setItem('ketamine-course:draft:INF-001', '{}')")
    page.evaluate("localStorage.setItem('ketamine-course:v1:explorer:cases-1', '{}')")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Erase my answers in this browser").click()
    page.wait_for_function("document.body.innerText.includes('in this browser are erased')")
    assert page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]") == []
