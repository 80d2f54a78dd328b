"""The slides: native and editable, large, with notes; nothing right is told before it is asked."""

import io
import re
import shutil
import subprocess
from dataclasses import replace

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pypdf import PdfReader

from evidence import load, state
from evidence.numbers import format_number
from page.version import course_day
from quizzes.engine import answer_key, load_bank
from teaching import PlanError, for_case, load_plans
from teaching.kit.contents import slides
from teaching.kit.facts import SETTINGS, adults_only, dose_rows
from teaching.kit.paper.sheet import foot_lines
from teaching.kit.slides import Slide, deck
from teaching.kit.slides.deck import NOT_MEASURED
from teaching.kit.slides.fitting import largest_size
from teaching.kit.slides.pictures import after_prediction, lesson_explorer
from teaching.kit.slides.pptx_file import pptx_bytes
from teaching.pathway import pathway

pytestmark = pytest.mark.slow
SMALLEST = 0.03  # of the height of a slide


@pytest.fixture(scope="module")
def files(kit, index):
    return {
        name: Presentation(io.BytesIO((kit / name).read_bytes()))
        for name in index
        if name.endswith(".pptx")
    }


def chosen(name: str):
    plan = load_plans()[name]
    return for_case(plan, "05_everything_tried") if plan.takes_a_case else plan


def words_on(slide) -> str:
    tables = [shape.table for shape in slide.shapes if shape.has_table]
    cells = [cell.text for table in tables for cell in table.iter_cells()]
    texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    return "\n".join([*texts, *cells])


def test_each_slide_has_a_title_the_notice_and_letters_for_the_last_row(files):
    assert len(files) == len(load_plans())
    for name, file in files.items():
        for slide in file.slides:
            assert slide.shapes.title is not None and slide.shapes.title.text, name
            assert " ".join(foot_lines()) in words_on(slide)
            for shape in slide.shapes:
                if not shape.has_text_frame or shape.text_frame.text == " ".join(foot_lines()):
                    continue
                for paragraph in shape.text_frame.paragraphs:
                    for run in paragraph.runs:
                        share = run.font.size / file.slide_height
                        assert share >= SMALLEST, f"{name}: {run.text[:60]}"


def apart(one, two) -> bool:
    """Whether two boxes (left, top, right, bottom) do not lie on each other."""
    beside = one[2] <= two[0] or two[2] <= one[0]
    return beside or one[3] <= two[1] or two[3] <= one[1]


def test_nothing_leaves_a_slide_and_no_text_lies_on_another(files):
    for name, file in files.items():
        for slide in file.slides:
            boxes = [(s.left, s.top, s.left + s.width, s.top + s.height) for s in slide.shapes]
            for left, top, right, bottom in boxes:
                assert left >= 0 and top >= 0, name
                assert right <= file.slide_width and bottom <= file.slide_height, name
            for n, one in enumerate(boxes):
                assert all(apart(one, two) for two in boxes[n + 1 :]), slide.shapes.title.text


def test_pictures_have_words_and_no_text_is_a_picture(files):
    seen = 0
    for name, file in files.items():
        for slide in file.slides:
            for shape in slide.shapes:
                if shape.shape_type == MSO_SHAPE_TYPE.PICTURE:
                    seen += 1
                    alt = shape._element.xpath(".//p:cNvPr")[0].get("descr")
                    assert len(alt) > 40, name
                    # A picture is a graph of an explorer: its own words stand beside it as text.
                    assert len(words_on(slide)) > len(slide.shapes.title.text)
    assert seen >= 4


def test_pictures_are_large(files):
    for file in files.values():
        for slide in file.slides:
            for shape in slide.shapes:
                if shape.shape_type == MSO_SHAPE_TYPE.PICTURE:
                    assert shape.width >= 0.6 * file.slide_width


@pytest.mark.parametrize("name", load_plans())
def test_the_key_comes_after_its_question(name):
    """The slide that asks tells neither what is right nor why; the next one tells both."""
    made = deck(chosen(name))
    plan = load_plans()[name]
    on_paper = {s.title for s in plan.steps if s.on_paper}
    asked = [
        n
        for n, each in enumerate(made)
        if each.choices and not each.is_key and each.title.partition(" (")[0] not in on_paper
    ]
    assert asked or plan.id not in ("huddle_20", "express_60", "noon_45")
    for n in asked:
        question, key = made[n], made[n + 1]
        assert key.choices == question.choices and key.is_key and len(key.right) == 1
        assert not question.right
        assert key.paragraphs[0] in question.paragraphs
        for why in key.paragraphs[1:]:
            assert why not in question.paragraphs
            assert why not in question.notes


@pytest.mark.parametrize("name", ["noon_45", "express_60"])
def test_a_round_on_paper_shows_no_key(name):
    plan = load_plans()[name]
    (step,) = [each for each in plan.steps if each.on_paper]
    shown = [each for each in deck(plan) if each.title.startswith(f"{step.title} (")]
    assert len(shown) == len(step.questions) and not any(each.is_key for each in shown)


def test_what_is_said_stands_on_its_slide():
    for plan in load_plans().values():
        titles = {each.title: each for each in deck(chosen(plan.id))}
        for step in plan.steps:
            if step.kind == "say":
                assert titles[step.title].bullets == step.expect


