"""The labs of the cases: behind the gate only, set to the case's order, and named when broken."""

import re
import shutil

import pytest

from evidence import load
from widgets.model.cases import FOLDER, CaseError, load_cases, load_cases_from
from widgets.model.cases.activities import SETTLED_SHARE
from widgets.model.exercises.error_detection import error_exercise_of, error_kinds
from widgets.model.gate import decide
from widgets.model.regimens.patients import FICTIONAL_PATIENTS
from widgets.model.regimens.regimen import LONGEST_H, SHORTEST_H
from widgets.model.safety.adverse import levels_after

LABS = [
    (case, turn, lab)
    for case in load_cases().values()
    for turn in case.turns
    for lab in (*turn.before, *turn.after)
]
DOSE_LABS = [each for each in LABS if each[2].kind != "night"]


def test_each_case_that_comes_to_a_dose_opens_the_dose_lab():
    opened = {case.number for case, _, _ in DOSE_LABS}
    assert opened == {"5", "9", "B"}
    assert {lab.kind for _, _, lab in LABS} == {"bench", "infusion", "drill", "night"}
    assert {case.form for case, _, lab in LABS if lab.kind == "night"} == {"A", "B"}
    for case in load_cases().values():
        assert case.opens_the_dose_lab == (case.number in opened)


def test_the_dose_lab_is_locked_until_the_gate_gives_a_trial():
    for _, turn, _ in DOSE_LABS:
        assert decide(turn.findings).step == "ketamine_trial"


def test_a_labs_patient_is_the_one_of_the_stem():
    for case, _, lab in DOSE_LABS:
        assert f"{lab.patient.weight_kg:g} kg" in case.stem


def test_nine_pumps_that_are_wrong_and_one_that_is_right():
    drills = [lab for case, _, lab in LABS if case.number == "9"]
    given = {
        lab.error: error_exercise_of(lab.error, lab.patient, lab.ordered, lab.unit).setup.delivered
        for lab in drills
    }
    assert given == pytest.approx(
        {
            "per_minute": 240,  # 0.08 × 50 × 60
            "mcg_for_mg": 0.24,  # 0.08 × 50 × 60 ÷ 1000
            "vial_50": 20,
            "vial_100": 40,
            "pounds": 8.8,
            "misread_point": 40,
            "day_for_hour": 96,  # 4 × 24
            "hour_for_day": 1 / 6,  # 4 ÷ 24
            "line": 4,  # the rate is right, the line is not
            "nothing_pump": 4,
        },
        rel=1e-2,
    )


NIGHTS = ["08a_strange_dreams", "08b_hard_to_rouse"]


def with_words(tmp_path, case, action, happens, settled=""):
    """The problems of a case whose option with this action says something else, or ""."""
    shutil.copy(FOLDER / "profiles.toml", tmp_path / "profiles.toml")
    lines = (FOLDER / f"{case}.toml").read_text(encoding="utf-8").splitlines()
    changed = [
        re.sub(
            'action = "[a-z]+",(.*?) settled_h = 0,(.*?) happens = "[^"]*"',
            lambda found: (
                f'action = "{action}",{found[1]} {settled}{found[2]} happens = "{happens}"'
            ),
            line,
        )
        if 'id = "a", action' in line
        else line
        for line in lines
    ]
    assert changed != lines
    (tmp_path / f"{case}.toml").write_text("\n".join(changed), encoding="utf-8")
    try:
        load_cases_from(tmp_path)
    except CaseError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("case", NIGHTS)
@pytest.mark.parametrize(
    ("words", "time"),
    [
        ("Within the hour the curtains are curtains.", "Within the hour"),
        ("She opens her eyes after twenty minutes.", "after twenty minutes"),
        ("By four she sleeps quietly.", "By four"),
        ("In the morning all of it is gone.", "In the morning"),
    ],
)
def test_words_that_name_a_time_say_when_the_effect_is_over(tmp_path, case, words, time):
    assert f"names a time ({time!r})" in with_words(tmp_path, case, "lower", words)
    assert with_words(tmp_path, case, "lower", words, "settled_h = 0,") == ""


@pytest.mark.parametrize(
    ("action", "hours", "left"),
    [("lower", 1, 76), ("lower", 4, 62), ("stop", 0.25, 72), ("rescue", 12, 101), ("look", 6, 100)],
)
def test_no_effect_is_told_to_be_over_while_the_level_is_high(tmp_path, action, hours, left):
    told = with_words(tmp_path, NIGHTS[0], action, "It is gone.", f"settled_h = {hours},")
    start, then = levels_after(action, [0.0, hours])
    assert (
        f"{100 * then / start:.0f} % of the level left; at most {100 * SETTLED_SHARE:.0f} % may be"
        in told
    )
    assert then / start == pytest.approx(left / 100, abs=0.02)


@pytest.mark.parametrize(("action", "hours"), [("lower", 6), ("stop", 1), ("stop", 12)])
def test_an_effect_may_be_told_to_be_over_when_the_level_is_low(tmp_path, action, hours):
    assert with_words(tmp_path, NIGHTS[0], action, "It is gone.", f"settled_h = {hours},") == ""


