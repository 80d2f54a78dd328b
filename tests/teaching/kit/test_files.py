"""The kit as a whole: its index, its zip, its bytes, what each file says of itself, its guards."""

import html
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from evidence import load, standing_line
from evidence.guard.doses import dose_problems
from evidence.guard.medication_text import problems as medication_problems
from evidence.guard.real_person import person_problems
from page.notice import NOTICE
from page.version import course_address, course_date, course_version
from quizzes.engine import answer_key, load_bank, public_view
from teaching import load_plans
from teaching.kit import write_kit
from teaching.kit.contents import sheets
from teaching.kit.facts import adults_only
from teaching.kit.paper import sheet as paper_sheet
from teaching.kit.paper.cards import cards
from teaching.kit.paper.sheet import LICENCE, foot_lines
from teaching.kit.paper.small_sheets import evaluation_sheet
from teaching.kit.writing import ZIP
from teaching.pathway import pathway_notes
from tests.teaching.kit.conftest import CELL, texts_of
from tools.address import with_address
from widgets.model.cases import load_cases

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.slow
WANTED = {
    *(
        "handout.html",
        "cards_a_to_d.html",
        "team_cards.html",
        "debrief_card.html",
        "evaluation_sheet.html",
    ),
    *("curriculum_map.html", "pre_test_form_a.html", "post_test_form_b.html"),
    *("key_form_a.html", "key_form_b.html", "pathway_wide.svg", "pathway_column.svg"),
    *("read_me_first.txt", ZIP),
}


def test_every_file_is_there_and_the_index_tells_its_size(kit, index):
    per_plan = {f"{kind}_{name}" for name in load_plans() for kind in ("guide", "slides")}
    stems = {Path(name).stem for name in index if name.startswith(("guide_", "slides_"))}
    assert stems == per_plan and WANTED <= set(index)
    for name, row in index.items():
        assert row["bytes"] == (kit / name).stat().st_size
        assert row["title"] and row["words"].endswith(".") and "\n" not in row["words"]
    assert {path.name for path in kit.iterdir()} == {*index, "kit.json"}


def test_the_zip_holds_everything_else(kit, index):
    with zipfile.ZipFile(kit / ZIP) as archive:
        assert set(archive.namelist()) == set(index) - {ZIP}
        for name in archive.namelist():
            assert archive.read(name) == (kit / name).read_bytes(), name


def test_another_process_writes_the_same_bytes(kit, index, tmp_path):
    """Neither the clock, nor chance, nor the order of a set is in any file."""
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "teaching", "kit", "--out", str(tmp_path)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert f"{len(index)} files" in done.stdout and "No PDFs" in done.stdout
    assert [p.name for p in sorted(tmp_path.iterdir())] == [p.name for p in sorted(kit.iterdir())]
    differ = [p.name for p in kit.iterdir() if p.read_bytes() != (tmp_path / p.name).read_bytes()]
    assert differ == []


def test_each_file_says_what_it_is(kit, index):
    for name in index:
        if name == ZIP:
            continue
        told = "\n".join(texts_of(kit / name))
        for words in (NOTICE, standing_line(), course_version(), course_date(), LICENCE):
            assert words and words in told, f"{name} lacks: {words}"


def test_each_sheet_on_paper_says_it_too(kit, index):
    for name in index:
        if name.endswith(".html"):
            head = (kit / name).read_text(encoding="utf-8").partition("<head>")[0]
            assert NOTICE in head and LICENCE in head, "the line at the foot of each printed sheet"


def test_no_tag_is_printed_as_words(kit, index):
    for name in index:
        if name.endswith(".html"):
            assert not re.search(r"&lt;/?[a-z]", (kit / name).read_text(encoding="utf-8")), name


def test_a_drawing_that_stands_alone_shows_what_it_is(kit):
    for name in ("pathway_wide.svg", "pathway_column.svg"):
        svg = (kit / name).read_text(encoding="utf-8")
        drawn = " ".join(html.unescape(each) for each in re.findall(r"<text[^>]*>([^<]*)<", svg))
        for words in (*foot_lines(), adults_only(), *pathway_notes()):
            assert words in drawn, f"{name} lacks: {words}"


