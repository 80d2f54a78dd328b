"""Certainty marks reward honesty, and calibration is counted rightly."""

from dataclasses import dataclass

import pytest
from scipy.stats import binomtest

from quizzes.engine import calibration, certainty_mark
from quizzes.engine.log.certainty import wilson


@dataclass
class Judged:
    certainty: int | None
    correct: bool
    attempt: int = 1


def expected(p, certainty):
    return p * certainty_mark(1, certainty) + (1 - p) * certainty_mark(0, certainty)


def best(p):
    return max((1, 2, 3), key=lambda certainty: expected(p, certainty))


@pytest.mark.parametrize(
    ("score", "marks"),
    [(1, (1, 2, 3)), (0, (0, -2, -6)), (0.5, (0.5, 1, 1.5)), (0.01, (0.01, 0.02, 0.03))],
)
def test_marks_follow_the_scheme_with_partial_credit(score, marks):
    assert tuple(certainty_mark(score, certainty) for certainty in (1, 2, 3)) == pytest.approx(
        marks
    )


def test_the_best_choice_changes_at_two_thirds_and_four_fifths():
    hair = 1e-6
    assert [best(p) for p in (0.1, 2 / 3 - hair, 2 / 3 + hair, 0.8 - hair, 0.8 + hair, 1)] == [
        1,
        1,
        2,
        2,
        3,
        3,
    ]
    assert expected(2 / 3, 1) == pytest.approx(expected(2 / 3, 2))
    assert expected(0.8, 2) == pytest.approx(expected(0.8, 3))


@pytest.mark.parametrize(("score", "certainty"), [(1, 0), (1, 4), (1, None), (-0.1, 1), (1.1, 1)])
def test_marks_outside_the_scheme_are_refused(score, certainty):
    with pytest.raises(ValueError):
        certainty_mark(score, certainty)


@pytest.mark.parametrize("answers", [1, 2, 7, 40])
def test_wilson_agrees_with_an_independent_implementation(answers):
    for right in range(answers + 1):
        interval = binomtest(right, answers).proportion_ci(method="wilson")
        assert wilson(right, answers) == pytest.approx((interval.low, interval.high), abs=1e-12)


def test_calibration_counts_first_attempts_only():
    log = (
        [Judged(3, True)] * 8
        + [Judged(3, False)] * 2
        + [Judged(2, True)]
        + [Judged(3, False, attempt=2)] * 9
        + [Judged(None, True)]
    )
    guess, unsure, sure = calibration(log).levels
    assert (sure.answers, sure.right, sure.share) == (10, 8, 0.8)
    assert (unsure.answers, unsure.share) == (1, 1)
    assert (guess.answers, guess.share, guess.low, guess.high) == (0, None, None, None)
    assert sure.low == pytest.approx(0.4902, abs=1e-4) and sure.high == pytest.approx(
        0.9433, abs=1e-4
    )


def test_calibration_says_it_in_a_sentence():
    words = calibration([Judged(3, True)] * 8 + [Judged(3, False)] * 2 + [Judged(2, True)]).sentence
    assert words == (
        "When you chose sure, you were right 8 of 10 times (95 percent interval 49 to 94 of 100). "
        "When you chose unsure, you were right 1 of 1 times: too few to judge."
    )
    assert "choose it less" in calibration([Judged(3, False)] * 9 + [Judged(3, True)]).sentence
    assert "choose it less" not in words
    assert calibration([]).sentence == "No answer with a certainty yet."
