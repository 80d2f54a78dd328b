"""What form C asks is asked in both other forms, or the lint says so; a group has its question."""

from dataclasses import replace

from quizzes.authoring.lint_bank import groups, twins
from quizzes.engine import load_bank

BANK = load_bank()
FORMS = [item for form in "abc" for item in BANK.live(f"form_{form}")]


def lacking(items):
    return [name for code, _, name, _ in twins(items) if code == "TWIN"]


def test_a_question_of_form_c_without_a_twin_is_named():
    (first, *_) = BANK.live("form_c")
    twin = next(item for item in BANK.live("form_a") if item.group == first.group)
    assert first.id not in lacking(FORMS)
    assert first.id in lacking([item for item in FORMS if item is not twin])
    alone = [replace(item, group="x") if item is first else item for item in FORMS]
    assert first.id in lacking(alone)
    assert lacking(BANK.live("form_c")) == [], "where A and B were not read nobody can say"


def test_a_group_may_keep_the_name_of_a_question_that_is_gone():
    one, other = BANK.live("09_hours_to_arrive")[:2]
    named = [replace(each, group="INF-999") for each in (one, other)]
    assert [name for *_, name, _ in groups(named[:1] + [other])] == [one.id]
    assert [*groups(named)] == []
    away = replace(one, group="ZZZ-001")
    assert [*groups([away, other])] == [], "a file that was not read"
