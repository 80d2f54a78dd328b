"""A good plan, and each way to spoil it with the words of the refusal."""

GOOD = """
title = "A short session"
minutes = 5
summary = "For a test."
bring = ["Cards"]
close = "C33"

[[steps]]
id = "opening"
kind = "case"
minutes = 1
title = "A request"
case = "01_add_ketamine"
decision = "tonight"
say = "Read it."
cut = "Say it."
saves_minutes = 0.5

[[steps]]
id = "asked"
kind = "question"
minutes = 1
title = "A question"
questions = ["LAD-001"]
say = "Vote."

[[steps]]
id = "guess"
kind = "predict"
minutes = 1
title = "A prediction"
explorer = "InfusionLab"
lesson = "09_hours_to_arrive"
say = "Point."

[[steps]]
id = "look"
kind = "explorer"
minutes = 1
title = "The curve"
explorer = "InfusionLab"
lesson = "09_hours_to_arrive"
say = "Look: {fact:C14}"

[[steps]]
id = "end"
kind = "exit"
minutes = 1
title = "The end"
say = "One sentence."

[[arguments]]
says = "It worked."
reply = "What would have happened without it?"
claim = "C34"

[[arguments]]
says = "It is harmless."
reply = "It is not: {fact:F-S06}"
claim = "C29"

[[arguments]]
says = "It is allowed."
reply = "Case by case."
claim = "C01"
"""
ARGUMENT = GOOD[GOOD.rindex("[[arguments]]") :]
# What stood there, what stands there now, and the words of the refusal.
MISTAKES = {
    "a kind that is not there": (
        'kind = "question"',
        'kind = "questoin"',
        ("step asked: kind", "did you mean 'question'"),
    ),
    "a case that is not there": (
        "01_add_ketamine",
        "01_add_ketamin",
        ("line 13", "step opening: case", "did you mean '01_add_ketamine'"),
    ),
    "a decision that the case does not have": (
        'decision = "tonight"',
        'decision = "tonigth"',
        ("step opening: decision", "decision of 01_add_ketamine", "did you mean 'tonight'"),
    ),
    "each decision of a case that is not chosen": (
        'decision = "tonight"',
        'decision = "each"',
        ("step opening: decision", "not there: 'each'"),
    ),
    "what chance deals, of a case that deals nothing": (
        'decision = "tonight"',
        'decision = "dealt"',
        ("step opening: decision", "not there: 'dealt'"),
    ),
    "one decision of a case that is": (
        'case = "01_add_ketamine"',
        'case = "chosen"',
        ("step opening: decision", "must be 'each'"),
    ),
    "a question that is not there": (
        "LAD-001",
        "LAD-001x",
        ("step asked: questions", "did you mean 'LAD-001'"),
    ),
    "a question asked twice": (
        '["LAD-001"]',
        '["LAD-001", "LAD-001"]',
        ("step asked: questions", "twice"),
    ),
    "a question that is no list": (
        '["LAD-001"]',
        '"LAD-001"',
        ("step asked: questions", "must be a list of ids of questions, got 'LAD-001'"),
    ),
    "an explorer of another lesson": (
        '"InfusionLab"',
        '"TrialWall"',
        ("step guess: explorer", "explorer in 09_hours_to_arrive", "'TrialWall'"),
    ),
    "the cases as an explorer": (
        '"InfusionLab"',
        '"CasePlayer"',
        ("step guess: explorer", "name the case, in a step of kind 'case'"),
    ),
    "an explorer that no room can read": (
        'explorer = "InfusionLab"\nlesson = "09_hours_to_arrive"',
        'explorer = "DoseBench"\nlesson = "08_ml_per_hour_twice"',
        ("step guess: explorer", "DoseBench", "no room could read on a stage"),
    ),
    "a lesson that is not there": (
        '"09_hours_to_arrive"',
        '"09_hour_to_arrive"',
        ("step guess: lesson", "did you mean '09_hours_to_arrive'"),
    ),
    "an explorer that nobody has predicted": (
        GOOD[GOOD.index('[[steps]]\nid = "guess"') : GOOD.index('[[steps]]\nid = "look"')],
        "",
        ("step look: explorer", "before anybody has predicted"),
    ),
    "a claim that is not there": (
        'claim = "C34"',
        'claim = "C43"',
        ("argument 1: claim", "names a claim that is not there: 'C43'"),
    ),
    "a closing sentence that is not there": (
        'close = "C33"',
        'close = "C333"',
        ("close", "claim or objective", "did you mean 'C33'"),
    ),
    "a closing sentence that may not be stated": (
        'close = "C33"',
        'close = "C02"',
        ("close", "C02 may not be stated as fact"),
    ),
    "minutes that do not add up": (
        "minutes = 5",
        "minutes = 6",
        ("line 3", "minutes: must be the sum of those of the steps, 5, got 6"),
    ),
    "no minutes of a step": (
        'kind = "question"\nminutes = 1\n',
        'kind = "question"\n',
        ("step asked: minutes", "is missing"),
    ),
    "odd minutes": (
        'kind = "question"\nminutes = 1\n',
        'kind = "question"\nminutes = 1.2\n',
        ("step asked: minutes", "whole or half minutes above 0, got 1.2"),
    ),
    "minutes below zero": (
        'kind = "question"\nminutes = 1\n',
        'kind = "question"\nminutes = -1\n',
        ("step asked: minutes", "got -1"),
    ),
    "a case without its case": (
        'case = "01_add_ketamine"\ndecision = "tonight"\n',
        "",
        ("step opening: case: is missing: a step of kind 'case' needs it",),
    ),
    "a question without its question": (
        'questions = ["LAD-001"]\n',
        "",
        ("step asked: questions: is missing: a step of kind 'question' needs it",),
    ),
    "an explorer without its lesson": (
        'lesson = "09_hours_to_arrive"\nsay = "Point."',
        'say = "Point."',
        ("step guess: lesson: is missing",),
    ),
    "what a kind has no use for": (
        'questions = ["LAD-001"]',
        'questions = ["LAD-001"]\ncase = "01_add_ketamine"',
        ("step asked: case: is of no use to a step of kind 'question'",),
    ),
    "a reveal of nothing": (
        'kind = "question"',
        'kind = "reveal"',
        ("step asked", "must name either a case or an explorer"),
    ),
    "two arguments": (
        ARGUMENT,
        "",
        ("arguments: must be three wrong arguments, got 2",),
    ),
    "four arguments": (
        ARGUMENT,
        ARGUMENT + "\n" + ARGUMENT,
        ("arguments: must be three wrong arguments, got 4",),
    ),
    "no arguments": (
        GOOD[GOOD.index("[[arguments]]") :],
        "",
        ("arguments: is missing",),
    ),
    "an id used twice": (
        'id = "asked"',
        'id = "opening"',
        ("step opening: id", "is used twice"),
    ),
    "an id that is none": (
        'id = "asked"',
        'id = "Asked now"',
        ("step Asked now: id", "must look like opening_case"),
    ),
    "no end": (
        'kind = "exit"',
        'kind = "say"',
        ("steps: must end with the one step of kind 'exit'",),
    ),
    "an end in the middle": (
        'kind = "question"\nminutes = 1\ntitle = "A question"\nquestions = ["LAD-001"]',
        'kind = "exit"\nminutes = 1\ntitle = "A question"',
        ("steps: must end with the one step of kind 'exit'",),
    ),
    "a typed count": (
        'say = "Vote."',
        'say = "In the trial 29 of 93 responded."',
        ("step asked: say", "holds a number that is typed, '29'"),
    ),
    "a typed dose": (
        'title = "A question"',
        'title = "Ketamine at 0.1 mg/kg/h"',
        ("step asked: title", "holds a number that is typed, '0.1'"),
    ),
    "a count in words": (
        'reply = "Case by case."',
        'reply = "One in three got better."',
        ("argument 3: reply", "'One in three'"),
    ),
    "a percentage in words": (
        'cut = "Say it."',
        'cut = "Ninety per cent know it."',
        ("step opening: cut", "'per cent'"),
    ),
    "an abbreviation that gets misread": (
        'say = "Vote."',
        'say = "Give it SC, then vote."',
        ("step asked: say", "SC"),
    ),
    "a fact that is not there": (
        "{fact:C14}",
        "{fact:C144}",
        ("step look: say", "names a fact", "did you mean 'C14'"),
    ),
    "a fact that may not be stated": (
        "{fact:C14}",
        "{fact:C02}",
        ("step look: say", "may not be stated"),
    ),
    "a real person": (
        'say = "Vote."',
        'say = "Think of Mrs Miller, then vote."',
        ("step asked: say", "Mrs Miller"),
    ),
    "what is cut without what it saves": (
        "saves_minutes = 0.5\n",
        "",
        ("step opening: saves_minutes: is missing",),
    ),
    "more saved than there is": (
        "saves_minutes = 0.5",
        "saves_minutes = 2",
        ("step opening: saves_minutes: must be at most the minutes of the step, got 2",),
    ),
    "a field that is not known": (
        'say = "Vote."',
        'sayy = "Vote."',
        ("step asked: sayy: is not a known field", "did you mean 'say'"),
    ),
    "a file that is no TOML": (
        'say = "Vote."',
        "say = Vote",
        ("cannot be read as TOML", "a text stands in quotes"),
    ),
}
