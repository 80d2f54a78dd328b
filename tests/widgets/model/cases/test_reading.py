"""A case that cannot be played as it stands is refused: file, line, decision, field, what came."""

import pytest

from tests.widgets.model.cases.whole_case import NAME, TEXT, changed, read, refused
from widgets.model.cases import load_cases
from widgets.model.cases.records import ASK_ROLES, GRADES
from widgets.model.cases.walk import MOST_PATHS
from widgets.model.gate import Findings, FindingsError, decide, values_of_finding

BEST_REPLY = 'source = "C09", then = "window" }'
A_DECISION = """
[[decisions]]
id = "more{n}"
ask = "What do you say?"
kind = "judge"
options = [
  {{ id = "a", text = "Yes", grade = "best", happens = "“A.”", because = "B", source = "course" }},
  {{ id = "b", text = "Ah", grade = "good", happens = "“A.”", because = "B", source = "course" }},
  {{ id = "c", text = "Hm", grade = "waste", happens = "“A.”", because = "B", source = "course" }},
]
"""


def test_the_case_that_is_changed_here_is_sound(tmp_path):
    case = read(tmp_path)
    assert not case.is_older and len(case.asks) == 6 and case.asks_allowed == 3
    assert case.clock == "09:00" and case.signs.sedation == "awake" and case.signs.pain is None
    assert {ask.role for ask in case.asks} < set(ASK_ROLES)
    assert {o.grade for turn in case.turns for o in turn.options} <= set(GRADES)
    assert len(case.models) == 3 and [ending.id for ending in case.endings] == ["window", "queue"]
    assert case.findings.opioid == "strong" and case.findings.pregnancy == "unknown"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        # ways
        ('then = "window" }', 'then = "windou" }', ["decision reply", "'b'", "'windou'", "window"]),
        ("minutes = 15 },", 'minutes = 15, then = "step" },', ["evening", "leads back", "'step'"]),
        ('then = "queue" }\n\n', 'then = "que" }\n\n', ["reply", "press 1: yields", "'que'"]),
        (BEST_REPLY, BEST_REPLY.replace("window", "queue"), ["endings", "'window'", "leads to"]),
        ('id = "window"', 'id = "evening"', ["same id", "evening"]),
        # the gate
        ('opioid_adequacy = "inadequate"', 'opioid_adequacy = "adequate"', ["step", "gate gives"]),
        ('step = "add_adjuvant"', 'step = "optimise_opioid"', ["step", "2 options have"]),
        ('grade = "best", step', 'grade = "good", step', ["exactly one", "got 0"]),
        # asks
        ('finding = "opioid_adequacy"', 'finding = "opiod_adequacy"', ["ask dose", "did you mean"]),
        ('finding = "pain_type"', 'finding = "delirium"', ["ask kind", "'delirium'", "unknown in"]),
        ('finding = "pain_type"', 'finding = "opioid"', ["ask kind", "'opioid'", "told"]),
        ("asks_allowed = 3", "asks_allowed = 2", ["asks_allowed", "from 3 to 5", "2"]),
        ("asks_allowed = 3", "asks_allowed = 6", ["asks_allowed", "from 3 to 5", "6"]),
        ("asks_allowed = 3", 'asks_allowed = 3\nasks_before = "stop"', ["asks_before", "'step'"]),
        ('"age_years", "opioid"', '"age_years", "delirium"', ["told", "'delirium'", "unknown in"]),
        ('role = "chart"', 'role = "porter"', ["ask dose", "role", "'porter'", "patient"]),
        ("minutes = 3", "minutes = 11", ["ask kind", "minutes", "1 to 10", "11"]),
        ('id = "pain"', 'id = "dose"', ["asks", "an id of its own"]),
        # twins
        (
            '{ opioid_adequacy = "adequate" }\nsays',
            '{ opioid = "none" }\nsays',
            ["changes nothing"],
        ),
        ('{ opioid_adequacy = "adequate" }\nsays', "{}\nsays", ["exactly one finding", "got 0"]),
        (
            '{ opioid_adequacy = "adequate" }\nsays',
            '{ opioid_adequacy = "adequate", delirium = "present" }\nsays',
            ["exactly one finding", "got 2"],
        ),
        (
            '{ opioid_adequacy = "adequate" }\nsays',
            '{ opioid_adequacy = "inadequate" }\nsays',
            ["in the case itself"],
        ),
        ('{ pain_severity = "mild" }', '{ pain_severity = "mlid" }', ["did you mean 'mild'"]),
        # fields
        ('opioid = "strong"', 'opioid = "very strong"', ["findings", "very strong"]),
        ('opioid = "strong"', 'opiod = "strong"', ["findings", "opiod", "did you mean 'opioid'"]),
        ('profile = "newly_met"', 'profile = "nobody"', ["nobody", "profiles.toml"]),
        ('source = "C09"', 'source = "F-S09m"', ["decision step", "F-S09m", "may not be stated"]),
        ('kind = "judge"', 'kind = "maybe"', ["decision evening", "kind", "maybe"]),
        ('id = "evening"', 'id = "Which One?"', ["decision Which One?", "id"]),
        ("this morning?", "this morning.", ["decision step", "ask", "question"]),
        ('step = "add_adjuvant"', 'step = "pray"', ["option a", "step", "'pray'"]),
        ('trap = "', 'trapp = "', ["trap"]),
        ("The pump is free.”", "{dose} mg/kg/h.”", ["stem", "dose", "numbers"]),
        ('grade = "waste"', 'grade = "wast"', ["grade", "'wast'", "did you mean 'waste'"]),
        ('because = "What she', 'becuase = "What she', ["becuase", "did you mean 'because'"]),
        ('clock = "09:00"', 'clock = "9 am"', ["clock", "02:00", "'9 am'"]),
        ("pain = 8, sedation", "pain = 11, sedation", ["signs", "pain", "0 to 10", "11"]),
        ("pain = 8, sedation", "pian = 8, sedation", ["signs", "pian", "did you mean 'pain'"]),
        ('opioid_adequacy = "adequate", c', 'opioid_adequacy = "enough", c', ["sets", "'enough'"]),
        ("minutes = 540", "minutes = 1.5", ["minutes", "whole number", "1.5"]),
        ("holds = {", "hold = {", ["presses", "hold", "did you mean 'holds'"]),
        ("yields = {", 'yields = { grade = "best", ', ["yields", "may not be best"]),
        ("holds = {", 'holds = { grade = "waste", ', ["holds", "is best", "'waste'"]),
        ("models = [", 'models = [ "“One more.”", ', ["models", "must be 3 sentences, got 4"]),
        ('source = "C10"', 'source = "C99"', ["source", "C99"]),
        ('number = "1"', 'number = "1"\ndeals = 2', ["deals", "nothing to deal"]),
        ('number = "1"', 'number = "1"\nanswer = "x"', ["answer", "not a known field"]),
    ],
)
def test_a_mistake_is_named_with_its_file_line_and_field(tmp_path, old, new, told):
    message = refused(tmp_path, (old, new))
    assert f"{NAME}.toml, line " in message
    for words in told:
        assert words in message, message


