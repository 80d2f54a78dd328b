"""The statistics agree with independent libraries, and a table that cannot be used is refused."""

import numpy as np
import pytest
from scipy import stats as scipy_stats

from quizzes.__main__ import main
from quizzes.authoring.responses import ResponsesError, read_responses
from quizzes.authoring.stats import gain, item_statistics, matrix, reliability, student_t
from quizzes.authoring.stats_report import stats_report


def class_of(learners, items, seed=7, form=""):
    """Simulated right and wrong answers, and the same as CSV rows."""
    chance = np.random.default_rng(seed)
    ability, difficulty = chance.normal(size=learners), np.linspace(-1.5, 1.5, items)
    right = chance.random((learners, items)) < 1 / (1 + np.exp(difficulty - ability[:, None]))
    rows = [
        f"L{i:03},TST-{j:03},1,{int(right[i, j])},{'b' if right[i, j] else 'a'},"
        f"{1 + (i + j) % 3},{form}"
        for i in range(learners)
        for j in range(items)
    ]
    return right.astype(float), rows


def read(rows):
    return read_responses("learner,item,try,credit,response,certainty,form\n" + "\n".join(rows))


def test_reliability_is_that_of_an_independent_library():
    """pingouin 0.7.0, cronbach_alpha on the same simulated class, printed the first number."""
    table, rows = class_of(60, 20)
    found = reliability(matrix(read(rows))[0])
    covariance = np.cov(table, rowvar=False)
    by_covariance = 20 / 19 * (1 - np.trace(covariance) / covariance.sum())
    assert found.alpha == pytest.approx(PINGOUIN_ALPHA, abs=1e-9)
    assert found.alpha == pytest.approx(by_covariance, abs=1e-12)
    assert found.kr20 == pytest.approx(found.alpha, abs=1e-12)
    assert found.sem == pytest.approx(table.sum(axis=1).std() * np.sqrt(1 - by_covariance))


PINGOUIN_ALPHA = 0.7304832225346191


def test_discrimination_is_corrected():
    table, rows = class_of(60, 20)
    found = item_statistics(read(rows), {"TST-003": {"a": False, "b": True, "c": False}})
    for place, each in enumerate(found):
        rest = np.delete(table, place, axis=1).sum(axis=1)
        expected = scipy_stats.pointbiserialr(table[:, place], rest).statistic
        assert each.item_rest == pytest.approx(expected, abs=1e-12)
        assert each.difficulty == pytest.approx(table[:, place].mean())
        interval = scipy_stats.binomtest(int(table[:, place].sum()), 60).proportion_ci(
            method="wilson"
        )
        assert (each.low, each.high) == pytest.approx((interval.low, interval.high))
        assert -1 <= each.d27 <= 1
    assert found[3].options == {"a": 60 - found[3].right, "b": found[3].right, "c": 0}
    assert found[3].idle_distractors == ("c",)


def test_d27_of_a_small_class_by_hand():
    rows = [f"L{i},Q1,1,{int(i > 5)},,," for i in range(10)]
    rows += [f"L{i},Q2,1,{i / 10},,," for i in range(10)]
    assert item_statistics(read(rows))[0].d27 == 1


def test_the_gain_is_that_of_a_paired_t_interval():
    before, rows_a = class_of(25, 10, seed=1, form="A")
    after, rows_b = class_of(25, 10, seed=2, form="B")
    found = gain(read(rows_a + rows_b))
    oracle = scipy_stats.ttest_rel(after.mean(axis=1), before.mean(axis=1)).confidence_interval()
    assert (found.low, found.high) == pytest.approx((100 * oracle.low, 100 * oracle.high))


def test_who_began_with_the_other_form_gains_from_there():
    one, rows_a = class_of(25, 10, seed=1, form="A")
    other, rows_b = class_of(25, 10, seed=2, form="B")
    turned = np.arange(25) % 3 == 0
    head = "learner,item,try,credit,response,certainty,form,t\n"

    def dated(rows, is_b):
        return [
            f"{row},2026-11-{20 if turned[int(row[1:4])] == is_b else 24}T10:00:00Z" for row in rows
        ]

    found = gain(read_responses(head + "\n".join(dated(rows_a, False) + dated(rows_b, True))))
    first, second = one.mean(axis=1), other.mean(axis=1)
    before, after = np.where(turned, second, first), np.where(turned, first, second)
    assert found.before == pytest.approx(100 * before.mean())
    assert found.mean == pytest.approx(100 * (after - before).mean())


@pytest.mark.parametrize("freedom", [1, 2, 3, 7, 24, 59, 500])
def test_student_t(freedom):
    assert student_t(0.975, freedom) == pytest.approx(scipy_stats.t.ppf(0.975, freedom), rel=1e-6)


def test_only_first_attempts_count():
    rows = read(["L1,Q1,2,1,,,", "L1,Q1,1,0,,,", "L2,Q1,1,1,,,", "L3,Q1,1,,,,"])
    (found,) = item_statistics(rows)
    assert (found.learners, found.right, found.difficulty) == (2, 1, 0.5)


def test_a_small_class_is_warned_and_undefined_figures_are_not_invented():
    words = stats_report(read(["L1,Q1,1,1,,3,", "L1,Q2,1,1,,,", "L2,Q1,1,1,,3,", "L2,Q2,1,1,,,"]))
    assert "WARNING: 2 learners, fewer than 30" in words
    assert "KR-20 -, alpha -" in words
    assert "more than 4 in 5: 2 of 2 right" in words
    assert "WARNING" not in stats_report(read(class_of(30, 4)[1]))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the column learner is missing"),
        ("learner,item,try\n", "credit is missing"),
        ("learner,item,try,credit\n", "no response"),
        (
            "learner,item,try,credit\nL1,Q1,0,1\n",
            "line 2: try must be a whole number from 1, got '0'",
        ),
        ("learner,item,try,credit\nL1,Q1,1,1.5\n", "line 2: credit must be empty or from 0 to 1"),
        ("learner,item,try,credit\nL1,Q1,1,nan\n", "line 2: credit"),
        ("learner,item,try,credit\n,Q1,1,1\n", "line 2: learner is empty"),
        ("learner,item,try,credit\nL1,Q1,1\n", "another number of cells"),
        ("learner,item,try,credit,certainty\nL1,Q1,1,1,4\n", "line 2: certainty"),
        ('learner,item,try,credit\n"L1,Q1,1,1\n', "line"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused(text, words):
    with pytest.raises(ResponsesError, match=words):
        read_responses(text)


def test_the_command_prints_or_names_the_fault(tmp_path, capsys):
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("\ufefflearner,item,try,credit\r\nL1,INF-001,1,1\r\n", encoding="utf-8")
    bad.write_text("learner,item,try,credit\nL1,INF-001,one,1\n", encoding="utf-8")
    assert main(["stats", str(good)]) == 0
    assert "INF-001" in capsys.readouterr().out
    assert main(["stats", str(bad)]) == 2
    assert "line 2: try" in capsys.readouterr().err