@pytest.mark.parametrize("hours", ["-1", "13", '"late"', "nan", "true"])
def test_a_time_that_no_night_has_is_refused(tmp_path, hours):
    assert "0 to 12 hours" in with_words(
        tmp_path, NIGHTS[0], "stop", "It is gone.", f"settled_h = {hours},"
    )


@pytest.mark.parametrize("error", [v.id for v in error_kinds().values() if v.kind == "pump"])
def test_any_error_of_a_pump_can_befall_an_order(error):
    patient = FICTIONAL_PATIENTS["reference"]
    for strength in (10, 5, 2):
        try:
            made = error_exercise_of(error, patient, 0.1, "mg/h", strength)
        except ValueError as refused:
            assert error in str(refused) and f"{strength} mg/mL" in str(refused)
            continue
        assert made.setup.order.mg_per_h == 7 and made.error.id == error
        assert made.setup.plan.concentration_mg_per_ml == strength
        assert (made.setup.delivered == pytest.approx(7, rel=1e-3)) == (
            made.error.error_free or error == "line"
        )


def test_an_error_that_is_no_pumps_is_refused_by_name():
    with pytest.raises(ValueError, match="'cap_forgotten'"):
        error_exercise_of("cap_forgotten", FICTIONAL_PATIENTS["reference"], 0.1)


def broken(tmp_path, name, old, new):
    for each in ("profiles.toml", name):
        shutil.copy(FOLDER / each, tmp_path / each)
    path = tmp_path / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        load_cases_from(tmp_path)
    return str(caught.value)


FIVE, NINE, DREAMS = (
    "05_everything_tried.toml",
    "09_read_me_the_pump.toml",
    "08a_strange_dreams.toml",
)


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        (FIVE, 'lab = "bench"', 'lab = "bank"', ["decision dose", "bench", "'bank'"]),
        (FIVE, 'sum = "infusion"', 'sum = "sums"', ["decision dose", "infusion", "'sums'"]),
        (FIVE, ', sum = "infusion"', "", ["decision dose", "sum: is missing"]),
        (FIVE, "predict_at_h = 6", "predict_at_h = 60", ["48", "60"]),
        (FIVE, "hours = 48, ", "", ["hours: is missing"]),
        (FIVE, 'ordered = "low", hours', "ordered = 0.9, hours", ["ordered", "0.9"]),
        (FIVE, 'ordered = "low" }', 'ordered = "lowest" }', ["'lowest'", "numbers"]),
        (FIVE, 'gives = "high"', "gives = 2", ["option 'b'", "gives", "2"]),
        (FIVE, "weight_kg = 62", 'weight = "62"', ["patient", "weight_kg"]),
        (FIVE, 'stop_rule = "x"', "", None),
        (
            NINE,
            'error = "vial_50"',
            'error = "vial_60"',
            ["decision inside", "vial_100", "vial_60"],
        ),
        (
            NINE,
            'unit = "mcg/kg/min"',
            'units = "mcg/kg/min"',
            ["decision clean", "units: is not"],
        ),
        (DREAMS, 'effect = "hallucinations"', 'effect = "joy"', ["liver", "'joy'"]),
        (DREAMS, 'action = "lower", ', "", ["decision first", "option 'a'", "look"]),
    ],
)
def test_a_broken_lab_fails_with_file_decision_and_reason(tmp_path, name, old, new, told):
    if told is None:  # the same file behind a closed gate
        old, new = 'profile = "refractory"', 'profile = "refractory"\nstop_rule = "unknown"'
        told = ["decision dose", "only behind the gate", "not_ketamine"]
    message = broken(tmp_path, name, old, new)
    for words in (name, *told):
        assert words in message


def an_infusion(tmp_path, hours, at_h):
    """The infusion of the fifth case, with other hours."""
    shutil.copy(FOLDER / "profiles.toml", tmp_path / "profiles.toml")
    text, old = (FOLDER / FIVE).read_text(encoding="utf-8"), "hours = 48, predict_at_h = 6 }"
    assert old in text
    new = f"hours = {hours}, predict_at_h = {at_h} }}"
    (tmp_path / FIVE).write_text(text.replace(old, new), encoding="utf-8")
    (case,) = load_cases_from(tmp_path).values()
    labs = [lab for turn in case.turns for lab in (*turn.before, *turn.after)]
    return next(lab for lab in labs if lab.kind == "infusion")


@pytest.mark.parametrize(
    ("hours", "at_h"), [(SHORTEST_H, 0.1), (SHORTEST_H, SHORTEST_H), (LONGEST_H, 24)]
)
def test_an_infusion_is_asked_about_while_it_is_drawn(tmp_path, hours, at_h):
    lab = an_infusion(tmp_path, hours, at_h)
    low = load().limits["infusion_cancer_pain"].least
    assert (lab.kind, lab.ordered, lab.hours, lab.predict_at_h) == ("infusion", low, hours, at_h)


@pytest.mark.parametrize(
    ("hours", "at_h"),
    [(48, 0), (48, -0.5), (48, 48.1), (SHORTEST_H - 0.1, 0.1), (LONGEST_H + 1, 24)],
)
def test_an_hour_outside_what_is_drawn_is_refused_with_both_numbers(tmp_path, hours, at_h):
    with pytest.raises(CaseError, match=f"predict_at_h within them, got {hours:g} and {at_h:g}"):
        an_infusion(tmp_path, hours, at_h)
