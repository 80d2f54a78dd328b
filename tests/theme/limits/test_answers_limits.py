"""Asking the server for answers has limits: how long, how many at once, how often, from where."""

import asyncio
import contextlib
import json
import threading
from pathlib import Path

from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.web import Application

from tests.theme.answers.test_answers import (
    ANSWER,
    LESSON,
    PRACTICE,
    SHOWN,
    WIDGETS,
    body,
    event,
    said,
)
from tests.theme.server_tools import ROOT, block, free_port, views
from tests.theme.server_tools import ask as ask_server
from theme import answers
from theme.answers import Answers, Grading, LongBodies, Shown, answered
from theme.limits import BODY_BYTES, LimitedServer, PerAddress, Room
from theme.rules import HEADERS


@contextlib.asynccontextmanager
async def served(grading: Grading, xheaders: bool = False):
    """A server with the address of answers only; gives a function that asks it."""
    routes = [(r"/answers/(\w+)", Answers, {"grading": grading})]
    room = Room(1, 60, 50)
    server = LimitedServer(Application(routes, headers=HEADERS), room=room)
    server.xheaders = xheaders
    port = free_port()
    server.listen(port, "127.0.0.1")
    client = AsyncHTTPClient(force_instance=True)

    async def ask(given=None, lesson=LESSON, method="POST", **headers):
        request = HTTPRequest(
            f"http://127.0.0.1:{port}/answers/{lesson}",
            method=method,
            body=given,
            headers={name.replace("_", "-"): value for name, value in headers.items()},
            allow_nonstandard_methods=True,
            request_timeout=60,
        )
        return await client.fetch(request, raise_error=False)

    try:
        yield ask, port
    finally:
        client.close()
        server.stop()
        await server.close_all_connections()
        grading.close()


def running(tell) -> None:
    asyncio.run(asyncio.wait_for(tell, 120))


def grading() -> Grading:
    return Grading(lambda lesson: SHOWN if lesson == LESSON else Shown("e1", {}))


def message(answer) -> str:
    return json.loads(answer.body)["message"]


def test_an_answer_is_graded_over_the_line_and_kept_by_nobody():
    async def tell():
        async with served(grading()) as (ask, port):
            answer = await ask(body(ANSWER))
            assert answer.code == 200 and json.loads(answer.body)["replies"] == said(ANSWER)
            assert answer.headers["Cache-Control"] == "no-store"
            assert "Set-Cookie" not in answer.headers and answer.headers["Server"] == "course"
            assert (await ask(body(ANSWER), "10_curve_over_days")).code == 404
            assert (await ask(body(ANSWER, edition="e2"))).code == 409
            assert "has been updated" in message(await ask(body(ANSWER, edition="e2")))
            own, foreign = f"http://127.0.0.1:{port}", "http://evil.example"
            assert (await ask(body(ANSWER), Origin=own)).code == 200
            assert (await ask(body(ANSWER), Origin=foreign)).code == 404
            assert (await ask(method="GET")).code == 405

    running(tell())


def test_a_running_server_knows_what_its_pages_show(plain_server):
    page = ask_server(f"{plain_server.url}voila/render/works.ipynb").text
    edition, (model,) = block(page, "jupyter-config-data")["edition"], views(page)
    address = f"{plain_server.url}voila/api/answers/"
    for lesson, given, status in (
        ("works", body(ANSWER, model, edition), 404),  # a part of it, but no question
        ("works", body(ANSWER, model, "older"), 409),
        ("nowhere", body(ANSWER, model, edition), 404),
    ):
        answer = ask_server(f"{address}{lesson}", "POST", given)
        assert (answer.status, bool(json.loads(answer.body)["message"])) == (status, True)


def test_what_is_too_long_or_does_not_say_how_long_it_is_is_refused_before_it_is_read():
    async def tell():
        async with served(grading()) as (ask, port):
            for head, status in (
                (b"Content-Length: 8000001", b"413"),
                (b"Content-Length: 100000000000", b"413"),
                (b"Content-Length: -5", b"411"),
                (b"Content-Length: lots", b"411"),
                (b"Transfer-Encoding: chunked", b"411"),
            ):
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.write(b"POST /answers/x HTTP/1.1\r\nHost: localhost\r\n%b\r\n\r\n" % head)
                assert (await reader.readline()).split()[1] == status, head
                writer.close()

    running(tell())


