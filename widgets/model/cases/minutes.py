"""How long a case takes: computed from its words, decisions and asks, never measured."""

from collections.abc import Iterable

from widgets.model.cases.records import Case, Option, Turn
from widgets.model.cases.walk import expert_walk

_WORDS_A_MINUTE = 200
_DECISION_S = 10  # to choose, beside the reading
_ASK_S = 5
SHORTEST_MIN, LONGEST_MIN = 4, 7


def minutes_of(case: Case) -> float:
    """Minutes of a case on this course's way, its debrief among them, its labs and visits not.

    Of what is drawn the mean counts, as often as a sitting deals.
    """
    way = expert_walk(case)
    drawn = sum(turn.drawn for turn, _ in way.steps)
    share = (case.deals or drawn) / drawn if drawn else 1
    opening = [case.title, case.stem, *(ask.ask for ask in case.asks)]
    closing = [case.debrief, *case.models, *(twin.says for twin in case.twins)]
    if case.stack:
        opening += [option.text for option in case.turns[0].options]  # the same on each card
    if way.ending:
        closing.append(way.ending.happens)
    words = count_words([*opening, *closing])
    seconds = float(_ASK_S * case.asks_allowed)
    if case.asks:
        mean = count_words(ask.answer for ask in case.asks) / len(case.asks)
        words += mean * case.asks_allowed
    for turn, option in way.steps:
        of = share if turn.drawn else 1
        words += of * count_words(_read_at(case, turn, option))
        seconds += of * _DECISION_S
    return words / _WORDS_A_MINUTE + seconds / 60


def count_words(texts: Iterable[str]) -> float:
    """How many words some texts have; a dash between them is none."""
    return float(sum(any(c.isalnum() for c in word) for text in texts for word in text.split()))


def _read_at(case: Case, turn: Turn, option: Option) -> list[str]:
    offered = [] if case.stack else [each.text for each in turn.options]
    luck = [option.luck.not_responded] if option.luck else []
    return [turn.ask, *offered, option.happens, *luck, option.because]
