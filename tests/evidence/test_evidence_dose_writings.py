"""The dose guard reads a dose however it is typed, and no word nearby talks it out of it."""

import pytest

from evidence.guard.doses import dose_findings, dose_problems, dose_warnings
from evidence.guard.phrases import dose_phrases, strengths
from evidence.guard.plain_text import number_value, plain

# Ways of typing far too much, in one sentence.
WRITINGS = [
    "Ketamine 5 mg.kg-1.h-1.",
    "Ketamine 83 \u03bcg\u00b7kg-1\u00b7min-1",
    "| Drug | mg/kg/h |\n|---|---|\n| Ketamine | 5 |",
    "| Weight in kg | ketamine (mg/h) |\n|---|---|\n| 60 | 90 |",
    "Ketamine rate in mg/kg/h is 5.",
    "The rate in mg/kg/h should be five.",
    "Ketamine dose (mg/kg/h) 5",
    "Ketamine, mg per kg per hour: 5",
    "rate = 5 (mg/kg/h)",
    "Ketamine 5 [mg/kg/h]",
    "Ketamine 5 mg/(kg\u00b7h)",
    "Ketamine 5 mg/(kg h)",
    "Ketamine 5 mg.kg.h",
    "Ketamine $5\\,\\mathrm{mg/kg/h}$",
    "Ketamine 5&nbsp;mg/kg/h",
    "Ketamine 5 <b>mg/kg/h</b>",
    "Ketamine at 5 (five) mg/kg/h",
    "Ketamine 5 mg \u2044 kg \u2044 h",
    "Ketamine 5 mg\u2215kg\u2215h",
    "Ketamine 5'000 mcg/kg/h",
    "Ketamine 5 000 mcg/kg/h",
    "Ketamine 5e0 mg/kg/h",
    "Ketamine twelve mg/kg/h",
    "Ketamine thirty mg/kg/h",
    "Ketamine one hundred and fifty mg as a push",
    "Ketamine 5 Milligramm pro Kilogramm pro Stunde",
    "Ketamine 0.5 mg/kg/h (max. 5)",
    "Ketamine 0.5 mg/kg/h, at most 5.",
    "Ketamine from 0.5 mg/kg/h to 5.",
    "Start ketamine at 0.5, raise to 5 (mg/kg/h).",
    "Start ketamine at 5, reduce to 0.5 mg/kg/h.",
    "Ketamine at ten times the usual 0.5 mg/kg/h",
    "Ketamine 5-fold 0.5 mg/kg/h",
    "Run ketamine at 0.3 mg/kg; every minute.",
    "Run ketamine at 0.3 mg/kg (per minute).",
    "Run ketamine at 0.3 mg/kg. That is per minute.",
    "Ketamine 0.3 mg/kg every five minutes",
    "Ketamine 0.3 mg/kg every quarter of an hour",
    "Ketamine 0.3 mg/kg as a bolus, repeated every 5 minutes.",
]
# A word that has nothing to do with the size of the dose.
EXCUSES = [
    "Trauma to her trust. Ketamine for bone metastases at 0.9 mg/kg/h.",
    "After surgery for cancer, 0.9 mg/kg/h for her cancer pain",
    "The anaesthetist orders ketamine 0.9 mg/kg/h.",
    "Ketamine 350 mg orally three times a day",
    "Give 350 mg of ketamine by mouth every 8 hours",
    "Give a ketamine bolus of 350 mg once a day",
    "Give 350 mg of ketamine as a bolus from the syringe",
    "Push the whole 500 mg syringe of ketamine",
    "Push ketamine 500 mg over half an hour",
    "Ketamine hourly 200 mg, 60 kg",
    "Inject 4 mL of ketamine 100 mg/mL",
    "Ketamine 50 mg/mL, 10 mL iv push",
    "60-kg woman: 6 mL of Ketalar 50 mg/mL iv",
    "5 ampoules of 200 mg ketamine as a push",
    "Unlike morphine 5 mg/kg/h is needed.",
    "Use ketamine, not fentanyl 5 mg/kg/h",
    "Ketamine with midazolam 5 mg/kg/h",
    "Add ketamine to the morphine 350 mg iv bolus",
    "Ketamine is like opioids: 350 mg iv",
    "Ketamine instead of the opioid 350 mg push",
    "Ketamine in place of propofol 5 mg/kg/h",
    "Start ketamine. She is on methadone 5 mg. Give a push of 350 mg.",
    "Ketamine 500 mg in 50 mL at 60 mL/h, 60 kg",
    "Set the pump to 60 mL an hour; the syringe holds 500 mg in 50 mL; weight 60 kg.",
    "Ketamine syringe made up to 10 mg/mL, set to 600 mL/h, 60 kg",
    "A boy of 9 years: ketamine 0.3 mg/kg/h.",
    "Ketamine 0.1 mg/kg/h for a 12-year-old",
    "Give ketamine 50 mg intranasally",
    "ketamine 50 mg by mouth six times daily",
    "ketamine 2 g in 24 h",
    "ketamine 0.5 mg/kg hourly as boluses",
    "ketamine 0.3 mg/kg as a test dose in cancer pain",
    "S-ketamine 60 mg/h",
]
IN_CONTEXT = [
    ("Run ketamine at 0.9 mg/kg/h.", "She had surgery for her breast cancer four years ago."),
    ("Run it at 0.9 mg/kg/h.", "The surgeon has no more to offer."),
    ("Give 0.5 mg/kg of ketamine now.", "She takes oral morphine."),
    ("Give ketamine 50 mg now.", "She takes oral morphine and weighs 60 kg."),
    ("Run ketamine at 90 mg/h.", "She weighed 90 kg, and now weighs 50 kg."),
    ("Set 60 mL/h.", "She weighs 50 kg. The syringe holds ketamine 10 mg/mL. It was diluted."),
    ("Set 60 mL/h.", "50 kg. One syringe holds ketamine 10 mg/mL, the other morphine 1 mg/mL."),
    ("Set 60 mL/h.", "She weighs 50 kg. 500 mg of ketamine in 50 mL."),
    ("Start ketamine at 0.1 mg/kg/h.", "A girl aged 9 has pain."),
]
HARMLESS = [
    ("After surgery ketamine may run at 0.9 mg/kg/h.", ""),
    ("In acute pain at most 1 mg/kg/h.", "She has cancer."),
    ("For cancer pain up to 0.5 mg/kg/h, for acute pain up to 1 mg/kg/h.", ""),
    ("0.3 mg/kg \u00d7 60 kg = 18 mg", "He takes ketamine by mouth."),
    ("The vial holds 500 mg of ketamine in 10 mL.", ""),
    ("Ketamine 0.1 mg/kg/h runs beside gabapentin 1,200 mg.", ""),
    ("On day 3, 0.1 mg/kg/h of ketamine ran.", ""),
    ("66 h at 7 mg/h of ketamine: 462 mg", "70 kg."),
    ("Four years ago ketamine ran at 0.1 mg/kg/h.", "A man of 54 years."),
    ("The order is in mg/kg/h, the weight 70 kg.", ""),
    ("5 mL of saline are drawn up to dilute it.", "Ketamine 10 mg/mL."),
]


