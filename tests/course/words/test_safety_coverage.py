"""What can hurt is asked about at least twice, about another made-up patient each time.

The `topics` of a question say what it tests; a look-alike or a mere mention is not tagged.
"""

import dataclasses

import pytest

from quizzes.authoring.bankwide.shares import PRACTICE
from quizzes.engine import load_bank
from widgets.model.gate import CAUTIONS, CONTRAINDICATIONS
from widgets.model.safety.adverse import load_effects

AT_LEAST = 2
WITHOUT_AN_ANSWER = ("card", "poll", "own_words", "shift")
# What the source document names and the five calls of the night do not.
EFFECTS = (*load_effects(), "depersonalisation", "derealisation", "insobriety")
CLAIMS = {name: each.source for name, each in {**CONTRAINDICATIONS, **CAUTIONS}.items()}
CLAIMS |= {claim: claim for claim in ("C09", "C10", "C11", "C12")}  # the criteria
CLAIMS |= {claim: claim for claim in ("C29", "C30", "C31", "C32")}  # the pitfalls
CLAIMS |= dict.fromkeys(EFFECTS, "C20")
CLAIMS |= {"cause_treatment": "F-C01", "cord_compression": "F-C04"}
ITEMS = load_bank().items


def asking(topic, items) -> list:
    """Return the live questions that test a topic and can be answered wrongly."""
    return [
        item
        for item in items
        if topic in item.topics and item.status == "live" and item.type not in WITHOUT_AN_ANSWER
    ]


def coverage_problems(items) -> list[str]:
    """Return each topic that fewer than two questions with vignettes of their own test."""
    return [
        f"{topic} is tested by {', '.join(item.id for item in found) or 'nothing'}"
        for topic in CLAIMS
        for found in [asking(topic, items)]
        if len({item.vignette for item in found}) < AT_LEAST
    ]


def test_everything_that_can_hurt_is_asked_twice():
    problems = coverage_problems(ITEMS)
    assert not problems, "\n".join(problems)


def test_a_topic_is_known_and_its_claim_is_among_those_tested():
    # the lint counts those of practice, which belong to no single claim
    tagged = [(item, topic) for item in ITEMS for topic in item.topics if topic not in PRACTICE]
    assert {topic for _, topic in tagged} == set(CLAIMS)
    wrong = [
        f"{item.id}: {topic}"
        for item, topic in tagged
        if topic not in PRACTICE and CLAIMS.get(topic) not in (*item.claims, *item.facts)
    ]
    assert not wrong, "; ".join(wrong)


@pytest.mark.parametrize("topic", CLAIMS)
def test_a_question_that_is_lost_is_missed(topic):
    first, second, *others = asking(topic, ITEMS)
    left = [item for item in ITEMS if item not in others]
    assert coverage_problems(left) == []  # two are enough
    rest = [item for item in left if item is not second]
    alike = dataclasses.replace(second, vignette=first.vignette)
    for poorer in (
        rest,
        [*rest, dataclasses.replace(second, status="retired")],
        [*rest, dataclasses.replace(second, type="card")],
        [*rest, alike],
    ):
        assert any(each.startswith(f"{topic} is") for each in coverage_problems(poorer))
