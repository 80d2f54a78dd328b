"""What a room offers is exactly what its front door says, sorted and documented."""

import importlib
import inspect
import types

import pytest

SUBJECTS = ("kinetics", "regimens", "dosing", "exercises", "gate", "trials", "safety")
DOORS = (
    "evidence",
    "widgets",
    "quizzes",
    "teaching",
    *(f"widgets.model.{each}" for each in SUBJECTS),
)


def front_door_problems(door: types.ModuleType) -> list[str]:
    """Return what is undocumented, unsorted, missing or left over in a front door."""
    problems = []
    if not (door.__doc__ or "").strip():
        problems.append(f"{door.__name__} has no docstring")
    offered = list(getattr(door, "__all__", ()))
    if offered != sorted(set(offered)):
        problems.append(f"{door.__name__}.__all__ must be sorted and without doubles")
    package = door.__name__.split(".")[0]
    here = {
        name
        for name, value in vars(door).items()
        if not name.startswith("_")
        and not isinstance(value, types.ModuleType)
        and (getattr(value, "__module__", None) or package).split(".")[0] == package
    }
    problems += [
        f"{door.__name__}.{name} is not in __all__" for name in sorted(here - set(offered))
    ]
    for name in offered:
        if not hasattr(door, name):
            problems.append(f"{door.__name__}.__all__ names {name}, which is not there")
            continue
        member = getattr(door, name)
        # An alias of a type carries no words of its own; a dataclass writes its signature.
        words = inspect.getdoc(member) if callable(member) else "data"
        if not words or words.startswith(f"{name}("):
            problems.append(f"{door.__name__}.{name} is not documented")
    return problems


@pytest.mark.parametrize("name", DOORS)
def test_the_front_door_is_exact(name):
    assert front_door_problems(importlib.import_module(name)) == []


def test_the_door_of_the_design_is_open():
    from evidence import load
    from quizzes import engine
    from widgets.model import dosing, kinetics

    for part in ("claims", "sources", "trials", "guidelines", "limits"):
        assert getattr(load(), part), f"evidence.load().{part} must hold something"
    expected = {
        kinetics: ("Patient", "Bolus", "Infusion", "simulate", "simulate_population"),
        dosing: (
            "parse_number",
            "read_number",
            "format_number",
            "infusion_order",
            "check_rate",
            "oral_dose",
        ),
        engine: ("load_bank", "grade"),
    }
    for module, names in expected.items():
        assert [name for name in names if not hasattr(module, name)] == []


def made_door(**members):
    door = types.ModuleType("door", "A door.")
    for name, value in members.items():
        setattr(door, name, value)
    return door


def documented():
    """Do something."""


def undocumented():
    pass


documented.__module__ = undocumented.__module__ = "door"


def test_a_broken_door_is_found():
    assert front_door_problems(made_door(__all__=["documented"], documented=documented)) == []
    for broken in (
        made_door(__all__=[], documented=documented),
        made_door(__all__=["documented", "gone"], documented=documented),
        made_door(__all__=["undocumented"], undocumented=undocumented),
        made_door(__all__=["documented", "a"], documented=documented, a=documented),
        made_door(__all__=["documented"], documented=documented, __doc__=None),
    ):
        assert front_door_problems(broken) != []
