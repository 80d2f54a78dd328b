"""`make mutants` changes what can go wrong, always the same sample, and tells what noticed it."""

import tomllib

import pytest

from bench import changes, mutants, report

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
        ("tests/far/test_else.py", "def test_else():\n    assert False, 'speaks of nothing'\n"),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    rooms = {"room": ("room", "tests/near", "tests")}
    monkeypatch.setattr(changes, "ROOMS", rooms)
    monkeypatch.setattr(mutants, "ROOMS", rooms)
    changes.tests_of.cache_clear()
    changes.importers.cache_clear()
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


def test_only_tests_that_speak_of_a_module_are_asked(course):
    assert changes.tests_of("room/doses.py", "tests/near", course) == ("tests/near/test_doses.py",)
    assert changes.tests_of("room/doses.py", "tests", course) == (
        "tests/far/test_refusals.py",
        "tests/near/test_doses.py",
    )


def test_a_module_that_no_test_names_is_asked_for_by_those_that_import_it(course):
    (course / "room" / "inner.py").write_text("HIDDEN = 1\n", encoding="utf-8")
    assert changes.tests_of("room/inner.py", "tests", course) == ()
    changes.tests_of.cache_clear()
    changes.importers.cache_clear()
    text = "from .inner import HIDDEN\n" + MODULE
    (course / "room" / "doses.py").write_text(text, encoding="utf-8")
    assert "tests/near/test_doses.py" in changes.tests_of("room/inner.py", "tests", course)


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


def test_what_has_no_effect_is_not_counted(course, monkeypatch, tmp_path):
    change = the_change(course, "ReplaceComparisonOperator_Lt_LtE", 8)
    told = mutants.judge(change, course)
    fields = {"module": "room/doses.py", "before": told.before, "after": told.after, "why": "So."}
    rows = "\n".join(["[[equal]]", *(f'{name} = "{text}"' for name, text in fields.items())])
    (tmp_path / "equal.toml").write_text(rows, encoding="utf-8")
    monkeypatch.setattr(mutants, "EQUAL", tmp_path / "equal.toml")
    assert mutants.judge(change, course).state == "equal"
    table = mutants.table(
        [
            mutants.Outcome(change, s, "a", "b")
            for s in ("equal", "survived", "killed by others", "killed by its mirror")
        ],
        7,
    )
    assert "4 changes, seed 7; 1 of them" in table and "| room | 1 | 1 | 1 | 67 % |" in table


def test_each_change_without_effect_says_why():
    rows = tomllib.loads(mutants.EQUAL.read_text(encoding="utf-8")).get("equal", [])
    for row in rows:
        assert set(row) == {"module", "before", "after", "why"} and row["why"].endswith(".")
        assert row["before"] in (report.ROOT / row["module"]).read_text(encoding="utf-8")


def test_a_section_is_written_and_the_others_stay():
    text = "# Benchmarks\n\nWords.\n\n## Pages\n\n| a |\n"
    once = report.with_section(text, "Mutants", "One.")
    assert once == f"{text}\n## Mutants\n\nOne.\n"
    twice = report.with_section(once, "Mutants", "Two, longer.\n\nMore.")
    assert twice == f"{text}\n## Mutants\n\nTwo, longer.\n\nMore.\n"
    changed = report.with_section(twice, "Pages", "| b |")
    assert "| b |" in changed and "| a |" not in changed and "Two, longer." in changed
    assert report.section(text, "Mutants") == ""
