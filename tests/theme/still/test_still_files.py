"""What lies in a still copy: whole pages, links that lead somewhere, answers in folds."""

import asyncio
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import pytest

import evidence
from page.notice import NOTICE
from quizzes.engine import answer_key, load_bank, public_view
from tests.theme.still.reading import bare, read
from theme.still.copy import CANNOT, NO_WAY, Live, StillCopy
from theme.still.write import LIST, all_files, site_without_server
from tools.address import PLACEHOLDER
from widgets import InfusionLab, TrialWall
from widgets.model.cases import load_cases

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]
LESSONS = sorted(path.stem for path in (ROOT / "lessons").glob("*.ipynb"))
PAGES = ["index", "about", *LESSONS, "glossary", "search"]


def names(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def course():
    """The course as its pages tell it."""
    return site_without_server().course


@pytest.fixture(scope="module")
def pages(copied):
    return {name: read(copied / f"{name}.html") for name in PAGES}


def test_there_is_a_page_for_home_about_and_every_lesson(copied):
    assert {path.stem for path in copied.glob("*.html")} == set(PAGES) and len(LESSONS) > 10


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_what_it_is(pages, course, name):
    told = bare(pages[name].open)
    said = (CANNOT, NO_WAY, NOTICE, evidence.standing_line(), f"Version {course.version}")
    for words in (*said, course.date):
        assert words and bare(words) in told, words
    assert PLACEHOLDER not in pages[name].open


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_somewhere_and_nothing_is_fetched_from_elsewhere(copied, pages, name):
    here = names(copied)
    for address in (*pages[name].links, *pages[name].fetched):
        parts = urlsplit(address)
        if parts.scheme:
            assert parts.scheme in ("https", "http", "mailto"), address
            assert address not in pages[name].fetched, address
            continue
        file, place = urldefrag(address)
        assert not file.startswith(("/", "..")) and not parts.netloc, address
        assert not file or file in here, f"{name} links to {address}, which is not there"
        if place:
            there = pages[Path(file).stem if file else name].ids
            assert place in there, f"{name} links to {address}: no such place"


def test_what_the_search_finds_is_in_the_copy(copied, pages):
    html = (copied / "search.html").read_text(encoding="utf-8")
    rows = json.loads(re.search(r'id="search-rows"[^>]*>(.*?)</script>', html, re.S)[1])
    assert len(rows) > 200
    for row in rows:
        file, place = urldefrag(row["url"])
        assert file in names(copied), row
        # A case is opened by the live page; the copy shows them all.
        assert not place or place.startswith("case=") or place in pages[Path(file).stem].ids, row


def test_no_style_fetches_anything(copied):
    for path in copied.rglob("*.css"):
        found = re.findall(r"url\(|@import", path.read_text(encoding="utf-8"))
        assert not found, path.name


def test_every_file_is_used_and_listed_with_its_sum(copied, pages):
    used = {urldefrag(each)[0] for page in pages.values() for each in (*page.links, *page.fetched)}
    assert names(copied) - {LIST} <= used
    lines = (copied / LIST).read_text().splitlines()
    listed = dict(reversed(line.split("  ")) for line in lines)
    assert set(listed) == names(copied) - {LIST}
    for name, told in listed.items():
        assert hashlib.sha256((copied / name).read_bytes()).hexdigest() == told


def test_no_script_needs_a_server(copied):
    """A browser refuses modules, and what a page would fetch, where the page is a file."""
    for path in copied.glob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert 'type="module"' not in html and "modulepreload" not in html, path.name
        assert "data-session" not in html and "jupyter" not in html, path.name
    for path in copied.rglob("*.js"):
        assert not re.search(r"\bimport\b|\bfetch\(|XMLHttpRequest", path.read_text()), path.name


def test_the_next_lesson_and_those_that_the_words_name_are_pages_of_the_copy(pages):
    for before, after in zip(LESSONS, LESSONS[1:]):
        assert f"{after}.html" in pages[before].links
    assert {"about.html", "12_cases.html", "06_who_may_be_tried.html"} <= set(
        pages["00_start_here"].links
    )


def test_the_home_page_offers_nothing_that_only_a_live_course_has(copied, pages):
    html = (copied / "index.html").read_text(encoding="utf-8")
    for absent in ("home.js", "store-save", "entry-progress", "erase-dialog", "Review what is due"):
        assert absent not in html, absent
    assert [f"{slug}.html" for slug in LESSONS] == [
        each for each in dict.fromkeys(pages["index"].links) if each[:2].isdigit()
    ]


@pytest.mark.parametrize(
    ("slug", "explorer"),
    [
        ("09_hours_to_arrive", InfusionLab(rate_mg_per_kg_h=0.1, predict_at_h=2)),
        ("02_what_the_trials_found", TrialWall(predict="harm")),
    ],
)
def test_what_a_prediction_asks_for_is_in_a_fold_only(pages, slug, explorer):
    before, after = (explorer.visit(when=when).screen.sentence for when in ("before", "after"))
    page = pages[slug]
    assert before != after
    assert bare(before) in bare(page.open) and bare(after) in bare(page.folded)
    assert bare(after) not in bare(page.open)


def test_every_picture_of_a_notebook_is_a_file(copied):
    shown = set()
    for slug in LESSONS:
        page = read(copied / f"{slug}.html")
        shown |= {each for each in page.fetched if each.startswith("pictures/")}
        # Each leads to itself, for a phone on which it is too small to read.
        assert {each for each in page.links if each.startswith("pictures/")} == {
            each for each in page.fetched if each.startswith("pictures/")
        }
        html = (copied / f"{slug}.html").read_text(encoding="utf-8")
        assert "data:image/png" not in html, slug
    assert shown == {name for name in names(copied) if name.startswith("pictures/")}
    assert len(shown) > 10
    assert all((copied / name).read_bytes().startswith(b"\x89PNG") for name in shown)


@pytest.mark.parametrize("slug", LESSONS)
def test_every_question_stands_with_its_answer_in_a_fold(pages, slug):
    page = pages[slug]
    told, folded = bare(page.open), bare(page.folded)
    asked = {"90_review": (slug, "form_a", "form_b", "form_c")}.get(slug, (slug,))
    live = [each for lesson in asked for each in load_bank().live(lesson)]
    items = [each for each in live if each.place != "review"]
    assert items or slug == "00_start_here"
    for item in items:
        key, view = answer_key(item), public_view(item)
        assert bare(view["lead_in"]) in told, item.id
        for words in (key.key, *key.why, *(option.reason for option in key.options)):
            assert bare(words) in folded, (item.id, words)
        for why in key.why:
            assert bare(why) not in told, (item.id, "the reason stands in the open")
        for record in map(evidence.find, item.facts):
            assert bare(evidence.chip(record).status_words) in folded, item.id
        for source in item.sources:
            assert bare(evidence.load().sources[source].citation) in folded, (item.id, source)


@pytest.mark.parametrize("slug", ["05_everything_before_ketamine", "90_review"])
def test_the_address_of_a_page_may_end_in_a_question(copied, slug):
    asked = {"90_review": ("form_a", "form_b", "form_c")}.get(slug, (slug,))
    ids = [e.id for lesson in asked for e in load_bank().live(lesson) if e.place != "review"]
    html = (copied / f"{slug}.html").read_text(encoding="utf-8")
    assert len(ids) > 3 and all(html.count(f'<li id="{each}">') == 1 for each in ids)


def test_every_case_is_told_from_its_stem_to_its_debrief(pages):
    page = pages["12_cases"]
    for case in load_cases().values():
        assert bare(case.title) in bare(page.open), case.id
        assert bare(case.debrief) in bare(page.folded), case.id
        assert bare(case.debrief) not in bare(page.open), case.id


def test_two_runs_give_the_same_files(copied, tmp_path):
    again = tmp_path / "again"
    done = subprocess.run(
        [sys.executable, "-m", "theme.still", str(again)],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT), "TZ": "Asia/Tokyo"},
        check=True,
        capture_output=True,
        text=True,
    )
    assert str(again / "index.html") in done.stdout and not done.stderr
    assert names(again) == names(copied)
    for name in names(copied):
        assert (again / name).read_bytes() == (copied / name).read_bytes(), name


@pytest.mark.parametrize("live", ["https://course.example.org/", "../../voila/"])
def test_a_copy_that_knows_the_live_course_links_each_page_to_its_own(course, live):
    made = asyncio.run(all_files(StillCopy(site_without_server(), Live(live))))
    ways = {"index.html": "", "about.html": "about"}
    ways |= {"glossary.html": "glossary", "search.html": "search"}
    ways |= {f"{each.slug}.html": f"voila/render/{each.slug}.ipynb" for each in course.lessons}
    for name, way in ways.items():
        html = made[name].decode()
        assert f'<a href="{live}{way}">Open' in html and NO_WAY not in html
        assert "wait.js" not in html


def test_a_copy_beside_a_course_that_is_starting_asks_for_it():
    made = asyncio.run(all_files(StillCopy(site_without_server(), Live("../live/", True))))
    assert b"fetch(" in made["assets/wait.js"]
    for name in ("index.html", "about.html", "12_cases.html"):
        html = made[name].decode()
        assert 'data-ask="../live/healthz"' in html and 'src="assets/wait.js"' in html
