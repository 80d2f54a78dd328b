"""What a test says about people: sensitivity and specificity turned into counts of 100."""

from dataclasses import dataclass

from evidence import Fact, load
from evidence.errors import LearnerError

TEST_STUDIES = {"F-T01": "persistent pain on opioids", "F-T03": "fibromyalgia"}


@dataclass(frozen=True)
class Frequencies:
    """People by what the test said and by what happened, as expected counts of `people`."""

    people: int
    true_positives: float
    false_positives: float
    false_negatives: float
    true_negatives: float

    @property
    def positive(self) -> float:
        """How many the test calls responders."""
        return self.true_positives + self.false_positives

    @property
    def negative(self) -> float:
        """How many the test calls non-responders."""
        return self.false_negatives + self.true_negatives

    @property
    def predictive_positive(self) -> float | None:
        """The share of those called responders who respond; None if nobody is called one."""
        return self.true_positives / self.positive if self.positive else None

    @property
    def predictive_negative(self) -> float | None:
        """The share of those called non-responders who do not respond; None if nobody is."""
        return self.true_negatives / self.negative if self.negative else None

    @property
    def whole(self) -> tuple[int, int, int, int]:
        """True and false positives, false and true negatives in whole people that add up.

        Responders and non-responders are each rounded first, then split, so that no person is lost.
        """
        responders = round(self.true_positives + self.false_negatives)
        caught = min(round(self.true_positives), responders)
        others = self.people - responders
        spared = min(round(self.true_negatives), others)
        return caught, others - spared, responders - caught, spared


def expected_results(
    responding_share: float, sensitivity: float, specificity: float, people: int = 100
) -> Frequencies:
    """Send `people` through a test; each share lies between 0 and 1, else LearnerError."""
    named = {
        "share that responds": responding_share,
        "sensitivity": sensitivity,
        "specificity": specificity,
    }
    for name, share in named.items():
        if not 0 <= share <= 1:
            raise LearnerError(f"The {name} must lie between 0 and 1, got {share:g}.")
    will = people * responding_share
    will_not = people - will
    return Frequencies(
        people,
        true_positives=will * sensitivity,
        false_positives=will_not * (1 - specificity),
        false_negatives=will * (1 - sensitivity),
        true_negatives=will_not * specificity,
    )


def published_test(fact_id: str) -> tuple[Fact, float, float]:
    """A published test with its sensitivity and specificity as shares (sources F-T01, F-T03)."""
    if fact_id not in TEST_STUDIES:
        raise ValueError(f"A test must be one of {', '.join(TEST_STUDIES)}, got {fact_id!r}.")
    fact = load().facts[fact_id]
    percent = {q.name: q.amount for q in fact.quantities if q.unit == "percent"}
    return fact, percent["sensitivity"] / 100, percent["specificity"] / 100