def test_a_corrected_question_changes_the_line_of_every_sheet(monkeypatch):
    before = foot_lines()
    later = [
        replace(item, corrected=tuple(replace(c, on=date(2031, 2, 3)) for c in item.corrected))
        for item in load_bank().items
    ]
    monkeypatch.setattr(paper_sheet, "bank", lambda: SimpleNamespace(items=later))
    assert foot_lines() != before
    assert "questions corrected up to 3 February 2031" in foot_lines()[2]


def test_the_address_of_the_course_stands_on_each_sheet_once_it_has_one(monkeypatch):
    address = "https://github.com/somebody/a-course"
    monkeypatch.setattr("teaching.kit.paper.sheet.course_address", lambda: address)
    assert foot_lines()[-1] == f"The course: {address}"
    assert evaluation_sheet().count(address) >= 2 and address in cards()  # below it, and on paper
    monkeypatch.setattr("teaching.kit.paper.sheet.course_address", lambda: "")
    assert foot_lines()[-1] == LICENCE and "The course:" not in evaluation_sheet()


def test_the_address_is_the_one_that_make_address_wrote(tmp_path, monkeypatch):
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    for written, told in (
        (text, ""),
        (with_address(text, "somebody/a-course"), "somebody/a-course"),
    ):
        path = tmp_path / "CITATION.cff"
        path.write_text(written, encoding="utf-8")
        monkeypatch.setattr("page.version.CITATION", path)
        course_address.cache_clear()
        assert course_address().endswith(told) and bool(course_address()) == bool(told)
    course_address.cache_clear()


def test_the_guide_names_the_questions_of_the_printed_test(kit):
    numbers = [item.id for item in load_bank().live("form_a")]
    asked = [step for step in load_plans()["noon_45"].steps if step.on_paper][0].questions
    told = ", ".join(str(numbers.index(each) + 1) for each in asked)
    assert f": {told}." in (kit / "guide_noon_45.html").read_text(encoding="utf-8")


def test_no_file_asks_for_another(kit, index):
    for name in index:
        if name.endswith((".html", ".svg")):
            text = (kit / name).read_text(encoding="utf-8")
            for wanted in ("<script", "<link", "src=", "@import", "url("):
                assert wanted not in text, f"{name}: {wanted}"


def error_texts() -> str:
    """What is shown to be found wrong: in questions that say so, and in cases, each of whose texts
    was held against the dose guard when the case was read.
    """
    items = [item for item in load_bank().items if item.shows_error]
    keys = [answer_key(item) for item in items]
    words = [text for key in keys for text in (key.asked, key.key, *key.why)]
    words += [each.text for key in keys for each in key.options]
    words += [paragraph for item in items for paragraph in public_view(item)["vignette"]]
    for case in load_cases().values():
        words += [case.stem, case.trap, case.debrief, *(turn.ask for turn in case.turns)]
        options = [option for turn in case.turns for option in turn.options]
        words += [text for each in options for text in (each.text, each.consequence)]
    return "\n".join(" ".join(each.split()) for each in words)


def without_names(text: str) -> str:
    """A text without the names of sources, which are real people's, and without the licence's."""
    sources = load().sources.values()
    for known in (LICENCE, *(each.citation for each in sources), *(each.short for each in sources)):
        text = text.replace(known, "")
    return text


def guarded(texts: list[str], errors: str) -> list[str]:
    """What is wrong with texts; where it is shown as an error a dose may be outside its limit."""
    found = []
    for text in set(texts):
        bare = without_names(text)
        for cell in bare.split(CELL):
            found += medication_problems(cell) + person_problems(cell)
        told = re.sub(r"^[A-D]   |^Right: |^• +", "", text).removeprefix("Right: ")
        parts = {told, *told.split(": "), told.partition(" Right: ")[0]}
        if not any(part and part in errors for part in parts):
            row = bare.replace(CELL, ": ", 1).replace(CELL, ". ")  # what it is: how much. The rest.
            found += dose_problems(row, bare)
    return found