def long_log(size: int) -> bytes:
    """A message about practice questions of at least so many bytes, as a page could send it."""
    items = WIDGETS[PRACTICE].items
    shortest = min(len(json.dumps(event(each))) for each in items)
    events = [event(items[n % len(items)], n) for n in range(size // shortest + 1)]
    return body({"kind": "hello", "events": events})


def test_a_long_log_is_answered_and_another_learner_does_not_wait_for_it(monkeypatch):
    long, order = long_log(BODY_BYTES), []
    begun, may_end = threading.Event(), threading.Event()

    def slow(given, *more):
        if len(given) > BODY_BYTES:
            begun.set()
            assert may_end.wait(60)
        return answered(given, *more)

    monkeypatch.setattr(answers, "answered", slow)

    async def tell():
        async with served(grading()) as (ask, _):

            async def asked(given):
                answer = await ask(given)
                order.append(len(given) > BODY_BYTES)
                return answer

            first = asyncio.ensure_future(asked(long))
            await asyncio.to_thread(begun.wait, 60)
            assert (await asked(body(ANSWER))).code == 200
            may_end.set()
            answer = await first
            assert answer.code == 200 and order == [False, True]
            (restored,) = json.loads(answer.body)["replies"]
            events = json.loads(long)["content"]["events"]
            assert len(restored["grades"]) == len(events)

    running(tell())


def test_more_long_logs_than_the_server_holds_wait_and_are_forgotten_when_they_have_been_answered():
    long = long_log(2 * BODY_BYTES)

    async def tell():
        kept = grading()
        kept.long = LongBodies(at_once=2 * len(long))  # one of each address
        async with served(kept) as (ask, port):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            head = b"POST /answers/%b HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"
            writer.write(head % (LESSON.encode(), len(long)) + long[:100])
            await writer.drain()
            while not kept.long.held:
                await asyncio.sleep(0)
            refused = await ask(long)
            assert refused.code == 503 and int(refused.headers["Retry-After"]) > 0
            assert (await ask(body(ANSWER))).code == 200, "who asks little is not in the way"
            writer.close()
            await writer.wait_closed()
            while kept.long.held:
                await asyncio.sleep(0)
            assert (await ask(long)).code == 200
            assert not kept.long.held

    running(tell())


def test_what_is_held_is_counted_for_all_and_for_each_address():
    long = LongBodies(at_once=100)
    assert [long.take("a", 30) for _ in range(3)] == [True, False, False]
    assert long.take("a", 20) and not long.take("a", 1)
    assert long.take("b", 50) and not long.take("c", 1)
    long.give_back("a", 30)
    assert long.take("c", 30)
    for address, size in (("a", 20), ("b", 50), ("c", 30)):
        long.give_back(address, size)
    assert not long.held


def test_an_address_that_asks_too_much_is_told_to_wait_and_another_is_answered():
    async def tell():
        kept = grading()
        kept.rate = PerAddress(1e-9, 3)
        async with served(kept, xheaders=True) as (ask, _):
            codes = [(await ask(body(ANSWER), X_Real_Ip="1.1.1.1")).code for _ in range(5)]
            assert codes == [200, 200, 200, 429, 429]
            refused = await ask(body(ANSWER), X_Real_Ip="1.1.1.1")
            assert int(refused.headers["Retry-After"]) > 0 and "later" in message(refused)
            assert (await ask(body(ANSWER), X_Real_Ip="2.2.2.2")).code == 200
            # A long log counts for as many answers as it is long.
            assert (await ask(long_log(BODY_BYTES), X_Real_Ip="3.3.3.3")).code == 429

    running(tell())


def test_a_class_may_ask_at_once_and_a_flood_may_not():
    now = [0.0]
    rate = PerAddress(answers.ANSWERS_A_SECOND, answers.ANSWERS_AT_ONCE, lambda: now[0])
    logs = [1 + 300_000 // answers.ANSWER_BYTES] * 30  # a term's answers of thirty learners
    assert all(rate.take("class", tokens) for tokens in logs)
    assert sum(rate.take("class") for _ in range(100_000)) < answers.ANSWERS_AT_ONCE
    now[0] += 60
    assert sum(rate.take("class") for _ in range(100_000)) == 60 * answers.ANSWERS_A_SECOND
    longest = 1 + answers.LONGEST_BYTES // answers.ANSWER_BYTES
    assert answers.ANSWERS_AT_ONCE > longest, "the longest log there can be is answered"


def test_page_and_server_agree_how_long_a_log_may_be():
    limits = {"line/answers_line.js": "LONGEST_BYTES", "keeping/answers_file.js": "FILE_BYTES"}
    for name, constant in limits.items():
        text = (Path(ROOT) / "page" / "js" / name).read_text(encoding="utf-8")
        assert f"{answers.LONGEST_BYTES:_}" in text.split(constant)[1][:40], name
