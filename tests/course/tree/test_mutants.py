"""`make mutants` changes what can go wrong, always the same sample, and tells what noticed it."""

import tomllib
from types import SimpleNamespace

import pytest

from bench import changes, mutants, noticing, report

pytestmark = pytest.mark.slow

MODULE = '''"""Words that are left alone: 1 + 1."""

FACTOR = 2


def doubled(amount: int | None, unit: str = "mg/kg") -> str | None:
    """Give it twice."""
    if amount is None or amount < 0:
        return None
    return f"{amount * FACTOR} {unit}"
'''
TESTS = """from room.doses import doubled


def test_doubled():
    assert doubled(3) == "6 mg/kg"
"""


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A small course of one room, with one test that leaves half of it unheld."""
    for name, text in (
        ("room/__init__.py", ""),
        ("room/doses.py", MODULE),
        ("tests/near/test_doses.py", TESTS),
        (
            "tests/far/test_refusals.py",
            "from room.doses import doubled\n\n\ndef test_nothing():\n"
            "    assert doubled(None) is None\n",
        ),
        ("tests/far/test_else.py", "def test_else():\n    assert True, 'speaks of nothing'\n"),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    rooms = {"room": ("room", "tests/near", "tests")}
    monkeypatch.setattr(changes, "ROOMS", rooms)
    monkeypatch.setattr(mutants, "ROOMS", rooms)
    changes.tests_of.cache_clear()
    changes.importers.cache_clear()
    changes.importing_tests.cache_clear()
    return tmp_path


def lines(course):
    return {each.line for _place, found in changes.places("room", course) for each in found}


def test_words_and_types_are_left_alone(course):
    assert lines(course) == {3, 8, 10}


def test_the_sample_is_the_same_for_the_same_seed(course):
    def drawn(seed):
        return changes.sample(["room"], 3, seed, course)

    assert drawn(1) == drawn(1)
    assert len({drawn(seed)[0] for seed in range(9)}) > 1
    assert len({(each.line, each.operator) for each in changes.sample(["room"], 99, 1, course)}) > 3


SIGNS = """def side(amount, /, *rest, reversed=False, **more):
    if not reversed and amount is not None:
        return {**more, "amount": -amount, "rest": [*rest]}
    return ~amount
