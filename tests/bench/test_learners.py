"""The figures of a class are honest: what failed is counted, and a client says what it cost."""

import math

import pytest

from bench.__main__ import met
from bench.learners.at_once import figure, late
from bench.learners.clients import clients
from bench.learners.visitor import RefusedError, address_of, lab_of, open_page, take_kernel, visit
from bench.pages import LESSON

TOLD = {"failed": [], "cpu_s": 0.25}


def test_the_95th_percentile_is_one_of_the_times():
    assert late([float(n) for n in range(1, 101)]) == 95
    assert late([3.0, 1.0, 2.0]) == 3.0
    assert late([]) == math.inf


def test_a_figure_with_failures_is_missed_however_quick_it_was():
    good = figure("moves (s)", 0.5, "at most 3", [TOLD])
    assert met(good) is True and "CPU 0.25 s" in good["note"]
    bad = figure("moves (s)", 0.5, "at most 3", [TOLD, TOLD | {"failed": ["no place"]}])
    assert met(bad) is False and "**1 failed**, the first: no place" in bad["note"]


def test_each_visitor_has_an_address_of_this_machine():
    addresses = {address_of(number) for number in range(1000)}
    assert len(addresses) == 1000 and all(each.startswith("127.") for each in addresses)
    assert all(0 < int(part) < 255 for each in addresses for part in each.split(".")[-1:])


@pytest.mark.slow
def test_a_visitor_does_what_a_page_does(course_url):
    with visit(course_url, LESSON, address_of(3)) as (page, line, _kernel_id):
        assert 0 < page.words_s <= page.whole_s
        assert sum("questions" in state for state in page.states.values()) == 4
        lab = lab_of(page, line)
        first, second = lab.move("rate", "0.15"), lab.move("rate", "0.2")
        assert (first["answered"], second["answered"]) == (1, 2)


@pytest.mark.slow
def test_a_visitor_says_what_did_not_come(course_url):
    with pytest.raises(RefusedError, match="none came with 404"):
        open_page(course_url, "none")
    page = open_page(course_url, LESSON)
    page.config = {"kernelId": "", "edition": "x", "refusal": "All places are taken."}
    with pytest.raises(RefusedError, match="All places are taken"):
        take_kernel(page)


@pytest.mark.slow
def test_clients_run_in_a_process_of_their_own_and_say_what_they_cost(course_url):
    with clients("to_first_move", base=course_url, slug=LESSON, count=2, run=1) as told:
        assert len(told["moves_s"]) == 2 and told["failed"] == [] and told["cpu_s"] > 0
    with clients("stay", base=course_url, slug=LESSON, readers=2, active=1, moves=3, run=2) as told:
        assert len(told["answered_s"]) == 3 and told["failed"] == []
    with clients("to_first_move", base=course_url, slug="none", count=1, run=3) as told:
        assert told["moves_s"] == [] and "404" in told["failed"][0]
