"""A stack of cards, and a file of the older kind."""

import pytest

from tests.widgets.model.cases.whole_case import NAME, read
from widgets.model.cases.lint import information
from widgets.model.gate import decide

STACK = """number = "1"
title = "The list"
stem = "A list of adults."
trap = "Words are taken for findings."
debrief = "Each line is read."
stack = true

[answers]
go_on = "Go on: discuss a trial"
ask_first = "Not now: something is to be cleared up"
step_first = "Another step first"

[findings]
profile = "refractory"

[[cards]]
id = "clear"
says = "Nothing else is known."
because = "Nothing stands against it."
source = "course"
happens = { ask_first = "“What for?” she says.", step_first = "“Which?” she says." }

[[cards]]
id = "fits"
says = "Two fits last week."
flips = { recent_seizures = "present" }
because = "Seizures close it."
source = "F-C06"
happens = { go_on = "He fits again at two.", step_first = "“And the fits?” he says." }

[[cards]]
id = "raised"
says = "The opioid was not raised."
flips = { opioid_adequacy = "inadequate" }
because = "The first step is open."
source = "C09"
happens = { go_on = "“How much had she?” they ask.", ask_first = "She waits four days." }

[[cards]]
id = "mood"
says = "He was sad last year."
because = "That is another thing."
source = "C23c"
happens = { ask_first = "He waits nine days.", step_first = "“I had that,” he says." }
"""


def test_the_gate_says_which_answer_is_right_on_a_card(tmp_path):
    case = read(tmp_path, STACK)
    right = {turn.id: turn.expert.id for turn in case.turns}
    assert right == {
        "clear": "go_on",
        "fits": "ask_first",
        "raised": "step_first",
        "mood": "go_on",
    }
    assert all(turn.drawn and turn.ask for turn in case.turns)
    for turn in case.turns:
        assert [option.text for option in turn.options][0] == "Go on: discuss a trial"
        assert turn.findings == case.findings or turn.own_findings
        assert turn.expert.step == decide(turn.findings).step
    assert case.turns[1].options[0].grade == "harm", "to go on where something forbids it"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('go_on = "He fits', 'goon = "He fits', ["card fits", "goon", "did you mean 'go_on'"]),
        ('go_on = "He fits again at two.", ', "", ["card fits", "go_on: is missing"]),
        (
            'recent_seizures = "present"',
            'recent_seizure = "present"',
            ["card fits", "did you mean"],
        ),
        ('id = "mood"', 'id = "fits"', ["cards", "same id", "fits"]),
        ('step_first = "Another step first"', "", ["answers", "step_first", "is missing"]),
        ("stack = true", "stack = true\nasks_allowed = 3", ["asks_allowed", "nothing to ask"]),
        ("stack = true\n", "", ["decisions", "must hold at least one"]),
    ],
)
def test_a_mistake_in_a_stack_is_named(tmp_path, old, new, told):
    assert old in STACK
    with pytest.raises(Exception) as caught:
        read(tmp_path, STACK.replace(old, new, 1))
    for words in told:
        assert words in str(caught.value)


# The older kind

OLDER = """title = "An older case"
stem = "A made-up woman with pain. The intern wants ketamine."
trap = "Nobody looked."
debrief = "Look first."

[findings]
profile = "refractory"
opioid_adequacy = "inadequate"

[[decisions]]
id = "step"
ask = "What is due?"
kind = "act"
options = [
  { id = "a", text = "Raise it", consequence = "It helps.", source = "C09", step = "optimise_opioid", expert = true },
  { id = "b", text = "Ketamine", consequence = "It does not.", source = "C29", step = "ketamine_trial", ends = true },
]
"""  # noqa: E501


def test_a_file_of_the_older_kind_loads_and_is_told_what_is_new(tmp_path):
    case = read(tmp_path, OLDER)
    assert case.is_older and case.expert_path == ("a",)
    assert case.turns[0].expert.consequence == "It helps."
    assert case.turns[0].options[1].grade == "waste" and case.is_over(("b",))
    (told,) = information([case])
    assert told.startswith(f"{NAME}.toml: is of the older kind and plays as before: what is new")


def test_an_older_option_beside_asks_is_refused(tmp_path):
    ask = '[[asks]]\nid = "a{n}"\nask = "What?"\nanswer = "This."\nminutes = 1\n\n'
    asks = "".join(ask.format(n=n) for n in range(4))
    text = OLDER.replace("[[decisions]]", asks + "[[decisions]]", 1)
    with pytest.raises(Exception, match="write happens, because and grade in place of"):
        read(tmp_path, text.replace("[findings]", "asks_allowed = 3\n\n[findings]", 1))
