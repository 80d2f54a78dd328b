"""Every number of the bank that a model can compute is what the model computes.

`widgets` and `quizzes` never import each other, so this is where they meet.
"""

import dataclasses
import importlib

import pytest

from quizzes.engine import computed_numbers, load_bank
from quizzes.engine.items import Numeric

UNITS = {
    "_ng_per_ml": "ng/mL",
    "_mcg_per_kg_min": "mcg/kg/min",
    "_mg_per_kg_h": "mg/kg/h",
    "_mg_per_h": "mg/h",
    "_ml_per_h": "mL/h",
    "_mg_per_24_h": "mg",
    "_mg": "mg",
    "_min": "min",
    "_h": "h",
}
# What widgets.model works out; a count of people or of mL left in a bag is the bank's own sum.
MODELLED = {"mg/h", "mL/h", "mg/kg/h", "mcg/kg/min", "ng/mL"}


def model_value(number) -> float:
    """Return what widgets.model gives for a number of the bank."""
    module, function = number.function.rsplit(".", 1)
    value = getattr(importlib.import_module(f"widgets.model.{module}"), function)(**number.args)
    for name in filter(None, number.field.split(".")):
        value = getattr(value, name)
    return float(value) * number.times


def unit_of(field: str) -> str | None:
    """Return the unit that the name of a field ends in, or None."""
    return next((unit for end, unit in UNITS.items() if f"_{field}".endswith(end)), None)


def number_problems(numbers) -> list[str]:
    """Return each number that the model gives otherwise, or in another unit."""
    problems = []
    for number in numbers:
        value = model_value(number)
        if not abs(value - number.value) <= number.within:
            problems.append(f"{number.where} says {number.value:g}, the model {value:g}")
        unit = unit_of(number.field)
        if number.times == 1 and unit and unit != number.unit:
            problems.append(f"{number.where} is in {number.unit}, {number.field} in {unit}")
    return problems


@pytest.fixture(scope="module")
def numbers():
    return list(computed_numbers(load_bank()))


def test_the_bank_agrees_with_the_model(numbers):
    assert numbers
    problems = number_problems(numbers)
    assert not problems, "\n".join(problems)


def test_every_rate_and_level_says_how_it_is_computed():
    keys = [item for item in load_bank().items if isinstance(item.body, Numeric)]
    modelled = [item for item in keys if item.body.unit in MODELLED]
    assert modelled
    missing = [f"{item.id}, {item.body.unit}" for item in modelled if not item.body.computed_by]
    assert not missing, "no computed_by: " + "; ".join(missing)


def test_a_false_number_is_found(numbers):
    number = numbers[0]
    false = dataclasses.replace(number, value=number.value * 1.1 + 2 * number.within)
    assert number_problems([false]) != []
    with_unit = next(n for n in numbers if n.times == 1 and unit_of(n.field))
    assert number_problems([dataclasses.replace(with_unit, unit="mg/kg/min")]) != []
