"""What does not fit one of the kinds is refused with the file, the question and the field."""

import re

import pytest

from tests.quizzes.kinds.one_of_each import (
    EXTENDED,
    FIND,
    HEAD,
    KEY_FEATURES,
    OWN_WORDS,
    SHIFT,
    WRITE_ORDER,
)

LAST_UNSAFE = 'unsafe = "It would stop the breathing."\n'
SPOILED = [
    (EXTENDED, 'answer = "a"', 'answer = "z"', "parts 1: answer: must be one of a, b, c, d"),
    (EXTENDED, 'option = "b"', 'option = "a"', "others: must name each wrong option once"),
    (EXTENDED, 'option = "b"', 'option = "z"', "others 1: option: must be one of a, b, c, d"),
    (EXTENDED, '"Irradiate"', '"raise it"', "options: have the text 'raise it' twice"),
    (EXTENDED, 'id = "q"', 'id = "p"', "parts: have the id 'p' twice"),
    (EXTENDED, '"per_option"', '"pairs"', "scoring: must be one of all_or_nothing, per_option"),
    (KEY_FEATURES, "choose = 2", "choose = 3", "choose: must be the number of correct options, 2"),
    (KEY_FEATURES, "choose = 2", "choose = 9", "choose: must be a whole number from 2 to 4"),
    (KEY_FEATURES, 'correct = true\nfeedback = "Stop it, because."', 'correct = true\n'
     'feedback = "x"\nunsafe = "y"', "options: call 'a' both correct and unsafe"),
    (FIND, 'figure = "pump"', 'figure = "lost"', "figure: names 'lost', but there is no file"),
    (FIND, 'alt = "A pump. It says 70 and 7."', "", "alt: is missing"),
    (FIND, "[5, 10, 90, 20]", "[5, 10, 99, 20]", "places 1: box: must be left, top, width"),
    (FIND, "[5, 10, 90, 20]", "[5, 10, 90]", "places 1: box: must be left, top, width"),
    (FIND, "[5, 10, 90, 20]", "[5, 10, 90, 35]", "places: 'a' and 'b' overlap on the picture"),
    (FIND, "box = [5, 10, 90, 20]", "", "places: must hold exactly one without a box"),
    (FIND, "correct = true", 'correct = false\nmisconception = "m"', "exactly one correct place"),
    (WRITE_ORDER, 'unit_from = "unit"', 'unit_from = "drug"', "right choice is 'mg/h'"),
    (WRITE_ORDER, 'id = "unit"', 'id = "dose"', "fields: must have an id of their own"),
    (WRITE_ORDER, 'key = "rate * weight"', 'key = "rate * mass"', "no number named 'mass'"),
    (WRITE_ORDER, 'expr = "key / 10"', 'expr = "dose / 10"', "no number named 'dose'"),
    (WRITE_ORDER, 'computed_by = { function = "dosing.order", args = { rate = 0.25 }, '
     "within = 0.01 }\n", "", "computed_by is missing for The other rate"),
    (WRITE_ORDER, 'text = "mg/h", correct = true', 'text = "mg/h", correct = false, '
     'feedback = "x"', "choices: must be 2 to 8 with exactly one correct, got 2 with 0"),
    (OWN_WORDS, 'exemplar = "It did not help more. We do this next."', "", "exemplar: is missing"),
    (OWN_WORDS, '{ id = "c", text = "Says what comes next", feedback = "Nobody is left alone." },',
     "", "rubric: must be 3 to 6, got 2"),
    (OWN_WORDS, "version = 1", "version = 1\ncertainty = true", "certainty: is not asked for a"),
    (SHIFT, 'toward = "offering it"\n', "", "toward: is missing"),
    (SHIFT, "version = 1", "version = 1\ncertainty = true", "certainty: is not asked for a shift"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "old", "new", "words"), SPOILED)
def test_what_does_not_fit_is_refused(bank_of, text, old, new, words):
    assert text.count(old) == 1
    bank_of(HEAD + text)
    with pytest.raises(ValueError, match=re.escape(words)):
        bank_of(HEAD + text.replace(old, new))


def test_a_list_without_a_dangerous_step_is_no_key_features(bank_of):
    harmless = re.sub(r"unsafe = .*\n", "", KEY_FEATURES)
    with pytest.raises(ValueError, match="options: must hold at least one that is unsafe"):
        bank_of(HEAD + harmless)


@pytest.mark.parametrize("text", [EXTENDED, KEY_FEATURES, WRITE_ORDER])
def test_half_of_a_safe_answer_is_refused_in_each_kind_of_several_parts(bank_of, text):
    safety = text.replace('objective = "O6"', 'objective = "O7"')
    with pytest.raises(ValueError, match="scoring: must be all_or_nothing for a question on safe"):
        bank_of(HEAD + safety)
    assert bank_of(HEAD + safety.replace("per_option", "all_or_nothing")).items[0].safety


def test_a_plain_number_has_no_unsafe_slip(bank_of, good_text):
    spoiled = good_text.numeric.replace(
        'label = "Forgot the weight"', 'label = "Forgot the weight"\nunsafe = true'
    )
    with pytest.raises(ValueError, match="are unsafe only in a line of a write_order"):
        bank_of(good_text.head + spoiled)
