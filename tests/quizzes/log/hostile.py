"""What nobody should send as an answer, and somebody will."""

import math
from fractions import Fraction

DIGITS = 1000


def _itself() -> list:
    """A list that holds itself."""
    made: list = []
    made.append(made)
    return made


NUMBERS = [
    *(0, -1, 1, 7, 10**DIGITS, -(10**DIGITS), 10**5000, 2**31, 2**63, True, False),
    *(0.0, -0.0, 1e-320, 1e308, -1e308, 5e-324, math.pi, math.nan, math.inf, -math.inf),
    *(1j, Fraction(1, 3)),
]
TEXTS = [
    *"a b z A ab knew None null true NaN nan inf -inf Infinity 1e400 1e-400 1e3 0x10 0b1".split(),
    *"1_000 1,000 1,1 1. .1 -0 +1 --1 1/2 ½ １ ٣ ² mg % {key} {0} %s ${x} .. ../a 🙂".split(),
    *"a:² a:0 ?a <b>1</b> '; \u202e1 \ud800".split(),
    *("", " ", "\t\n", "\0", "1 2", "1 mL/h", "1 mL/h 2", "'; drop", "e\u0301" * 30),
    *("1" * DIGITS, f"0.{'0' * DIGITS}1", f"1e{'9' * DIGITS}", "9" * 5000),
    *("a" * 65, "x" * 10**6, " " * 10**5),
]
LISTS = [
    *([], (), [None], [[]], [{}], [1], [True], [math.nan], ["a"], ["a", "a"], ["a", "b", "c"]),
    *(["b", "a"], ["a", None], ["z"], [""], ["a"] * 1000, ["a:1 mg"], ["a:1 mg", "a:1 mg"]),
    *(["a:"], [":"], ("a", "b"), [["a", "b"], ["c"]], [10**5000], ["a" * 10**5], _itself()),
]
TABLES = [
    *({}, {"a": 1}, {"text": "1"}, {"text": 1}, {"text": None}, {"text": [], "unit": {}}),
    *({"text": "1", "unit": unit} for unit in ("mg", None, 3, "x" * 10**5, ["mg"])),
    *({"text": 10**DIGITS}, {"text": 10**5000}, {"text": "1" * DIGITS, "unit": "mg"}),
    *({"unit": "mg"}, {"text": "1", "more": 1}, {1: 2}, {"event": "answer"}),
]
OBJECTS = [None, set(), frozenset({"a"}), object(), int, len, b"a", bytearray(b"1"), range(3)]
HOSTILE = [*NUMBERS, *TEXTS, *LISTS, *TABLES, *OBJECTS, iter(["a"]), (each for each in "ab")]
