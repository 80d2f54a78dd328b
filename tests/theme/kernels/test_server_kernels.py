"""Kernels wait ready, belong to one page, and are gone when nobody needs them."""

import os
import re
import signal

import pytest

from tests.theme.server_tools import Line, Server, ask, open_lesson, views, wait_until

pytestmark = pytest.mark.slow


def test_a_spare_that_has_rehearsed_is_handed_out_and_replaced(plain_lessons):
    server = Server(plain_lessons, spare_kernels=1)
    try:
        assert wait_until(server.family, 60)
        (spare,) = server.family()
        kernel_id, html = open_lesson(f"{server.url}voila/render/counted.ipynb")
        assert server.kernel(kernel_id) == spare
        # What a lesson's first run reads, solves and keeps is not waited for when it is opened.
        assert Line(server.url, kernel_id).state(views(html)[0])["said"] == "run 2"
        assert wait_until(lambda: len(server.family()) == 2, 60)
    finally:
        assert not server.stop()


def test_a_page_that_says_goodbye_ends_its_kernel(plain_server, connected):
    process, kernel_id, _ = connected
    answer = ask(f"{plain_server.url}voila/api/shutdown/{kernel_id}", "POST")
    assert answer.status == 204
    assert wait_until(lambda: not process.is_running(), 60)
    assert ask(f"{plain_server.url}api/kernels/{kernel_id}").status == 404
    again = ask(f"{plain_server.url}voila/api/shutdown/{kernel_id}", "POST")
    assert again.status == 204


def test_a_connected_page_is_told_that_its_kernel_is_gone(plain_server, connected):
    _, kernel_id, line = connected
    ask(f"{plain_server.url}voila/api/shutdown/{kernel_id}", "POST")
    line.wait_until_dead()


def test_a_kernel_that_dies_is_reported_and_not_replaced_in_silence(plain_server, connected):
    process, kernel_id, line = connected
    os.kill(process.pid, signal.SIGKILL)
    line.wait_until_dead()
    assert ask(f"{plain_server.url}api/kernels/{kernel_id}").status == 404


@pytest.fixture(scope="module")
def impatient_server(plain_lessons):
    """A server that takes a kernel back soon after its page has gone."""
    server = Server(plain_lessons, absent_s=8)
    yield server
    assert not server.stop()


def test_a_page_that_vanishes_without_goodbye_gives_its_kernel_back(impatient_server):
    kernel_id, _ = open_lesson(f"{impatient_server.url}voila/render/works.ipynb")
    line = Line(impatient_server.url, kernel_id)
    process = impatient_server.kernel(kernel_id)
    line.close()
    assert process.is_running()
    assert wait_until(lambda: not process.is_running(), 60)


def test_a_robot_that_only_fetches_the_page_keeps_no_kernel(impatient_server):
    kernel_id, _ = open_lesson(f"{impatient_server.url}voila/render/fails.ipynb")
    state = f"{impatient_server.url}api/kernels/{kernel_id}"
    assert wait_until(lambda: ask(state).status == 404, 60)
    assert wait_until(lambda: not impatient_server.family(), 60)


def test_an_idle_page_gives_its_kernel_back_though_it_asks_for_news(plain_lessons):
    server = Server(plain_lessons, spare_kernels=3, idle_s=2, cull_every_s=1)
    try:
        assert wait_until(lambda: len(server.family()) == 3, 60)
        waited_first = server.family()
        used = []
        for _ in range(2):
            kernel_id, _ = open_lesson(f"{server.url}voila/render/works.ipynb")
            process = server.kernel(kernel_id)
            used.append(process)
            line = Line(server.url, kernel_id)
            state = f"{server.url}api/kernels/{kernel_id}"
            assert wait_until(lambda state=state: ask(state).status == 404, 60)
            assert not process.is_running()
            line.wait_until_dead()
        # A spare that was idle before the first page came has seen both of them taken away.
        (spare,) = set(waited_first) - set(used)
        assert spare.is_running()
    finally:
        assert not server.stop()


@pytest.mark.parametrize(
    "how",
    [
        signal.SIGTERM,
        *(pytest.param(each, marks=pytest.mark.all) for each in (signal.SIGINT, signal.SIGHUP)),
    ],
)
def test_stopping_the_server_stops_every_kernel(plain_lessons, how):
    server = Server(plain_lessons, spare_kernels=2)
    open_lesson(f"{server.url}voila/render/works.ipynb")
    wait_until(lambda: len(server.family()) >= 2, 60)
    assert server.stop(how) == []
    assert server.process.returncode == 0
    assert server.errors == []


def test_a_server_stopped_while_kernels_start_leaves_none(plain_lessons):
    server = Server(plain_lessons, spare_kernels=2)
    wait_until(server.family, 60)
    assert server.stop() == []


def test_too_many_lessons_of_other_libraries_are_told_to_wait_and_can_be_read(plain_lessons):
    server = Server(plain_lessons, places=1)
    try:
        first, _ = open_lesson(f"{server.url}voila/render/fails.ipynb")
        none, html = open_lesson(f"{server.url}voila/render/fails.ipynb")
        assert first and not none
        assert "Words that need no kernel." in html and "A stored sentence." in html
        assert re.search(r'"refusal": "[^"]*free place', html)
        ask(f"{server.url}voila/api/shutdown/{first}", "POST")
        again, _ = open_lesson(f"{server.url}voila/render/fails.ipynb")
        assert again
    finally:
        assert not server.stop()