def test_a_line_is_the_one_of_the_mistake(tmp_path):
    line = TEXT[: TEXT.index('role = "chart"')].count("\n") + 1
    message = refused(tmp_path, ('role = "chart"', 'role = "porter"'))
    assert message.startswith(f"{NAME}.toml, line {line}: ask dose: role: ")


def test_a_decision_that_no_way_reaches_is_named(tmp_path):
    skipped = A_DECISION.format(n="") + '\n[[endings]]\nid = "window"'
    # each answer of the decision before leads to an ending, so nobody comes here
    message = refused(tmp_path, ('[[endings]]\nid = "window"', skipped))
    assert "decision more: no way through the case leads here" in message


def test_as_many_ways_as_a_test_can_walk(tmp_path):
    few, many = (
        "".join(A_DECISION.format(n=n) for n in range(count)) + '\n[[decisions]]\nid = "reply"'
        for count in (2, 3)
    )
    marks = '[[decisions]]\nid = "reply"'
    assert read(tmp_path, changed((marks, few)))
    message = refused(tmp_path, (marks, many))
    assert f"at most {MOST_PATHS} ways" in message and "got 972" in message


def test_a_state_in_which_the_gate_gives_what_no_option_has_is_named_with_its_way(tmp_path):
    again = A_DECISION.format(n="").replace(
        'grade = "best"', 'grade = "best", step = "treat_cause"'
    )
    again = again.replace('grade = "good"', 'grade = "good", step = "third_line"')
    again = again.replace('grade = "waste"', 'grade = "waste", step = "ketamine_trial"')
    message = refused(
        tmp_path, ('[[decisions]]\nid = "evening"', again + '\n[[decisions]]\nid = "evening"')
    )
    assert "decision more: options: after a the gate gives 'optimise_opioid'" in message
    assert "a step that no option has" in message


def test_a_lab_behind_the_gate_is_refused_in_the_one_state_that_shuts_it(tmp_path):
    bench = 'after = [{ lab = "bench", sum = "infusion", ordered = 0.1 }]\nkind = "hold"'
    patient = '[patient]\nstory = "a woman"\nweight_kg = 71\n\n[findings]'
    refractory = (
        ('kind = "hold"', bench),
        ("[findings]", patient),
        ('profile = "newly_met"', 'profile = "refractory"'),
        ('opioid_adequacy = "inadequate"\n', ""),
        ('cause_treatment = "not_considered"\n', ""),
        ('adjuvant = "none"\n', ""),
        ('opioid_rotation = "not_done"\n', ""),
        ('sensitisation_signs = "absent"\n', ""),
        (', sets = { opioid_adequacy = "adequate", cause_treatment = "under_way" }', ""),
        ('grade = "waste", step = "ketamine_trial"', 'grade = "best", step = "ketamine_trial"'),
        ('grade = "best", step = "optimise_opioid"', 'grade = "waste", step = "optimise_opioid"'),
        ('{ opioid_adequacy = "adequate" }', '{ opioid_adequacy = "inadequate" }'),
    )
    assert read(tmp_path, changed(*refractory)).opens_the_dose_lab
    told = 'agreed on.", source = "course"'
    shuts = (told, f'{told}, sets = {{ consent = "not_given" }}')
    message = refused(tmp_path, *refractory, shuts)
    assert "decision reply: options: after " in message
    assert "the bench opens only behind the gate, which gives 'not_ketamine' here" in message


