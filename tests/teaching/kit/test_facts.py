"""What the kit says is what the evidence says: doses, watch list, stop rule, pitfalls, sources."""

import re

import pytest

from evidence import load, state
from evidence.numbers import format_number
from evidence.tables import TableError
from quizzes.engine import load_bank
from teaching.kit import facts
from teaching.kit.paper.small_sheets import curriculum_map, debrief_card, evaluation_sheet
from teaching.kit.paper.small_sheets import lessons_by_objective as lessons
from teaching.kit.words import FILE, kit_words, kit_words_from
from widgets.view.safety.watch import watch_for

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def numbers_of(limit) -> set[str]:
    amounts = (limit.value, limit.low, limit.high, *limit.steps)
    return {format_number(each) for each in amounts if each is not None}


def test_each_number_of_the_dose_table_is_one_of_the_evidence_with_its_unit():
    limits = load().limits
    rows = {row.label: row for setting in facts.SETTINGS for row in facts.dose_rows(setting)}
    told = {name for names in facts.JOINED.values() for name in names}
    shown = [each for each in limits.values() if each.setting in facts.SETTINGS]
    assert {each.label for each in shown if each.id not in told} == set(rows)
    for each in shown:
        if each.id in told:
            continue
        with_it = [each, *(limits[name] for name in facts.JOINED.get(each.id, ()))]
        amount = rows[each.label].amount
        # "24 h" is part of a unit, and no number of its own.
        bare = amount.replace("/24 h", "")
        assert set(NUMBER.findall(bare)) == set().union(*map(numbers_of, with_it)), amount
        assert all(one.unit in amount for one in with_it)
        assert rows[each.label].route == each.route
        assert ("less than" in amount) == each.strict


def test_no_setting_is_mixed_with_another():
    by_setting = {setting: facts.dose_rows(setting) for setting in facts.SETTINGS}
    cancer = {row.amount for row in by_setting[facts.CANCER]}
    assert by_setting[facts.ACUTE] and not cancer & {row.amount for row in by_setting[facts.ACUTE]}
    assert "no doses for cancer pain" in facts.SETTINGS[facts.ACUTE]


def test_what_to_watch_and_when_to_stop_are_those_beside_every_dose():
    for route in ("iv", "subcut"):
        watch, stop = watch_for(route)
        assert {point["text"] for point in watch["points"]} <= set(facts.watch_points())
        assert {point["text"] for point in stop["points"]} == set(facts.stop_points())
    assert len(facts.watch_points()) == len(set(facts.watch_points()))


def test_the_pitfalls_are_those_of_the_document_and_one_that_goes_further_says_whose_it_is():
    pits = {each.claim: each for each in facts.pitfalls()}
    lines = load().objectives["O10"].lines
    assert [load().claims[name].source_line for name in pits] == list(lines)
    for name, each in pits.items():
        is_whole = load().claims[name].verdict == "supported"
        assert is_whole != each.says.startswith("The source document calls it a pitfall")
        assert each.beside


def test_a_dose_says_how_to_begin_what_it_rests_on_and_what_disagrees():
    rows = {each.label: each for setting in facts.SETTINGS for each in facts.dose_rows(setting)}
    limits = load().limits
    assert state(load().facts["F-I08"]) in rows[limits["infusion_cancer_pain"].label].beside
    assert state(load().facts["F-S35"]) in rows[limits["oral_per_dose"].label].beside
    for each in limits.values():
        if each.label in rows:  # nothing that disagrees is cut short
            assert facts.RECORD_IDS.sub("", each.disagrees) in rows[each.label].beside
    assert {"F-I08", "F-S24", "F-S35", "M-SUBCUT", "C19"} <= set(facts.source_ids())


def test_the_message_and_the_trials_are_stated_by_the_evidence():
    assert facts.message() == state(load().claims["C33"])
    assert facts.trial_sentences() == tuple(
        state(load().trials[name]) for name in facts.BLINDED_TRIALS
    )


def test_every_record_that_the_handout_shows_is_among_its_sources():
    ids = facts.source_ids()
    limits = [each.id for each in load().limits.values() if each.setting in facts.SETTINGS]
    assert {*limits, *facts.BLINDED_TRIALS, "C09", "C10", "C11", "C12", "C23a", "C33"} <= set(ids)
    labels = facts.source_labels(ids)
    assert {"Hardy 2012", "Fallon 2018", "Bredlau 2013"} & set(labels)
    assert list(labels) == sorted(set(labels))


def test_a_lesson_stands_beside_each_objective_that_its_questions_serve():
    served = {
        (item.objective, item.lesson[:2]) for item in load_bank().items if item.status == "live"
    }
    for objective, numbers in lessons().items():
        assert numbers, objective
        assert all((objective, number) in served and number < "90" for number in numbers)


def test_the_curriculum_map_claims_no_endorsement_and_marks_what_is_not_confirmed():
    made = curriculum_map()
    assert "Mapped by the authors, not endorsed." in made
    assert made.count("Not confirmed: look it up before you print it.") == len(
        {each.framework for each in kit_words().curriculum if each.checked == "unconfirmed"}
    )
    assert all(each.checked != "read" or each.link for each in kit_words().curriculum)
    assert all(each.node in made.replace("&#39;", "'") for each in kit_words().curriculum)


def test_debrief_and_evaluation_hold_every_part():
    assert all(each.asks in debrief_card() for each in kit_words().debrief)
    sheet = evaluation_sheet()
    assert all(each.says in sheet for each in kit_words().evaluation)
    scales = [each for each in kit_words().evaluation if each.answer == "scale"]
    assert sheet.count('class="scale"') == len(scales) + 1  # and one yes or no
    assert sheet.count("fully") == len(scales)


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ('answer = "yes_no"', 'answer = "maybe"', "rating intend"),
        ('objectives = ["O8"]', 'objectives = ["O88"]', "names 'O88'"),
        ('asks = "One word each', 'ask = "One word each', "debrief reaction"),
        ("not only at the conclusion.", "{fact:T-NOBODY}", "T-NOBODY"),
        ('id = "true_here"', 'id = "stop"', "prompt stop"),
    ],
)
def test_a_mistake_in_its_words_is_named(tmp_path, was, becomes, said):
    text = FILE.read_text(encoding="utf-8")
    assert was in text
    broken = tmp_path / "words.toml"
    broken.write_text(text.replace(was, becomes, 1), encoding="utf-8")
    with pytest.raises(TableError) as told:
        kit_words_from(broken)
    assert "words.toml" in str(told.value) and said in str(told.value)


def test_a_file_without_a_part_is_refused(tmp_path):
    empty = tmp_path / "words.toml"
    empty.write_text("", encoding="utf-8")
    with pytest.raises(TableError, match=r"has no \[\[pitfall\]\]"):
        kit_words_from(empty)
    assert all(kit_words())
