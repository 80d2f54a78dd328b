"""Kernels wait ready, belong to one page, and are gone when nobody needs them."""

import os
import re
import signal
import time

import pytest

from tests.theme.server_tools import Line, Server, ask, open_lesson, views, wait_until

pytestmark = pytest.mark.slow


@pytest.fixture
def opened(plain_server, lesson):
    """The process and the id of a lesson just opened."""
    kernel_id, _ = open_lesson(lesson)
    return plain_server.kernel(kernel_id), kernel_id


def test_a_spare_that_has_rehearsed_is_handed_out_and_replaced(plain_lessons):
    server = Server(plain_lessons, spare_kernels=1)
    try:
        assert wait_until(server.family, 20)
        (spare,) = server.family()
        kernel_id, html = open_lesson(f"{server.url}voila/render/counted.ipynb")
        assert server.kernel(kernel_id) == spare
        # What a lesson's first run reads, solves and keeps is not waited for when it is opened.
        assert Line(server.url, kernel_id).state(views(html)[0])["said"] == "run 2"
        assert wait_until(lambda: len(server.family()) == 2, 20)
    finally:
        assert not server.stop()


def test_a_page_that_says_goodbye_ends_its_kernel(plain_server, opened):
    process, kernel_id = opened
    answer = ask(f"{plain_server.url}voila/api/shutdown/{kernel_id}", "POST")
    assert answer.status == 204
    assert wait_until(lambda: not process.is_running(), 3)
    assert ask(f"{plain_server.url}api/kernels/{kernel_id}").status == 404
    again = ask(f"{plain_server.url}voila/api/shutdown/{kernel_id}", "POST")
    assert again.status == 204


def test_a_connected_page_is_told_that_its_kernel_is_gone(plain_server, opened):
    _, kernel_id = opened
    line = Line(plain_server.url, kernel_id)
    line.heard(0.3)
    ask(f"{plain_server.url}voila/api/shutdown/{kernel_id}", "POST")
    assert {"execution_state": "dead"} in [said for kind, said in line.heard(2) if kind == "status"]


def test_a_kernel_that_dies_is_reported_and_not_replaced_in_silence(plain_server, opened):
    process, kernel_id = opened
    line = Line(plain_server.url, kernel_id)
    line.heard(0.3)
    os.kill(process.pid, signal.SIGKILL)
    assert {"execution_state": "dead"} in [said for kind, said in line.heard(4) if kind == "status"]
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
    kernel_id, _ = open_lesson(f"{impatient_server.url}voila/render/works.ipynb")
    state = f"{impatient_server.url}api/kernels/{kernel_id}"
    assert wait_until(lambda: ask(state).status == 404, 60)
    assert wait_until(lambda: not impatient_server.family(), 60)


def test_an_idle_page_gives_its_kernel_back_though_it_asks_for_news(plain_lessons):
    server = Server(plain_lessons, spare_kernels=1, idle_s=2, cull_every_s=1)
    try:
        kernel_id, _ = open_lesson(f"{server.url}voila/render/works.ipynb")
        process = server.kernel(kernel_id)
        line = Line(server.url, kernel_id)
        state = f"{server.url}api/kernels/{kernel_id}"
        assert wait_until(lambda: ask(state).status == 404, 8)
        assert not process.is_running()
        assert ("status", {"execution_state": "dead"}) in line.heard(1)
        # The spares that wait are idle too, and are not taken away.
        assert wait_until(lambda: len(server.family()) == 1, 15)
        spare = server.family()[0]
        time.sleep(4)
        assert spare.is_running()
    finally:
        assert not server.stop()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_stopping_the_server_stops_every_kernel(plain_lessons, how):
    server = Server(plain_lessons, spare_kernels=2)
    open_lesson(f"{server.url}voila/render/works.ipynb")
    wait_until(lambda: len(server.family()) >= 2, 15)
    assert server.stop(how) == []
    assert server.process.returncode == 0
    assert server.errors == []


def test_a_server_stopped_while_kernels_start_leaves_none(plain_lessons):
    server = Server(plain_lessons, spare_kernels=2)
    wait_until(server.family, 10)
    assert server.stop() == []


def test_too_many_lessons_are_told_to_wait_and_can_be_read(plain_lessons):
    server = Server(plain_lessons, places=1)
    try:
        first, _ = open_lesson(f"{server.url}voila/render/works.ipynb")
        none, html = open_lesson(f"{server.url}voila/render/works.ipynb")
        assert first and not none
        assert "Words that need no kernel." in html and "A stored sentence." in html
        assert re.search(r'"refusal": "[^"]*free place', html)
        ask(f"{server.url}voila/api/shutdown/{first}", "POST")
        again, _ = open_lesson(f"{server.url}voila/render/works.ipynb")
        assert again
    finally:
        assert not server.stop()