@pytest.mark.parametrize(
    "field",
    ["title", "stem", "ask", "answer", "text", "happens", "because", "says", "debrief", "trap"],
)
def test_every_field_that_a_learner_reads_is_guarded(tmp_path, field):
    start = TEXT.index(f'{field} = "') + len(f'{field} = "')
    text = f"{TEXT[:start]}Ketamine 5 mg/kg/h. {TEXT[start:]}"
    with pytest.raises(Exception, match=f"{field}: DOSE: '5 mg/kg/h'"):
        read(tmp_path, text)


@pytest.mark.parametrize(
    ("old", "field"),
    [
        ('  "“We have not yet', "models"),
        ('sedation = "awake" }\ntold', "sedation"),
        ('says = "The intern: “And', "says"),
        ('text = "“Then the rescue', "text"),
        ('says = "The morphine was raised', "says"),
    ],
)
def test_lists_signs_presses_and_twins_are_guarded_as_well(tmp_path, old, field):
    opens = old.index('"') + 1
    message = refused(tmp_path, (old, f"{old[:opens]}Ketamine 5 mg/kg/h. {old[opens:]}"))
    assert f"{field}: DOSE: '5 mg/kg/h'" in message


def test_luck_is_two_texts_and_stands_in_place_of_what_happens(tmp_path):
    whole = 'happens = "The pain service rings back at four: “What has she had, and how much of it?” The intern looks at the chart, and there is a silence."'  # noqa: E501
    luck = 'luck = { responded = "On day three it is four.", not_responded = "It stays at eight." }'
    option = read(tmp_path, changed((whole, luck))).turns[0].options[2]
    assert option.happens == "" and option.luck.responded == "On day three it is four."
    message = refused(tmp_path, (whole, luck.replace("not_responded", "not_respond")))
    assert "luck" in message and "did you mean 'not_responded'" in message
    message = refused(tmp_path, (whole, luck.replace("On day", "Ketamine 5 mg/kg/h. On day")))
    assert "responded: DOSE" in message


def test_a_visit_is_walked_as_the_case_is(tmp_path):
    visit = (
        "[[visits]]\nafter_days = 3\nsays = “It is Friday.”\nsigns = { pain = 6 }\n"
        + A_DECISION.format(n="").replace("[[decisions]]", "[[visits.decisions]]")
        + "\n[bedside]"
    ).replace("“It is Friday.”", '"It is Friday."')
    case = read(tmp_path, changed(("[bedside]", visit)))
    assert case.visits[0].after_days == 3 and case.visits[0].signs.pain == 6
    assert [turn.id for turn in case.visits[0].turns] == ["more"]
    recalls = visit.replace("after_days = 3", 'after_days = 3\nrecalls = "step"')
    assert read(tmp_path, changed(("[bedside]", recalls))).visits[0].recalls == "step"
    wrong = recalls.replace('"step"', '"stop"')
    message = refused(tmp_path, ("[bedside]", wrong))
    assert "visits: names 'stop', which is no decision: did you mean 'step'?" in message
    empty = '[[visits]]\nafter_days = 3\nsays = "It is Friday."\n\n[bedside]'
    assert "decisions: is missing" in refused(tmp_path, ("[bedside]", empty))
    broken = visit.replace('source = "course" },', 'source = "course", then = "gone" },', 1)
    assert "decision more: options: option 'a': then: leads to 'gone'" in refused(
        tmp_path, ("[bedside]", broken)
    )


# The values of a finding


def test_the_values_of_a_finding_are_all_but_unknown():
    assert values_of_finding("pain_severity") == ("none", "mild", "moderate", "severe")
    below, limit = values_of_finding("age_years")
    refractory = next(c for c in load_cases().values() if c.id.startswith("05")).findings
    steps = [decide(Findings(**{**vars(refractory), "age_years": n})).step for n in (below, limit)]
    assert steps[0] == "not_ketamine" and steps[0] != steps[1]
    for name in Findings.__dataclass_fields__:
        for value in values_of_finding(name):
            assert getattr(Findings(**{name: value}), name) == value
    with pytest.raises(FindingsError, match="must be one of pain_type.*got 'mood'"):
        values_of_finding("mood")
