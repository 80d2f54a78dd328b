"""A bank with one question of each type that has parts of its own, as TOML."""

HEAD = """
schema = 1
lesson = "01_test"
[[cases]]
id = "one"
title = "A made-up man"
text = "He waits."
"""


def item_text(number, kind, body, more=""):
    return f"""
[[items]]
id = "KND-{number:03}"
version = 1
status = "live"
reviewed_by = []
type = "{kind}"
objective = "O6"
place = "practice"
bloom = "apply"
claims = ["C14"]
sources = ["S-ONE"]
time_s = 30
vignette = "A made-up thing."
lead_in = "What goes where here?"
explanation = "So."
{more}
{body}
"""


PARTS = """
[[items.parts]]
id = "c"
text = "First"
{one}feedback = "One."
[[items.parts]]
id = "a"
text = "Second"
{two}feedback = "Two."
[[items.parts]]
id = "b"
text = "Third"
{three}feedback = "Three."
"""
ANSWERS = {"one": 'answer = "1 mg"\n', "two": 'answer = "2 mg"\n', "three": 'answer = "3 mg"\n'}
MATCH = item_text(
    1, "match", PARTS.format(**ANSWERS), 'scoring = "per_option"\nextra = ["4 mg"]\ncase = "one"'
)
ORDER = item_text(
    2,
    "order",
    PARTS.format(one="", two="", three=""),
    'scoring = "pairs"\nprecedes = [["c", "b"]]\n'
    'unsafe = [{ first = "c", then = "a", why = "Second before first does harm." }]\n'
    'hints = [{ text = "Count.", cost = 0.25 }, '
    '{ text = "More.", cost = 0.5 }]',
)
CLOZE = item_text(
    3,
    "cloze",
    """
[[items.gaps]]
id = "a"
answer = "{dose} mg/h"
others = ["{ten} mg/h"]
feedback = "Times."
[[items.gaps]]
id = "b"
answer = "sooner"
others = ["later", "never"]
feedback = "Time."
[items.template.variables]
rate = [2, 3]
[items.template.derived]
dose = "rate * 7"
ten = "dose * 10"
""",
    'scoring = "all_or_nothing"\ntext = "It is [[a]], and [[b]]."',
)
SHORT = item_text(
    4,
    "short",
    """
[[items.slips]]
label = "The other word"
words = ["hyperalgesia"]
feedback = "More pain."
""",
    'accept = ["allodynia", "touch pain"]',
)
CARD = item_text(5, "card", "", 'back = "The answer."')
POLL = item_text(
    6,
    "poll",
    """
[[items.options]]
id = "a"
text = "Yes"
[[items.options]]
id = "b"
text = "No"
""",
)
WHOLE = HEAD + MATCH + ORDER + CLOZE + SHORT + CARD + POLL
