"""The loader refuses what a learner must not meet, and says where: file, item and field."""

import re

import pytest

from quizzes.engine import BankError, audit, computed_numbers
from tests.quizzes.engine.spoiled_banks import NUMERIC_SPOILED, SPOILED

LINE = re.compile(r", line \d+")  # tests/course/tree/test_broken_files.py holds the lines


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


def test_attitudes_are_read_of_one_best_answer_and_have_to_differ(bank_of, good_text):
    def labelled(text, attitudes):
        for name, attitude in zip(("Red", "Blue", "Green", "Navy"), attitudes, strict=False):
            text = text.replace(f'text = "{name}"', f'text = "{name}"\nattitude = "{attitude}"')
        return good_text.head + text

    (item,) = bank_of(labelled(good_text.sba, ("act", "hold", "never"))).items
    assert [option.attitude for option in item.body.options] == ["act", "hold", "never"]
    found = problems(bank_of, labelled(good_text.sba, ("hold",) * 3))
    assert any("must differ in attitude, got 'hold' for each" in each for each in found)
    found = problems(bank_of, labelled(good_text.multi, ("act", "hold", "never", "open")))
    assert any("an attitude only where one answer is the best" in each for each in found)


def test_a_pair_is_read(bank_of, good_text):
    pair = 'time_s = 30\npair = { with = "TST-009", changed = "It is night." }'
    (item,) = bank_of(good_text.head + good_text.sba.replace("time_s = 30", pair)).items
    assert (item.pair.other, item.pair.changed) == ("TST-009", "It is night.")


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
