"""The types of question by the name that a bank file gives; a new type is one class more."""

from __future__ import annotations

from collections.abc import Mapping

from .choice import OptionsType
from .extended import ExtendedType
from .find import FindType
from .free_response import CardType, OwnWordsType, PollType, ShiftType
from .key_features import KeyFeaturesType
from .matching import ClozeType, MatchType
from .numeric import NumericType
from .order_writing import WriteOrderType
from .ordering import OrderType
from .question_type import QuestionType
from .short import ShortType

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
    "extended": ExtendedType(),
    "key_features": KeyFeaturesType(),
    "find": FindType(),
    "write_order": WriteOrderType(),
    "own_words": OwnWordsType(),
    "shift": ShiftType(),
}