def test_no_picture_puts_two_settings_on_one_axis():
    said, drawn = after_prediction("InfusionLab", "09_hours_to_arrive")
    assert said and len(drawn) == 1 and "plasma" in drawn[0].panel
    (told,) = [each for each in deck(load_plans()["noon_45"]) if NOT_MEASURED in each.paragraphs]
    assert told.picture and state(load().facts["F-D08"]) in told.notes


def asked_alone(item) -> tuple[Slide, Slide]:
    """The slides of one question: as it is asked, and its key."""
    plan = load_plans()["huddle_20"]
    made = deck(replace(plan, steps=(replace(plan.steps[1], questions=(item.id,)),)))
    return made[1], made[2]


def test_a_number_that_is_asked_for_gets_its_key():
    item = next(each for each in load_bank().live("form_a") if each.type == "numeric")
    question, key = asked_alone(item)
    assert "Answer in mL/h." in question.paragraphs and not question.is_key
    assert key.is_key and key.paragraphs[1] == f"Right: {answer_key(item).key}"


def test_of_a_question_with_several_right_answers_each_is_marked():
    item = next(each for each in load_bank().items if each.type == "multi")
    question, key = asked_alone(item)
    right = [n for n, each in enumerate(answer_key(item).options) if each.correct]
    assert len(right) > 1 and list(key.right) == right and question.right == ()
    file = Presentation(io.BytesIO(pptx_bytes([question, key], "title", "foot")))
    asked, told = (words_on(slide) for slide in file.slides)
    assert told.count("Right: ") == len(right) and "Right: " not in asked


def test_a_question_without_a_right_answer_says_so():
    item = next(each for each in load_bank().items if each.type == "poll")
    _, key = asked_alone(item)
    assert key.right == () and "no right answer" in key.paragraphs[1]


def test_what_the_teacher_says_stands_in_the_notes(files):
    for plan in load_plans().values():
        file = files[f"slides_{plan.id}.pptx"]
        notes = [s.notes_slide.notes_text_frame.text for s in file.slides if s.has_notes_slide]
        shown = [line for slide in file.slides for line in words_on(slide).splitlines()]
        for step in plan.steps:
            assert any(step.say in each for each in notes), step.id
            assert step.say not in shown
        assert all(any(each.reply in note for note in notes) for each in plan.arguments)


def test_doses_are_tables_under_the_heading_of_their_setting(files):
    """With the numbers of the evidence, what stands beside each, and for whom there is no dose."""
    for file in files.values():
        for setting, heading in SETTINGS.items():
            own = [s for s in file.slides if s.shapes.title.text == f"Doses. {heading}"]
            words = "\n".join(map(words_on, own))
            assert all(adults_only() in words_on(each) for each in own)
            for limit in load().limits.values():
                if limit.setting == setting:
                    for amount in (limit.value, limit.low, limit.high, *limit.steps):
                        assert amount is None or format_number(amount) in words, limit.id
            for row in dose_rows(setting):
                assert row.label in words and row.beside in words


def test_a_table_that_does_not_fit_is_refused():
    row = ("dose", "much", "route", "word " * 400)
    with pytest.raises(ValueError, match="must be at most .* inches tall"):
        pptx_bytes([Slide("A title", ("lead",), columns=row, rows=(row,))], "title", "foot")


def test_the_pathway_is_made_of_shapes(files):
    for file in files.values():
        (slide,) = [s for s in file.slides if s.shapes.title.text == "From the opioid to a trial"]
        words = words_on(slide)
        assert all(stage.title in words for stage in pathway())
        assert all(group.heading in words for stage in pathway() for group in stage.groups)
        assert not [s for s in slide.shapes if s.shape_type == MSO_SHAPE_TYPE.PICTURE]


def test_the_file_tells_the_day_of_the_course_and_not_of_its_making(files):
    for file in files.values():
        own = file.core_properties
        assert (own.created.year, own.modified) == (own.last_printed.year, own.created)
        assert own.created.date() == course_day()
        assert own.title and own.author


def test_a_case_that_is_not_there_is_refused():
    with pytest.raises(PlanError, match="there is no case '99_nobody'"):
        slides({"one_case_8": load_plans()["one_case_8"]}, "99_nobody")


def test_words_that_do_not_fit_are_refused_and_never_made_too_small():
    assert largest_size(["short"], 10, 5, (32, 20)) == 32
    assert largest_size(["word " * 150], 10, 5, (32, 20)) == 20
    with pytest.raises(ValueError, match="must fit in letters of 18 pt, got more: word"):
        pptx_bytes([Slide("A title", ("word " * 900,))], "title", "foot")


def test_an_explorer_that_a_lesson_does_not_open_is_refused():
    with pytest.raises(ValueError, match="got 'PumpDrill'"):
        lesson_explorer("PumpDrill", "02_what_the_trials_found")
    lab = lesson_explorer("InfusionLab", "09_hours_to_arrive")
    assert lab.visit(when="after").screen.picture


OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.mark.skipif(not OFFICE, reason="not run: LibreOffice (slides as it prints them)")
def test_libreoffice_opens_and_prints_every_slide(kit, files, tmp_path):
    for name, file in files.items():
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
        subprocess.run([*command, str(kit / name)], check=True, capture_output=True)
        sheets = PdfReader(tmp_path / name.replace(".pptx", ".pdf")).pages
        assert len(sheets) == len(file.slides)
        for sheet, slide in zip(sheets, file.slides, strict=True):
            printed = re.sub(r"\W+", "", sheet.extract_text())
            assert re.sub(r"\W+", "", slide.shapes.title.text) in printed
