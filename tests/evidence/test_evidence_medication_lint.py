"""The lint itself must be able to fail: one bad string for each rule, and good ones that pass."""

import pytest

from tests.medication_lint import MEDICATION_RULES, problems

BAD = {
    "TRAILING_ZERO": ["5.0 mg", "give 0.10 mg/kg/h", "a score of 7.0"],
    "NAKED_DECIMAL": [".5 mg", "p = .55"],
    "DECIMAL_COMMA": ["0,1 mg"],
    "MICRO_SIGN": ["2 µg/kg", "2 μg", "5 ug"],
    "CC": ["5 cc"],
    "UNITS_LETTER": ["10 U", "10IU"],
    "EVERY_DAY": ["50 mg q.d.", "50 mg QD", "50 mg qod"],
    "LATIN_TIMES": ["10 mg TDS", "10 mg TID", "10 mg BD", "10 mg q8h", "10 mg qhs"],
    "EYE_EAR": ["1 drop OD", "1 drop AS"],
    "SUBCUT": ["10 mg SC", "10 mg sub q", "10 mg SQ"],
    "STOP": ["D/C ketamine"],
    "INTRANASAL": ["50 mg IN"],
    "MORPHINE": ["MSO4 10 mg", "MS 10 mg"],
    "NICKNAME": ["give ket", "some benzos"],
    "RUN_TOGETHER": ["10mg", "0.5mg/kg", "for 24h"],
    "UNIT_STOP": ["10 mg. then stop"],
    "UNIT_PLURAL": ["10 mgs", "3 hrs"],
    "UNIT_CASE": ["10 ml", "10 MG", "100 ng/ml", "2 ml/h"],
    "THOUSANDS": ["1000 mg", "1250 mcg"],
    "SYMBOL": ["<0.35 mg/kg", "≥75 mg", "p < .001", "pain >= 3", "100->300 mg"],
    "AT_AND": ["10 mg @ 5", "5 & 10 mg"],
    "DASH_RANGE": ["0.2-0.5 mg/kg", "0.05–0.5 mg/kg/h"],
    "PER_MINUTE": ["0.1 mg/kg/min"],
    "RATE_TIME": ["an infusion of 0.1 mg/kg", "the rate was 0.5 mg/kg today"],
}
GOOD = [
    "0.05 to 0.5 mg/kg/h, intravenous or subcutaneous",
    "less than 0.35 mg/kg as a single bolus; at most 50 mg a dose, three times daily",
    "1,250 mg in 24 hours, 1.67 mcg/kg/min, 74 ng/mL, 10 mg/mL",
    "29 of 93 against 25 of 92 (p = 0.55), rate ratio 1.95 (1.46 to 2.61)",
    "J Clin Oncol 2012;30(29):3611-7, doi 10.1200/JCO.2012.42.1081",
    "an infusion of 100 mg/24 h, then a bolus of 0.1 mg/kg",
    "p = 0.10 and 100% of 2,279 patients; at 70 kg; 8 hours; ASRA, ESMO, ASPN",
    "Bowdle TA, Radant AD, Cowley DS. Anesthesiology 1998;88(1):82-8",
    "Ketamine was stopped. It was given as-needed before.",
    "10 mg. Then the next sentence.",
]


def test_the_table_names_every_rule():
    assert set(BAD) == {name for name, _, _ in MEDICATION_RULES} | {"RATE_TIME"}


@pytest.mark.parametrize(("rule", "text"), [(r, t) for r, ts in BAD.items() for t in ts])
def test_a_seeded_fault_is_found(rule, text):
    assert any(each.startswith(f"{rule}: ") for each in problems(text)), problems(text)


@pytest.mark.parametrize("text", GOOD)
def test_safe_text_passes(text):
    assert problems(text) == []


def test_a_taught_error_can_be_allowed_by_name_and_only_by_name():
    text = "Typed as 0.1 mg/kg/min, with 5.0 mg"
    assert [each.split(":")[0] for each in problems(text, allow=("PER_MINUTE",))] == [
        "TRAILING_ZERO"
    ]
