"""What the glossary and the search hold, and that neither gives away what a lesson asks first."""

import json
import re
from html import unescape
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

import evidence
from evidence.glossary import glossary
from quizzes.engine import answer_key, load_bank
from teaching import known
from tests.course.lessons.test_before_the_prediction import NUMERIC, numbers, truth_of
from theme.pages import reference
from theme.pages.sections import sections
from theme.still.write import site_without_server

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]
LESSONS = sorted((ROOT / "lessons").glob("*.ipynb"))
ENOUGH = 30  # letters: a shorter answer, such as "placebo", stands everywhere


@pytest.fixture(scope="module")
def site():
    return site_without_server()


@pytest.fixture(scope="module")
def rows(site):
    return reference.findable(site, site.course)


@pytest.fixture(scope="module")
def glossary_page(site):
    return site.glossary_page().decode()


def plain(text: str) -> str:
    """Words without marks, spaces between them alike."""
    text = re.sub(r"<[^>]+>|\*\*|[*_`]|\[([^\]]*)\]\([^)]*\)", r"\1", unescape(text))
    return " ".join(text.split())


def of_lesson(rows, slug: str) -> list[dict]:
    return [row for row in rows if slug in row["url"]]


def words(row: dict) -> str:
    return " ".join(row[name] for name in ("title", "text", "also"))


def after_the_prediction(path: Path) -> list[str]:
    """The sentences of a lesson's words behind its first prediction, as they are typed."""
    cells = nbformat.read(path, as_version=4).cells
    typed = "\n\n".join(each.source for each in cells if each.cell_type == "markdown")
    _, _, later = typed.partition('<div class="predict">')
    text = plain(
        re.sub(r"^(?:#+ .*|\s*(?:-|\d+\.) )", "", later.partition("</div>")[2], flags=re.M)
    )
    return [each for each in re.findall(r"[^.!?]+[.!?]", text) if len(each) > ENOUGH]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_no_sentence_from_behind_a_prediction_can_be_found(path, rows, site):
    parts = reference.Pages(site).sections(site.course.lesson(path.stem))
    behind = " ".join(" ".join(part.later for part in parts).split())
    here = " ".join(words(row) for row in of_lesson(rows, path.stem))
    later = after_the_prediction(path)
    assert later or 'class=\\"predict\\"' not in path.read_text(encoding="utf-8")
    assert [each for each in later if each.strip() not in behind] == [], "they would be noticed"
    assert [each for each in later if each.strip() in here] == []


@pytest.mark.parametrize("row", NUMERIC, ids=lambda row: f"{row[0][:2]} {row[1]}")
def test_no_number_of_an_answer_can_be_found_in_its_lesson(row, rows):
    truth = truth_of(row[1 + 1])
    terms = [each for each in rows if each["kind"] == "term"]
    for each in [*of_lesson(rows, row[0]), *terms]:
        assert not truth & numbers(words(each)), each


def test_no_key_and_no_reason_can_be_found(rows):
    held = " ".join(plain(words(row)) for row in rows)
    for item in load_bank().items:
        key = answer_key(item)
        reasons = [*key.why, *(option.reason for option in key.options)]
        told = [key.key, *reasons, *(option.text for option in key.options if option.correct)]
        found = [each for each in map(plain, told) if len(each) > ENOUGH and each in held]
        assert found == [], item.id


def test_each_lesson_explorer_case_claim_and_term_can_be_found(site, rows):
    titles = {kind: [] for kind in ("lesson", "explorer", "case", "statement", "term")}
    for row in rows:
        titles[row["kind"]].append(row["title"])
    for path in LESSONS:
        claim = nbformat.read(path, as_version=4).metadata["course"]["claim"]
        assert path.stem.startswith(("00", "90")) or claim in titles["lesson"]
    assert {"Infusion lab", "Trial wall", "The ladder"} <= {*titles["explorer"]}
    assert titles["case"] == [known.case_outline(name).title for name in known.case_ids()]
    assert titles["statement"] == [each.says for each in evidence.load().claims.values()]
    assert titles["term"] == [each.title for each in glossary().values()]


def test_a_case_and_an_explorer_are_found_by_their_titles_only(rows):
    of_them = [row for row in rows if row["kind"] in ("case", "explorer")]
    assert of_them and not any(row["text"] for row in of_them)
    assert all(re.fullmatch(r"(case \w+)?", row["also"]) for row in of_them)


def test_a_statement_shows_how_it_stands(rows):
    for row, claim in zip(
        (each for each in rows if each["kind"] == "statement"),
        evidence.load().claims.values(),
        strict=True,
    ):
        assert row["where"].endswith(evidence.chip(claim).status_words)
        assert row["url"] == f"about#{claim.id}" and claim.finding not in words(row)
        assert ("not stated as fact" in row["where"]) != evidence.may_be_stated(claim) or (
            claim.source_line == "none"
        )


