"""Codes that a learner reads aloud, writes down and types again: their letters and their groups.

The letters are Crockford's base 32, in which no two are mistaken for each other
(https://www.crockford.com/base32.html).
"""

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O or U
# What is written for another letter is read as what it looks like; dashes and spaces say nothing.
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def plain(text: str) -> str:
    """A code as somebody typed it, in capitals, without groups, O read as 0 and I or L as 1."""
    return text.strip().upper().translate(_READ_AS)


def wrong_letter(code: str) -> str:
    """The first character of a plain code that no code has; "" if there is none."""
    return next((each for each in code if each not in LETTERS), "")


def in_groups(code: str, size: int) -> str:
    """A plain code as it is shown: groups of `size` characters with dashes between them."""
    return "-".join(code[start : start + size] for start in range(0, len(code), size))


def letters_of(number: int, length: int) -> str:
    """The lowest `length` letters of a whole number from 0 on, the greatest place first."""
    letters = ""
    for _ in range(length):
        number, place = divmod(number, len(LETTERS))
        letters = LETTERS[place] + letters
    return letters


def number_of(code: str) -> int:
    """The whole number that a plain code stands for; ValueError for a character no code has."""
    number = 0
    for letter in code:
        number = number * len(LETTERS) + LETTERS.index(letter)
    return number


def letters_needed(size: int) -> int:
    """How many letters hold any of `size` different numbers."""
    count = 0
    while len(LETTERS) ** count < size:
        count += 1
    return count
