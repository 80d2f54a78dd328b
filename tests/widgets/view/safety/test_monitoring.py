"""A plan and its counts: what was found, missed and too many, by sets of the test's own."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import load, may_be_stated, state
from tests.widgets.view.marks import cells, numbers, plain, readout
from widgets.model.safety.interactions import all_interactions, interactions_for
from widgets.model.safety.monitoring import ROUTE_WORDS, SETTING_WORDS, lines, monitoring_for
from widgets.view.cited import cited
from widgets.view.safety.interactions import (
    LEFT_OPEN,
    MEDICINES_HEADING,
    interaction_passages,
    interactions_table,
)
from widgets.view.safety.lesson_words import NO_RULE_SEEN, cover_box, monitoring_table
from widgets.view.safety.monitoring import (
    TITLES,
    held_passage,
    plan_passages,
    plan_readouts,
    plan_sentence,
)
from widgets.view.safety.watch import watch_for

IDS = [line.id for line in lines()]
plans = st.tuples(
    st.sampled_from(sorted(ROUTE_WORDS)),
    st.sampled_from(sorted(SETTING_WORDS)),
    *[st.booleans()] * 3,
).filter(lambda each: each[1] != "procedural_sedation" or each[0] == "iv")
guesses = st.sets(st.sampled_from(IDS))


def split(plan, guess):
    """Right, missed and too many, in the order of the list."""
    due = {line.id for line in plan.due}
    right = [each for each in IDS if each in due & guess]
    missed = [each for each in IDS if each in due - guess]
    return right, missed, [each for each in IDS if each in guess - due]


@settings(max_examples=50, deadline=None)
@given(plans, guesses)
def test_what_was_ticked_is_counted_against_the_plan(setting, guess):
    plan = monitoring_for(*setting)
    right, missed, extra = split(plan, guess)
    held = held_passage(plan, guess)
    total, gaps = len(right) + len(missed), len(plan.gaps)
    assert numbers(held.heading) == [len(right), total, len(extra), *([gaps] if gaps else [])]
    assert held.tone == ("caution" if missed or extra else "good")
    assert len(held.paragraphs) == bool(missed) + bool(extra) + 1
    assert [p.split(":")[0] for p in held.paragraphs[:-1]] == [
        words for words, listed in (("Missing from yours", missed), ("Not for this plan", extra))
        if listed
    ]  # fmt: skip
    says = {line.id: line.says for line in lines()}
    for paragraph, listed in zip(held.paragraphs, [each for each in (missed, extra) if each]):
        short = [says[each].split(",")[0] for each in listed]
        told = "; ".join(f"{each[0].lower()}{each[1:]}" for each in short)
        assert paragraph.endswith(f": {told}.")
    shown = plan_readouts(plan, guess)
    belong, many = readout(shown, "Lines that belong"), readout(shown, "Lines too many")
    assert numbers(belong.text) == [total] and numbers(belong.note) == [len(right)]
    assert numbers(many.text) == [len(extra)]
    found = readout(shown, "Gaps").text
    assert found == (str(gaps) if gaps else "not known")


@settings(max_examples=40, deadline=None)
@given(plans, guesses)
def test_each_line_is_told_under_its_verdict_with_its_reason_and_source(setting, guess):
    plan = monitoring_for(*setting)
    right, missed, extra = split(plan, guess)
    worded = {line.id: line for line in (*plan.due, *plan.not_due)}
    shown = plan_passages(plan, guess, setting[0])
    verdicts = [
        *(("Missing from yours", each, "bad") for each in missed),
        *(("Not for this plan", each, "caution") for each in extra),
        *(("Right", each, "good") for each in right),
    ]
    told = [p for p in shown if p.heading.startswith(("Missing", "Not for", "Right"))]
    for (words, line_id, tone), passage in zip(verdicts, told, strict=True):
        line = worded[line_id]
        assert (passage.heading, passage.tone) == (f"{words}: {line.says}", tone)
        assert passage.paragraphs == (line.why,)
        assert (passage.source, passage.status, passage.mark) == cited(line.source)
    beside = [p.heading for p in shown if p.heading in TITLES.values()]
    elsewhere = {each.source for each in interactions_for(setting[0])}
    expected = [fact for each in missed + right for fact in worded[each].also]
    assert beside == [TITLES[each] for each in expected if each not in elsewhere]
    assert (MEDICINES_HEADING in [p.heading for p in shown]) == ("medicines" in missed + right)
    gaps = [p for p in shown if p.heading.startswith(("A gap", "Gaps: not known"))]
    assert len(gaps) == 1 and (gaps[0].heading == "Gaps: not known") == (not plan.gaps)
    assert shown[-1].heading == "Before the first dose"


@pytest.mark.parametrize("route", ROUTE_WORDS)
def test_the_sentence_counts_the_lines(route):
    for setting in SETTING_WORDS:
        if setting == "procedural_sedation" and route != "iv":
            continue
        plan = monitoring_for(route, setting, True, True)
        said = plan_sentence(route, setting, plan)
        assert len(said) <= 110 and numbers(said) == [len(plan.due)]
        assert said.startswith(ROUTE_WORDS[route]) and SETTING_WORDS[setting][1:] in said
        assert ("no source says" in said) == bool(plan.gaps)


@pytest.mark.parametrize("route", ROUTE_WORDS)
def test_the_medicines_of_a_route_are_listed_and_each_has_its_fact(route):
    lead, *each_one = interaction_passages(route)
    found = [each for each in all_interactions() if route in each.routes]
    assert list(interactions_for(route)) == found and found
    assert lead.heading == MEDICINES_HEADING and lead.tone == "caution" and not lead.folded
    assert lead.paragraphs[0].count(";") == len(found) - 1
    for interaction, passage in zip(found, each_one, strict=True):
        assert passage.heading == interaction.medicines and passage.folded
        assert interaction.medicines[1:] in lead.paragraphs[0]
        assert passage.paragraphs == (load().facts[interaction.source].wording,)
        assert (passage.source, passage.status, passage.mark) == cited(interaction.source)
    assert lead.paragraphs[1] == LEFT_OPEN[route]


def test_the_table_of_interactions_says_the_routes_and_counts_those_by_mouth():
    words = interactions_table()
    by_mouth = [each for each in all_interactions() if each.routes == ("oral",)]
    assert numbers(words.sentence) == [len(all_interactions()), len(by_mouth)]
    names = {"oral": "by mouth", "iv": "intravenous", "subcut": "subcutaneous"}
    for row, each in zip(cells(words.html), all_interactions(), strict=True):
        routes = "any" if len(each.routes) == 3 else ", ".join(names[r] for r in each.routes)
        assert row[0] == each.medicines and row[1].lower() == routes and row[1][0].isupper()
        assert row[2].startswith(plain(state(load().facts[each.source])))


def test_the_monitoring_table_counts_the_gaps_as_gaps():
    words, records = monitoring_table(), list(load().monitoring.values())
    gaps = [each for each in records if not may_be_stated(each)]
    assert numbers(words.sentence) == [len(records), len(gaps)] and gaps
    for row, each in zip(cells(words.html), records, strict=True):
        assert row[0] == each.setting
        assert row[1] == (NO_RULE_SEEN if each in gaps else plain(each.wording))


def test_the_box_on_cover_keeps_each_fact_on_its_own_side():
    html = cover_box().html
    less, cover, against = (
        html.index(f"<b>{side}</b>")
        for side in ("Less ketamine", "Cover, after or before", "What speaks against it")
    )
    places = {
        fact: plain(html).index(plain(load().facts[fact].wording))
        for fact in ("F-I09", "F-S13", "F-I05", "F-S14", "F-S28")
    }
    sides = [plain(html[:at]) for at in (less, cover, against)]
    expected = {"F-I09": 0, "F-S13": 1, "F-I05": 1, "F-S14": 2, "F-S28": 2}
    for fact, side in expected.items():
        assert len(sides[side]) <= places[fact]
        assert side == 2 or places[fact] < len(sides[side + 1])
    assert html.index(load().claims["C31"].says[:20]) < less < cover < against


def test_what_to_watch_for_and_when_to_stop_carry_their_sources():
    watch, stop = watch_for()
    assert watch["heading"] == "Watch for" and stop["heading"].startswith("Stop rule")
    sources = {"profound sedation": "F-I01", "theophylline": "F-I02", "days to weeks": "F-D06"}
    points = [*watch["points"], *stop["points"]]
    for words, record in sources.items():
        (point,) = [each for each in points if words in each["text"]]
        label, status, mark = cited(record)
        assert (point["source"], point["mark"]) == (label, mark)
        assert status.startswith(point["status"])
    (own,) = [each for each in points if "Say aloud" in each["text"]]
    assert set(own) == {"text"}
