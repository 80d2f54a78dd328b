"""On no keyboard is a slip read as the right answer, nor the right answer as a slip."""

import math

import pytest

from widgets.controls.inputs import Field
from widgets.model.dosing import DoseError, NumberRead, format_number
from widgets.model.exercises.error_patterns import WITHIN, error_patterns_of
from widgets.model.exercises.sums import SUM_STEPS, SUMS, fresh_task, keys

STRENGTHS = {"infusion": (10.0, 50.0, 100.0), "oral": (None,), "bolus": (None,)}


def ways(amount: float):
    """A number as two kinds of keyboard give it."""
    shown = format_number(amount)
    yield shown
    yield shown.translate(str.maketrans(".,", ",."))


def read(typed: str, step) -> NumberRead | None:
    try:
        return Field("answer", step.label, step.unit).read(typed)
    except DoseError:
        return None


def sums(name: str):
    for seed in range(60):
        task = fresh_task(name, seed)
        for strength in STRENGTHS[name]:
            for step in SUM_STEPS[name]:
                yield task, strength, step


@pytest.mark.parametrize("name", SUMS)
def test_the_right_answer_and_a_slip_are_never_read_as_each_other(name):
    for task, strength, step in sums(name):
        key = keys(task, strength)[step.name]
        for typed in ways(key):
            came = read(typed, step)
            assert came is None or math.isclose(came.value, key, rel_tol=WITHIN), (step, typed)
        for pattern in error_patterns_of(task, step.name, strength):
            for typed in ways(pattern.amount):
                came = read(typed, step)
                if came is None or math.isclose(came.value, pattern.amount, rel_tol=1e-3):
                    continue
                assert came.echo and not math.isclose(came.value, key, rel_tol=WITHIN), (
                    step,
                    typed,
                )


@pytest.mark.parametrize("name", SUMS)
@pytest.mark.parametrize("typed", ["1,000", "1.000", "1,667", "1.680", "16,667"])
def test_a_field_without_limits_in_sight_asks_back_what_has_two_meanings(name, typed):
    for step in SUM_STEPS[name]:
        with pytest.raises(DoseError, match="can be read as"):
            Field("answer", step.label, step.unit).read(typed)
