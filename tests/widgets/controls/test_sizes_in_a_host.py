"""In another program's page, whose type is small, no word of ours is below 14 px."""

import json

import pytest

import widgets
from quizzes import quiz, review
from quizzes.player.player import Player
from tests.course.lessons.teaching_checks import explorer_names
from widgets.controls.explorer_widget import ExplorerWidget

pytestmark = pytest.mark.browser

SMALLEST_PX = 14
# A host as JupyterLab is one: its own root and body, no token of the course.
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title>
<style>html, body {{ font-size: {host}px; }} {style}</style><main id="part"></main>
<script type="module">
import part from "/part.js";
const state = {state};
const bytes = Uint8Array.from(atob(state.points ?? ""), (letter) => letter.charCodeAt(0));
state.points = new DataView(bytes.buffer);
const nothing = () => {{}};
const model = {{ get: (name) => state[name], set: nothing, save_changes: nothing, on: nothing,
  off: nothing, send: nothing }};
part.render({{ model, el: document.getElementById("part") }});
document.querySelectorAll("#part details").forEach((box) => {{ box.open = true; }});
document.querySelectorAll("#part .kq-card").forEach((card) => {{ card.hidden = false; }});
document.documentElement.dataset.drawn = "yes";
</script></html>"""
# A picture's own texts are drawn with it; what is measured here is what the style decides.
SIZES = """() => {
  const speaks = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
  return [...document.querySelectorAll("#part *")]
    .filter((e) => !e.closest("svg") && e.getClientRects().length)
    .filter((e) => speaks(e) || e.matches("input[type=text], select, textarea"))
    .map((e) => [parseFloat(getComputedStyle(e).fontSize), e.className, e.textContent]);
}"""


@pytest.fixture
def sizes(new_page):
    """The computed sizes of a live part, as it is in a page whose own type is `host` px."""

    def measure(code, style, state, host=13):
        html = PAGE.format(style=style, state=json.dumps(state), host=host)
        with new_page(1280) as page:
            page.route(
                "http://host.test/*",
                lambda route: route.fulfill(
                    body=code if route.request.url.endswith("part.js") else html,
                    content_type=(
                        "text/javascript" if route.request.url.endswith("part.js") else "text/html"
                    ),
                ),
            )
            page.goto("http://host.test/")
            page.wait_for_selector("html[data-drawn]", state="attached")
            return page.evaluate(SIZES)

    return measure


def states(explorer):
    """What a page is told of an explorer: as it opens, and after the learner's own answer."""
    for when in ("before", "after"):
        told = explorer.first_state(when=when, width_px=760)
        yield {**told, "sharing": False, "tick": 0}


@pytest.mark.parametrize("name", sorted(explorer_names()))
def test_nothing_of_an_explorer_is_small(sizes, name):
    code = ExplorerWidget._esm
    for state in states(getattr(widgets, name)()):
        found = sizes(code, ExplorerWidget._css, state)
        assert len(found) >= 3  # heading, watermark and a sentence at least
        small = [each for each in found if each[0] < SMALLEST_PX]
        assert not small, small[:5]


def test_nothing_of_a_quiz_is_small(sizes):
    player = quiz("09_hours_to_arrive", "exit")
    state = {key: player.get_state()[key] for key in ("mode", "heading", "questions")}
    found = sizes(player._esm, Player._css, state)
    assert len(found) > 10
    assert not [each for each in found if each[0] < SMALLEST_PX]
    page = review()
    found = sizes(page._esm, Player._css, {"heading": "Review"})
    assert len(found) > 10
    assert not [each for each in found if each[0] < SMALLEST_PX]


def test_a_style_that_leans_on_its_host_is_found(sizes):
    state = next(states(widgets.TrialWall()))
    leaning = f"{ExplorerWidget._css} .x {{ font-size: 0.875em; }}"
    assert min(each[0] for each in sizes(ExplorerWidget._esm, leaning, state)) < SMALLEST_PX
