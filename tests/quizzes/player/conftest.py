"""A quiz as a page of its own, answered by the widget that would answer it in a kernel."""

import json

import pytest

from quizzes import quiz, review
from quizzes.player.player import Player
from quizzes.talk import Talk
from tests.answers import replies

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A quiz</title>
<style>:root {{ --step-0: {size}px; }} {style}</style><main id="quiz"></main>
<script type="module">
import player from "/player.js";
const state = {state}, hear = [];
const model = {{ get: (name) => state[name], on: (_name, one) => hear.push(one),
  send: async (message) => {{ (await window.tell(message)).forEach(window.say); }} }};
// A reply can be held back, as by a network, and then come, even twice.
window.late = [];
window.say = (reply) => {{ window.held ? window.late.push(reply) : hear[0](reply); }};
window.scrolled = [];
const scroll = Element.prototype.scrollIntoView;
Element.prototype.scrollIntoView = function (how) {{
  window.scrolled.push(how);
  scroll.call(this, {{ ...how, behavior: "auto" }});
}};
player.render({{ model, el: document.getElementById("quiz") }});
</script></html>"""


@pytest.fixture
def opened(new_page):
    """Open a quiz of the course, or the review page, without a server:
    opened(lesson, place, size=px, **options); with items those, whatever their lesson."""
    contexts = []

    def open_it(lesson, place, size=17, items=(), **options):
        if items:
            player = Player(Talk(lesson, place, items))
        else:
            player = review() if place == "review" else quiz(lesson, place)
        code = player._esm

        names = ("mode", "heading", "questions", "left_out", "edition")
        state = json.dumps({name: player.get_state()[name] for name in names})
        html = PAGE.format(style=Player._css, size=size, state=state)
        contexts.append(new_page(375, 667, **options))
        page = contexts[-1].__enter__()
        page.route(
            "http://quiz.test/*",
            lambda route: route.fulfill(
                body=code if "player.js" in route.request.url else html,
                content_type="text/javascript" if "player.js" in route.request.url else "text/html",
            ),
        )
        page.expose_function("tell", lambda message: replies(player, message))
        page.goto("http://quiz.test/")
        page.wait_for_selector(".kr" if place == "review" else ".kq-card")
        return page, player.items

    yield open_it
    for context in contexts:
        context.__exit__(None, None, None)
