"""The table of an infusion and its alt text: every cell and every number of the words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import load
from tests.widgets.view.courses import made_course, made_curve, rate_after
from tests.widgets.view.marks import (
    Rounded,
    hour_said,
    in_order,
    level_said,
    numbers,
    rows,
    says_level,
)
from widgets.model.regimens.regimen import (
    TRIAL_REGIMENS,
    Regimen,
    burst_regimen,
    constant_regimen,
    trial_regimen,
)
from widgets.view.kinetics.infusion import Overlay
from widgets.view.kinetics.infusion_table import infusion_alt, infusion_table, order_words

S_KETAMINE = "noppers_2011_S"
LIMITS = load().limits
PLANS = {
    "constant": lambda kg: constant_regimen(0.15, kg, 30),
    "three days": lambda kg: constant_regimen(0.1, kg, 72),
    "pause": lambda kg: constant_regimen(0.2, kg, 36, 10.5, 4),
    **TRIAL_REGIMENS,
}
LEVELS = ("5th percentile, ng/mL", "Middle, ng/mL", "95th percentile, ng/mL")
SECOND = ("5th percentile, ng/mL", "middle, ng/mL", "95th percentile, ng/mL")
quick = settings(max_examples=25, deadline=None)


def hours_worth_naming(ends_h: float, *plans: Regimen, guess: float | None = None) -> list[float]:
    """Early and whole days while the first plan runs, each change of a pump, some after it."""
    stop = plans[0].stops_h
    hours = {hour for hour in (0, 1, 2, 4, 8, 12, 24, 48, 72, 96) if hour < stop}
    for plan in plans:
        hours |= {plan.stops_h}
        for each in plan.events:
            hours |= {each.start_h, each.start_h + each.duration_h}
    hours |= {stop + after for after in (1, 2, 4, 8, 24)} | (
        {guess} if guess is not None else set()
    )
    return sorted({hour for hour in hours if hour <= ends_h} | {ends_h})


def shown_hour(hour: float) -> Rounded:
    return hour_said(hour)


def number(cell: str) -> float:
    (found,) = numbers(cell)
    return found


def holds_levels(row, columns, levels):
    for column, level in zip(columns, levels, strict=True):
        assert says_level(row[column], level), (column, row)


@quick
@given(
    st.sampled_from(sorted(PLANS)),
    st.sampled_from([45, 70, 110]),
    st.floats(20, 900),
    st.floats(0.1, 0.9),
    st.floats(1.1, 3),
)
def test_every_hour_has_the_dose_and_the_three_levels_of_that_hour(plan, weight_kg, top, low, high):
    plan = PLANS[plan](weight_kg)
    course, at = made_course(plan, top, low=low, high=high)
    table = infusion_table(course)
    hours = hours_worth_naming(course.ends_h, plan)
    assert len(table.rows) == len(hours)
    for row, hour in zip(rows(table), hours, strict=True):
        assert number(row["Hour"]) == shown_hour(hour)
        holds_levels(row, LEVELS, at(hour))
        if plan.bolus:
            assert row["Dose, mg/kg/h"] == (plan.bolus if hour == 0 else "0")
        else:
            assert number(row["Dose, mg/kg/h"]) == Rounded(rate_after(plan, hour))


@quick
@given(st.floats(20, 900), st.floats(20, 900), st.floats(20, 900))
def test_what_lies_over_it_has_columns_of_its_own(top, second_top, third_top):
    first, second = constant_regimen(0.1, 70, 24), burst_regimen(70)
    course, at = made_course(first, top, ends_h=second.ends_h)
    other, other_at = made_course(second, second_top, low=0.2, high=2.5)
    model, model_at = made_course(first, third_top, "hijazi_2003", ends_h=second.ends_h)
    curve, curve_at = made_curve(second.ends_h, 81, 57, 24)
    table = infusion_table(
        course, Overlay(other=other, models=(model,), effect=curve, guess=(7, 9))
    )
    hours = hours_worth_naming(course.ends_h, first, second, guess=7)
    assert [number(row[0]) for row in table.rows] == [shown_hour(hour) for hour in hours]
    for row, hour in zip(rows(table), hours, strict=True):
        holds_levels(row, LEVELS, at(hour))
        holds_levels(row, [f"Second regimen: {each}" for each in SECOND], other_at(hour))
        assert number(row["Second regimen: dose, mg/kg/h"]) == Rounded(rate_after(second, hour))
        assert says_level(row["Hijazi 2003: middle, ng/mL"], model_at(hour)[1])
        plasma, effect = curve_at(hour)
        assert says_level(row["Typical person: plasma, ng/mL"], plasma)
        assert says_level(row["Typical person: effect site, ng/mL"], effect)


def test_what_happens_after_the_end_of_the_picture_is_not_in_the_table():
    """A first plan of a few hours ends its picture before a longer second one changes."""
    short, long = constant_regimen(0.1, 70, 24), constant_regimen(0.1, 70, 60)
    course, _ = made_course(short, 90)
    other, _ = made_course(long, 90)
    hours = [number(row[0]) for row in infusion_table(course, Overlay(other=other)).rows]
    assert max(hours) == 48 and hours == sorted(set(hours))


@pytest.mark.parametrize(
    ("hour", "shown"),
    [(1 / 12, "5 min"), (0.5, "30 min"), (1, "1"), (1.25, "1.3"), (9.96, "10"), (10.25, "10.3")],
)
def test_an_hour_has_two_digits_and_from_ten_on_three(hour, shown):
    course, _ = made_course(constant_regimen(0.1, 70, 24), 90)
    table = infusion_table(course, Overlay(guess=(hour, 1)))
    assert shown in [row[0] for row in table.rows]


@pytest.mark.parametrize("weight_kg", [45, 110])
@pytest.mark.parametrize("plan", PLANS)
def test_the_caption_says_whom_and_how_long(plan, weight_kg):
    plan = PLANS[plan](weight_kg)
    course, _ = made_course(plan, 90)
    record = course.record
    caption = infusion_table(course).caption
    in_order(
        caption,
        f"{weight_kg} kg made-up patient, ",
        order_words(course),
        f"{record.name} model of {record.drug}, {record.population}",
        "people spread as patients",
        f"followed for {plan.ends_h:g} hours",
        *plan.notes[:1],
        "A model, not a prediction for a person.",
    )


def test_the_caption_names_everything_that_lies_over_it():
    plan, second = constant_regimen(0.1, 70, 24), constant_regimen(0.25, 70, 24)
    course, _ = made_course(plan, 90, setting="frail")
    other, _ = made_course(second, 90)
    models = tuple(made_course(plan, 90, each)[0] for each in ("domino_1984", "hijazi_2003"))
    curve, _ = made_curve(48, 81, 57, 24)
    caption = infusion_table(course, Overlay(other=other, models=models, effect=curve)).caption
    in_order(
        caption,
        "frail people",
        "Second regimen: 0.25 mg/kg per hour for 24 hours.",
        f"Other models: {models[0].record.name}, {models[0].record.population}; "
        f"{models[1].record.name}, {models[1].record.population}.",
        curve.effect_site_basis,
    )


@pytest.mark.parametrize("hours", [24, 100])
@pytest.mark.parametrize("rate", [0.05, 0.1, 0.5])
def test_an_own_order_is_said_as_rate_and_hours(rate, hours):
    course, _ = made_course(constant_regimen(rate, 70, hours), 90)
    assert numbers(order_words(course)) == [rate, hours]
    paused = constant_regimen(rate, 70, hours, 10, 4)
    assert order_words(made_course(paused, 90)[0]) == paused.label


def alt_of(course, overlay=Overlay()):
    return infusion_alt(course, infusion_table(course, overlay), overlay)


@quick
@given(st.sampled_from([24, 30, 72]), st.sampled_from([45, 110]), st.floats(20, 900))
def test_the_alt_text_has_the_levels_of_the_picture(hours, weight_kg, top):
    course, at = made_course(constant_regimen(0.1, weight_kg, hours), top)
    end, peak = hours + 24, hours
    low, middle, high = at(peak)
    assert numbers(alt_of(course)) == [
        *(end, weight_kg, 0.1, hours),
        *(level_said(at(4)[1]), 4),
        *(peak, level_said(middle), 5, 95, level_said(low), level_said(high)),
        *(hours, level_said(middle), end, level_said(at(end)[1])),
    ]


def test_the_alt_text_finds_the_highest_hour_wherever_it_is():
    plan = constant_regimen(0.1, 70, 24)
    course, _ = made_course(plan, 90)
    course.median[:] = [1000 + hour if hour == 8 else 90 for hour in course.times_h]
    assert "highest, of the hours in the table, at hour 8: 1,008 ng/mL" in alt_of(course)


@pytest.mark.parametrize(("stops_h", "is_said"), [(4.0, False), (4.5, True)])
def test_hour_four_is_named_while_the_infusion_runs(stops_h, is_said):
    course, _ = made_course(constant_regimen(0.1, 70, stops_h), 90, ends_h=48)
    assert ("by hour 4. " in alt_of(course)) == is_said


@pytest.mark.parametrize("model", ["kamp_2020", S_KETAMINE])
def test_the_alt_text_names_the_drug(model):
    course, _ = made_course(constant_regimen(0.1, 70, 24), 90, model)
    name = "S-ketamine in plasma" if model == S_KETAMINE else "Ketamine in plasma"
    assert f"hours. {name}, simulated" in alt_of(course)


@quick
@given(st.floats(20, 900), st.floats(20, 900), st.floats(20, 900))
def test_the_alt_text_says_what_lies_over_it_at_the_stop(second_top, third_top, fourth_top):
    plan, second = constant_regimen(0.1, 70, 24), constant_regimen(0.3, 70, 24)
    course, _ = made_course(plan, 90)
    other, other_at = made_course(second, second_top)
    text = alt_of(course, Overlay(other=other))
    said = text[text.index("Dashed beside it") :]
    assert numbers(said) == [0.3, 24, Rounded(other_at(24)[1], 2), 24]
    models = [
        made_course(plan, top, name)
        for top, name in ((third_top, "domino_1984"), (fourth_top, "hijazi_2003"))
    ]
    text = alt_of(course, Overlay(models=tuple(each for each, _ in models)))
    said = text[text.index("Dashed, the same doses") :]
    shown = [Rounded(at(24)[1], 2) for _, at in models]
    assert numbers(said, "Domino 1984", "Hijazi 2003") == [24, *shown]
    in_order(said, "Domino 1984", "Hijazi 2003")
    curve, at = made_curve(48, second_top, third_top, 24)
    text = alt_of(course, Overlay(effect=curve))
    said = text[text.index("The effect site") :]
    plasma, effect = at(24)
    assert numbers(said) == [Rounded(effect, 2), 24, Rounded(plasma, 2)]


INSIDE = "inside the shaded range used for cancer pain, below the dashed ceiling for acute pain"
UNDER = "partly or wholly under the shaded range used for cancer pain"
ABOVE = "above the shaded range used for cancer pain, no higher than the dashed ceiling"


@pytest.mark.parametrize(
    ("rate", "place"),
    [(0.049, UNDER), (0.05, INSIDE), (0.2, INSIDE), (0.5, INSIDE), (0.51, ABOVE), (1, ABOVE)],
)
def test_the_alt_text_says_where_the_dose_lies(rate, place):
    for plan in (constant_regimen(rate, 70, 24), constant_regimen(rate, 70, 24, 10, 2)):
        text = alt_of(made_course(plan, 90)[0])
        assert [each for each in (INSIDE, UNDER, ABOVE) if each in text] == [place]
        in_s = alt_of(made_course(plan, 90, S_KETAMINE)[0])
        assert "shaded" not in in_s and "dashed" not in in_s


def test_a_bolus_lies_nowhere_on_the_axis_of_rates():
    text = alt_of(made_course(trial_regimen("mercadante", 70), 90)[0])
    assert text.endswith("Below, the dose on the same hours.")


@pytest.mark.parametrize(("weight_kg", "place"), [(30, ABOVE), (45, INSIDE), (110, UNDER)])
def test_a_ladder_in_milligrams_lies_elsewhere_in_each_body(weight_kg, place):
    steps = [mg / 24 / weight_kg for mg in LIMITS["burst_ladder_per_24_h"].steps]
    usual = LIMITS["infusion_cancer_pain"]
    expected = ABOVE if max(steps) > usual.high else UNDER if min(steps) < usual.low else INSIDE
    assert expected == place and place in alt_of(made_course(burst_regimen(weight_kg), 90)[0])