def test_every_text_passes_medication_lint_and_dose_guard(kit, index):
    errors, found = error_texts(), []
    for name in index:
        if name != ZIP:
            found += [f"{name}: {each}" for each in guarded(texts_of(kit / name), errors)]
    assert found == [], "\n".join(found[:20])


def test_the_guards_find_what_must_not_stand_there():
    assert guarded(["Give ketamine 0.10 mg/kg/h."], "")
    assert guarded(["Start the ketamine infusion for cancer pain at 2 mg/kg/h."], "")
    assert guarded(["Start the ketamine infusion at .1 mg/kg/h."], "")


def test_the_questions_stand_apart_from_their_key(kit):
    for form, name in (("form_a", "pre_test_form_a"), ("form_b", "post_test_form_b")):
        asked, key = texts_of(kit / f"{name}.html"), texts_of(kit / f"key_{form}.html")
        for item in load_bank().live(form):
            told = answer_key(item)
            assert told.asked in asked and told.asked in key
            assert any(line.endswith(told.key) for line in key), item.id
            for why in told.why:
                assert why in key and why not in asked, item.id


def test_the_letters_of_the_key_are_those_of_the_sheet(kit):
    for form, name in (("form_a", "pre_test_form_a"), ("form_b", "post_test_form_b")):
        asked, key = texts_of(kit / f"{name}.html"), texts_of(kit / f"key_{form}.html")
        for item in load_bank().live(form):
            told = answer_key(item)
            line = next(each for each in key if each.endswith(told.key))
            for place, option in enumerate(told.options):
                assert asked.index(told.options[0].text) + place == asked.index(option.text)
                if option.correct:
                    assert line.startswith(f"{'ABCD'[place]}: ")


def test_what_an_earlier_kit_left_is_taken_away_and_nothing_else(tmp_path):
    plans = {name: plan for name, plan in load_plans().items() if name == "huddle_20"}
    (tmp_path / "kit.json").write_text('[{"file": "old.html"}, {"file": "../kept.txt"}]')
    (tmp_path / "old.html").write_text("old")
    for kept in (tmp_path / "mine.html", tmp_path.parent / "kept.txt"):
        kept.write_text("mine")
    names, without = write_kit(tmp_path, plans)
    assert not (tmp_path / "old.html").exists()
    assert (tmp_path / "mine.html").exists() and (tmp_path.parent / "kept.txt").exists()
    assert "guide_huddle_20.html" in names and "guide_noon_45.html" not in names
    assert [each.partition(":")[0] for each in without] == ["No PDFs"]


def test_without_python_pptx_the_rest_is_written(tmp_path, monkeypatch):
    for name in [each for each in sys.modules if each.startswith("teaching.kit.slides")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pptx", None)
    names, without = write_kit(tmp_path, {})
    assert "handout.html" in names and not [each for each in names if each.endswith(".pptx")]
    assert "python-pptx" in without[0]


def test_a_plan_of_a_teacher_gets_a_guide_of_its_own():
    plan = load_plans()["huddle_20"]
    made = {page.name: page for page in sheets({"mine": plan})}
    assert plan.title in made["guide_mine.html"].data.decode()
    assert not [name for name in made if name.startswith("guide_huddle")]


def test_a_guide_tells_of_a_case_what_is_asked_what_happens_and_why(kit):
    told = " ".join(texts_of(kit / "guide_huddle_20.html"))
    case = load_cases()["01_add_ketamine"]
    turn = next(each for each in case.turns if each.id == "tonight")
    for ask in case.asks:
        assert ask.ask in told and ask.answer in told
    assert f"What happens: {turn.expert.happens}" in told
    assert told.index(turn.expert.happens) < told.index(turn.expert.because)
    chosen = " ".join(texts_of(kit / "guide_one_case_8.html"))
    presses = [p for each in load_cases().values() for t in each.turns for p in t.presses]
    assert len(presses) > 10
    assert not [p.says for p in presses if f"Somebody pushes back. {p.says}" not in chosen]
