"""The words on monitoring, stopping and other medicines: a broken file is refused by name."""

import itertools
import re

import pytest

from evidence.guard.medication_text import problems as unsafe
from evidence.tables import TableError
from tests.refusals import spoiled
from widgets.model.safety import interactions, monitoring, stop_rule
from widgets.view.safety import watch

FILES = {
    "monitoring": (monitoring.FILE, monitoring.monitoring_words_from),
    "stop_rule": (stop_rule.FILE, stop_rule.stop_rule_words_from),
    "interactions": (interactions.FILE, interactions.interactions_from),
    "watch": (watch.FILE, watch.points_from),
}


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("monitoring", 'id = "site"', 'id = "sites"', "line sites: nothing decides when it is due"),
        ("monitoring", 'id = "site"', 'id = "sites"', "monitoring.toml: has no line site"),
        ("monitoring", 'id = "oral"', 'id = "iv"', "gap iv: id: is used twice"),
        ("monitoring", 'source = "F-S21"', 'source = "F-S99"', "line pressure: source: the evid"),
        ("monitoring", 'also = ["F-S28"]', 'also = ["F-S99"]', "line pair: also: the evidence has"),
        ("monitoring", "without_opioid = ", "without = ", "without: is not a known field"),
        ("stop_rule", 'harms = ["wish"]', 'harms = ["wishes"]', "'wishes' is no harm of this file"),
        (
            "stop_rule",
            "harm_hours = [30]",
            "harm_hours = []",
            "dora: harms: must have one for each",
        ),
        (
            "stop_rule",
            "[0, 6, 12, 24",
            "[0, 12, 6, 24",
            "anna: pain: must have one for each of its",
        ),
        ("stop_rule", "pain = [8, 7,", "pain = [18, 7,", "anna: pain: must be scores from 0 to 10"),
        (
            "interactions",
            'routes = ["oral"]',
            'routes = ["mouth"]',
            "routes: must be of iv, subcut",
        ),
        (
            "interactions",
            'source = "F-I02"',
            'source = "F-I99"',
            "the evidence does not have 'F-I99",
        ),
        ("watch", 'source = "C20"', 'source = "C99"', "watch mind: source: the evidence does not"),
        ("watch", 'id = "breathing"', 'id = "mind"', "watch mind: id: is used twice"),
    ],
)
def test_a_broken_file_is_refused_by_name(tmp_path, file, old, new, says):
    home, read = FILES[file]
    with pytest.raises(TableError, match=re.escape(says)):
        read(spoiled(tmp_path, home, (old, new)))


def test_a_file_without_a_block_is_refused(tmp_path):
    path = tmp_path / "watch.toml"
    path.write_text('[[watch]]\nid = "mind"\nsays = "Ask."\nsource = "C20"\n', encoding="utf-8")
    with pytest.raises(TableError, match=re.escape("watch.toml: has no [[stop]]")):
        watch.points_from(path)


def test_each_line_is_whole_and_safe():
    lines = [*monitoring.lines(), *monitoring.monitoring_words().gaps.values()]
    for line in lines:
        reasons = [line.why, *([line.without_opioid] if line.without_opioid else [])]
        assert all(text.endswith(".") for text in reasons)
        assert [unsafe(text) for text in (line.says, *reasons)] == [[]] * (1 + len(reasons))
    assert {line.gap for line in monitoring.lines()} == {False}
    assert {line.gap for line in monitoring.monitoring_words().gaps.values()} == {True}


def test_only_what_is_always_stopped_has_words_for_it():
    assert tuple(stop_rule.STOPPED_ALL_THE_SAME) == ("unrousable", "wish")
    assert set(stop_rule.STOPPED_ALL_THE_SAME) < set(stop_rule.HARMS)


def test_each_point_beside_a_dose_is_shown_somewhere_with_its_source_and_in_its_own_block():
    told, seen = watch.points_from(watch.FILE), set()
    (rescue,) = told["rescue"]
    for route, setting, once in itertools.product(
        monitoring.ROUTE_WORDS, ("cancer_pain", "acute_pain"), (True, False)
    ):
        last = "dose" if once else "stop"
        for block, table in zip(watch.watch_for(route, setting, once), ("watch", "stop")):
            by_words = {
                each.says.replace("{last}", last).replace("{rescue}", rescue.says): each
                for each in told[table]
            }
            shown = [by_words[point["text"]] for point in block["points"]]
            assert shown == [each for each in told[table] if each in shown]  # the file's order
            assert not {each.doses for each in shown} - {"", "one" if once else "several"}
            own = [each.source == "course" for each in shown]
            assert ["source" not in point for point in block["points"]] == own
            seen |= {each.id for each in shown}
    assert seen == {each.id for table in ("watch", "stop") for each in told[table]}
