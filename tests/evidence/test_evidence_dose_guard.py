"""The dose guard sees the doses that a teacher may write by mistake, and leaves true ones alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence import load
from evidence.guard.doses import dose_problems
from evidence.guard.medication_text import problems as medication_problems
from evidence.guard.phrases import dose_phrases
from evidence.guard.setting import says_by_mouth
from evidence.numbers import format_number

LIMITS = load().limits
HARD_ONES = {name for name, limit in LIMITS.items() if limit.hard}
HARD = LIMITS["infusion_acute_pain_ceiling"].value
USUAL = LIMITS["infusion_cancer_pain"]

# What a tired teacher may write: tenfold, another unit, a lost word, another vial.
MISTAKES = [
    "Start ketamine at 5 mg/kg/h.",
    "Start ketamine at 1.1 mg/kg/h for acute pain after surgery.",
    "Start ketamine at 0.7 mg/kg/h for cancer pain.",
    "The infusion runs at 5 mg per kg per hour.",
    "5 mg of ketamine per kg and hour",
    "Five milligrams per kilogram an hour of ketamine.",
    "ketamine 0.5 to 5 mg/kg/h",
    "ketamine 0.5–5 mg/kg/hr",
    "**5** mg/kg/h",
    "5\u00a0mg/kg/h",
    "5 mg·kg⁻¹·h⁻¹",
    "5 mg kg-1 h-1",
    "Rate (mg/kg/h): 5",
    "Ketamine 0.1 mg/kg/min.",
    "Ketamine 20 mcg/kg/min.",
    "Ketamine 2,000 mcg/kg/h.",
    "Ketamine 0.001 g/kg/min.",
    "0.1 mcg/kg/min of ketamine, which is the low end.",
    "Ketamine 0.01 mg/kg/h.",
    "A woman of 70 kg gets ketamine 100 mg/h.",
    "A woman of 70 kg gets ketamine at 10 mL/h of 50 mg/mL.",
    "The syringe holds 50 mg/mL. She weighs 70 kg, and the pump runs at 7 mL per hour.",
    "Ketamine 250 mg/h.",
    "A man of 60 kg, ketamine 5,000 mg/24 h.",
    "A man of 60 kg, ketamine 5,000 mg daily under the skin.",
    "Ketamine 1.5 g a day for a man of 40 kg, in a pump.",
    "A bolus of 0.35 mg/kg ketamine.",
    "A bolus of 3.5 mg/kg.",
    "Give ketamine 500 mg intravenously.",
    "A man of 70 kg gets a bolus of ketamine 30 mg.",
    "Ketamine 2 mg/kg by mouth.",
    "Ketamine by mouth, 75 mg for one dose.",
    "Morphine was stopped, and 5 mg/kg/h started.",
    "She takes morphine 15 mg. Ketamine is raised to 2 mg/kg/h.",
    "Ketamine 100 mg three times daily by mouth.",
    "Ketamine by mouth, 300 mg a day.",
    "Lidocaine helped, then ketamine 3 mg/kg/h.",
]
TRUE = [
    "Start ketamine at 0.05 mg/kg/h.",
    "ketamine 0.05 to 0.5 mg/kg/h",
    "In acute pain at most 1 mg/kg/h.",
    "A woman of 70 kg, 0.1 mg/kg/h, which is 7 mg/h, 168 mg in 24 h and 1.67 mcg/kg/min.",
    "The pump runs at 0.7 mL/h of 10 mg/mL for a woman of 70 kg.",
    "Less than 0.35 mg/kg as a bolus.",
    "Ketamine by mouth, 0.2 to 0.5 mg/kg, at most 50 mg for each dose.",
    "She takes morphine 15 mg twice daily and gabapentin 1,200 mg three times daily.",
    "Methadone 200 mg by mouth.",
    "Lidocaine 1.5 mg/kg/h was tried.",
    "A vial holds 500 mg in 10 mL.",
    "The level is 83 ng/mL after 8 h.",
    "100, then 300, then 500 mg/24 h",
    "A man of 70 kg walks 5 km a day.",
]


def test_each_way_of_giving_has_its_hard_limit():
    assert HARD_ONES == {"infusion_acute_pain_ceiling", "bolus_acute_pain_ceiling", "oral_cap"}
    assert all(LIMITS[name].value for name in HARD_ONES)


def guarded(text):
    return dose_problems(text) or medication_problems(text)


@pytest.mark.parametrize("text", MISTAKES)
def test_a_dose_outside_its_limit_is_named_with_the_limit_and_what_came(text):
    found = dose_problems(text)
    assert found and all("; got " in each for each in found), text


@pytest.mark.parametrize(
    "text",
    [
        "Start ketamine at .5 mg/kg/h.",
        "Morphine 15.0 mg twice daily.",
        "Ketamine 0,1 mg/kg/h.",
        "The infusion rate is 0.1 mg/kg.",
        "Ketamine 100 µg/kg/h.",
        "Ketamine 1000 mg a day.",
        "0.1 mg/kg/h SC",
        "0.1mg/kg/h",
    ],
)
def test_what_is_written_so_that_it_can_be_misread_is_refused_by_one_of_the_two(text):
    assert guarded(text), text


@pytest.mark.parametrize("text", TRUE)
def test_what_the_evidence_allows_and_what_is_no_ketamine_passes(text):
    assert dose_problems(text) == []


def test_the_words_before_a_dose_say_its_weight_and_syringe_and_its_own_sentence_the_setting():
    assert dose_problems("In acute pain an infusion of up to 1 mg/kg/h") == []
    assert dose_problems("An infusion of up to 1 mg/kg/h", "What holds in acute pain?")
    assert dose_problems("The pump shows 7 mL/h.", "A man of 70 kg, a syringe of 50 mg/mL.")
    assert dose_problems("The pump shows 0.7 mL/h.", "A man of 70 kg, a syringe of 50 mg/mL.") == []


def test_what_the_evidence_itself_says_is_judged_there():
    incident = load().incidents["I-VIAL"].wording
    assert dose_problems(incident) == []
    assert dose_problems("Give ketamine 950 mg.")


UNITS = {
    "mg/kg/h": 1,
    "mg per kg per hour": 1,
    "milligrams per kilogram every hour": 1,
    "mg/kg/min": 60,
    "mcg/kg/min": 0.06,
    "micrograms per kg per minute": 0.06,
    "mcg/kg/h": 0.001,
    "mg/kg/24 h": 1 / 24,
    "mg/kg/day": 1 / 24,
}


@given(st.floats(0.001, 10_000), st.sampled_from(sorted(UNITS)), st.booleans())
def test_nothing_above_the_hard_limit_passes_in_any_unit(amount, unit, acute):
    shown = format_number(amount)
    rate = float(shown.replace(",", "")) * UNITS[unit]
    where = "In acute pain" if acute else "In cancer pain"
    found = dose_problems(f"{where} ketamine runs at {shown} {unit}.")
    top = HARD if acute else USUAL.high
    if rate > top * 1.001:
        assert found
    # "Every hour" may be a dose given each hour as well, so the guard holds it to both: it may
    # refuse what would be a fair rate, and the writer says "per hour".
    if USUAL.low <= rate <= top * 0.999 and "every" not in unit:
        assert not found


@given(st.text(max_size=200))
def test_any_text_is_read(text):
    assert isinstance(dose_problems(text), list)


def test_each_phrase_is_found_with_its_unit_and_drug():
    text = (
        "Morphine 5 mg, ketamine 0.1 mg/kg/h in 10 mg/mL, then 2 to 3 mL/h; 100 mg over 24 hours."
    )
    found = [(each.low, each.high, each.unit, each.drug) for each in dose_phrases(text)]
    assert found == [
        (5, 5, "mg", "other"),
        (0.1, 0.1, "mg/kg/h", "ketamine"),
        (2, 3, "mL/h", "ketamine"),
        (pytest.approx(100 / 24), pytest.approx(100 / 24), "mg/h", ""),
    ]


@pytest.mark.parametrize(
    ("text", "by_mouth"),
    [
        ("Ketamine runs at 0.1 mg/kg/h by continuous subcutaneous infusion.", False),
        ("Esketamine is in the drawer.", False),
        ("Oral ketamine, three times a day.", True),
        ("Ketamine, 25 mg by mouth.", True),
        ("Ketalar is swallowed with juice.", True),
        ("Morphine by mouth. Ketamine into a vein.", False),
    ],
)
def test_ketamine_is_by_mouth_only_where_the_words_say_so(text, by_mouth):
    assert says_by_mouth(text) is by_mouth
