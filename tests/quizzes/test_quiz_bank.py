"""The loader refuses what a learner must not meet, and says where: file, item and field."""

import re

import pytest

from quizzes.engine import BankError, audit, computed_numbers

LINE = re.compile(r", line \d+")  # tests/course/test_broken_files.py holds the lines
# What to change in the good bank, and the words that the refusal must hold.
SPOILED = {
    "unknown field": (
        'bloom = "recall"',
        'bloom = "recall"\nhint = "x"',
        "TST-001: hint: is not a known field",
    ),
    "unknown option field": (
        'text = "Red"',
        'text = "Red"\nscore = 1',
        "TST-001: options 1: score: is not a known field",
    ),
    "missing field": ('lead_in = "Which colour is it?"\n', "", "TST-001: lead_in: is missing"),
    "no feedback": ('feedback = "Red is warm."\n', "", "TST-001: options 1: feedback: is missing"),
    "empty feedback": (
        'feedback = "Red is warm."',
        'feedback = " "',
        "options 1: feedback: must be words",
    ),
    "no misconception": (
        'misconception = "takes warm for cold"\n',
        "",
        "options 1: misconception: is missing",
    ),
    "misconception of the key": (
        'facts = ["F-1"]',
        'facts = ["F-1"]\nmisconception = "x"',
        "options 2: misconception: is not a known field",
    ),
    "id": ('id = "TST-001"', 'id = "tst1"', "id: must look like INF-001"),
    "status": (
        'status = "live"',
        'status = "final"',
        "status: must be one of draft, live, retired; got 'final'",
    ),
    "type": ('type = "sba"', 'type = "essay"', "type: must be one of sba, multi, numeric"),
    "place": (
        'place = "alone"',
        'place = "after"',
        "place: must be one of before, practice, alone, exit",
    ),
    "version": ("version = 1", 'version = "1"', "version: must be a whole number from 1"),
    "boolean version": ("version = 1", "version = true", "version: must be a whole number"),
    "certainty": (
        "time_s = 30",
        'time_s = 30\ncertainty = "yes"',
        "certainty: must be true or false",
    ),
    "objective": (
        'objective = "O6"',
        'objective = "O9"',
        "objective: names 'O9', which the evidence does not have",
    ),
    "claim": (
        'claims = ["C14"]',
        'claims = ["C99"]',
        "claims: names 'C99', which is not among the claims",
    ),
    "no claim": ('claims = ["C14"]', "claims = []", "claims: must name at least one"),
    "source": ('sources = ["S-ONE"]', 'sources = ["S-TWO"]', "sources: names 'S-TWO'"),
    "no source": ('sources = ["S-ONE"]', "sources = []", "sources: must name at least one"),
    "source as text": (
        'sources = ["S-ONE"]',
        'sources = "S-ONE"',
        "sources: must be a list of texts",
    ),
    "unknown fact": (
        'facts = ["F-1"]',
        'facts = ["F-9"]',
        "facts: names 'F-9', which the evidence does not have",
    ),
    "fact from memory": (
        'facts = ["F-1"]',
        'facts = ["F-2"]',
        "facts: names 'F-2', which may not be stated as fact",
    ),
    "fact from memory in words": (
        '"It is blue."',
        '"{fact:F-2}"',
        "explanation: states what may not be stated",
    ),
    "unknown limit": (
        "{limit:range.high}",
        "{limit:none.high}",
        "vignette: names a limit that the evidence does not have",
    ),
    "part of a limit": (
        "{limit:range.high}",
        "{limit:range.value}",
        "vignette: names no number of the limit 'range': 'value'",
    ),
    "unknown model": ("{limit:range.high}", "{model:none.cl}", "vignette: names a model"),
    "stray brace": (
        '"It is blue."',
        '"It is {Blue}."',
        "explanation: has a brace that is not a placeholder",
    ),
    "unknown number": (
        '"It is blue."',
        '"It is {rate}."',
        "explanation: there is no number named 'rate'",
    ),
    "markup": ('"It is blue."', '"It is <b>blue</b>."', "explanation: may not hold < or >"),
    "lead-in": ('"Which colour is it?"', '"Regarding colour:"', "lead_in: must end as a question"),
    "two keys": (
        "correct = false",
        "correct = true",
        "options: must hold exactly one correct option, got 2",
    ),
    "no key": (
        'id = "b"\ntext = "Blue"\ncorrect = true',
        'id = "b"\ntext = "Blue"\ncorrect = false\nmisconception = "m"',
        "must hold exactly one correct option, got 0",
    ),
    "same text": ('text = "Green"', 'text = "RED"', "options: have the text 'red' twice"),
    "same id": ('id = "c"', 'id = "a"', "options: have the id 'a' twice"),
    "schema": ("schema = 1", "schema = 2", "01_test.toml: schema: must be 1, got 2"),
    "lesson": (
        'lesson = "01_test"',
        'lesson = "02_other"',
        "01_test.toml: lesson: must be one of 01_test",
    ),
    "numbers without a home": (
        'from = "limit:range.high"',
        "value = 0.4",
        "numbers: top: computed_by: is missing",
    ),
    "number from nowhere": (
        "limit:range.high",
        "trial:range.high",
        "numbers: top: from: must look like limit:",
    ),
}
NUMERIC_SPOILED = {
    "unit": ('unit = "mL/h"\n', "", "numeric: unit: is missing"),
    "tolerance": (
        'mode = "rel"',
        'mode = "digits"',
        "numeric: tolerance: mode: must be one of abs, rel",
    ),
    "no tolerance": ("value = 0.01 }", "value = 0 }", "tolerance: value: must be a number above 0"),
    "key": ('key = "dose / strength"', 'key = "dose / power"', "there is no number named 'power'"),
    "hostile key": ('key = "dose / strength"', "key = \"__import__('os')\"", "numeric: key: "),
    "pattern": (
        'expr = "rate / strength"',
        'expr = "rate /"',
        "error_patterns 1: expr: 'rate /' cannot be read",
    ),
    "pattern feedback": (
        'feedback = "The point has moved."\n',
        "",
        "error_patterns 2: feedback: is missing",
    ),
    "pattern name": (
        'expr = "rate / strength"',
        'expr = "rate / force"',
        "error_patterns Forgot the weight: expr: there is no number named 'force'",
    ),
    "same label": (
        'label = "Ten times too much"',
        'label = "Forgot the weight"',
        "have the label 'Forgot the weight' twice",
    ),
    "own unit": ('"mL/h" = 1,', '"mL/h" = 2,', "accepted_units: mL/h: the key's own unit"),
    "no variant": (
        '["rate <= top"]',
        '["rate <= 0"]',
        "template: no combination of the variables meets",
    ),
    "constraint": ('["rate <= top"]', '["rate"]', "template: 'rate' must compare"),
    "step": ("step = 0.1 }", "step = 0.3 }", "rate: step: must lead from min to max"),
    "variable name": ("weight = [70, 80]", "key = [70, 80]", "template: key: must be named like"),
    "name twice": (
        'dose = "rate * weight"',
        'dose = "rate * weight"\ntop = "rate"',
        "template: uses the name 'top' twice",
    ),
    "shows the key": ("How many mL/h?", "How many mL/h, {key}?", "lead_in: shows the key"),
    "function": (
        'function = "dosing.order"',
        'function = "order"',
        "computed_by: function: must look like",
    ),
    "within": ("within = 0.01 }", "within = 0 }", "computed_by: within: must be a number above 0"),
}