"""


def test_every_change_of_a_sample_leaves_another_program_that_can_run(course):
    (course / "room" / "signs.py").write_text(SIGNS, encoding="utf-8")
    drawn = {each for seed in range(40) for each in changes.sample(["room"], 99, seed, course)}
    assert {each.line for each in drawn if each.module == "room/signs.py"} == {1, 2, 3, 4}
    for each in drawn:
        before, after = changes.lines_of(each, course)
        text = (course / each.module).read_text(encoding="utf-8").splitlines()
        assert before != after and before == text[each.line - 1].strip()


def test_a_change_that_changes_nothing_or_is_no_python_has_no_lines(course):
    (course / "room" / "signs.py").write_text(SIGNS, encoding="utf-8")

    def lines_of(operator, occurrence=0):
        change = changes.Change("room", "room/signs.py", f"core/{operator}", occurrence, 3)
        return changes.lines_of(change, course)

    assert lines_of("ReplaceUnaryOperator_USub_UAdd")
    assert lines_of("ReplaceUnaryOperator_USub_UAdd", 1) is None
    assert lines_of("ReplaceBinaryOperator_Pow_Add") is None
    nothing = changes.Change("room", "room/signs.py", "core/ReplaceUnaryOperator_USub_UAdd", 1, 3)
    with pytest.raises(ValueError, match="must leave another program"):
        mutants.judge(nothing, course)


def test_only_tests_that_speak_of_a_module_are_asked(course):
    assert changes.tests_of("room/doses.py", "tests/near", course) == ("tests/near/test_doses.py",)
    assert set(changes.tests_of("room/doses.py", "tests", course)) == {
        "tests/far/test_refusals.py",
        "tests/near/test_doses.py",
    }


def test_a_test_that_carries_the_name_of_the_module_is_asked_first(course):
    for name in ("test_a", "test_z_doses"):
        (course / "tests" / "near" / f"{name}.py").write_text(TESTS, encoding="utf-8")
    assert changes.tests_of("room/doses.py", "tests/near", course) == (
        "tests/near/test_doses.py",
        "tests/near/test_z_doses.py",
        "tests/near/test_a.py",
    )


def test_a_module_that_no_test_names_is_asked_for_by_those_that_import_it(course):
    (course / "room" / "inner.py").write_text("HIDDEN = 1\n", encoding="utf-8")
    assert changes.tests_of("room/inner.py", "tests", course) == ()
    changes.tests_of.cache_clear()
    changes.importers.cache_clear()
    text = "from .inner import HIDDEN\n" + MODULE
    (course / "room" / "doses.py").write_text(text, encoding="utf-8")
    assert "tests/near/test_doses.py" in changes.tests_of("room/inner.py", "tests", course)


def test_a_test_of_the_whole_room_is_asked_of_each_module_last(course):
    for name, text in (("all", "import room\n"), ("one", "import room.other\nimport roomy\n")):
        (course / "tests" / "near" / f"test_{name}.py").write_text(text, encoding="utf-8")
    assert changes.tests_of("room/doses.py", "tests/near", course) == (
        "tests/near/test_doses.py",
        "tests/near/test_all.py",
    )
    changes.tests_of.cache_clear()
    (course / "tests" / "near" / "test_doses.py").unlink()
    assert changes.tests_of("room/doses.py", "tests/near", course) == ("tests/near/test_all.py",)


def test_a_test_from_elsewhere_is_asked_where_it_imports_the_module(course):
    for name, text in (
        ("whole", "import room.doses\n"),
        ("names", "from room.doses import doubled\n"),
        ("within", "from room import doses\n"),
        ("other", "from room.doses_else import doubled\nfrom rooms import doses\n"),
    ):
        (course / "tests" / "far" / f"test_{name}.py").write_text(text, encoding="utf-8")
    found = [f"tests/far/test_{name}.py" for name in ("names", "refusals", "whole", "within")]
    assert changes.importing_tests("room/doses.py", course) == (
        *found,
        "tests/near/test_doses.py",
    )


def test_a_front_door_is_called_by_its_folder(course):
    (course / "room" / "dosing").mkdir()
    (course / "room" / "dosing" / "__init__.py").write_text("LEAST = 1\n", encoding="utf-8")
    (course / "tests" / "near" / "test_door.py").write_text(
        "import room.dosing\n", encoding="utf-8"
    )
    found = changes.tests_of("room/dosing/__init__.py", "tests", course)
    assert found == ("tests/near/test_door.py",)


def the_change(course, operator, line):
    return next(
        each
        for _place, found in changes.places("room", course)
        for each in found
        if each.operator == f"core/{operator}" and each.line == line
    )


@pytest.mark.parametrize(
    ("operator", "line", "state"),
    [
        ("ReplaceBinaryOperator_Mul_Add", 10, "killed by its mirror"),
        ("NumberReplacer", 3, "killed by its mirror"),
        ("ReplaceOrWithAnd", 8, "killed by others"),
        ("ReplaceComparisonOperator_Lt_LtE", 8, "survived"),
    ],
)
def test_what_became_of_a_change_is_told_and_the_change_taken_back(course, operator, line, state):
    outcome = mutants.judge(the_change(course, operator, line), course)
    assert outcome.state == state
    assert outcome.before != outcome.after and outcome.before in MODULE
    assert (course / "room" / "doses.py").read_text(encoding="utf-8") == MODULE


def test_a_change_meets_every_test_of_the_area_before_it_is_said_to_survive(course):
    change = the_change(course, "ReplaceComparisonOperator_Lt_LtE", 8)
    text = """from importlib import import_module


def test_else():
    made = import_module("room.doses")
    assert getattr(made, "double" + "d")(0) == "0 mg/kg"
