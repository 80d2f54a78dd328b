"""Team cards on paper: together they hold every answer, and none holds another role's."""

import html
import re

import pytest

from page.notice import NOTICE
from page.version import course_date, course_version
from teaching.kit.paper.role_cards import CARDS, cases_with_cards, role_cards, shared_out
from teaching.kit.session import case_title
from widgets.model.cases import load_cases

CASES = load_cases()
CARD = re.compile(r'<section class="card">.*?</section>', re.S)


@pytest.fixture(scope="module")
def sheets():
    """The part of each case of the file, by its heading."""
    parts = role_cards().split('<section class="new-sheet">')[1:]
    return {html.unescape(re.search(r"<h2>(.*?)</h2>", part)[1]): part for part in parts}


def words(text):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def test_each_case_with_enough_roles_has_cards_and_no_other(sheets):
    enough = [case for case in CASES.values() if len({ask.role for ask in case.asks}) >= CARDS]
    assert list(cases_with_cards().values()) == enough and len(enough) >= 10
    assert list(sheets) == [case_title(case) for case in enough]


@pytest.mark.parametrize("case", cases_with_cards().values(), ids=cases_with_cards())
def test_the_cards_together_hold_every_answer_and_none_another_roles(sheets, case):
    part = sheets[case_title(case)]
    cards = [words(each) for each in CARD.findall(part)]
    assert len(cards) == CARDS
    for ask in case.asks:
        answer = " ".join(ask.answer.split())
        holding = [n for n, card in enumerate(cards) if answer in card]
        assert len(holding) == 1, ask.id
        assert ask.ask in cards[holding[0]]
        others = [e for e in case.asks if e.role == ask.role]
        assert all(" ".join(e.answer.split()) in cards[holding[0]] for e in others)
    open_to_all = words(CARD.sub("", part))
    assert case.stem.split("\n")[0][:60] in open_to_all
    assert all(ask.ask in open_to_all for ask in case.asks)
    assert not [a.id for a in case.asks if " ".join(a.answer.split()) in open_to_all]
    secrets = [case.trap, case.debrief, *(o.because for t in case.turns for o in t.options)]
    assert not [each for each in secrets if each and " ".join(each.split()) in words(part)]


@pytest.mark.parametrize("case", cases_with_cards().values(), ids=cases_with_cards())
def test_no_card_is_empty_and_none_holds_half_of_what_is_known(case):
    sizes = [len(asks) for asks in shared_out(case)]
    assert min(sizes) >= 1 and max(sizes) <= len(case.asks) / 2


def test_the_file_says_what_it_is():
    text = words(role_cards())
    assert NOTICE in text and course_version() in text and course_date() in text
