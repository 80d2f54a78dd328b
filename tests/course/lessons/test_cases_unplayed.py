"""No case is solved on another page before it can be played."""

import ast
import json
import re
from pathlib import Path

import pytest

from widgets.model.cases import load_cases
from widgets.model.cases.worked import load_patients
from widgets.view.cases.on_the_way import case_address

LESSONS = Path("lessons")
PLAYS = {("05", 'CasePlayer("01_add_ketamine")')}  # the case itself
CASES_PAGE = "12"
RATES = ("rate_mg_per_kg_h", "dose_mg_per_kg")
CASES = load_cases()
# The weight and the order in mg/kg, or mg/kg/h, of each case that comes to a sum.
SUMS = {
    (lab.patient.weight_kg, lab.ordered): case.id
    for case in CASES.values()
    for turn in case.turns
    for lab in (*turn.before, *turn.after)
    if lab.patient and lab.ordered
}
WEIGHT = re.compile(r"(\d+(?:\.\d+)?) kg\b")
ORDER = re.compile(r"(\d+(?:\.\d+)?) mg/kg(?:/h)?\b")


def cells(lesson):
    path = next(LESSONS.glob(f"{lesson}_*.ipynb"))
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def sources(lesson, kind):
    return ["".join(cell["source"]) for cell in cells(lesson) if cell["cell_type"] == kind]


def sums_of_code(source):
    """Weight and order of each call that names both."""
    for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
        given = {each.arg: ast.literal_eval(each.value) for each in call.keywords}
        for name in RATES:
            if "weight_kg" in given and name in given:
                yield given["weight_kg"], given[name]


def sums_of_words(text):
    """Each weight of a passage with each of its orders."""
    orders = {float(each) for each in ORDER.findall(text)}
    return {(float(weight), order) for weight in WEIGHT.findall(text) for order in orders}


BEFORE = sorted(path.stem[:2] for path in LESSONS.glob("*.ipynb") if path.stem[:2] < CASES_PAGE)
PAGES = sorted(path.stem[:2] for path in LESSONS.glob("*.ipynb"))


def test_there_are_cases_with_a_sum_and_pages_to_look_at():
    assert len(SUMS) > 2 and "08" in BEFORE and "90" in PAGES


@pytest.mark.parametrize("lesson", PAGES)
def test_no_page_opens_or_works_a_case_of_the_list(lesson):
    for source in sources(lesson, "code"):
        named = [case for case in CASES if case in source]
        assert not named or (lesson, source) in PLAYS, f"lesson {lesson}: {source}"


@pytest.mark.parametrize("lesson", BEFORE)
def test_no_sum_of_a_case_is_worked_before_it(lesson):
    told = {each for source in sources(lesson, "code") for each in sums_of_code(source)}
    told |= {each for text in sources(lesson, "markdown") for each in sums_of_words(text)}
    assert not [(each, SUMS[each]) for each in sorted(told) if each in SUMS]


def test_what_is_looked_for_would_be_found():
    (weight_kg, order), *_ = SUMS
    code = f"worked_order(rate_mg_per_kg_h={order!r}, weight_kg={weight_kg!r})"
    assert set(sums_of_code(code)) == {(weight_kg, order)}
    words = f"A man of {weight_kg:g} kg. The order is ketamine {order:g} mg/kg/h."
    assert (weight_kg, order) in sums_of_words(words)


@pytest.mark.parametrize("patient", load_patients().values(), ids=lambda patient: patient.id)
def test_no_worked_patient_is_the_patient_of_a_case(patient):
    for case in CASES.values():
        assert patient.findings not in [case.findings, *(turn.findings for turn in case.turns)]
        assert patient.title not in case.title


def test_a_page_that_sends_to_a_case_names_one():
    numbers = {case_address(case).removeprefix("case=") for case in CASES.values()}
    links = [
        (lesson, number)
        for lesson in PAGES
        for text in sources(lesson, "markdown")
        for number in re.findall(r"12_cases\.ipynb#case=(\w+)", text)
    ]
    assert ("13", "13") in links
    assert {number for _, number in links} <= numbers
