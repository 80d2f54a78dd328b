"""What the README teaches: each field of the format, and one case written out whole."""

import re

import pytest

from tests.widgets.model.cases.whole_case import read
from tools.case_readme import CASES, EXAMPLE, with_example
from widgets.model.cases import load_cases
from widgets.model.cases.lint import mistakes
from widgets.model.cases.records import ASK_ROLES, GRADES
from widgets.model.gate import STEPS

README = (CASES / "README.md").read_text(encoding="utf-8")
BLOCK = README.rpartition("```toml\n")[2].partition("```\n")[0]


def test_the_case_that_it_shows_loads_and_is_that_of_the_course(tmp_path):
    case = read(tmp_path, BLOCK, EXAMPLE.removesuffix(".toml"))
    assert case == load_cases()[case.id] and mistakes([case]) == []
    file = (CASES / EXAMPLE).read_text(encoding="utf-8")
    assert README == with_example(README, file), "run .venv/bin/python tools/case_readme.py"


def test_it_names_every_field_that_the_courses_cases_use():
    text = "\n".join(p.read_text(encoding="utf-8") for p in CASES.glob("[0-9]*.toml"))
    fields = set(re.findall(r"(?m)(?:^|[{,] )([a-z_]+) = ", text))
    said = README.replace(BLOCK, "")
    findings = {"profile", *load_cases()["01_add_ketamine"].findings.__dataclass_fields__}
    numbers = set(re.findall(r"(?m)^([a-z_]+) = \{ (?:limit|middle|order|oral|value) ", text))
    lacking = {name for name in fields - findings - numbers if not re.search(rf"\b{name}\b", said)}
    assert lacking == set()


def test_it_names_every_word_that_a_field_may_hold():
    said = README.replace(BLOCK, "")
    assert [word for word in (*ASK_ROLES, *GRADES, *STEPS) if f"`{word}`" not in said] == []


def test_a_readme_without_a_place_for_the_case_is_refused():
    assert with_example("a\n```toml\nold\n```\nb\n", "new\n\n") == "a\n```toml\nnew\n```\nb\n"
    with pytest.raises(ValueError, match="must hold a block"):
        with_example("nothing", "new")
