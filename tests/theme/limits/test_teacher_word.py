"""The word that keeps the teacher's pages: who does not bring it sees nothing of them."""

import hmac
import time
from urllib.parse import urlencode

import pytest
from tornado.web import create_signed_value

from tests.theme.server_tools import Server, ask
from theme.limits import ALL_TRIES_AT_ONCE, TRIES_A_MINUTE, TRIES_AT_ONCE, WrongWords
from theme.options import SHORTEST_WORD, OptionError, ServerOptions, read_options
from theme.teach import handlers
from theme.teach.pages import TeachPage
from theme.teach.word import COOKIE, VISIT_DAYS, TeacherWord

WORD = "open sesame"
KEPT = (
    *("teach", "teach/plan/huddle_20", "teach/plan/nothing", "teach/files/handout.pdf"),
    "teach/plan/one_case_8?case=05_everything_tried",
)
slow = pytest.mark.slow


def started(plain_lessons, **options):
    return Server(plain_lessons, spare_kernels=0, **options)


@pytest.fixture(scope="module")
def server(plain_lessons):
    """A server under a path whose teacher's pages are kept by a word."""
    running = started(plain_lessons, teacher_word=WORD, base_url="/u/me/")
    yield running
    running.stop()


def say(server, word, back="", **headers):
    body = urlencode({"word": word, "back": back}).encode()
    headers = {"Content_Type": "application/x-www-form-urlencoded"} | headers
    return ask(f"{server.url}teach/word", "POST", body, **headers)


def cookie_of(answer):
    return answer.headers["set-cookie"].split(";")[0]


def test_every_address_below_teach_is_kept():
    asked = handlers(lambda address: address, {})
    assert len(asked) >= 4
    for address, handler, *_ in asked:
        assert address.startswith("/teach") and issubclass(handler, TeachPage), address


@slow
@pytest.mark.parametrize("address", KEPT)
@pytest.mark.parametrize("cookie", ["", f"{COOKIE}=in", f"{COOKIE}=2|1:0|10:9|7:teacher|4:aW4=|0"])
def test_without_the_word_nothing_is_shown(server, address, cookie):
    answer = ask(server.url + address, **({"Cookie": cookie} if cookie else {}))
    assert answer.status == 403 and 'type="password"' in answer.text
    assert "Huddle" not in answer.text and "set-cookie" not in answer.headers
    assert "No clinician has reviewed" in answer.text
    assert ask(server.url + address, "HEAD").status == 403


@slow
def test_the_word_opens_all_of_it_for_a_visit(server):
    answer = say(server, f" {WORD} ", back="/u/me/teach/plan/huddle_20")
    assert answer.status == 303 and answer.headers["location"] == "/u/me/teach/plan/huddle_20"
    kept = {part.strip().lower() for part in answer.headers["set-cookie"].split(";")[1:]}
    assert kept == {"httponly", "samesite=strict", "path=/u/me/teach"}  # and it ends with the visit
    page = ask(f"{server.url}teach", Cookie=cookie_of(answer))
    assert page.status == 200 and "Huddle" in page.text and "Those who know a word" in page.text
    assert "set-cookie" not in page.headers and page.headers["cache-control"] == "no-store"
    sheet = ask(f"{server.url}teach/plan/huddle_20", Cookie=cookie_of(answer))
    assert sheet.status == 200 and "Minute by minute" in sheet.text


@slow
def test_behind_a_proxy_with_https_the_cookie_never_goes_without(server):
    answer = say(server, WORD, X_Forwarded_Proto="https")
    assert "secure" in answer.headers["set-cookie"].lower()


@slow
def test_another_word_is_refused_in_a_sentence(server):
    answer = say(server, "open sesam", back="/u/me/teach")
    assert answer.status == 403 and "That is not the word." in answer.text
    assert "set-cookie" not in answer.headers and "sesam" not in answer.text


