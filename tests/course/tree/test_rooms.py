"""Imports flow one way through the house, and nothing slow stands behind a page."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from tests.course.tree.room_checks import circles, import_problems, lesson_import_problems

ROOT = Path(__file__).resolve().parents[3]
SERVED = sorted(
    path
    for room in ("evidence", "page", "widgets", "quizzes", "teaching", "theme")
    for path in (ROOT / room).rglob("*.py")
    if "node_modules" not in path.parts
)


def module_of(path: Path) -> tuple[str, bool]:
    parts = path.relative_to(ROOT).with_suffix("").parts
    package = parts[-1] == "__init__"
    return ".".join(parts[:-1] if package else parts), package


def test_every_module_keeps_the_direction():
    problems = []
    for path in SERVED:
        module, package = module_of(path)
        problems += import_problems(module, path.read_text(encoding="utf-8"), package)
    assert SERVED
    assert not problems, "\n".join(problems)


def test_no_modules_import_each_other():
    sources = {}
    for path in SERVED:
        module, package = module_of(path)
        sources[module] = path.read_text(encoding="utf-8"), package
    assert circles(sources) == []


def test_a_circle_is_found():
    one, two = ("a.one", ("from .two import x", False)), ("a.two", ("from a import one", False))
    assert circles(dict([one, two, ("a.three", ("import a.one", False))])) == [("a.one", "a.two")]


def test_lessons_use_front_doors_only():
    problems = []
    for path in sorted((ROOT / "lessons").glob("*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code":
                problems += lesson_import_problems(path.name, cell.source)
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("evidence.store", "import widgets"),
        ("evidence.store", "from ..widgets import model"),
        ("page.codes", "import anywidget"),
        ("page.codes", "import numpy"),
        ("page.codes", "from page.widget import CourseWidget"),
        ("page.widget", "from evidence import load"),
        ("page.widget", "from widgets.view import words"),
        ("evidence.store", "from page import codes"),
        ("widgets.model.gate", "from page.codes import plain"),
        ("widgets.view.words", "from page import widget"),
        ("quizzes.engine.resume", "from page.widget import CourseWidget"),
        ("theme.server", "from page.widget import CourseWidget"),
        ("widgets.model.gate", "from widgets.view import words"),
        ("widgets.model.gate", "import matplotlib"),
        ("widgets.model.gate", "from quizzes.engine import grade"),
        ("widgets.model.gate", "from .. import controls"),
        ("widgets.model.gate", "def late():\n    import ipywidgets"),
        ("widgets.view.figures", "from matplotlib import pyplot"),
        ("widgets.view.figures", "import ipywidgets as ipw"),
        ("widgets.view.figures", "from ..controls.explorer import Explorer"),
        ("widgets.controls.lab", "import quizzes"),
        ("widgets.controls.lab", "import scipy.integrate"),
        ("quizzes.engine.grade", "import numpy"),
        ("quizzes.engine.items.records", "from ..types.choice import OptionsType"),
        ("quizzes.engine.types.choice", "from ..bank import load_bank"),
        ("quizzes.engine.bank", "from quizzes.authoring.lint import lint"),
        ("quizzes.engine.grade", "from quizzes.player import Player"),
        ("quizzes.engine.grade", "from quizzes.talk import Talk"),
        ("quizzes.talk.quiz_talk", "from page.widget import CourseWidget"),
        ("quizzes.talk.quiz_talk", "from quizzes.player import Player"),
        ("theme.answers", "from quizzes.player import Player"),
        ("quizzes.player.player", "from widgets import InfusionLab"),
        ("theme.server", "import tests.running"),
        ("theme.server", "from widgets.model import kinetics"),
        ("theme.teach.pages", "from teaching.kit import write"),
        ("theme.teach.pages", "from teaching.drawn import pictures"),
        ("teaching.plan_files", "import widgets"),
        ("teaching.plan_files", "import numpy"),
        ("teaching.run_sheet.sheet", "from widgets.model.cases import load_cases"),
        ("teaching.run_sheet.sheet", "from teaching.kit import write"),
        ("teaching.stage.screens", "from teaching.stage.drawn import pictures"),
        ("teaching.kit.slides", "from theme.pages.about import about"),
        ("widgets.view.words", "from teaching import load_plans"),
        ("quizzes.engine.grade", "import teaching"),
        ("widgets.view.figures", "import theme"),
        ("widgets.controls.lab", "import pandas as pd"),
        ("widgets.controls.lab", "from tools import run_lessons"),
    ],
)
def test_a_wrong_import_is_found(module, source):
    assert import_problems(module, source) != []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        (
            "widgets.model.gate",
            "import numpy as np\nfrom evidence import load\nfrom .dosing import x",
        ),
        ("widgets.view.figures", "from matplotlib.figure import Figure\nfrom ..model import gate"),
        ("page.html", "from markupsafe import Markup\nfrom .codes import plain"),
        ("page.widget", "import anywidget\nfrom .html import markup"),
        ("quizzes.engine.resume", "from page.codes import plain"),
        ("quizzes.player.player", "from page.widget import CourseWidget\nimport traitlets"),
        ("quizzes.player.player", "import anywidget\nfrom quizzes.engine import grade"),
        ("theme.server", "import voila\nfrom quizzes.engine import load_bank"),
        ("theme.answers", "from quizzes.talk import talk_shown"),
        ("theme.teach.pages", "from teaching import load_plans"),
        ("theme.teach.stage", "from teaching.stage.screens import screens"),
        ("teaching.plan_files", "from evidence.tables import TomlTable"),
        ("teaching.run_sheet.sheet", "from quizzes.engine import answer_key"),
        ("teaching.drawn", "import widgets\nfrom quizzes.engine import load_bank"),
        ("teaching.stage.drawn", "from widgets.view import picture\nimport matplotlib.figure"),
        ("teaching.kit.slides", "import pptx\nfrom widgets import InfusionLab\nimport quizzes"),
        ("teaching.__main__", "from teaching.kit import write"),
    ],
)
def test_a_right_import_passes(module, source):
    assert import_problems(module, source) == []


@pytest.mark.parametrize(
    "source",
    ["import numpy", "from widgets.model import gate", "from quizzes import *", "from . import x"],
)
def test_a_lesson_with_another_import_is_found(source):
    assert lesson_import_problems("a lesson", source) != []


def test_a_lesson_waits_for_nothing_slow():
    code = (
        "import sys, evidence, widgets, quizzes\n"
        "print([m for m in ('pandas', 'scipy', 'matplotlib.pyplot') if m in sys.modules])"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True
    )
    assert done.stdout.strip() == "[]"
