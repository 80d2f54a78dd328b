"""What /teach shows of a department: apart, as local, up to date, never at the course's cost."""

import json
import re
from html import unescape

import pytest

from tests.teaching.local.good import FILES, write_local
from tests.theme.server_tools import Server, ask, wait_until, write_lessons

pytestmark = pytest.mark.slow
PAST = "Past its review date."
OWN = ("huddle_20", "noon_45", "express_60", "one_case_8")


@pytest.fixture(scope="module")
def lessons(tmp_path_factory):
    return write_lessons(tmp_path_factory.mktemp("lessons"), works=["1"])


@pytest.fixture(scope="module")
def server(tmp_path_factory, lessons):
    """A server whose local folder, `server.local`, is written anew by each test that changes it."""
    local = tmp_path_factory.mktemp("local")
    running = Server(lessons, local=str(local), kit=str(local / "no kit"))
    running.local = local
    yield running
    assert not running.stop()


def words_of(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def section(server):
    """The part of /teach on the department, "" where there is none."""
    html = ask(f"{server.url}teach").text
    assert all(f'id="{name}"' in html for name in OWN)
    found = re.search(r'<section id="your-department".*?</section>', html, re.S)
    return found[0] if found else ""


def in_words(server):
    return words_of(section(server))


def test_without_a_local_folder_nothing_is_shown(server):
    for path in server.local.rglob("*.toml"):
        path.unlink()
    assert section(server) == ""


def test_without_a_kit_the_page_says_how_it_is_made(server):
    html = ask(f"{server.url}teach").text
    assert "make kit" in words_of(re.search(r'<section id="take-away".*?</section>', html, re.S)[0])


def test_all_that_a_department_has_stands_as_local(server):
    write_local(server.local)
    html, said = section(server), in_words(server)
    for title in (
        "A short session",
        "Asked on a Friday",
        "What is due first on our ward?",
        "Pain service of a teaching hospital.",
        "We start lower than the course does, and wait a day.",
    ):
        assert f"Local: {title}" in said
    assert "mistake" not in said and "/teach/stage/friday_5" in html
    assert "no part of the course or of its evidence" in said


def test_a_local_figure_stands_beside_that_of_the_course(server):
    write_local(server.local)
    said = in_words(server)
    assert "Local 0.02 to 0.3 mg/kg/h The course 0.05 to 0.5 mg/kg/h" in said
    assert "The two differ." in said.split("The course at most 50 mg")[0]
    assert "The same as the course’s." in said.split("The course at most 50 mg")[1]


def test_a_saved_file_shows_at_the_next_visit(server):
    write_local(server.local)
    title = "Asked on a Sunday"
    assert title not in in_words(server)
    name = "cases/asked_on_friday.toml"
    write_local(server.local, {name: FILES[name].replace("Asked on a Friday", title)})
    assert f"Local: {title}" in in_words(server)
    sheet = ask(f"{server.url}teach/plan/one_case_8?case=asked_on_friday")
    assert f"Local: a case: {title}." in words_of(sheet.text)


def test_past_its_review_a_protocol_is_grey_and_says_so(server):
    write_local(server.local)
    text = FILES["protocol.toml"]
    far = text.replace("review_by = 2027-03-01", "review_by = 9999-01-01")
    write_local(server.local, {"protocol.toml": far})
    assert PAST not in in_words(server) and 'class="protocol"' in section(server)
    over = text.replace("2026-", "2019-").replace("2027-", "2020-")
    write_local(server.local, {"protocol.toml": over})
    assert PAST in in_words(server) and 'class="protocol past"' in section(server)


def test_a_broken_file_harms_only_itself_and_is_named_on_the_page_and_in_the_log(server):
    write_local(server.local)
    text = FILES["protocol.toml"].replace("high = 0.3", "high = 3")
    write_local(server.local, {"protocol.toml": text})
    said = in_words(server)
    mistake = "protocol.toml, line 10: statement start_rate: high: must be at most 1 mg/kg/h"
    assert "1 mistake in the local folder." in said and mistake in said
    assert "Local: A short session" in said and "mg/kg/h The course" not in said
    assert wait_until(lambda: any(mistake in line for line in server.errors), 30)
    sheet = ask(f"{server.url}teach/plan/huddle_20")
    assert sheet.status == 200 and "/teach/stage/huddle_20" in sheet.text


def test_a_plan_that_is_left_out_says_so(server):
    write_local(server.local)
    name = "cases/asked_on_friday.toml"
    write_local(server.local, {name: FILES[name].replace('"C09", sets', '"C099", sets')})
    assert "Local: friday_5 : This session is left out" in in_words(server)
    answer = ask(f"{server.url}teach/plan/friday_5")
    assert answer.status == 404 and "This session is left out" in words_of(answer.text)


@pytest.mark.parametrize("address", ["friday_5", "one_case_8?case=asked_on_friday"])
def test_a_run_sheet_with_something_local_says_all_of_it(server, address):
    write_local(server.local)
    answer = ask(f"{server.url}teach/plan/{address}")
    said = words_of(answer.text)
    assert answer.status == 200 and "no part of the course or of its evidence" in said
    asked = "Local: a case: What may be asked, 3 of 4. Then: What do you do tonight? A: Raise"
    assert asked in said and "B: Start an adjuvant beside the morphine." in said
    assert f"/teach/stage/{address}" in answer.text
    if address == "friday_5":
        assert "Local: A short session" in said
        assert "What is due first on our ward? A: Raise the opioid" in said
    else:
        assert "Your department’s own view" in said and "The course’s own view" not in said


def on_stage(server, address):
    """The stage at an address, once it is drawn: its page, and what is told of its screens."""
    asked = f"{server.url}teach/stage/{address}{'&' if '?' in address else '?'}order=abc"
    told = ask(asked.replace("?", "/layers?", 1))
    return ask(asked), json.loads(told.text)


def test_a_session_of_a_department_stands_on_the_stage_as_local(server):
    write_local(server.local)
    page, told = on_stage(server, "friday_5")
    said = words_of(page.text)
    assert page.status == 200 and "Local: A short session, 5 minutes" in said
    assert "no part of the course or of its evidence" in said
    assert "Local: Asked on a Friday" in said
    screens = re.findall(r'<section class="screen".*?</section>', page.text, re.S)
    theirs = [each for each in screens if "What is due first on our ward?" in unescape(each)]
    assert theirs and all("Local: " in words_of(each) for each in theirs)
    assert told["title"] == "Local: A short session"
    for screen in told["screens"]:
        if screen["poll"].startswith(("asked_on_friday", "WARD")):
            assert screen["code"]["address"] == server.url  # no lesson has it


def test_a_case_of_a_department_is_its_own_view_on_the_stage(server):
    write_local(server.local)
    page, told = on_stage(server, "one_case_8?case=asked_on_friday")
    said = words_of(page.text)
    layers = [each["html"] for screen in told["screens"] for each in screen["layers"]]
    whole = words_of(" ".join(layers))
    assert "Local: One case, 8 minutes" in said and said.count("Local: Asked on a Friday") > 1
    assert "Your department’s own view." in whole and "This course would" not in whole
    assert "After what your department would do" in whole and "this course would" not in whole
    assert "This course&#39;s own view" not in " ".join(layers)


def test_a_saved_file_shows_on_the_stage_too(server):
    write_local(server.local)
    name = "cases/asked_on_friday.toml"
    title = "Asked on a Monday"
    write_local(server.local, {name: FILES[name].replace("Asked on a Friday", title)})
    page, _ = on_stage(server, "one_case_8?case=asked_on_friday")
    assert f"Local: {title}" in words_of(page.text)


def test_the_stage_shows_nothing_that_has_a_mistake(server):
    write_local(server.local)
    name = "cases/asked_on_friday.toml"
    write_local(server.local, {name: FILES[name].replace('"C09", sets', '"C099", sets')})
    for address in ("friday_5", "one_case_8?case=asked_on_friday"):
        query = "&" if "?" in address else "?"
        answer = ask(f"{server.url}teach/stage/{address}{query}order=abc")
        assert answer.status == 404 and "Asked on a Friday" not in answer.text


def test_what_a_file_holds_is_shown_as_text(server):
    text = FILES["protocol.toml"].replace("One dose by mouth.", "One <b id='x'>dose</b> by mouth.")
    write_local(server.local, {"protocol.toml": text})
    assert "<b id=" not in section(server) and "One <b id='x'>dose</b> by mouth." in unescape(
        section(server)
    )


def test_a_reader_that_fails_takes_no_page_with_it(server):
    """A file that cannot be looked at at all: its name leads nowhere."""
    write_local(server.local)
    path = server.local / "plans" / "nowhere.toml"
    path.symlink_to(server.local / "nothing.toml")
    try:
        html = ask(f"{server.url}teach")
        assert html.status == 200 and "Huddle" in words_of(html.text)
        assert "could not be read" in in_words(server)
    finally:
        path.unlink()
    assert "Local: A short session" in in_words(server)
