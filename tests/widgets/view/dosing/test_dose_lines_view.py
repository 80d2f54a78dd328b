"""Dose lines in their settings: marks, rows and words against the limits of the evidence."""

import pytest

from evidence import load, state
from tests.widgets.view.marks import (
    Rounded,
    in_order,
    numbers,
    pieces,
    points,
    rounded,
    rows,
    said,
    stroke,
)
from widgets.view.dosing.dose_lines import (
    DOSE_LINE_SETTINGS,
    dose_lines,
    settings_alt,
    settings_passages,
    settings_picture,
    settings_table,
)
from widgets.view.dosing.starts import start_passage

LIMITS = load().limits
RANGE, CEILING = LIMITS["infusion_cancer_pain"], LIMITS["infusion_acute_pain_ceiling"].value
ORAL, CAP = LIMITS["oral_per_dose"], LIMITS["oral_cap"].value
BOLUS = LIMITS["bolus_acute_pain_ceiling"].value
STEPS = LIMITS["burst_ladder_per_24_h"].steps
LADDER = [step / 24 / 70 for step in STEPS]
SHOWN = {
    "ceiling": ([CEILING], "acute pain"),
    "range": ([RANGE.low, RANGE.high], "cancer pain"),
    "oral": ([ORAL.low, ORAL.high, CAP], "cancer pain"),
    "bolus": ([BOLUS], "acute pain"),
}


def test_each_line_is_drawn_in_the_row_of_its_setting():
    picture = settings_picture()
    acute = stroke(picture, "up to the ceiling in acute pain", kind="segments")
    mark = stroke(picture, "the ceiling", kind="marks")
    cancer = stroke(picture, "range for cancer pain", kind="segments")
    ladder = stroke(picture, "steps of a trial", kind="marks")
    (((low, row), (high, same)),) = pieces(acute)
    assert (low, high) == (0, CEILING) and row == same
    assert points(mark) == [(CEILING, row)] and acute.dash and not cancer.dash
    (((low, middle), (high, same)),) = pieces(cancer)
    assert (low, high) == (RANGE.low, RANGE.high) and middle == same
    assert [x for x, _ in points(ladder)] == pytest.approx(LADDER)
    (bottom,) = {y for _, y in points(ladder)}
    names = [each for each in picture.strokes if each.kind == "text"]
    named = {each.label.split(":")[0] + each.label[-5:]: float(each.y[0]) for each in names}
    assert len(names) == len(named) == 3
    by_row = sorted(names, key=lambda each: -each.y[0])
    in_order(by_row[0].label, "acute pain", "ceiling")
    in_order(by_row[1].label, "cancer pain", "review")
    in_order(by_row[2].label, "cancer pain", "trial", "70 kg")
    assert 3 > by_row[0].y[0] > row > by_row[1].y[0] > middle > by_row[2].y[0] > bottom > 0
    assert {float(each.x[0]) for each in names} == {0.02}
    assert picture.x_max == pytest.approx(1.2 * CEILING)
    assert picture.x_step == pytest.approx(0.2 * CEILING)
    (panel,) = picture.panels
    assert (panel.y_min, panel.y_max) == (0, 3)
    assert panel.y_ticks == ((0, ""), (3, "")), "no line of a grid may cross the rows"


def test_each_line_says_its_own_limits():
    assert [line.id for line in dose_lines()] == list(SHOWN)
    for line in dose_lines():
        figures, setting = SHOWN[line.id]
        assert numbers(line.shown) == figures
        assert line.limit.setting == setting and setting in DOSE_LINE_SETTINGS
        assert setting not in line.shown, "the line must not give its setting away"


@pytest.mark.parametrize("wrong", SHOWN)
def test_a_line_in_the_wrong_setting_is_marked_and_put_right(wrong):
    chosen = {name: setting for name, (_, setting) in SHOWN.items()}
    other = next(each for each in DOSE_LINE_SETTINGS if each != chosen[wrong])
    parts = settings_passages({**chosen, wrong: other})
    assert len(parts) == 5
    for line, part in zip(dose_lines(), parts, strict=False):
        is_wrong = line.id == wrong
        assert part.tone == ("caution" if is_wrong else "good")
        end = f"you said {other}" if is_wrong else "as you said"
        assert part.heading == f"{line.shown}: {SHOWN[line.id][1]}, {end}"
        assert state(line.limit) in part.paragraphs[0]
    assert load().claims["C17"].says in said(parts[-1:])
    assert parts[-1].tone == "caution"


def test_the_table_has_every_line_with_setting_and_route():
    found = rows(settings_table())
    assert len(found) == 5
    for line, row in zip(dose_lines(), found, strict=False):
        figures, setting = SHOWN[line.id]
        assert (row["Setting"], row["Route"]) == (setting, line.limit.route)
        assert numbers(row["Line"]) == figures
    last = found[-1]
    ladder = LIMITS["burst_ladder_per_24_h"]
    assert (last["Setting"], last["Route"]) == (ladder.setting, ladder.route)
    assert numbers(last["Line"]) == [*STEPS, 24, 70, *rounded(*LADDER, significant=2)]


def test_the_words_of_the_picture_have_its_numbers():
    text = settings_alt()
    expected = [CEILING, RANGE.low, RANGE.high, 70, *rounded(*LADDER, significant=2)]
    assert numbers(text) == expected
    in_order(text, "Acute pain", "ceiling", "Cancer pain, range", "Cancer pain, steps")


@pytest.mark.parametrize("weights_kg", [(45,), (70, 110), (45, 70, 110), (41, 42, 43, 44)])
def test_the_low_end_of_the_range_in_a_day_for_each_weight(weights_kg):
    passage = start_passage(*weights_kg)
    found = numbers(passage.paragraphs[0])
    expected = [RANGE.low]
    for weight_kg in weights_kg:
        expected += [Rounded(RANGE.low * 24 * weight_kg), 24, weight_kg]
    assert found == expected
    assert passage.paragraphs[1] == state(load().facts["F-I08"])
    assert passage.paragraphs[0].count(" and ") == (len(weights_kg) > 1)


FRAIL = next(
    each.value for each in load().facts["F-I08"].quantities if each.name == "start in the frail"
)


def test_a_smaller_start_is_spoken_of_where_the_low_end_is_above_it():
    """The weight at which the low end of the range is the start of the frail, and one above it."""
    same_kg = FRAIL / 24 / RANGE.low
    assert same_kg == pytest.approx(round(same_kg, 6)), "the limit case must be a round weight"
    for weight_kg, is_more in (
        (same_kg - 1, False),
        (round(same_kg, 6), False),
        (same_kg + 1, True),
    ):
        words = start_passage(weight_kg).paragraphs
        assert (len(words) == 3) == is_more == any("For somebody frail" in each for each in words)
    assert len(start_passage(same_kg - 1, same_kg + 1).paragraphs) == 3
