"""Certainty marks reward honesty, and calibration is counted rightly."""

import random
from dataclasses import dataclass

import pytest
from scipy.stats import binomtest

from quizzes.engine import LEVELS, calibration, certainty_mark
from quizzes.engine.log.certainty import points_words, wilson
from tests.course.tree.test_names import ROOT


@dataclass
class Judged:
    certainty: int | None
    correct: bool
    attempt: int = 1
    score: float | None = None

    def __post_init__(self):
        self.score = float(self.correct) if self.score is None else self.score


def expected(chances, certainty):
    """What a level brings on average; `chances` gives for each credit how likely it is."""
    return sum(p * certainty_mark(score, certainty) for score, p in chances.items())


def best(chances):
    return max((1, 2, 3), key=lambda certainty: expected(chances, certainty))


def all_or_none(p):
    return {1: p, 0: 1 - p}


@pytest.mark.parametrize(
    ("score", "marks"),
    [(1, (1, 2, 3)), (0, (0, -2, -6)), (0.5, (0.5, 0, -1.5)), (0.75, (0.75, 1, 0.75))],
)
def test_marks_follow_the_scheme_with_partial_credit(score, marks):
    assert tuple(certainty_mark(score, certainty) for certainty in (1, 2, 3)) == pytest.approx(
        marks
    )


def test_the_best_choice_changes_at_two_thirds_and_four_fifths():
    hair = 1e-6
    tried = (0.1, 2 / 3 - hair, 2 / 3 + hair, 0.8 - hair, 0.8 + hair, 1)
    assert [best(all_or_none(p)) for p in tried] == [1, 1, 2, 2, 3, 3]
    for p, lower, upper in ((2 / 3, 1, 2), (0.8, 2, 3)):
        assert expected(all_or_none(p), lower) == pytest.approx(expected(all_or_none(p), upper))


def test_with_half_credit_the_level_that_fits_the_expected_credit_pays_most():
    """However likely each credit is: nobody gains by saying other than what they expect."""
    chance = random.Random(4)
    for _ in range(500):
        weights = [chance.random() ** 3 for _ in range(5)]
        chances = {place / 4: each / sum(weights) for place, each in enumerate(weights)}
        credit = sum(score * p for score, p in chances.items())
        if min(abs(credit - 2 / 3), abs(credit - 0.8)) > 1e-9:
            assert best(chances) == (1 if credit < 2 / 3 else 2 if credit < 0.8 else 3)


def test_the_levels_are_named_by_the_odds_at_which_they_pay():
    assert LEVELS == {1: "less than 2 in 3", 2: "about 3 in 4", 3: "more than 4 in 5"}
    assert [best(all_or_none(p)) for p in (0.5, 3 / 4, 0.9)] == [1, 2, 3]
    form = (ROOT / "quizzes/player/js/card_form.js").read_text(encoding="utf-8")
    for value, label in LEVELS.items():  # the buttons say the same
        assert f'[{value}, "{label[0].upper()}{label[1:]}"]' in form


@pytest.mark.parametrize(
    ("points", "words"),
    [
        (3, "3 points"),
        (1, "1 point"),
        (0, "no points"),
        (-0.0, "no points"),
        (-1.5, "1.5 points taken off"),
        (61_620, "61,620 points"),
        (-1e-12, "no points"),
    ],
)
def test_points_are_told_in_words(points, words):
    assert points_words(points) == words


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
    found = calibration([Judged(3, True)] * 8 + [Judged(3, False)] * 2 + [Judged(2, True)])
    assert found.sentence == (
        "When you put your chance at more than 4 in 5, you were right 8 of 10 times (95 percent "
        "interval 49 to 94 of 100). When you put your chance at about 3 in 4, you were right 1 of "
        "1 time: too few to judge. For how sure you were, 11 answers brought 14 points; with “less "
        "than 2 in 3” each time it would have been 9 points."
    )
    assert (found.points, found.cautious) == (8 * 3 - 2 * 6 + 2, 9)
    assert "choose it less" in calibration([Judged(3, False)] * 9 + [Judged(3, True)]).sentence
    assert "choose it less" not in found.sentence
    assert calibration([]).sentence == "No answer with a certainty yet."


def test_an_answer_that_was_half_right_is_not_counted_as_a_wrong_one():
    log = [Judged(3, True)] * 2 + [Judged(3, False, score=0.5)] * 8
    found = calibration(log)
    assert (found.levels[2].right, found.levels[2].partly) == (2, 8)
    assert "you were right 2 of 10 times and 8 in part" in found.sentence
    assert "choose it less" not in found.sentence and "wrong" not in found.sentence
    assert found.points == pytest.approx(2 * 3 + 8 * -1.5)