@slow
@pytest.mark.parametrize(
    "back",
    [
        "https://elsewhere.example/teach",
        "//elsewhere.example",
        "/u/me/teach/../x",
        "/x",
        "/u/me/teacher",
        "/u/me/teach/x\r\nSet-Cookie: a=b",
        "",
    ],
)
def test_the_word_leads_nowhere_else(server, back):
    assert say(server, WORD, back=back).headers["location"] == "/u/me/teach"


@slow
def test_a_page_of_another_site_brings_no_word(server):
    answer = say(server, WORD, Origin="https://elsewhere.example")
    assert answer.status == 403 and "set-cookie" not in answer.headers


@slow
def test_who_guesses_has_to_wait_and_who_knows_does_not(plain_lessons):
    server = started(plain_lessons, teacher_word=WORD)
    try:
        tries = [say(server, f"guess {n}").status for n in range(TRIES_AT_ONCE)]
        assert set(tries) == {403}
        late = say(server, "one more guess")
        assert late.status == 429 and "The right word opens at once." in late.text
        assert "set-cookie" not in late.headers
        right = say(server, WORD)  # from the same address: a class sits behind one
        assert right.status == 303 and "set-cookie" in right.headers
    finally:
        server.stop()


@slow
def test_without_a_word_the_pages_are_open_and_say_so(plain_server):
    page = ask(f"{plain_server.url}teach")
    assert page.status == 200 and "Everybody who can reach this server" in page.text
    assert "set-cookie" not in page.headers
    answer = say(plain_server, "anything", back="/teach/plan/noon_45")
    assert answer.status == 303 and answer.headers["location"] == "/teach/plan/noon_45"
    assert "set-cookie" not in answer.headers


def test_wrong_words_are_counted_by_address_and_in_all():
    now = [0.0]
    wrong = WrongWords(lambda: now[0])
    assert not any(wrong.are_too_many("a") for _ in range(TRIES_AT_ONCE))
    assert wrong.are_too_many("a") and not wrong.are_too_many("b")
    now[0] += 60 / TRIES_A_MINUTE
    assert not wrong.are_too_many("a") and wrong.are_too_many("a")
    many = WrongWords(lambda: now[0])
    each = [many.are_too_many(f"address {n}") for n in range(ALL_TRIES_AT_ONCE + 1)]
    assert each == [False] * ALL_TRIES_AT_ONCE + [True]


def test_a_cookie_is_good_for_one_visit_of_one_server(monkeypatch):
    word = TeacherWord(WORD)
    assert word.lets_in(word.signed()) and not TeacherWord(WORD).lets_in(word.signed())
    assert not word.lets_in(None) and not word.lets_in("in")
    assert not word.lets_in(create_signed_value(b"another key", COOKIE, "in").decode())
    brought = word.signed()
    late = time.time() + VISIT_DAYS * 86400 + 60
    monkeypatch.setattr("time.time", lambda: late)
    assert not word.lets_in(brought)


def test_what_is_compared_is_as_long_for_every_word(monkeypatch):
    seen = []
    compare = hmac.compare_digest
    monkeypatch.setattr(
        "theme.teach.word.hmac.compare_digest",
        lambda one, other: seen.append((len(one), len(other))) or compare(one, other),
    )
    word = TeacherWord(WORD)
    assert [word.opens(said) for said in ("", "o", WORD, WORD * 100)] == [False, False, True, False]
    assert set(seen) == {(32, 32)} and len(seen) == 4


def test_a_word_is_the_same_however_a_keyboard_writes_it():
    assert TeacherWord("caf\u00e9 ouvert").opens("cafe\u0301 ouvert ")
    assert not TeacherWord().opens("") and TeacherWord().lets_in(None)


def test_a_short_word_is_refused_at_the_start_and_never_repeated():
    with pytest.raises(OptionError, match=f"must have {SHORTEST_WORD} to .* got one of 5") as short:
        read_options([], {"TEACHER_WORD": "sesam"})
    assert "sesam" not in str(short.value)
    assert read_options([], {"TEACHER_WORD": f" {WORD} "}).teacher_word == WORD
    assert read_options([], {"TEACHER_WORD": " "}).teacher_word == ""
    assert WORD not in repr(ServerOptions(teacher_word=WORD))
