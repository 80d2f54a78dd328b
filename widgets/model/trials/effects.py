"""How large an effect is: risk difference, risk ratio, numbers needed, each with its interval."""

from dataclasses import dataclass
from math import exp, inf, isfinite, log, sqrt
from statistics import NormalDist

from evidence.errors import LearnerError

NORMAL = NormalDist()
METHODS = ("wald", "wald_corrected", "newcombe")


@dataclass(frozen=True)
class TwoByTwo:
    """Events out of a number, treated beside control.

    Raises LearnerError for an empty arm, for events below 0 or above the number of the arm.
    """

    treated_events: int
    treated_n: int
    control_events: int
    control_n: int

    def __post_init__(self) -> None:
        for arm in ("treated", "control"):
            events, n = getattr(self, f"{arm}_events"), getattr(self, f"{arm}_n")
            if n < 1:
                raise LearnerError(f"The {arm} arm must hold at least 1 person, got {n}.")
            if not 0 <= events <= n:
                raise LearnerError(f"Events in the {arm} arm must be 0 to {n}, got {events}.")

    @property
    def treated_risk(self) -> float:
        """The share with the event on treatment."""
        return self.treated_events / self.treated_n

    @property
    def control_risk(self) -> float:
        """The share with the event on control."""
        return self.control_events / self.control_n


@dataclass(frozen=True)
class Estimate:
    """A value between `low` and `high`."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class NumberNeeded:
    """How many to treat for one more event; `far` ends beyond infinity where no effect is possible.

    `value` is on the side that the estimate favours ("benefit" or "harm"). If `crosses` is True the
    interval runs from `near` on that side through infinity to `far` on the other.
    """

    value: float
    near: float
    far: float
    side: str
    crosses: bool


def normal_quantile(confidence: float = 0.95) -> float:
    """The multiplier of a two-sided interval, 1.96 for 0.95."""
    if not 0 < confidence < 1:
        raise LearnerError(f"Confidence must lie between 0 and 1, got {confidence}.")
    return NORMAL.inv_cdf(0.5 + confidence / 2)


def wilson(events: int, n: int, confidence: float = 0.95) -> Estimate:
    """The interval of one proportion by the score method, which stays between 0 and 1."""
    if n < 1 or not 0 <= events <= n:
        raise LearnerError(
            f"A proportion needs 0 to n events of n of at least 1, got {events} of {n}."
        )
    z = normal_quantile(confidence)
    share = events / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return Estimate(share, max(0.0, middle - half), min(1.0, middle + half))


def standard_error(table: TwoByTwo) -> float:
    """The standard error of the risk difference, each arm with its own variance."""
    p, q = table.treated_risk, table.control_risk
    return sqrt(p * (1 - p) / table.treated_n + q * (1 - q) / table.control_n)


def risk_difference(table: TwoByTwo, method: str = "wald", confidence: float = 0.95) -> Estimate:
    """The risk on treatment minus the risk on control.

    method: "wald"; "wald_corrected", widened by half of 1/n of each arm; "newcombe", from the score
    intervals of the two arms. Raises ValueError for another method.
    """
    if method not in METHODS:
        raise ValueError(f"method must be one of {', '.join(METHODS)}, got {method!r}")
    value = table.treated_risk - table.control_risk
    if method == "newcombe":
        one = wilson(table.treated_events, table.treated_n, confidence)
        two = wilson(table.control_events, table.control_n, confidence)
        down = sqrt((one.value - one.low) ** 2 + (two.high - two.value) ** 2)
        up = sqrt((one.high - one.value) ** 2 + (two.value - two.low) ** 2)
        return Estimate(value, value - down, value + up)
    half = normal_quantile(confidence) * standard_error(table)
    if method == "wald_corrected":
        half += 0.5 * (1 / table.treated_n + 1 / table.control_n)
    return Estimate(value, value - half, value + half)


def relative_risk(table: TwoByTwo, confidence: float = 0.95) -> Estimate:
    """The risk on treatment over the risk on control, with the Wald interval on the logarithm.

    Raises LearnerError if an arm has no event: the ratio has no interval then.
    """
    if not table.treated_events or not table.control_events:
        raise LearnerError(
            "A risk ratio with an interval needs an event in each arm, got none in one."
        )
    value = table.treated_risk / table.control_risk
    spread = sqrt(
        1 / table.treated_events
        - 1 / table.treated_n
        + 1 / table.control_events
        - 1 / table.control_n
    )
    half = normal_quantile(confidence) * spread
    return Estimate(value, exp(log(value) - half), exp(log(value) + half))


def two_sided_p(table: TwoByTwo) -> float:
    """The two-sided p value with a pooled variance; 1 where nobody or everybody responds."""
    pooled = (table.treated_events + table.control_events) / (table.treated_n + table.control_n)
    variance = pooled * (1 - pooled) * (1 / table.treated_n + 1 / table.control_n)
    if variance == 0:
        return 1.0
    z = (table.treated_risk - table.control_risk) / sqrt(variance)
    return 2 * NORMAL.cdf(-abs(z))


def _one_over(share: float) -> float:
    return 1 / abs(share) if share else inf


def number_needed(difference: Estimate) -> NumberNeeded:
    """The number needed for one more event, from a risk difference with its interval."""
    side = "benefit" if difference.value >= 0 else "harm"
    near, far = (
        (difference.high, difference.low)
        if side == "benefit"
        else (difference.low, difference.high)
    )
    crosses = difference.low < 0 < difference.high
    return NumberNeeded(_one_over(difference.value), _one_over(near), _one_over(far), side, crosses)


def extra_per_100(number: float) -> float:
    """How many more of 100 have the event, from a number needed; 0 for infinity."""
    if not number >= 1:
        raise LearnerError(f"A number needed must be at least 1, got {number}.")
    return 100 / number if isfinite(number) else 0.0


def needed_from_counts(
    treated_events: int, treated_n: int, control_events: int, control_n: int
) -> NumberNeeded:
    """The number needed of two arms given as whole people, with the Wald interval behind it.

    Numbers from a question may come as floats; they must be whole, else LearnerError.
    """
    counts = [treated_events, treated_n, control_events, control_n]
    if any(each != int(each) for each in counts):
        raise LearnerError(f"Counts must be whole people, got {counts}.")
    return number_needed(risk_difference(TwoByTwo(*(int(each) for each in counts))))


def more_of_hundred(
    treated_events: int, treated_n: int, control_events: int, control_n: int
) -> float:
    """How many more of 100 have the event on treatment, from whole people in two arms."""
    return 100 * (treated_events / treated_n - control_events / control_n)