"""
    (course / "tests" / "far" / "test_else.py").write_text(text, encoding="utf-8")
    asked = [name for _, tests in mutants.asked_about(change, course) for name in tests]
    assert asked[-1] == "tests/far/test_else.py" and len(asked) == len(set(asked)) == 3
    assert mutants.judge(change, course).state == "killed by others"


def test_what_has_no_effect_is_not_counted(course, monkeypatch, tmp_path):
    change = the_change(course, "ReplaceComparisonOperator_Lt_LtE", 8)
    told = mutants.judge(change, course)
    fields = {"module": "room/doses.py", "before": told.before, "after": told.after, "why": "So."}
    rows = "\n".join(["[[equal]]", *(f'{name} = "{text}"' for name, text in fields.items())])
    (tmp_path / "equal.toml").write_text(rows, encoding="utf-8")
    monkeypatch.setattr(mutants, "EQUAL", tmp_path / "equal.toml")
    assert mutants.judge(change, course).state == "equal"


def outcomes_of(course, *states):
    """An outcome of each of some changes: their states, from the first judgement to the last."""
    there = [found[0] for _place, found in changes.places("room", course)]
    return [
        mutants.Outcome(change, state, *changes.lines_of(change, course))
        for change, one in zip(there, states)
        for state in one
    ]


def test_a_table_tells_the_first_judgement_and_the_last_apart(course):
    told = mutants.table(
        outcomes_of(
            course,
            ["survived", "equal"],
            ["survived", "survived"],
            ["survived", "killed by others"],
            ["killed by its mirror"],
            ["out of time"],
        ),
        7,
    )
    assert "5 changes, seed 7; 1 of them" in told
    assert "| room | 1 | 1 | 1 | 1 | 75 % | 50 % |" in told


def test_a_run_that_stopped_goes_on_with_what_is_left_and_what_survived(course, monkeypatch):
    monkeypatch.setattr(mutants, "ROOT", course)
    monkeypatch.setattr(mutants, "KEPT", course / "build" / "mutants.jsonl")
    outcomes = outcomes_of(course, ["killed by others"], ["survived"], ["equal"], ["out of time"])
    drawn = [found[0] for _place, found in changes.places("room", course)]
    assert mutants.kept(drawn) == []
    for each in outcomes:
        mutants.keep(each)
    assert mutants.kept(drawn) == outcomes
    left = mutants.to_judge(drawn, mutants.kept(drawn))
    assert left == [*drawn[4:], drawn[1], drawn[2]]

    changed = MODULE.replace("amount is None", "unit is None")
    (course / "room" / "doses.py").write_text(changed, encoding="utf-8")
    now = mutants.kept(drawn)
    assert now and all(each.before in changed for each in now) and len(now) < len(outcomes)


@pytest.mark.parametrize(
    ("body", "how"),
    [
        ("assert doubled(3)", ""),
        ("assert not doubled(3)", "failed"),
        ("while True: pass", "out of time"),
    ],
)
def test_how_a_change_is_noticed(course, body, how):
    text = f"from room.doses import doubled\n\n\ndef test_it():\n    {body}\n"
    (course / "tests" / "near" / "test_doses.py").write_text(text, encoding="utf-8")
    seconds = 2 if how == "out of time" else 300
    assert noticing.noticed(course, ["tests/near/test_doses.py"], seconds) == how


def test_tests_that_all_need_a_browser_notice_nothing(course):
    text = "import pytest\n\n\n@pytest.mark.browser\ndef test_page():\n    assert False\n"
    (course / "tests" / "near" / "test_doses.py").write_text(text, encoding="utf-8")
    assert noticing.noticed(course, ["tests/near/test_doses.py"]) == ""


def test_what_was_quick_before_is_asked_first(tmp_path):
    measured = tmp_path / "build" / "seconds.json"
    first = noticing.QuickFirst(measured)
    for name, seconds in (("slow", 3.0), ("slow", 1.0), ("quick", 0.01), ("quicker", 0.001)):
        first.pytest_runtest_logreport(SimpleNamespace(nodeid=name, duration=seconds))
    first.keep()
    again = noticing.QuickFirst(measured)
    items = [SimpleNamespace(nodeid=name) for name in ("slow", "quick", "quicker", "new")]
    again.pytest_collection_modifyitems(items)
    assert [item.nodeid for item in items] == ["quick", "quicker", "new", "slow"]
    assert again.known["slow"] == 4


def test_what_each_test_takes_is_kept_where_nothing_is_changed(course, monkeypatch):
    monkeypatch.setattr(noticing, "TEST_SECONDS", course / "build" / "seconds.json")
    assert noticing.noticed(course, ["tests/near/test_doses.py"]) == ""
    assert not (course / "build").exists()
    assert noticing.noticed(course, ["tests/near/test_doses.py"], seconds=None) == ""
    assert list(noticing.QuickFirst(noticing.TEST_SECONDS).known) == [
        "tests/near/test_doses.py::test_doubled"
    ]


def test_each_change_without_effect_says_why_and_stands_once():
    rows = tomllib.loads(mutants.EQUAL.read_text(encoding="utf-8")).get("equal", [])
    for row in rows:
        assert set(row) == {"module", "before", "after", "why"} and row["why"].endswith(".")
    told = [(row["module"], row["before"], row["after"]) for row in rows]
    assert [each for each in told if told.count(each) > 1] == []


def test_the_line_of_each_change_without_effect_still_stands():
    rows = tomllib.loads(mutants.EQUAL.read_text(encoding="utf-8")).get("equal", [])
    assert rows
    gone = [
        row
        for row in rows
        if not (report.ROOT / row["module"]).is_file()
        or row["before"] not in (report.ROOT / row["module"]).read_text(encoding="utf-8")
    ]
    assert gone == []


def test_a_section_is_written_and_the_others_stay():
    text = "# Benchmarks\n\nWords.\n\n## Pages\n\n| a |\n"
    once = report.with_section(text, "Mutants", "One.")
    assert once == f"{text}\n## Mutants\n\nOne.\n"
    twice = report.with_section(once, "Mutants", "Two, longer.\n\nMore.")
    assert twice == f"{text}\n## Mutants\n\nTwo, longer.\n\nMore.\n"
    changed = report.with_section(twice, "Pages", "| b |")
    assert "| b |" in changed and "| a |" not in changed and "Two, longer." in changed
    assert report.section(text, "Mutants") == ""