def problems(load, text, **files):
    with pytest.raises(BankError) as refusal:
        load(text, **files)
    return tuple(LINE.sub("", each) for each in refusal.value.problems)


@pytest.mark.parametrize(("old", "new", "words"), SPOILED.values(), ids=SPOILED)
def test_refuses_one_wrong_thing(bank_of, good_text, old, new, words):
    text = good_text.head + good_text.sba
    assert text.count(old) >= 1
    found = problems(bank_of, text.replace(old, new, 1))
    assert any(words in each for each in found), found
    assert all(each.startswith("01_test.toml") for each in found)


@pytest.mark.parametrize(("old", "new", "words"), NUMERIC_SPOILED.values(), ids=NUMERIC_SPOILED)
def test_refuses_one_wrong_thing_of_a_number(bank_of, good_text, old, new, words):
    text = good_text.head + good_text.numeric
    assert text.count(old) >= 1
    found = problems(bank_of, text.replace(old, new, 1))
    assert any(words in each for each in found), found
    assert any("TST-003" in each for each in found)


def test_a_key_that_would_show_as_0_is_refused(bank_of, good_text):
    text = good_text.head + good_text.numeric.replace(
        'key = "dose / strength"', 'key = "dose / 10000"'
    )
    assert any("would be shown as 0" in each for each in problems(bank_of, text))


@pytest.mark.parametrize(
    ("line", "name", "least", "most"),
    [
        ("time_s = 30", "time_s", 5, 600),
        ("show_decimals = 2", "show_decimals", 0, 6),
    ],
)
def test_a_whole_number_is_read_up_to_its_limits_and_no_further(
    bank_of, good_text, line, name, least, most
):
    def read_as(number):
        text = good_text.sba + good_text.numeric
        return good_text.head + text.replace(line, f"{name} = {number}", 1)

    for number in (least, most):
        first, second = bank_of(read_as(number)).items
        assert getattr(second.body if name == "show_decimals" else first, name) == number
    for number in (least - 1, most + 1):
        assert any(f"{name}: " in each for each in problems(bank_of, read_as(number)))


