"""The teacher's pages as they are served: the sessions, the sheets, and the files to take away."""

import json
import re
from html import unescape
from urllib.parse import urljoin

import pytest

from page.notice import NOTICE
from teaching import load_plans
from teaching.known import case_ids
from tests.theme.server_tools import Server, ask, write_lessons

pytestmark = pytest.mark.slow
WORDS_A_MINUTE, MOST_MINUTES = 200, 10
SHEETS = [
    *(f"teach/plan/{name}" for name, plan in load_plans().items() if not plan.takes_a_case),
    "teach/plan/one_case_8?case=07_doors_and_look_alikes",  # the case with the most decisions
]


@pytest.fixture(scope="module")
def lessons(tmp_path_factory):
    """A folder with one lesson: these pages need none."""
    return write_lessons(tmp_path_factory.mktemp("lessons"), works=["1"])


@pytest.fixture(scope="module")
def server(tmp_path_factory, lessons):
    """A server under a path, with a kit of two files, of which one is listed."""
    kit = tmp_path_factory.mktemp("kit")
    (kit / "handout.pdf").write_bytes(b"%PDF-1.7 made up")
    (kit / "slides <1>.pptx").write_bytes(b"made up")
    (kit / "secret.txt").write_text("not listed")
    row = {"title": "Handout & notes", "words": "One page to hand out.", "bytes": 16}
    listed = [row | {"file": "handout.pdf"}]
    listed += [row | {"file": name} for name in ("gone.pdf", "../secret.txt", "kit.json", 5)]
    (kit / "kit.json").write_text(json.dumps(listed))
    running = Server(lessons, base_url="/u/me/", kit=str(kit))
    yield running
    left = running.stop()
    assert not left and not [line for line in running.errors if line.strip()]


def words_of(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def main_of(html):
    return re.search(r"<main.*?</main>", html, re.S)[0]


def links_of(html):
    return [unescape(each) for each in re.findall(r'(?:href|action|formaction)="([^"]*)"', html)]


def test_the_home_page_leads_there_and_keeps_its_promise(server):
    home = ask(server.url).text
    assert 'href="/u/me/teach"' in home and "Facilitator notes" not in home
    page = ask(f"{server.url}teach")
    assert page.status == 200 and ask(f"{server.url}teach", "HEAD").status == 200
    for minutes in ("20", "45", "60"):
        assert f"{minutes} min" in page.text and minutes in re.search("Sessions of.*", home)[0]


def test_the_still_copy_leads_to_no_page_that_it_does_not_have(server):
    home = ask(f"{server.url}still/").text
    assert "teach" not in " ".join(links_of(home)) and "Choose a lesson to project" in home


def test_all_sessions_stand_on_one_page_in_their_order(server):
    html = main_of(ask(f"{server.url}teach").text)
    cards = re.findall(r'<article class="card" id="(\w+)"', html)
    assert cards == ["huddle_20", "noon_45", "express_60", "one_case_8"]
    assert re.findall(r'<option value="(\w+)"', html) == list(case_ids())
    for name in cards:
        assert f"/u/me/teach/plan/{name}" in links_of(html)
        assert f"/u/me/teach/stage/{name}" in links_of(html)
        assert load_plans()[name].summary in words_of(html)
    assert "ask whoever runs" not in words_of(html) and "cookie is set" in words_of(html)


@pytest.mark.parametrize("address", SHEETS)
def test_a_sheet_is_read_in_ten_minutes_as_it_stands(server, address):
    html = ask(server.url + address).text
    # What is folded, and the buttons, nobody reads who is preparing.
    unread = (
        r'<details class="chip".*?</summary>(.*?)</details>|<p class="(to-stage|card-ways)".*?</p>'
    )
    read = re.sub(unread, " ", main_of(html), flags=re.S)
    minutes = len(words_of(read).split()) / WORDS_A_MINUTE
    said = int(re.search(r"reading it takes about (\d+) min", html)[1])
    assert minutes <= MOST_MINUTES and 0 <= said - minutes <= 1.5


@pytest.mark.parametrize("address", SHEETS)
def test_a_sheet_leads_to_its_stage_at_each_step(server, address):
    html = main_of(ask(server.url + address).text)
    steps = html.count('<li class="step">')
    path, _, query = address.replace("/plan/", "/stage/").partition("?")
    stage = f"/u/me/{path}{'?' * bool(query)}{query}"
    assert steps > 3 and stage in links_of(html)
    assert [f"{stage}#step={n}" for n in range(1, steps + 1)] == [
        each for each in links_of(html) if "#step=" in each
    ]


@pytest.mark.parametrize("address", ["teach", *SHEETS])
def test_a_page_for_teachers_says_what_it_is_not_for(server, address):
    answer = ask(server.url + address)
    said = words_of(answer.text)
    assert answer.status == 200 and NOTICE in said and "Version 0.1.0" in said
    assert "No clinician has reviewed this course yet." in said
    assert "set-cookie" not in answer.headers and answer.headers["cache-control"] == "no-store"
    ours = [each for each in links_of(answer.text) if not re.match(r"https?://|#", each)]
    for link in {urljoin(server.url, each.partition("#")[0]) for each in ours}:
        if "/teach/stage/" not in link:
            assert ask(link).status in (200, 302), link


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("teach/plan/noon_46", "There is no session 'noon_46': did you mean 'noon_45'?"),
        ("teach/plan/one_case_8?case=05_everything", "there is no case '05_everything'"),
        ("teach/plan/one_case_8?case=<b>", "there is no case '<b>'"),
    ],
)
def test_what_is_not_there_is_refused_in_a_sentence(server, address, words):
    answer = ask(server.url + address.replace("<", "%3C").replace(">", "%3E"))
    assert answer.status == 404 and words in words_of(answer.text) and "<b>'" not in answer.text


def test_a_session_for_any_case_asks_for_one(server):
    answer = ask(f"{server.url}teach/plan/one_case_8")
    assert answer.status == 302 and answer.headers["location"] == "/u/me/teach#one_case_8"


def test_files_to_take_away_are_those_that_were_made_and_listed(server):
    html = main_of(ask(f"{server.url}teach").text)
    files = [each for each in links_of(html) if "/teach/files/" in each]
    assert files == ["/u/me/teach/files/handout.pdf"]
    assert "Handout & notes PDF, 1 kB One page to hand out." in words_of(html)
    answer = ask(f"{server.url}teach/files/handout.pdf")
    assert (
        answer.body == b"%PDF-1.7 made up" and answer.headers["content-type"] == "application/pdf"
    )
    assert answer.headers["content-disposition"] == 'inline; filename="handout.pdf"'
    for name in ("secret.txt", "kit.json", "gone.pdf", "..%2Fsecret.txt", "slides"):
        assert ask(f"{server.url}teach/files/{name}").status == 404
