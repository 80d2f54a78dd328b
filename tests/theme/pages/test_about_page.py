"""The About page: every claim from the evidence, every review from the signatures, a link to it."""

import json
import re
import tomllib
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import pytest
import yaml

import evidence
from evidence.guard.medication_text import problems as medication_problems
from evidence.reviewed import NOBODY
from page.notice import NOTICE_CELL
from tests.theme.pages.test_template_pages import COURSE_DATA, asset, render_page
from tests.theme.server_tools import Server, ask
from theme.pages import about, catalogue

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]


class Told:
    """What the page needs of the course."""

    name, version = "Ketamine infusion for cancer pain", "0.1.0"


def rendered(course=None, **other) -> str:
    known = {"course": COURSE_DATA | (course or {}), "asset": asset, "base_url": "/"}
    return render_page("about.html", **known, **(about.about(Told) | other))


def words_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def signature(of: str, words: str, **other) -> evidence.Signature:
    told = {"id": "R0001", "of": of, "mark": evidence.mark_of(words), "reviewer": "A. Made-Up"}
    told |= {"role": "pharmacist", "interests": "none", "day": date(2027, 3, 1)}
    return evidence.Signature(**(told | {"agrees": True, "why": ""} | other))


PAGE = rendered()


def test_every_claim_of_the_files_stands_in_one_table_with_its_verdict_and_sources():
    written = [
        row
        for path in sorted((ROOT / "evidence" / "claims").glob("*.toml"))
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["claim"]
    ]
    rows = re.findall(r'<tr role="row" id="(\w+)">(.*?)</tr>', PAGE, re.S)
    assert [name for name, _ in rows] == [row["id"] for row in written]
    assert len(rows) == 40 and PAGE.count("<table") == 1
    known = evidence.load().sources
    for (_, html), row in zip(rows, written, strict=True):
        said = words_of(html)
        assert row["says"] in said and row["finding"] in said
        assert row["verdict"].replace("-", " ") in said.lower()
        assert "not reviewed" in said.lower()
        for source in row["sources"]:
            assert known[source].short in said and known[source].seen in said
        assert "; seen:" not in said and "by others; what we read: summary" not in said


def test_a_claim_in_conflict_never_looks_agreed():
    for name, claim in evidence.load().claims.items():
        row = re.search(rf'<tr role="row" id="{name}">(.*?)</tr>', PAGE, re.S)[1]
        if claim.verdict not in ("supported", "supported-with-nuance"):
            assert "the literature agrees" not in row


def test_the_page_tells_what_the_document_is_and_what_could_not_be_opened():
    document = evidence.load().document
    said = words_of(PAGE)
    for words in (document.what, document.done, document.seen, document.unseen):
        assert words in said
    closed = [s for s in evidence.load().sources.values() if s.depth == "existence-only"]
    assert closed and all(source.citation in said for source in closed)


def test_the_page_is_medication_safe():
    assert medication_problems(words_of(PAGE).replace("CC BY 4.0", "")) == []


def test_nothing_is_reviewed_without_a_signature():
    if evidence.read_signed():
        assert about.reviewers()
    else:
        assert NOBODY in words_of(PAGE) and "reviewed by" not in words_of(PAGE)


def test_a_review_its_lapse_and_a_dispute_are_shown(monkeypatch):
    claims = evidence.load().claims
    words = {name: evidence.review_words(claim) for name, claim in claims.items()}
    given = (
        signature("C14", words["C14"]),
        signature("C15", "Other words than today's"),
        signature("C17", words["C17"]),
        signature("C17", words["C17"], reviewer="B. Made-Up", agrees=False, why="Too <high>"),
        signature("C16", words["C16"], reviewer="B. Made-Up", agrees=False, why="I give 5.0 mg"),
    )
    monkeypatch.setattr("evidence.reviewed.signed", lambda: given)
    html = rendered(reviewers=about.reviewers(given), standing_line=evidence.standing_line(given))
    rows = dict(re.findall(r'<tr role="row" id="(\w+)">(.*?)</tr>', html, re.S))
    assert "Reviewed by A. Made-Up (pharmacist) on 1 March 2027" in rows["C14"]
    assert "Changed since it was reviewed by A. Made-Up" in rows["C15"]
    assert "not agreed by B. Made-Up" in rows["C17"] and "Too &lt;high&gt;" in rows["C17"]
    assert "Not reviewed" in rows["C13"]
    assert "5.0 mg" not in rows["C16"] and "kept with the signatures" in rows["C16"]
    said = words_of(html)
    assert "A. Made-Up, pharmacist (interests: none): 3 statements signed" in said
    assert "2 people have reviewed parts of this course" in said