def test_one_bad_file_never_hides_another(bank_of, good_text):
    bad = good_text.head + good_text.sba.replace('bloom = "recall"', "")
    other = (
        bad.replace("01_test", "02_more")
        .replace("TST-001", "TST-009")
        .replace('place = "alone"', 'place = "x"')
    )
    found = problems(
        bank_of, bad, **{"02_more": other, "03_torn": "schema = [", "loose": "schema = 1"}
    )
    for words in (
        "01_test.toml: TST-001: bloom: is missing",
        "02_more.toml: TST-009: bloom: is missing",
        "02_more.toml: TST-009: place: ",
        "03_torn.toml: cannot be read as TOML",
        "loose.toml: must be named like",
    ):
        assert any(each.startswith(words) for each in found), (words, found)


def test_several_problems_of_one_item_all_show(bank_of, good_text):
    text = good_text.head + good_text.sba.replace('status = "live"', 'status = "x"').replace(
        "version = 1", "version = 0"
    ).replace('feedback = "Green is grass."\n', "")
    assert len(problems(bank_of, text)) == 3


@pytest.mark.parametrize(("count", "words"), [(1, "1 problem in "), (2, "2 problems in ")])
def test_the_refusal_counts_its_problems_as_one_says_it(count, words):
    told = [f"problem {number}" for number in range(count)]
    said = str(BankError(told))
    assert said.startswith(words) and all(each in said for each in told)


def test_an_id_used_twice_names_both_files(bank_of, good_text):
    other = good_text.head.replace("01_test", "02_more") + good_text.sba
    found = problems(bank_of, good_text.head + good_text.sba, **{"02_more": other})
    assert found == ("02_more.toml: TST-001: id: is used twice, first in 01_test.toml",)


@pytest.mark.parametrize(
    "text", ["", "items = 3", "schema = 1\nlesson = '01_test'\nitems = ['x']", "numbers = 3"]
)
def test_strange_files_are_refused_not_fallen_over(bank_of, text):
    assert problems(bank_of, text)


def test_a_good_bank_is_read(good):
    sba, multi, numeric = good.items
    assert sba.vignette == "The range ends at 0.4 mg/kg/h."
    assert sba.lesson == "01_test" and not sba.seeded and sba.certainty
    assert numeric.body.computed_by.times == 1
    assert numeric.template.variables["rate"] == (0.1, 0.2, 0.3, 0.4, 0.5)
    assert good.live("01_test", "exit") == (numeric,)
    assert good.item("TST-002") is multi and good.item("none") is None
    assert audit(good) == []


def test_computed_numbers_give_every_variant_with_its_arguments(good):
    numbers = list(computed_numbers(good))
    assert len(numbers) == 8  # four rates within the constraint, two weights, one strength
    assert numbers[0].args == {"rate": 0.1, "model": "plain"} and numbers[0].value == pytest.approx(
        1.4
    )
    assert {each.args["rate"] for each in numbers} == {0.1, 0.2, 0.3, 0.4}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('safe_max = "top * weight / strength"', "safe_max = 6", "lies outside the safe 0 to 6"),
        (
            'expr = "rate / strength"',
            'expr = "dose * 0.2"',
            "the key (1.4) and Forgot the weight (1.4) cannot be told apart",
        ),
        (
            'expr = "key * 10"',
            'expr = "rate / strength * 1.015"',
            "Forgot the weight (0.02) and Ten times too much (0.0203) cannot be told apart",
        ),
        ("show_decimals = 2", "show_decimals = 0", "shown with 0 decimals would be marked wrong"),
        ("{dose} mg/h, so", "{dose}.0 mg/h or 1200 mg, so", "explanation has a trailing zero"),
        ("{dose} mg/h, so", "1200 mg or .5, so", "thousands without a comma"),
    ],
)
def test_the_audit_walks_every_variant(bank_of, good_text, old, new, words):
    bank = bank_of(good_text.head + good_text.numeric.replace(old, new, 1))
    assert any(words in each for each in audit(bank)), audit(bank)


def test_options_that_read_the_same_in_one_variant_are_found(bank_of, good_text):
    text = (
        good_text.sba.replace(
            "time_s = 30", "time_s = 30\n[items.template.variables]\nn = [1, 2]\n"
        )
        .replace('text = "Red"', 'text = "{n}"')
        .replace('text = "Green"', 'text = "2"')
    )
    # the template's table must come after the item's own fields
    fields, table = text.split("[items.template.variables]\nn = [1, 2]\n")
    head, options = table.split("[[items.options]]", 1)
    bank = bank_of(
        good_text.head
        + fields
        + head
        + "[items.template.variables]\nn = [1, 2]\n[[items.options]]"
        + options
    )
    assert audit(bank) == ["TST-001, seed 1: two options read '2'"]
