"""Progress travels as a code, and damage is refused with a sentence."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from page.codes import LETTERS
from quizzes.engine import Bank, replay
from quizzes.engine.log import resume
from quizzes.engine.log.answers import Tally
from quizzes.engine.log.resume import Progress, ResumeError, progress_of, read_code, resume_code
from quizzes.engine.log.unused import unused
from quizzes.talk.plan import lessons_of
from tests.answers import made_up_answer

NUMBERS = resume.LESSON_NUMBERS
LESSONS = [f"{number:02}_lesson" for number in NUMBERS]
OBJECTIVES = [f"O{number}" for number in range(1, 12)]
NOW = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
FULL = Progress(
    lessons={1: 3, 2: 3, 3: 1, 6: 2},
    objectives={1: 3, 6: 2, 11: 1},
    before=4,
    after=9,
    day=date(2026, 3, 2),
)


def random_progress(chance):
    return Progress(
        lessons={each: chance.randint(1, 3) for each in NUMBERS if chance.random() < 0.6},
        objectives={each: chance.randint(1, 3) for each in range(1, 12) if chance.random() < 0.6},
        before=chance.choice([None, *range(11)]),
        after=chance.choice([None, *range(11)]),
        day=date.fromordinal(date(2026, 1, 1).toordinal() + chance.randrange(8192)),
    )


def damage(code, chance):
    """Something that happens to a code on paper: characters wrong, swapped, lost or added."""
    plain = list(code.replace("-", ""))
    kind = chance.choice(["wrong", "wrong", "wrong", "swap", "lose", "add", "shift", "cut"])
    if kind == "wrong":
        for place in chance.sample(range(20), chance.randint(1, 4)):
            plain[place] = chance.choice([each for each in LETTERS if each != plain[place]])
    elif kind == "swap":
        pairs = [(i, j) for i in range(20) for j in range(i) if plain[i] != plain[j]]
        one, other = chance.choice(pairs)
        plain[one], plain[other] = plain[other], plain[one]
    elif kind == "lose":
        del plain[chance.randrange(20)]
    elif kind == "add":
        plain.insert(chance.randrange(21), chance.choice(LETTERS))
    elif kind == "shift":
        place = chance.randrange(1, 20)
        plain = [*plain[place:], *plain[:place]]
    else:
        plain = plain[: chance.randrange(19)]
    return "".join(plain)


def test_a_code_has_20_characters_and_comes_back():
    code = resume_code(FULL)
    assert len(code.replace("-", "")) == 20
    assert read_code(code, LESSONS, OBJECTIVES).progress == FULL
    messy = " " + code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert read_code(messy, LESSONS, OBJECTIVES).progress == FULL


def test_any_progress_comes_back():
    chance = random.Random(5)
    for _ in range(500):
        progress = random_progress(chance)
        found = read_code(resume_code(progress), LESSONS, OBJECTIVES)
        assert found.progress == progress
        assert found.dropped == ()


def test_a_thousand_damaged_codes_are_all_refused():
    chance = random.Random(11)
    for _ in range(1000):
        code = resume_code(random_progress(chance))
        with pytest.raises(ResumeError) as refusal:
            read_code(damage(code, chance), LESSONS, OBJECTIVES)
        assert str(refusal.value).endswith("Nothing was changed.")


@pytest.mark.parametrize("place", range(20))
def test_every_single_wrong_character_is_found(place):
    code = list(resume_code(FULL).replace("-", ""))
    for each in LETTERS:
        if each != code[place]:
            with pytest.raises(ResumeError):
                read_code("".join([*code[:place], each, *code[place + 1 :]]), LESSONS, OBJECTIVES)


@given(st.one_of(st.none(), st.text(max_size=60), st.integers()))
def test_any_text_is_refused_with_a_sentence(text):
    with pytest.raises(ResumeError, match=r"\.$"):
        read_code(text, LESSONS, OBJECTIVES)


def test_a_newer_course_keeps_what_fits_and_says_what_it_dropped():
    found = read_code(resume_code(FULL), LESSONS[:2], OBJECTIVES[:10])
    assert found.progress.lessons == {1: 3, 2: 3}
    assert found.progress.objectives == {1: 3, 6: 2}
    assert found.dropped == (
        "Lesson 3 is not in this version of the course.",
        "Lesson 6 is not in this version of the course.",
        "Objective O11 is not in this version of the course.",
    )


def test_what_does_not_fit_a_code_is_refused():
    for wrong in (Progress(lessons={99: 1}), Progress(objectives={1: 4}), Progress(before=15)):
        with pytest.raises(ValueError, match="a code holds"):
            resume_code(wrong)


def event(item="TST-001", version=1, name="a1", response="b"):
    return made_up_answer(item, id=name, t=NOW.isoformat(), version=version, response=response)


def test_progress_is_read_from_the_log(good_bank):
    past = replay([event()], good_bank)
    found = progress_of(past, good_bank, NOW.date())
    assert found.lessons == {1: 1}
    assert found.objectives == {6: 1}
    assert read_code(resume_code(found), ["01_test"], ["O6"]).progress == found


@pytest.mark.parametrize(
    ("items", "answered", "right", "standing"),
    [(5, 4, 4, 1), (5, 5, 0, 2), (5, 5, 3, 2), (5, 5, 4, 3), (10, 10, 7, 2), (10, 10, 8, 3)],
)
def test_four_of_five_right_is_mastered_once_all_are_answered(
    good_bank, items, answered, right, standing
):
    tally = Tally(items=items, answered=answered, right=right)
    past = replace(
        replay([], good_bank), lessons={"01_test": tally}, objectives={"O6": tally, "O7": tally}
    )
    found = progress_of(past, good_bank, NOW.date())
    assert found.lessons == {1: standing}
    assert found.objectives == {6: standing, 7: standing}


def test_what_todays_course_cannot_use_of_a_log_is_said(good_bank):
    events = [
        event(),
        event(version=9, name="a2"),
        event(item="TST-002", version=9, name="a4", response=["b"]),
        event(item="OLD-001", name="a3"),
        {"event": "?"},
        {"event": "resumed", "id": "r", "t": NOW.isoformat(), "code": "x"},
        {"event": "days", "id": "d", "t": NOW.isoformat(), "start": "2026-03-02"},
    ]
    assert unused(events, good_bank) == [
        "1 question answered earlier, no longer in the course: OLD-001.",
        "1 question with a newer wording, to be answered again: TST-002.",
        "1 entry could not be understood.",
    ]
    assert unused(events[:1], good_bank) == []


def test_every_lesson_with_questions_has_a_place_in_the_code(course_items):
    numbers = {int(name[:2]) for name in lessons_of(Bank(course_items))}
    assert numbers <= set(NUMBERS), "the code is full: a new FORMAT needs more places"


def test_a_code_of_thirteen_lessons_reads_as_it_did():
    everything = Progress(
        lessons=dict.fromkeys(range(1, 14), 2), objectives={11: 1}, day=date(2026, 3, 2)
    )
    assert resume_code(everything) == "6NANA-M0000-03ZR1-W18H0"
    assert read_code("6NANA-M0000-03ZR1-W18H0", LESSONS, OBJECTIVES).progress == everything
