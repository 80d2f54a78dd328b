"""Short answers take what clinicians write for the same thing, and refuse what is another."""

import pytest

from quizzes.engine import grade
from tests.quizzes.kinds.one_of_each import HEAD, SHORT

CLASS = SHORT.replace(
    'accept = ["allodynia", "touch pain"]',
    'accept = ["benzodiazepine", "BZD"]\n'
    'drugs = ["midazolam", "lorazepam"]\n'
    'qualifiers = ["short-acting", "low-dose", "rescue"]',
).replace('["hyperalgesia"]', '["opioid", "naloxone"]')
SEVERAL = SHORT.replace('"touch pain"', '"opioid-induced hyperalgesia", "12 mL/h rate"').replace(
    '["hyperalgesia"]', '["pinprick"]'
)


@pytest.fixture
def drug(bank_of):
    (item,) = bank_of(HEAD + CLASS).items
    return item


@pytest.mark.parametrize(
    "words",
    [
        "benzodiazepine",
        "a benzodiazepine",
        "Benzodiazepines",
        "the BZDs",
        "BZD.",
        "a short-acting benzodiazepine",
        "low dose rescue benzodiazepine",
        "benzodiazepne",
        "lorazepam",
        "Midazolam",
        "lorazepan",
        "low-dose midazolam",
        "a benzodiazepine such as lorazepam",
        "benzodiazepine (e.g. midazolam)",
        "midazolam, a benzodiazepine",
        "lorazepam or midazolam",
        "a benzodiazepine or lorazepam",
    ],
)
def test_what_clinicians_write_is_taken(drug, words):
    assert grade(drug, words).correct, words


@pytest.mark.parametrize(
    "words",
    [
        "no benzodiazepine",
        "not a benzodiazepine",
        "avoid benzodiazepines",
        "haloperidol",
        "lorazepam or haloperidol",
        "benzodiazepine and morphine",
        "benzodiazepine such as haloperidol",
        "haloperidol, a benzodiazepine",
        "long-acting benzodiazepine",
        "benzodiazepine antagonist",
        "opioids",
        "an opioid",
        "rescue naloxone",
        "benzo-",
        "a",
        "the",
    ],
)
def test_what_is_another_thing_is_refused(drug, words):
    assert not grade(drug, words).correct, words


def test_a_drug_of_the_class_is_told_its_class(drug):
    for words in ("lorazepam", "lorazepan", "low-dose midazolam"):
        sentence = grade(drug, words).feedback.sentence
        assert sentence == "Right: it is one of this class. The answer is: benzodiazepine."


def test_a_slip_is_known_in_all_its_forms(drug):
    for words in ("opioid", "an opioid", "Opioids", "rescue naloxone"):
        assert grade(drug, words).error_pattern == "The other word"


def test_another_figure_is_another_answer(bank_of):
    (item,) = bank_of(HEAD + SEVERAL).items
    assert grade(item, "12 mL/h rates").correct and grade(item, "12 ml h rate").correct
    for words in ("13 mL/h rate", "2 mL/h rate", "112 mL/h rate"):
        assert not grade(item, words).correct, words


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"rescue"]', '"not a"]', "qualifiers: hold 'not a', which turns an answer round"),
        ('"naloxone"]', '"the lorazepam"]', "slips: hold 'the lorazepam', which is accepted"),
        ('"naloxone"]', '"rescue BZDs"]', "slips: hold 'rescue BZDs', which is accepted"),
    ],
)
def test_words_that_contradict_themselves_are_refused(bank_of, old, new, words):
    assert CLASS.count(old) == 1
    with pytest.raises(ValueError, match=words):
        bank_of(HEAD + CLASS.replace(old, new))
