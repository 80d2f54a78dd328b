"""Each rule of the lint finds the case that breaks it, and leaves the sound one alone."""

import shutil
from dataclasses import replace

import pytest

from tests.widgets.model.cases.test_other_kinds import OLDER, STACK
from tests.widgets.model.cases.whole_case import NAME, TEXT, changed, read
from widgets.model.cases import FOLDER, load_cases
from widgets.model.cases.__main__ import main
from widgets.model.cases.lint import fewest_decisive, how_it_ends, mistakes
from widgets.model.cases.minutes import minutes_of


def found(folder, *changes):
    return "\n".join(mistakes([read(folder, changed(*changes))]))


def test_the_sound_case_breaks_no_rule(tmp_path):
    assert found(tmp_path) == ""


SAYS_NO = 'text = "Raise the morphine, and ring the oncologist"'
EVENT = "She nods and turns to the window. At two the night nurse finds her sitting there again."


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            [('finding = "opioid_adequacy"\n', ""), ('finding = "pain_type"\n', "")],
            "asks: at least 2 must tell what could change the step, got 1",
        ),
        (
            [
                ('id = "scan"', 'id = "scan"\nfinding = "pain_type"'),
                ('id = "sleep"', 'id = "sleep"\nfinding = "pain_type"'),
            ],
            "asks: at least 2 must tell what could not, got 1",
        ),
        (
            [("“We have one more thing, and", "“We always have one more thing, and")],
            "decision evening: option b: text: an absolute gives it away: 'always'",
        ),
        (
            [("“All right, then. Ask", "“For good, then. Ask")],
            "decision reply: press 1: yields: text: an absolute gives it away: 'For good'",
        ),
        (
            [(SAYS_NO, 'text = "No ketamine; raise the morphine"')],
            "decision step: the best option alone begins with a no: 'No ketamine;",
        ),
        (
            [("“Never raised”", "“Tell her what”")],
            "title: shares tell with the best option of decision evening alone",
        ),
        (
            [(EVENT, "Things stay as things were.")],
            "decision evening: option c: happens: needs a clock time, a number, speech or somebody",
        ),
        ([("May I write it up", "May I ask")], ""),
        (
            [("She takes it at noon.", "The expert would not.")],
            "decision step: option a: nobody in a case says 'The expert'",
        ),
        (
            [("“Which others?” The", "“Not by the gate.” The")],
            "decision reply: option b: nobody in a case says 'the gate'",
        ),
        (
            [("Never. The dose of the first day", "The source document knows. The dose")],
            "ask dose: nobody in a case says 'source document'",
        ),
        (
            [("Whoever holds back owes", "In this course whoever holds back owes")],
            "",  # why is told in the debrief, where the course may speak
        ),
        ([("Say what the learner takes home", "word " * 800)], "minutes by its words, decisions"),
        (
            [("A dose that was never raised has not failed, and nobody can know", "Who knows")],
            "3.9",
        ),
    ],
)
def test_each_rule_finds_the_case_that_breaks_it(tmp_path, changes, told):
    message = found(tmp_path, *changes)
    assert (told in message) if told else message == "", message
    assert not told or message.startswith(f"{NAME}.toml: ")


def test_only_ends_that_differ_count(tmp_path):
    same = TEXT[TEXT.index("On Monday the plan still says") :]
    same = same[: same.index('"\n')]
    window = TEXT[TEXT.index("Two days later she lies") :]
    window = window[: window.index('"\n')]
    message = found(tmp_path, (same, window))
    assert "endings: at least 2 must differ for the patient, got 1" in message
    assert len(how_it_ends(read(tmp_path))) == 2


def test_a_no_among_others_tells_nothing(tmp_path):
    others = ('text = "Let the intern', 'text = "No: let the intern')
    assert found(tmp_path, (SAYS_NO, 'text = "No ketamine; raise the morphine"'), others) == ""


def test_the_best_option_may_not_be_the_longest_in_most_decisions(tmp_path):
    case = read(tmp_path)

    def lengthened(turn):
        best = tuple(replace(o, text=o.text + " or more") if o.expert else o for o in turn.options)
        return replace(turn, options=best)

    (message,) = mistakes([replace(case, turns=tuple(map(lengthened, case.turns)))])
    assert message.startswith("The best option is the longest in 3 of 3 decisions")


def test_no_answer_is_right_on_more_than_half_of_the_cards(tmp_path):
    case = read(tmp_path, STACK)
    assert "cards" not in "\n".join(mistakes([case]))
    cleared = STACK.replace('flips = { recent_seizures = "present" }', "").replace(
        'happens = { go_on = "He fits', 'happens = { ask_first = "He fits'
    )
    message = "\n".join(mistakes([read(tmp_path, cleared)]))
    assert "cards: go_on is right on 3 of 4; at most half may be" in message
    assert "cards: ask_first is right on none" in message


def test_where_one_finding_alone_could_turn_the_gate_one_is_enough(tmp_path):
    case = read(tmp_path)
    assert fewest_decisive(case) == 2
    child = replace(case, findings=replace(case.findings, age_years=9))
    assert fewest_decisive(child) == 1


def test_minutes_are_words_decisions_and_asks(tmp_path):
    case = read(tmp_path)
    longer = replace(case, debrief=f"{case.debrief} {'word ' * 200}")
    assert minutes_of(longer) == pytest.approx(minutes_of(case) + 1)
    asked = replace(case, asks_allowed=case.asks_allowed + 1)
    mean = sum(len(ask.answer.split()) for ask in case.asks) / len(case.asks)
    assert minutes_of(asked) == pytest.approx(minutes_of(case) + 5 / 60 + mean / 200, abs=0.01)
    # as long as it takes to read aloud what stands on this course's way
    assert 4 <= minutes_of(case) <= 4.3


def test_of_what_is_drawn_the_share_that_is_dealt_counts(tmp_path):
    case = read(tmp_path, STACK)
    half = replace(case, deals=2)
    assert minutes_of(half) < minutes_of(case) - 2 * 10 / 60


def command(capsys, *arguments):
    code = main(list(arguments))
    return code, capsys.readouterr().out


def test_the_command_tells_errors_and_information(tmp_path, capsys):
    shutil.copy(FOLDER / "profiles.toml", tmp_path)
    (tmp_path / f"{NAME}.toml").write_text(TEXT, encoding="utf-8")
    assert command(capsys, "lint", str(tmp_path)) == (
        0,
        "1 case files: 1 without a problem, 0 errors.\n",
    )
    (tmp_path / "17_older.toml").write_text(OLDER, encoding="utf-8")
    code, said = command(capsys, "lint", str(tmp_path))
    assert code == 0 and "I 17_older.toml: is of the older kind" in said
    bad = changed(("She takes it at noon.", "The expert would not."))
    (tmp_path / f"{NAME}.toml").write_text(bad, encoding="utf-8")
    code, said = command(capsys, "lint", str(tmp_path))
    assert code == 1 and f"E {NAME}.toml: decision step" in said
    assert "2 case files: 1 without a problem, 1 errors." in said


def test_the_courses_own_cases_break_no_rule():
    assert mistakes(tuple(load_cases().values())) == []
    assert not [case.id for case in load_cases().values() if case.is_older]