def test_the_line_at_the_foot_comes_from_the_signatures():
    assert NOBODY in render_page("404.html", course=COURSE_DATA, asset=asset)
    line = evidence.standing_line([signature("C14", "x")])
    said = {"course": COURSE_DATA | {"standing": line}, "sheet_line": line}
    html = render_page("404.html", asset=asset, **said)
    assert line in html and NOBODY not in html


def test_the_standing_notice_says_so_while_nobody_has_reviewed():
    notice = re.compile(r'<p class="standing-notice">(.*?)</p>')
    line = evidence.standing_line([signature("C14", "x")])
    for standing, said in (("", True), (NOBODY, True), (line, False)):
        html = render_page("404.html", course=COURSE_DATA | {"standing": standing}, asset=asset)
        assert ("No clinician has reviewed it." in notice.search(html)[1]) == said


@pytest.mark.parametrize("name", ["README.md", "evidence/README.md"])
def test_what_the_readmes_say_of_reviews_is_so(name):
    says = "o clinician has reviewed" in " ".join((ROOT / name).read_text().split())
    assert says == (not evidence.read_signed())


def test_no_lesson_types_how_far_the_review_has_come():
    for path in (ROOT / "lessons").glob("*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        typed = [cell for cell in cells if cell["cell_type"] == "markdown"]
        assert typed[0]["id"] == NOTICE_CELL, "written by make lessons, not typed"
        for cell in typed[1:]:
            assert "clinician has reviewed" not in "".join(cell["source"]), path.name


def test_a_placeholder_is_no_address(tmp_path, monkeypatch):
    assert 'href="https://github.com/OWNER' not in PAGE
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    for code, link in (("https://github.com/OWNER/REPOSITORY", ""), ("https://x.org/a/b",) * 2):
        monkeypatch.setattr(
            catalogue, "_citation", lambda c=code: citation | {"repository-code": c}
        )
        course = catalogue.read_course("/", None, tmp_path)
        assert course.source_url == link
        assert ("OWNER" in course.cite["sentence"]) is False
        html = rendered({"source_url": course.source_url})
        assert ("/issues" in html) == bool(link)
        assert ("no address to link to" in html) == (not link)


def test_the_newest_changes_come_first_and_as_plain_words():
    text = (
        "# T\n\n## Since 2\n\n## 2, **May**\n\n- **Corrected:** `a` [b](c)\n  d.\n\n## 1\n\n- e\n"
    )
    assert about.changes(text) == (
        about.Change("2, May", ("Corrected: a b d.",)),
        about.Change("1", ("e",)),
    )
    assert len(about.changes(text, most=1)) == 1
    assert about.changes(about.CHANGELOG.read_text(encoding="utf-8"))[0].points


def test_every_template_links_to_it():
    pages = ["home.html", "404.html", "error.html", "about.html"]
    for name in pages:
        told = about.about(Told) if name == "about.html" else {}
        html = render_page(name, course=COURSE_DATA, base_url="/u/me/", **told)
        assert 'href="/u/me/about"' in html, name


def test_every_link_of_a_lesson_leads_to_a_lesson_or_to_the_about_page():
    base = "http://course.test/u/me/"
    known = {f"{base}voila/render/{path.name}" for path in (ROOT / "lessons").glob("*.ipynb")}
    seen = set()
    for path in (ROOT / "lessons").glob("*.ipynb"):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            text = "".join(cell["source"]) if cell["cell_type"] == "markdown" else ""
            for link in re.findall(r"\]\((?!https?:|#)([^)#]+)\)", text):
                seen.add(urljoin(f"{base}voila/render/{path.name}", link))
    assert f"{base}about" in seen
    assert seen <= known | {f"{base}about"}


@pytest.fixture(scope="module", params=["/", "/u/me/"])
def still_server(request, plain_lessons):
    """A server without a spare kernel, at the root or under a path."""
    server = Server(plain_lessons, spare_kernels=0, base_url=request.param)
    yield server
    server.stop()


def test_the_server_answers_and_every_kind_of_page_leads_there(still_server):
    answer = ask(f"{still_server.url}about")
    assert answer.status == 200 and "All 40 claims" in answer.text
    assert ask(f"{still_server.url}about", "HEAD").status == 200
    kept = ask(f"{still_server.url}about", If_None_Match=answer.headers["etag"])
    assert kept.status == 304
    path = "/" + still_server.url.split("/", 3)[3] + "about"
    for name in ("", "nowhere", "voila/render/works.ipynb", "about"):
        assert f'href="{path}"' in ask(still_server.url + name).text, name
