"""Only a LearnerError's sentence reaches a learner; whatever else goes wrong goes to the log."""

import importlib
import logging
import pkgutil

import numpy as np
import pytest

import evidence
import quizzes
import widgets
from evidence import LearnerError
from tests.widgets.controls.as_a_page import opened, said
from widgets.controls.explorer import Explorer
from widgets.controls.inputs import Action


class Failing(Explorer):
    """An explorer whose screen fails as `fails` says."""

    def __init__(self, fails):
        self.fails = fails

    def controls(self, values):
        return (Action("go", "Go"),)

    def screen(self, values):
        self.fails()


def shown_after(fails) -> str:
    return said(opened(Failing(fails)).shown)


def refuse():
    raise LearnerError("The rate must be above 0 mg/h, got 0 mg/h.")


def of_unlike_shapes():
    return np.ones(2) + np.ones(3)


def unpack_too_much():
    first, second = [1, 2, 3]
    return first, second


def test_a_sentence_for_the_learner_is_shown():
    assert shown_after(refuse).count("The rate must be above 0 mg/h, got 0 mg/h.")


@pytest.mark.parametrize("fails", [of_unlike_shapes, unpack_too_much, lambda: int("ten")])
def test_a_programming_error_is_logged_and_never_shown(fails, caplog):
    with pytest.raises(ValueError) as raised:
        fails()
    with caplog.at_level(logging.ERROR):
        shown = shown_after(fails)
    assert "This could not be computed." in shown
    assert str(raised.value) not in shown and str(raised.value) in caplog.text


def errors_of_the_course() -> dict[str, type]:
    found = {}
    for package in (evidence, widgets, quizzes):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name.endswith("__main__"):
                continue
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, type) and issubclass(value, LearnerError):
                    found[name] = value
    return found


def test_the_map_of_errors_names_each_of_them():
    for name in errors_of_the_course():
        assert name in LearnerError.__doc__, f"{name} is missing from the map in LearnerError"