def test_a_heading_that_every_lesson_has_is_left_out(rows):
    titles = [row["title"] for row in rows if row["kind"] == "lesson"]
    assert "On the way out" not in titles and "Now alone" not in titles
    assert max(map(titles.count, titles)) < 3


MADE_UP = [
    (
        "m",
        "# A claim\n\nThe **bedside** &amp; more.\n\n<details><summary>S</summary>folded</details>",
    ),
    ("c", "from widgets import Lab"),
    (
        "m",
        '## Ask\n\nFirst.\n\n<div class="predict">\n\n**Predict.** How many?\n\n</div>\n\n'
        "It is 31.",
    ),
    ("c", "Lab()"),
    ("m", "Because of 31.\n\n## Why\n\nThirty-one.\n\n| a |\n|---|\n| 31 |"),
    ("c", "CasePlayer()"),
]


def made_up(site, cells):
    output = new_output("display_data", {"text/html": "<p><strong>The lab.</strong> 31</p>"})
    book = new_notebook()
    for kind, source in cells:
        outputs = [output] if source == "Lab()" else []
        book.cells += [
            new_markdown_cell(source) if kind == "m" else new_code_cell(source, outputs=outputs)
        ]
    return sections(book, reference.Pages(site).html)


def test_the_words_of_a_lesson_are_parted_at_its_first_prediction(site):
    claim, ask, why = made_up(site, MADE_UP)
    assert (claim.heading, claim.anchor, claim.words.strip()) == (
        *("A claim", ""),
        "The bedside & more.",
    )
    assert (ask.heading, ask.anchor) == ("Ask", "Ask")
    assert ask.words.strip() == "First. Predict. How many?" and "31" not in ask.words
    assert ask.later.strip() == "It is 31. Because of 31." and ask.explorers == ["The lab"]
    assert why.words.strip() == "" and "Thirty-one. a 31" in why.later
    assert why.has_all_cases and not ask.has_all_cases


def test_an_explorer_that_shows_at_once_parts_them_too(site):
    book = [("m", "# A\n\nOne."), ("c", "Lab()"), ("m", "Two.")]
    assert made_up(site, book)[0].words.strip() == "One. Two."
    cells = reference.Pages(site)
    note = new_notebook(cells=[new_markdown_cell("# A\n\nOne."), new_code_cell("Lab()")])
    note.cells[1].metadata["course"] = {"no_prediction": "It asks by itself."}
    note.cells.append(new_markdown_cell("Two."))
    (only,) = sections(note, cells.html)
    assert (only.words.strip(), only.later.strip()) == ("One.", "Two.")


def test_the_glossary_page_has_each_entry_under_its_letter(glossary_page):
    shown = re.findall(r'<div id="([a-z0-9-]+)" class="entry">', glossary_page)
    assert shown == list(glossary())
    said = plain(glossary_page)
    for term in glossary().values():
        assert plain(term.means) in said, term.id
    assert "No clinician has reviewed these explanations yet." in said
    letters = re.findall(r'<h2 id="letter-(\w)">', glossary_page)
    assert letters == sorted(set(letters))


def test_an_entry_that_states_a_fact_shows_what_backs_it(glossary_page):
    for term in glossary().values():
        entry = re.search(rf'<div id="{term.id}" class="entry">.*?</dd>', glossary_page, re.S)[0]
        chips = [evidence.chip(evidence.find(each)) for each in term.rests_on]
        assert entry.count("<details") == len(chips)
        assert all(unescape(each.status_words) in unescape(entry) for each in chips)


def test_each_use_leads_to_a_marked_place_in_a_lesson(site, glossary_page):
    used = re.findall(r'href="voila/render/(\w+)\.ipynb#term-([a-z0-9-]+)"', glossary_page)
    assert len(used) > 60
    for slug in {slug for slug, _ in used}:
        lesson = site.course.lesson(slug)
        pages = reference.Pages(site)
        marker = reference.term_marker(site.course)
        cells = [cell for cell in pages.notebook(lesson).cells if cell.cell_type == "markdown"]
        html = "".join(marker.mark(pages.html(cell)) for cell in cells)
        assert {f'id="term-{name}"' in html for each, name in used if each == slug} == {True}


def test_a_glossary_with_a_mistake_is_left_out_and_the_rest_stays(site, monkeypatch):
    def lacking():
        raise evidence.LeftOut

    monkeypatch.setattr(reference, "glossary", lacking)
    assert reference.entries(site, site.course) == () and reference.term_marker(site.course) is None
    rows = reference.findable(site, site.course)
    assert {row["kind"] for row in rows} == {"lesson", "explorer", "case", "statement"}
    html = site.templates.get_template("reference/glossary.html").render(**site.names(), entries=())
    assert "The glossary is left out: its file has a mistake." in html


def test_the_search_page_holds_its_rows_and_no_way_out_of_them(site, rows):
    html = site.search_page().decode()
    held = re.search(r'<script id="search-rows"[^>]*>(.*?)</script>', html, re.S)[1]
    assert json.loads(held) == rows and "<" not in held
