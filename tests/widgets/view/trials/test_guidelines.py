"""The time line: each statement once, at its year, in its lane, as the evidence files it."""

import re
import tomllib
from collections import Counter

import pytest

from evidence import chip, load, may_be_stated, state
from tests.widgets.view.marks import numbers, points, readout, row_of, rows, stroke
from tests.widgets.view.trials.published import EVIDENCE, guidelines
from widgets.view.trials.guidelines import (
    DOCUMENT_CLAIMS,
    LANES,
    NO_POSITION,
    NOT_READ,
    POSITIONS,
    UK_LOCAL,
    UK_NATIONAL,
    entries,
    entry_passage,
    grade_words,
    position_readouts,
    positions_verdict,
    timeline_alt,
    timeline_picture,
    timeline_table,
    uk_words,
)

SOURCES = {
    row["id"]: row
    for file in sorted((EVIDENCE / "sources").glob("*.toml"))
    for row in tomllib.loads(file.read_text("utf-8")).get("source", [])
}
CLAIMS = {
    row["id"]: row
    for file in sorted((EVIDENCE / "claims").glob("*.toml"))
    for row in tomllib.loads(file.read_text("utf-8")).get("claim", [])
}
UNDATED = 2027  # where the picture puts what has no year


def expected_lane(record_id):
    if record_id in POSITIONS:
        return 0
    return 1 if record_id in NOT_READ or record_id in DOCUMENT_CLAIMS else 2


