"""What is due is listed: the oldest first, and of one day what could do most harm."""

import subprocess
import sys
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence import Evidence, load
from tools.stale import danger_of, due, report

ROOT = Path(__file__).resolve().parents[2]
REAL = load()
DAY = date(2031, 5, 1)


def source(key, check_by=DAY):
    return replace(REAL.sources["S-HARDY2012"], id=key, short=f"Short {key}", check_by=check_by)


def with_records(sources, **collections):
    parts = {each.name: {} for each in fields(Evidence)}
    parts["sources"] = {each.id: each for each in sources}
    return Evidence(**{**parts, **collections})


def resting(record, key):
    return {record.id: replace(record, sources=(key,))}


def test_of_one_day_a_dose_limit_comes_before_safety_and_safety_before_the_rest():
    evidence = with_records(
        [source(key) for key in ("S-NOTHING", "S-REVIEW", "S-PRACTICE", "S-WATCH", "S-LIMIT")],
        limits=resting(REAL.limits["oral_cap"], "S-LIMIT"),
        monitoring=resting(REAL.monitoring["M-LONG"], "S-WATCH"),
        guidelines=resting(REAL.guidelines["G-ASPN2021"], "S-PRACTICE"),
        reviews=resting(REAL.reviews["R-JIAO2024"], "S-REVIEW"),
    )
    found = [each.source.id for each in due(evidence, DAY)]
    assert found == ["S-LIMIT", "S-WATCH", "S-PRACTICE", "S-REVIEW", "S-NOTHING"]


@pytest.mark.parametrize("claim", ["C23a", "C23x", "C20", "C31"])
def test_a_contraindication_and_a_safety_claim_are_more_dangerous_than_an_opinion(claim):
    assert danger_of(REAL.claims[claim]) > danger_of(REAL.claims["C05"])
    assert danger_of(REAL.facts["F-S01"]) > danger_of(REAL.facts["F-M01"])
    assert danger_of(REAL.limits["oral_cap"]) >= danger_of(REAL.claims[claim])


@given(st.lists(st.integers(-400, 400), max_size=12))
def test_only_what_has_come_is_listed_and_the_oldest_first(offsets):
    made = [source(f"S-{n}", DAY + timedelta(days=days)) for n, days in enumerate(offsets)]
    listed = due(with_records(made), DAY)
    assert {each.source.id for each in listed} == {s.id for s in made if s.check_by <= DAY}
    days = [each.source.check_by for each in listed]
    assert days == sorted(days)


def test_nothing_due_is_one_sentence_with_the_next_day():
    later = DAY + timedelta(days=9)
    said = report(with_records([source("S-A", later)]), DAY)
    assert said == f"Nothing is due on {DAY}. The next day is {later}."
    assert report(with_records([]), DAY) == "Nothing is due: there are no sources."


def test_a_line_names_the_source_the_day_and_what_rests_on_it():
    evidence = with_records([source("S-LIMIT")], limits=resting(REAL.limits["oral_cap"], "S-LIMIT"))
    head, line = report(evidence, DAY).splitlines()
    assert head == f"1 of 1 sources are due on {DAY}:"
    rests = "a dose or its limit rests on it (oral_cap)"
    assert line.startswith(f"{DAY}  S-LIMIT  {rests}. Short S-LIMIT.")


def test_the_command_takes_a_day_and_always_ends_well():
    def run(*words):
        command = [sys.executable, "tools/stale.py", *words]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    far = run("--on", "2040-01-01")
    assert far.returncode == 0 and f"{len(REAL.sources)} of {len(REAL.sources)}" in far.stdout
    early = run("--on", "2026-01-01")
    assert early.returncode == 0 and early.stdout.startswith("Nothing is due on 2026-01-01.")
    wrong = run("--on", "tomorrow")
    assert wrong.returncode != 0 and "got 'tomorrow'" in wrong.stderr
