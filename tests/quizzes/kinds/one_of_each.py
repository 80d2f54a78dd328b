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
OPTION = """
[[items.options]]
id = "{id}"
text = "{text}"
correct = {correct}
feedback = "{text}, because."
{more}
"""


def options(rows):
    """Options from (id, text, more): those without a line `more` are right."""
    made = ""
    for id_, text, more in rows:
        correct = "false" if more else "true"
        made += OPTION.format(id=id_, text=text, correct=correct, more=more)
    return made


WRONG = 'misconception = "a slip"'
EXTENDED = item_text(
    7,
    "extended",
    """
options = [
  { id = "a", text = "Raise it" },
  { id = "b", text = "Rotate it" },
  { id = "c", text = "Leave it" },
  { id = "d", text = "Irradiate" },
]
[[items.parts]]
id = "p"
text = "A made-up man on little."
answer = "a"
feedback = "He has room."
[[items.parts.others]]
option = "b"
feedback = "Not before it was raised."
[[items.parts]]
id = "q"
text = "A made-up woman with one painful bone."
answer = "d"
feedback = "The cause."
""",
    'scoring = "per_option"',
)
KEY_FEATURES = item_text(
    8,
    "key_features",
    options(
        [
            ("a", "Stop it", ""),
            ("b", "Watch the breathing", ""),
            ("c", "Double it", f'{WRONG}\nunsafe = "It would stop the breathing."'),
            ("d", "Weigh again", WRONG),
            ("e", "Write a letter", WRONG),
            ("f", "Add a second one", f'{WRONG}\nunsafe = "Two together sedate more."'),
        ]
    ),
    'scoring = "per_option"\nchoose = 2',
)
FIND = item_text(
    9,
    "find",
    options(
        [
            ("a", "The weight", f"{WRONG}\nbox = [5, 10, 90, 20]"),
            ("b", "The rate", "box = [5, 40, 40, 20]"),
            ("z", "No error", WRONG),
        ]
    )
    .replace("items.options", "items.places")
    .replace('text = "The rate"\ncorrect = false', 'text = "The rate"\ncorrect = true'),
    'figure = "pump"\nalt = "A pump. It says 70 and 7."',
)
WRITE_ORDER = item_text(
    10,
    "write_order",
    """
[[items.fields]]
id = "drug"
label = "Drug"
feedback = "The drug of the order."
choices = [
  { id = "a", text = "ketamine", correct = true },
  { id = "b", text = "morphine", correct = false, feedback = "No.", unsafe = "An opioid." },
  { id = "c", text = "saline", correct = false, feedback = "No drug." },
]
[[items.fields]]
id = "dose"
label = "Dose"
feedback = "Rate times weight."
unit_from = "unit"
[items.fields.numeric]
key = "rate * weight"
unit = "mg/h"
tolerance = { mode = "rel", value = 0.01 }
safe_min = "weight * 0.05"
safe_max = "weight * 0.3"
show_decimals = 1
computed_by = { function = "dosing.order", args = { rate = "=rate" }, within = 0.01 }
[[items.fields.numeric.error_patterns]]
label = "Ten times too little"
expr = "key / 10"
feedback = "The point has moved."
computed_by = { function = "dosing.order", args = { rate = "=rate / 10" }, within = 0.01 }
[[items.fields.numeric.error_patterns]]
label = "The weight twice"
expr = "key * weight"
feedback = "The weight counts once."
computed_by = { function = "dosing.order", args = { rate = "=rate * weight" }, within = 0.01 }
[[items.fields.numeric.error_patterns]]
label = "The other rate"
expr = "weight * 0.25"
feedback = "That is another order."
unsafe = true
computed_by = { function = "dosing.order", args = { rate = 0.25 }, within = 0.01 }
[[items.fields]]
id = "unit"
label = "Unit"
feedback = "A dose in an hour."
choices = [
  { id = "a", text = "mL/h", correct = false, feedback = "A speed.", unsafe = "Of what?" },
  { id = "b", text = "mg/h", correct = true },
]
[items.template.variables]
rate = [0.1, 0.2]
weight = [70, 50]
""",
    'scoring = "per_option"',
)
OWN_WORDS = item_text(
    11,
    "own_words",
    """
rubric = [
  { id = "a", text = "Says what was found", feedback = "They asked." },
  { id = "b", text = "Says what is not known", feedback = "It is honest." },
  { id = "c", text = "Says what comes next", feedback = "Nobody is left alone." },
]
""",
    'exemplar = "It did not help more. We do this next."',
)
SHIFT = item_text(
    12,
    "shift",
    "",
    'toward = "offering it"\nfinding = "She now says no."\n'
    'less = "She said it."\nmore = "She may fear."',
)
NEW_KINDS = EXTENDED + KEY_FEATURES + FIND + WRITE_ORDER + OWN_WORDS + SHIFT
# What a bank with pictures has beside it.
PUMP = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="9" height="9"/></svg>'
)
WHOLE = HEAD + MATCH + ORDER + CLOZE + SHORT + CARD + POLL + NEW_KINDS
