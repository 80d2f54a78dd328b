"""What records measure: a number or a range with its unit, counts, arms and an effect."""

from __future__ import annotations

from dataclasses import dataclass

from .rules import (
    RECORD_UNITS,
    STATUSES,
    choice,
    number,
    optional_text,
    rule,
    text,
)


class Measured:
    """What holds `value`, or `low` to `high`: the number itself, for code that needs one."""

    __slots__ = ()
    value: float | None
    low: float | None
    high: float | None

    @property
    def amount(self) -> float:
        """`value`; ValueError if there is none."""
        return self._there("value", self.value)

    @property
    def least(self) -> float:
        """`low`; ValueError if there is none."""
        return self._there("low", self.low)

    @property
    def most(self) -> float:
        """`high`; ValueError if there is none."""
        return self._there("high", self.high)

    def _there(self, name: str, number: float | None) -> float:
        if number is None:
            kind, called = type(self).__name__.lower(), ("id", "name", "measure")
            which = next(getattr(self, each) for each in called if hasattr(self, each))
            raise ValueError(f"the {kind} {which} must have a {name}")
        return number


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity(Measured):
    """A named number of a record: `value`, or `low` to `high`, or `steps`, always with `unit`."""

    name: str = text()
    value: float | None = number()
    low: float | None = number()
    high: float | None = number()
    steps: tuple[float, ...] = rule("numbers", default=())
    unit: str = choice(RECORD_UNITS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """One arm of a trial and how many it held; `n` is None where the source did not show it."""

    name: str = text()
    n: int | None = rule("count", default=None)
    unit: str = choice(RECORD_UNITS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Events out of a number, on ketamine and on the comparator (None where there was none)."""

    outcome: str = text()
    ketamine_events: int | None = rule("count")
    ketamine_n: int | None = rule("count")
    control_events: int | None = rule("count", default=None)
    control_n: int | None = rule("count", default=None)
    unit: str = choice(RECORD_UNITS)
    status: str = choice(STATUSES)
    method: str = optional_text()


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect(Measured):
    """An effect estimate with its interval; `p_below` stands for a reported "p less than"."""

    outcome: str = text()
    measure: str = text()
    value: float | None = number()
    low: float | None = number()
    high: float | None = number()
    interval_percent: float | None = number()
    p: float | None = number()
    p_below: float | None = number()
    unit: str = choice(RECORD_UNITS)
    status: str = choice(STATUSES)
    method: str = optional_text()
