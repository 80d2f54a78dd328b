"""Each of the newer kinds as a learner meets it: by keyboard alone, at 320 px, by ear, by touch."""

import json

import pytest

from quizzes.engine import load_bank
from tests.course.pages.page_checks import axe_problems, reflow_problems
from tests.quizzes.player.cards import show

pytestmark = pytest.mark.browser
BANK = load_bank()
ONE_EACH = ("LAD-101", "CAS-101", "PMP-101", "PMP-107", "LAD-102", "END-101", "GAT-101")
ITEMS = tuple(BANK.item(name) for name in ONE_EACH)
BY_TYPE = {item.type: item for item in ITEMS}
SENTENCES = "Quokka says it did no better than a dummy. I come back on Thursday, quokka."


@pytest.fixture
def page(opened):
    shown, _items = opened("12_cases", "alone", items=ITEMS)
    shown.set_viewport_size({"width": 320, "height": 640})
    return shown


def tab_to(page, selector):
    """Go on with the Tab key to the next control that fits."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the Tab key does not reach {selector}")


def tick(page, value):
    tab_to(page, f"input[value='{value}']")
    page.keyboard.press("Space")


def radio(page, count):
    """The radio button that stands `count` below the first one."""
    tab_to(page, ".kq-options input[type=radio]")
    page.keyboard.press("Space")
    for _ in range(count):
        page.keyboard.press("ArrowDown")


def by_keyboard(page, item):
    """Answer a question with keys alone, right where it has a key."""
    if item.type == "extended":
        keys = {part.id: part.key for part in item.body.parts}
        for part, key in keys.items():
            tab_to(page, f"select[data-part='{part}']")
            page.keyboard.type("ABCDEFGHI"["abcdefghi".index(key)])
    elif item.type == "key_features":
        for option in item.body.options:
            if option.correct:
                tick(page, option.id)
    elif item.type == "find":
        radio(page, [option.correct for option in item.body.options].index(True))
    elif item.type == "write_order":
        for control, keys in (
            ("drug", "k"), ("dose", "6.2"), ("unit", "mg/h"), ("route", "IV"), ("rate", "1.24"),
        ):  # fmt: skip
            tab_to(page, f"[data-part='{control}']")
            page.keyboard.type(keys)
    elif item.type == "short":
        tab_to(page, ".kq-words")
        page.keyboard.type("a gabapentinoid")
    elif item.type == "own_words":
        tab_to(page, "textarea")
        page.keyboard.type(SENTENCES)
        tab_to(page, "button.kq-turn")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.className") == "kq-rate"
        for row in item.body.rubric:
            tick(page, row.id)
    else:
        radio(page, 1)
    if item.certainty:
        tab_to(page, ".kq-certainty input")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
    tab_to(page, ".kq-check")
    page.keyboard.press("Enter")
    page.wait_for_selector(f".kq-card[data-item='{item.id}'][data-state=graded]")


# How near two buttons of a card come to each other, where one stands below the other.
NEAREST_PX = """card => {
  const drawn = [...card.querySelectorAll("button")].map(e => e.getBoundingClientRect());
  const boxes = drawn.filter(box => box.height);
  const gaps = boxes.flatMap(a => boxes.map(b => b.top - a.bottom)).filter(gap => gap > -1);
  return Math.min(...gaps);
}"""


@pytest.mark.parametrize("kind", BY_TYPE)
def test_each_kind_is_answered_by_keyboard_at_320_px(page, kind):
    item = BY_TYPE[kind]
    card = show(page, item)
    assert axe_problems(page) + reflow_problems(page) == []
    assert card.evaluate(NEAREST_PX) >= 8
    page.locator(".kq-title").focus()
    by_keyboard(page, item)
    verdict = card.locator(".kq-status").get_attribute("data-verdict")
    assert verdict == ("Noted" if kind == "shift" else "Right")
    assert axe_problems(page) + reflow_problems(page) == []
    controls = card.locator("fieldset :is(input, select)")
    assert set(controls.evaluate_all("all => all.map(e => e.ariaDisabled)")) == {"true"}
    page.reload()
    page.wait_for_selector(f".kq-card[data-item='{item.id}'][data-state=graded]", state="attached")
    card = show(page, item)
    assert card.locator(".kq-status").get_attribute("data-verdict") == verdict
    given = card.locator("fieldset :is(input:checked, select, input[type=text])")
    assert given.count() and all(given.evaluate_all("all => all.map(e => Boolean(e.value))"))


def kept(page):
    """All that the browser keeps, and all that was sent."""
    return page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, window.sent])")


def test_own_words_are_neither_sent_nor_kept(page, caplog):
    page.evaluate(
        """() => { window.sent = []; const tell = window.tell;
          window.tell = (message) => { window.sent.push(message); return tell(message); }; }"""
    )
    item = BY_TYPE["own_words"]
    card = show(page, item)
    page.locator(".kq-title").focus()
    by_keyboard(page, item)
    assert card.locator("textarea").input_value() == SENTENCES
    said = kept(page)
    assert '"response":["a","b","c","d"]' in said.replace("\\", ""), "the rating is what is kept"
    assert "uokka" not in said and "uokka" not in caplog.text
    assert not [name for name in ("name", "form") if card.locator("textarea").get_attribute(name)]
    card.locator("textarea").fill(f"{SENTENCES} More.")
    page.reload()
    page.wait_for_selector(f".kq-card[data-item='{item.id}'][data-state=graded]", state="attached")
    assert show(page, item).locator("textarea").input_value() == ""
    assert "uokka" not in kept(page)


def test_nothing_is_shown_of_the_rubric_before_words_are_written(page):
    card = show(page, BY_TYPE["own_words"])
    card.get_by_role("button", name="Show what to look for").click()
    assert card.locator(".kq-back").is_hidden()
    assert "Write your two sentences first." in card.inner_text()
    card.locator("textarea").fill(SENTENCES)
    card.get_by_role("button", name="Show what to look for").click()
    assert card.locator(".kq-back").is_visible()


def test_the_picture_and_the_list_are_one_question(page):
    item = BY_TYPE["find"]
    card = show(page, item)
    for option in item.body.options[:-1]:
        card.locator(f".kq-box[data-box='{option.id}']").click()
        assert card.locator(".kq-options input:checked").get_attribute("value") == option.id
        assert card.locator(".kq-box[data-chosen]").get_attribute("data-box") == option.id
    card.locator(".kq-options input[value='z']").check()
    assert card.locator(".kq-box[data-chosen]").count() == 0
    sizes = card.locator(".kq-box").evaluate_all(
        "all => all.map(e => Math.min(e.offsetWidth, e.offsetHeight))"
    )
    assert min(sizes) >= 24
    drawn = card.locator(".kq-searched").bounding_box()
    lines = card.locator(".kq-searched svg text").evaluate_all(
        "all => all.map(e => [e.textContent, e.getBoundingClientRect().top])"
    )
    for option in item.body.options[:-1]:
        box = card.locator(f".kq-box[data-box='{option.id}']").bounding_box()
        inside = [text for text, top in lines if box["y"] <= top < box["y"] + box["height"]]
        assert option.text in inside and drawn["x"] <= box["x"]
    assert json.dumps(item.body.picture.alt) == json.dumps(
        card.locator(".kq-searched").get_attribute("aria-label")
    )


def test_what_is_too_much_or_missing_is_asked_back_beside_the_question(page):
    card = show(page, BY_TYPE["key_features"])
    for name in "abdg":
        card.locator(f"input[value='{name}']").check()
    card.locator(".kq-certainty input[value='3']").check()
    card.locator(".kq-check").click()
    assert "Choose at most 3: you chose 4." in card.locator(".kq-error").first.inner_text()
    order = show(page, BY_TYPE["write_order"])
    order.locator("[data-part=dose]").fill("6.2")
    order.locator(".kq-check").click()
    assert "Fill in every line." in order.locator(".kq-error").first.inner_text()
    extended = show(page, BY_TYPE["extended"])
    extended.locator("select").first.select_option("a")
    extended.locator(".kq-check").click()
    assert "Choose something for each of them." in extended.locator(".kq-error").first.inner_text()
    assert "graded" not in page.locator(".kq-card").evaluate_all(
        "all => all.map(e => e.dataset.state)"
    )
