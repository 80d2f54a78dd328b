"""Kernels and servers that die while a learner answers, in a real browser."""

import os
import random
import signal
import tempfile
import threading
from itertools import zip_longest
from pathlib import Path

import psutil
from playwright.sync_api import Error as BrowserError

from bench.soak.browser import browser, lesson
from bench.soak.outcome import Outcome, from_to, grown
from bench.soak.server import SoakServer, soaked
from tests.course.pages.live_checks import (
    answer_first_question,
    results,
    reveal,
    shown_answer,
    something_to_do,
    stored_answers,
    submit_first_choice,
    wait_until_settled,
)

EARLIEST_S, LATEST_S = -0.02, 0.08  # of the death, from the press
GONE_S = 30
OPEN, GRADED = ".kq-card:visible[data-state=open]", ".kq-card[data-state=graded]"


def graded(page, count: int) -> bool:
    """Whether the page comes to show `count` answers with their verdicts."""
    try:
        page.locator(GRADED).nth(count - 1).wait_for(state="attached")
    except BrowserError:
        return False
    return True


def goes_on(page, before: list[str]) -> list[str]:
    """What the labs show otherwise, once the page has gone on in another kernel."""
    something_to_do(page)()
    wait_until_settled(page)
    return [
        f"a lab showed {one[:100]!r}, and in another kernel {other[:100]!r}"
        for one, other in zip_longest(before, results(page), fillvalue="nothing")
        if one != other
    ]


def kernel_kill(page, server: SoakServer, standing: set[int], after_s: float) -> list[str]:
    """Kill the page's kernel around the moment in which an answer is sent; what was lost."""
    reveal(page)
    before = results(page)
    kernels = [each.pid for each in server.family() if each.pid not in standing]
    if not kernels:
        return ["the page had no kernel that could be killed"]
    card = page.locator(OPEN).first
    kill = threading.Timer(max(0.0, after_s), lambda: [os.kill(k, signal.SIGKILL) for k in kernels])
    if after_s <= 0:
        kill.run()
    else:
        kill.start()
    submit_first_choice(card)
    if after_s > 0:
        kill.join()
    lost = [] if graded(page, 1) else ["the answer was not graded until the page was reloaded"]
    return lost + goes_on(page, before) + kept_through_reload(page, 1)


def kept_through_reload(page, answers: int) -> list[str]:
    """What of a number of graded answers is lost when the page is loaded again."""
    page.reload()
    lost = [] if graded(page, answers) else ["an answer was lost"]
    stored = stored_answers(page)
    if stored != (answers, answers):
        lost.append(f"kept {stored} answers and grades, must be {answers} and {answers}")
    return lost


def kernel_kills(count: int = 100) -> Outcome:
    """Kill the kernel of a page `count` times, just before and just after an answer is sent."""
    outcome, chance = Outcome(f"{count} kernels killed while a learner answers"), random.Random(1)
    with soaked(outcome.lost, SPARE_KERNELS=0) as server, browser() as chromium:
        before = server.at_rest()
        for number in range(count):
            standing = {each.pid for each in server.family()}
            try:
                with lesson(chromium, server.url) as page:
                    after_s = chance.uniform(EARLIEST_S, LATEST_S)
                    said = kernel_kill(page, server, standing, after_s)
            except Exception as error:
                said = [f"{type(error).__name__}: {error}"[:300]]
            outcome.lost += [f"{number}: {each}" for each in said]
            if number == count // 10:
                before = server.at_rest()
        after = server.at_rest()
        outcome.grew, outcome.told = grown(before, after), from_to(before, after)
    return outcome


def server_kills(count: int = 2) -> Outcome:
    """End the server `count` times, by SIGKILL and SIGTERM in turn, and start it again."""
    outcome = Outcome(f"{count} servers ended under a learner and started again")
    for number in range(count):
        how = (signal.SIGKILL, signal.SIGTERM)[number % 2]
        with tempfile.TemporaryDirectory() as folder:
            server = SoakServer(Path(folder))
            try:
                said = _server_kill(server, how)
            except Exception as error:
                said = [f"{type(error).__name__}: {error}"[:300]]
            finally:
                if server.process.poll() is None:
                    server.stop(signal.SIGKILL)
        outcome.lost += [f"{how.name}: {each}" for each in said]
    return outcome


def _server_kill(server: SoakServer, how: int) -> list[str]:
    """End a server with its page open and answers on it, start another in its place; what was
    lost."""
    with browser() as chromium, lesson(chromium, server.url) as page:
        first = answer_first_question(page)
        reveal(page)
        before, family = results(page), server.family()
        server.process.send_signal(how)
        code = server.process.wait(GONE_S)
        submit_first_choice(page.locator(OPEN).first)
        _, left = psutil.wait_procs(family, GONE_S)
        lost = [f"process {each.pid} outlived its server" for each in left]
        if how == signal.SIGTERM and code:
            lost.append(f"the server said {code} when it was asked to stop")
        with soaked(lost, port=server.port):
            if not graded(page, 2):
                lost.append("an answer given meanwhile was not graded until the page was reloaded")
            lost += goes_on(page, before) + kept_through_reload(page, 2)
            if shown_answer(page) != first:
                lost.append(f"the first answer was {first}, and is {shown_answer(page)}")
    return lost
