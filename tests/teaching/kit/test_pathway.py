"""The pathway figure: it agrees with the gate, says all of its words, and holds in grey."""

import re
from dataclasses import fields, replace
from xml.etree import ElementTree

import pytest

from evidence import load, state
from teaching.pathway import (
    FORMS,
    pathway,
    pathway_alt,
    pathway_list,
    pathway_notes,
    pathway_svg,
)
from teaching.pathway.lettering import lines, width
from widgets.model.gate import CONTRAINDICATIONS, LADDER, Findings, decide, load_criteria
from widgets.model.gate.contraindications import SOURCE
from widgets.model.gate.findings import values_of

SVG = "{http://www.w3.org/2000/svg}"
ADULT_YEARS = 50


def met() -> Findings:
    """A made-up adult for whom everything is met that the gate asks about."""
    criteria = load_criteria()
    held = {each.id: each.met_by[0] for each in (*criteria.ladder, *criteria.safeguards)}
    absent = dict.fromkeys((*CONTRAINDICATIONS, "substance_misuse"), "absent")
    return Findings(
        **(absent | held), pain_type="neuropathic", pain_severity="severe", age_years=ADULT_YEARS
    )


def stages_by_id():
    return {each.id: each for each in pathway()}


def points():
    return [
        (stage, group, point)
        for stage in pathway()
        for group in stage.groups
        for point in group.points
    ]


def test_its_steps_are_all_steps_of_the_gate_in_its_order():
    steps = [step for stage in pathway() for step in stage.steps]
    assert steps == [*LADDER, "not_ketamine", "ketamine_trial"]
    assert decide(met()).step == stages_by_id()["trial"].steps[0]


def test_each_stage_is_what_the_gate_decides_when_all_before_it_is_met():
    """From nothing known, each stage that is met moves the answer to the next stage's step."""
    findings = replace(
        met(),
        **{
            each.name: "unknown"
            for each in fields(Findings)
            if each.name in {p.finding for _, _, p in points()} and values_of(each)
        },
    )
    whole = met()
    for stage in pathway():
        for group in stage.groups:
            named = [point.finding for point in group.points if point.finding]
            if stage.id in ("gate", "trial"):
                continue
            assert decide(findings).step == group.step
            findings = replace(findings, **{name: getattr(whole, name) for name in named})
    assert decide(findings).step == "not_ketamine"
    for stage_id in ("gate", "trial"):
        assert decide(findings).step == "not_ketamine", stage_id
        for group in stages_by_id()[stage_id].groups:
            named = [point.finding for point in group.points if point.finding]
            findings = replace(findings, **{name: getattr(whole, name) for name in named})
    assert decide(findings).step == "ketamine_trial"


def test_each_line_that_asks_something_shuts_the_gate_at_its_own_step():
    asked = [(group, point.finding) for _, group, point in points() if point.finding]
    assert asked
    for group, finding in asked:
        got = decide(replace(met(), **{finding: "unknown"}))
        assert group.step in (got.step, *got.also), finding


def test_everything_that_the_gate_asks_stands_in_it():
    criteria = load_criteria()
    asked = {each.id for each in (*criteria.ladder, *criteria.safeguards)} | set(CONTRAINDICATIONS)
    assert {point.finding for _, _, point in points() if point.finding} == asked


def test_no_contraindication_of_another_text_passes_as_one_of_the_document():
    groups = {group.heading: group for group in stages_by_id()["gate"].groups}
    others = groups["None of those that other texts add"].points
    assert {p.finding for p in others} == {
        name for name, each in CONTRAINDICATIONS.items() if each.origin != SOURCE
    }
    assert all("(" in point.words for point in others)


@pytest.mark.parametrize("form", FORMS)
def test_every_word_of_it_is_drawn_inside_its_box(form):
    root = ElementTree.fromstring(pathway_svg(form))
    drawn = []
    for box in root.iter(f"{SVG}g"):
        frame = box.find(f"{SVG}rect")
        left, top = float(frame.get("x")), float(frame.get("y"))
        right, bottom = left + float(frame.get("width")), top + float(frame.get("height"))
        for text in box.iter(f"{SVG}text"):
            x, y, size = (float(text.get(name)) for name in ("x", "y", "font-size"))
            bold = text.get("font-weight") == "700"
            assert left < x and x + width(text.text, size, bold) <= right + 0.1, text.text
            assert top <= y - size and y <= bottom, text.text
        drawn.append(" ".join(text.text for text in box.iter(f"{SVG}text")))
    for stage, words in zip(pathway(), drawn, strict=True):
        assert stage.title in words and stage.leads in words
        assert all(point.words in words for group in stage.groups for point in group.points)


@pytest.mark.parametrize("form", FORMS)
def test_it_needs_no_colour_and_its_letters_are_large(form):
    svg = pathway_svg(form)
    for red, green, blue in re.findall(r"#([\da-f]{2})([\da-f]{2})([\da-f]{2})", svg):
        shades = [int(each, 16) for each in (red, green, blue)]
        assert max(shades) - min(shades) < 25, (red, green, blue)
    root = ElementTree.fromstring(svg)
    whole = float(root.get("viewBox").split()[2])
    smallest = min(float(each.get("font-size")) for each in root.iter(f"{SVG}text"))
    # On a sheet 190 mm wide at least 7 pt; in a column of 340 px on a phone at least 14 px.
    assert smallest / whole >= (7 * 25.4 / 72 / 190 if form == "wide" else 14 / 340)


@pytest.mark.parametrize("form", FORMS)
def test_it_says_itself_in_words(form):
    root = ElementTree.fromstring(pathway_svg(form, "one"))
    assert root.get("role") == "img" and root.get("aria-labelledby") == "one-title one-alt"
    assert root.find(f"{SVG}desc").text == pathway_alt()
    ids = [each.get("id") for each in root.iter() if each.get("id")]
    assert len(ids) == len(set(ids)) and all(each.startswith("one-") for each in ids)
    assert "script" not in pathway_svg(form) and "href" not in pathway_svg(form)


def test_its_list_holds_every_line():
    listed = pathway_list()
    assert all(point.words in listed.unescape() for _, _, point in points())
    assert all(note in listed.unescape() for note in pathway_notes())
    assert all(group.heading in listed for stage in pathway() for group in stage.groups)


def test_what_stands_under_it_is_drawn_below_its_boxes():
    root = ElementTree.fromstring(pathway_svg("column", under=("Not for prescribing.",)))
    frames = [box.find(f"{SVG}rect") for box in root.iter(f"{SVG}g")]
    below = max(float(each.get("y")) + float(each.get("height")) for each in frames)
    (told,) = [each for each in root.findall(f"{SVG}text") if each.text == "Not for prescribing."]
    assert below < float(told.get("y")) <= float(root.get("viewBox").split()[3])


def test_a_form_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="form must be one of wide, column, got 'round'"):
        pathway_svg("round")


def test_words_are_broken_where_the_room_ends():
    broken = lines("one two three", 10, width("one two", 10))
    assert broken == ("one two", "three")
    with pytest.raises(ValueError, match="'hypersensitivity' must fit in 20"):
        lines("hypersensitivity", 10, 20)


def test_it_never_stands_without_whose_step_the_cause_is_and_what_is_wider():
    document, cause, wider = pathway_notes()
    assert "source document, which is no source" in document
    assert "this course's own view" in cause and "never stands in place of the opioid" in cause
    assert state(load().facts["F-C05"]) in wider
