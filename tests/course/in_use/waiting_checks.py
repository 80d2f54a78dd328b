"""What can be read of an explorer while it waits, and what it shows in each step of a change."""

import json
import re
from contextlib import contextmanager

from tests.running import take_kernel

WORKING, NONE = "Working …", "No result yet: waiting for a reply"
# What a learner can do first in an explorer and that asks for another result.
INPUTS = (
    "input[type=range]",
    "input[type=radio]:not(:checked)",
    "input[type=checkbox]",
    "select",
    ".x-action button",
)
RESULTS = (
    ".x-sentence, .x-readouts, .x-working, .x-table, .x-legend, .x-lead, .x-message, .x-passages, "
    ".x-asides, .x-notes"
)
# Of the results what an eye sees, the picture by its words.
SEEN = """(x, css) => {
  const seen = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const words = [...x.querySelectorAll(css)].filter(seen).map((e) => e.innerText);
  const pictures = [...x.querySelectorAll('.x-picture')].filter(seen);
  return [...words, ...pictures.map((e) => e.ariaLabel ?? "")].filter((text) => text.trim());
}"""
# What stands in the results, veiled or not, after each change of the page: each state once.
ANSWERS = "**/voila/api/answers/*"
WATCH = """(x, css) => {
  const state = () => JSON.stringify([
    ...[...x.querySelectorAll(css)].filter((e) => !e.hidden).map((e) => e.textContent),
    x.querySelector('.x-picture').ariaLabel,
  ]);
  x.courseStates = [state()];
  new MutationObserver(() => {
    if (!x.courseStates.includes(state())) x.courseStates.push(state());
  }).observe(x, { subtree: true, childList: true, characterData: true, attributes: true });
}"""


@contextmanager
def hung_kernel(course, page):
    """The page's kernel lives and answers nothing; it goes on when the block is left."""
    kernel = course.kernel_process(take_kernel(page))
    kernel.suspend()
    try:
        yield
    finally:
        kernel.resume()


@contextmanager
def held_answers(page):
    """What questions say to the server is on its way until the block is left."""
    held = []
    page.route(ANSWERS, lambda route: held.append(route))
    try:
        yield
    finally:
        while held:
            held.pop(0).continue_()
        page.unroute(ANSWERS)


class Line:
    """A page's connection, on which a test may swallow what comes, as a network in a lift does."""

    def __init__(self, page):
        self.swallows_requests = self.swallows_replies = False
        self.sockets = []
        page.route_web_socket(re.compile("/channels"), self._through)

    def _through(self, socket):
        self.sockets.append(socket)
        server = socket.connect_to_server()
        socket.on_message(lambda said: None if self.swallows_requests else server.send(said))
        server.on_message(lambda said: self._answer(socket, said))

    def _answer(self, socket, said):
        if not self.swallows_replies:
            socket.send(said)

    def stand_again(self):
        """The network is back: what was swallowed is lost, and the old connection breaks."""
        self.swallows_requests = self.swallows_replies = False
        self.sockets[-1].close()


def do_something(explorer) -> None:
    """Make the first input that the explorer offers: by mouse, or by keyboard on a slider."""
    for css in INPUTS:
        found = explorer.locator(f"{css}:visible:enabled").first
        if not found.count():
            continue
        if css == "select":
            now = found.evaluate("e => e.selectedIndex")
            found.select_option(index=1 if now != 1 else 0)
        elif css == "input[type=range]":
            found.press("ArrowRight")
        else:
            found.click()
        return
    raise AssertionError("the explorer must offer something to do")


def seen(explorer) -> list[str]:
    """Every result of the explorer that an eye can read now."""
    return explorer.evaluate(SEEN, RESULTS)


def heard(explorer) -> str:
    """The explorer as a screen reader finds it, each space a single one."""
    return re.sub(r"\s+", " ", explorer.aria_snapshot())


def watch_states(explorer) -> None:
    """Keep each different state of the results from now on."""
    explorer.evaluate(WATCH, RESULTS)


def states(explorer) -> list[list[str]]:
    """The states that were seen since, in their order."""
    return [json.loads(state) for state in explorer.evaluate("x => x.courseStates")]
