"""The types of question by the name that a bank file gives; a new type is one class more."""

from __future__ import annotations

from collections.abc import Mapping

from .choice import OptionsType
from .free_response import CardType, PollType, ShortType
from .matching import ClozeType, MatchType
from .numeric import NumericType
from .ordering import OrderType
from .question_type import QuestionType

QUESTION_TYPES: Mapping[str, QuestionType] = {
    "sba": OptionsType(several=False),
    "multi": OptionsType(several=True),
    "numeric": NumericType(),
    "match": MatchType(),
    "order": OrderType(),
    "cloze": ClozeType(),
    "short": ShortType(),
    "card": CardType(),
    "poll": PollType(),
}
