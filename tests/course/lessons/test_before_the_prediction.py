"""What stands on a page before an explorer asks does not answer it."""

import json
import re
from pathlib import Path

import pytest

import widgets
from quizzes.engine import load_bank
from tests.widgets.controls.as_a_page import opened, predict, press, with_values
from widgets.controls.predicts import PredictsFirst

LESSONS = Path("lessons")
OPENS = re.compile(r"^(\w+)\(.*\)$")
BEFORE = re.compile(r'quiz\("(\w+)", "(\w+)"\)')
CASE = re.compile(r'(Ladder|worked_gate|worked_criteria)\("(\w+)"\)')
NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?")
DOSE = re.compile(r"\d[\d,.]*\s(?:mg|mcg)\b")
GUESSES = ("12", "37")  # two that no explorer answers
SMALLEST = 10  # smaller counts stand everywhere
# Where a choice is predicted, the words that name its answer.
NAMED_BY = {
    "01 WindUpLab": r"threshold|first response|response to the first|growth",
    "07 DoseSettings": r"mg/kg/h\b.{0,200}\bacute|acute.{0,200}\bmg/kg/h|bolus",
    "06 Ladder": r"\b(?:block|catheter)\b.{0,200}\b(?:possible|first)\b",
}


def notebook(name):
    return json.loads((LESSONS / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]


def words_of(item):
    """Everything that a learner may read of a question once it is answered."""
    body = item.body
    texts = [item.vignette, item.lead_in, item.explanation]
    for part in ("options", "statements", "pairs", "rows"):
        for each in getattr(body, part, ()) or ():
            texts += [str(getattr(each, name, "")) for name in ("text", "feedback", "why")]
    return " ".join(texts)


def shown_by(cell):
    texts = []
    for output in cell.get("outputs", ()):
        for kind, data in output.get("data", {}).items():
            if kind.startswith("text/"):
                texts.append(re.sub(r"<[^>]+>", " ", "".join(data)))
    return " ".join(texts)


def asked_on(name):
    """Each explorer of a page that predicts: its class, its call, and the texts before it."""
    names = {key: getattr(widgets, key) for key in widgets.__all__}
    bank, read, questions = load_bank(), [], []
    for cell in notebook(name):
        source = "".join(cell["source"]).strip()
        if cell["cell_type"] == "markdown":
            read.append(source)
            continue
        if found := BEFORE.fullmatch(source):
            questions += [words_of(item) for item in bank.live(*found.groups())]
        found = OPENS.fullmatch(source)
        if found and isinstance(names.get(found[1]), type):
            yield found[1], source, list(read), list(questions)
        read.append(shown_by(cell))


EXPLORERS = [
    (path.stem, *rest)
    for path in sorted(LESSONS.glob("[01]*.ipynb"))
    for rest in asked_on(path.stem)
]


def numbers(text):
    """The numbers of a text, but for those of a dose: no prediction asks for one."""
    return {each.rstrip(",") for each in NUMBER.findall(DOSE.sub("", text))}


def truth_of(source):
    """The numbers of the verdict that do not hang on what was predicted, less the question's."""
    verdicts, asked = [], ""
    for guess in GUESSES:
        page = opened(eval(source, {key: getattr(widgets, key) for key in widgets.__all__}))
        page.frame_px = 700
        asked = page.shown["sentence"] + json.dumps(page.controls) + json.dumps(page.values)
        for control in page.visit.explorer.guesses:
            with_values(page, **{control.name: guess})
        press(predict(page), "reveal")
        if "causes" in {each["name"] for each in page.controls}:
            every = next(each for each in page.controls if each["name"] == "causes")["options"]
            with_values(page, causes=" ".join(value for value, _ in every))
        verdicts.append(numbers(page.shown["lead"][0]["paragraphs"][0]))
    found = set.intersection(*verdicts) - numbers(asked)
    return {each for each in found if float(each.replace(",", "")) >= SMALLEST}


NUMERIC = [
    row
    for row in EXPLORERS
    if isinstance(getattr(widgets, row[1]), type)
    and issubclass(getattr(widgets, row[1]), PredictsFirst)
    # choices, and counts below ten
    and row[1] not in ("CaseCount", "ForestPlot", "GuidelineTimeline", "WindUpLab")
    and (row[1] not in ("InfusionLab", "RouteLab") or "predict" in row[2])
]
NAMED = [row for row in EXPLORERS if f"{row[0][:2]} {row[1]}" in NAMED_BY]


def test_the_pages_that_ask_are_found():
    assert {row[1] for row in NUMERIC} == {
        *("TrialWall", "ResponderTest", "SeriesVersusTrial"),
        *("ChanceLab", "InfusionLab", "RouteLab"),
    }
    assert {f"{row[0][:2]} {row[1]}" for row in NAMED} == set(NAMED_BY)


@pytest.mark.parametrize("row", NUMERIC, ids=lambda row: f"{row[0][:2]} {row[1]}")
def test_no_number_of_the_answer_stands_before_the_question(row):
    _lesson, _kind, source, read, questions = row
    truth = truth_of(source)
    assert truth, "the verdict names what was found"
    for text in (*read, *questions):
        assert not truth & numbers(text), f"{truth & numbers(text)} in {text[:300]!r}"


@pytest.mark.parametrize("row", NAMED, ids=lambda row: f"{row[0][:2]} {row[1]}")
def test_no_question_before_it_names_the_choice(row):
    lesson, kind, _source, _read, questions = row
    for text in questions:
        found = re.search(NAMED_BY[f"{lesson[:2]} {kind}"], text, re.IGNORECASE | re.DOTALL)
        assert not found, f"lesson {lesson}: {found[0]!r} before {kind}"


def test_no_case_is_worked_before_a_ladder_asks_for_it():
    worked = set()
    for path in sorted(LESSONS.glob("[01]*.ipynb")):
        for cell in notebook(path.stem):
            for opens, case in CASE.findall("".join(cell["source"])):
                if opens == "Ladder":
                    assert case not in worked, f"{path.stem}: {case} has been worked already"
                else:
                    worked.add(case)


@pytest.mark.parametrize("path", sorted(LESSONS.glob("*.ipynb")), ids=lambda path: path.stem[:2])
def test_where_questions_are_not_counted_the_page_says_so(path):
    said = ""
    for cell in notebook(path.stem):
        source = "".join(cell["source"])
        if '", "before")' in source:
            assert re.search(r"Nobody counts (?:them|it)\.", said), "before the quiz"
        else:
            assert "Nobody counts" not in said or source == "", "the sentence stands elsewhere"
        said = source