@pytest.mark.parametrize("text", WRITINGS)
def test_however_it_is_typed_it_is_read(text):
    assert dose_problems(text)


@pytest.mark.parametrize("text", EXCUSES)
def test_no_word_nearby_excuses_a_dose(text):
    assert dose_problems(text)


@pytest.mark.parametrize(("text", "context"), IN_CONTEXT)
def test_the_story_gives_weight_age_and_strength_and_never_leave(text, context):
    assert dose_problems(text, context)


@pytest.mark.parametrize(("text", "context"), HARMLESS)
def test_what_is_right_is_left_alone(text, context):
    assert dose_problems(text, context) == []


def test_of_two_weights_the_lightest_counts():
    (found,) = dose_problems("Run ketamine at 40 mg/h.", "She weighed 90 kg, and now weighs 50 kg.")
    assert found.startswith("DOSE: '40 mg/h'") and "at 50 kg" in found


def test_a_number_beside_a_unit_that_cannot_be_read_is_an_error_that_says_so():
    for text in ("Ketamine x5 mg/kg/h", "Ketamine 0.3 mg/kg/Stdn"):
        assert any("cannot be read" in each for each in dose_problems(text)), text


def test_a_pump_rate_without_a_strength_is_never_passed_over_in_silence():
    assert any("cannot be judged" in each for each in dose_problems("Ketamine at 500 mL/h"))
    assert dose_problems("Ketamine at 5 mL/h") == []
    assert any("not judged" in each for each in dose_warnings("Ketamine at 5 mL/h"))
    assert dose_warnings("Ketamine 10 mg/mL at 5 mL/h") == []


def test_a_hard_limit_is_told_from_a_range():
    hard = {text: [each.is_hard for each in dose_findings(text)] for text in WRITINGS[:1]}
    assert all(all(each) for each in hard.values())
    assert [each.is_hard for each in dose_findings("Ketamine 0.7 mg/kg/h")] == [False]


def test_strengths_are_those_of_ketamine():
    assert strengths("Ketamine 500 mg in 50 mL, morphine 2 mg/mL.") == {10}
    assert strengths("The vial holds 50 mg/mL, and the syringe was filled up to 50 mL.") == set()


def test_numbers_in_words_have_their_value():
    words = ("twenty-five", "one hundred and fifty", "two point five", "half a", "one and a half")
    assert [number_value(each) for each in words] == [25, 150, 2.5, 0.5, 1.5]


def test_single_doses_that_repeat_are_kept_apart_from_a_rate_that_runs():
    (each,) = dose_phrases("ketamine 10 mg every 30 minutes")
    assert each.each == (10, 10) and each.low == pytest.approx(20)
    (runs,) = dose_phrases("ketamine 10 mg/h")
    assert runs.each is None


@pytest.mark.parametrize(
    "text", ["1 " * 3000, "| 1 |\n" * 1000, "one hundred " * 800, "mg/kg " * 1500]
)
def test_a_long_text_is_read_without_end(text):
    assert plain(text) and isinstance(dose_problems(text), list)