def expected_years(record_id):
    """The years in the name or the statement, else the year of the first source, if it has one."""
    if record_id == "G-MISSING":
        return []
    row = guidelines().get(record_id) or CLAIMS[record_id]
    said = row["says"] if record_id in CLAIMS else row["name"]
    named = [int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", said)]
    first = str(SOURCES[row["sources"][0]].get("year", ""))
    return named or ([int(first)] if first.isdigit() else [])


YEARS = {each: expected_years(each) for each in (*guidelines(), *DOCUMENT_CLAIMS)}


def test_every_statement_stands_once_in_its_lane_with_its_years():
    shown = {each.id: each for each in entries()}
    assert len(shown) == len(entries()) and set(shown) == set(YEARS)
    for record_id, entry in shown.items():
        assert (list(entry.years), entry.lane) == (YEARS[record_id], expected_lane(record_id))
    firsts = [each.years[0] if each.years else UNDATED for each in entries()]
    assert firsts == sorted(firsts), "by year, what has none at the end"
    for one, next_one in zip(entries(), entries()[1:]):
        assert one.years != next_one.years or one.lane <= next_one.lane


@pytest.mark.parametrize("lane", range(3))
def test_each_year_of_a_statement_is_a_mark_in_its_lane_none_upon_another(lane):
    picture = timeline_picture()
    [marks] = [s for s in picture.strokes if s.panel == lane]
    expected = Counter(
        year for each in YEARS if expected_lane(each) == lane for year in YEARS[each] or [UNDATED]
    )
    drawn = points(marks)
    assert Counter(x for x, _ in drawn) == expected and len(set(drawn)) == len(drawn)
    for year, count in expected.items():
        assert sorted(y for x, y in drawn if x == year) == list(range(1, count + 1))
    panel = picture.panels[lane]
    assert panel.y_label == LANES[lane] and panel.y_min == 0
    assert panel.y_max == max(expected.values()) + 0.8


def test_the_three_lanes_look_unlike_each_other_and_are_named():
    picture = timeline_picture()
    assert len({s.shape for s in picture.strokes}) == len({s.colour for s in picture.strokes}) == 3
    assert [s.label for s in picture.strokes] == [
        "takes a position",
        "passage not seen",
        "other setting, drug or protocol",
    ]
    *years, (place, undated) = picture.x_ticks
    assert [(at, numbers(said)[0]) for at, said in years] == [
        (at, at) for at in (2005, 2010, 2015, 2020)
    ]
    dated = [year for found in YEARS.values() for year in found]
    assert undated == "no date" and max(dated) < place < UNDATED < picture.x_max
    assert picture.x_min <= min(dated) - 1, "the first mark is not cut"
    assert (picture.x_min, picture.x_max) == (2003.5, 2028.5)
    heights = [panel.height for panel in picture.panels]
    assert heights == pytest.approx([0.3 + 0.07 * panel.y_max for panel in picture.panels])


@pytest.mark.parametrize("record_id", YEARS)
def test_the_one_that_is_read_is_ringed_where_it_stands(record_id):
    picture = timeline_picture(record_id)
    lane = expected_lane(record_id)
    ring = stroke(picture, "the one you read", panel=lane)
    assert sorted(x for x, _ in points(ring)) == sorted(YEARS[record_id] or [UNDATED])
    [marks] = [s for s in picture.strokes if s.panel == lane and s is not ring]
    assert set(points(ring)) <= set(points(marks)) and ring.size_px > marks.size_px
    assert ring.shape == "ring" and len([s for s in picture.strokes if s.panel == lane]) == 2
    twins = [i for i, each in enumerate(entries()) if each.id == record_id]
    assert len(twins) == 1 and len(points(ring)) == len(YEARS[record_id] or [UNDATED])


def test_the_table_holds_year_lane_grade_and_standing_of_each():
    table = timeline_table()
    assert numbers(table.caption) == [len(YEARS)] == [len(table.rows)]
    for entry, row in zip(entries(), rows(table), strict=True):
        raw = guidelines().get(entry.id)
        assert row["Statement"] == entry.name == (raw["name"] if raw else entry.name)
        assert numbers(row["Year"]) == YEARS[entry.id]
        assert bool(YEARS[entry.id]) or row["Year"] == "no date"
        assert row["About"] == LANES[expected_lane(entry.id)]
        assert row["Grade"] == (raw["grade"] if raw else "not seen")
        said = POSITIONS.get(entry.id, "") + NO_POSITION.get(entry.id, "")
        assert row["On ketamine in cancer pain"] == said
        assert row["How sure we are"] == chip(entry.record).status_words


def test_a_text_with_a_position_is_in_no_other_list():
    assert not set(POSITIONS) & (set(NOT_READ) | set(NO_POSITION))
    assert not set(NO_POSITION) & set(NOT_READ)
    assert {*POSITIONS, *NO_POSITION, *NOT_READ} <= set(guidelines())


def test_a_statement_of_the_document_names_the_body_its_years_and_its_claim():
    for entry in entries():
        if entry.id in DOCUMENT_CLAIMS:
            body = SOURCES[CLAIMS[entry.id]["sources"][0]]["short"].split()[0]
            assert body in entry.name and f"({entry.id})" in entry.name
            assert numbers(entry.name, entry.id) == YEARS[entry.id]
    assert "The document on ESMO 2005 and 2008 (C06)" in [each.name for each in entries()]


def test_the_words_say_the_first_and_the_last_year():
    dated = [year for found in YEARS.values() for year in found]
    entry = entries()[0]
    said = timeline_alt(entry)
    assert numbers(said.split(" in three lanes")[0]) == [min(dated), max(dated)]
    assert said.endswith(f"Marked: {entry.name}.")


@pytest.mark.parametrize("entry", entries(), ids=lambda each: each.id)
def test_a_statement_is_read_with_its_grade_and_what_stands_beside_it(entry):
    shown, record = entry_passage(entry), entry.record
    assert (shown.source, shown.mark) == (chip(record).label, chip(record).status)
    assert shown.tone == ("caution" if expected_lane(entry.id) == 1 else "plain")
    for year in YEARS[entry.id]:
        assert shown.heading.count(str(year)) == 1, "every year, and none twice"
    if not YEARS[entry.id]:
        assert shown.heading.endswith(", no date")
    if entry.id in CLAIMS:
        row = CLAIMS[entry.id]
        assert shown.paragraphs[0] == f"The document says: {row['says']}"
        assert shown.paragraphs[1] == f"What was found: {row['finding']}"
        assert "was not seen" in shown.paragraphs[2]
        return
    row = guidelines()[entry.id]
    if may_be_stated(record):
        assert shown.paragraphs[0] == state(record)
    else:
        assert "nothing is stated here as fact" in shown.paragraphs[0]
    unseen = row["grade"] in ("none seen", "not seen", "not in what we read")
    grade = "Grade: none was seen." if unseen else f"Grade in its own scheme: {row['grade']}."
    assert shown.paragraphs[1].startswith(grade)
    assert (len(shown.paragraphs) == 3) == bool(row.get("disagrees"))
    if row.get("disagrees"):
        assert shown.paragraphs[2] == f"Beside it: {row['disagrees']}"


def test_the_grade_of_ketamine_stands_beside_that_of_the_block_in_one_guideline_only():
    block = guidelines()["G-ASPN-CPN"]["grade"]
    said = {each: grade_words(load().guidelines[each]) for each in guidelines()}
    assert [each for each, words in said.items() if "coeliac" in words] == ["G-ASPN2021"]
    assert f"has {block}" in said["G-ASPN2021"]


def test_the_uk_papers_are_counted_and_dated():
    papers = [*UK_NATIONAL, *UK_LOCAL]
    assert len(papers) == len(set(papers)) and set(papers) <= set(POSITIONS)
    years = [year for each in papers for year in YEARS[each]]
    assert numbers(uk_words()) == [
        *(len(papers), len(POSITIONS), len(UK_NATIONAL), len(UK_LOCAL)),
        *(min(years), max(years)),
    ]


@pytest.mark.parametrize(
    ("ruled_out", "regimen", "right"), [(0, 1, True), (2, 3, False), (0, 2, False)]
)
def test_what_was_expected_is_held_against_the_count(ruled_out, regimen, right):
    shown, total = position_readouts(), len(POSITIONS)
    assert numbers(readout(shown, "Make it routine").text) == [0, total]
    assert numbers(readout(shown, "Rule it out").text) == [0, total]
    verdict = positions_verdict(ruled_out, regimen)
    assert numbers(verdict.paragraphs[0].split(":")[0]) == [ruled_out, regimen]
    off = re.findall(r"right|\d+ too (?:many|few)", verdict.paragraphs[0])
    found = ((ruled_out, 0), (regimen, 1))
    assert off == ["right" if a == b else f"{abs(a - b)} too many" for a, b in found]
    assert verdict.paragraphs[0].endswith("No text rules it out; 1 gives a regimen.")
    assert verdict.heading == f"Your prediction: {'right' if right else 'not so'}"
    assert numbers(readout(shown, "Stand between").text) == [total, total]
    assert all(each.unmoved_by == ("read",) for each in shown)


def test_a_reading_of_one_changes_no_row():
    assert row_of(timeline_table(), "ASPN 2021")["Grade"] == guidelines()["G-ASPN2021"]["grade"]
