"""What the trials published, read from the files of the evidence by nothing of the course's own."""

import tomllib
from functools import cache
from math import sqrt
from pathlib import Path

from scipy.stats import norm

EVIDENCE = Path(__file__).resolve().parents[4] / "evidence"
PIVOTAL = "T-HARDY2012"
Z = float(norm.ppf(0.975))


@cache
def _rows(folder: str, kind: str) -> dict[str, dict]:
    path = EVIDENCE / folder
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    found = [
        each for file in files for each in tomllib.loads(file.read_text("utf-8")).get(kind, [])
    ]
    return {each["id"]: each for each in found}


def trial(trial_id: str) -> dict:
    """A trial as its file holds it."""
    return _rows("trials", "trial")[trial_id]


def counts(trial_id: str) -> tuple[int, int, int, int]:
    """Responders and people on ketamine, responders and people on control."""
    first = trial(trial_id)["counts"][0]
    return tuple(
        first.get(name, 0)
        for name in ("ketamine_events", "ketamine_n", "control_events", "control_n")
    )


def per_100(trial_id: str) -> tuple[int, int]:
    """Responders among 100 people on ketamine and among 100 on control."""
    treated, of_treated, control, of_control = counts(trial_id)
    return round(100 * treated / of_treated), round(100 * control / of_control)


def effect(trial_id: str, measure: str) -> tuple[float, float, float]:
    """A published effect: value, low, high."""
    found = next(each for each in trial(trial_id)["effects"] if each["measure"] == measure)
    return found["value"], found["low"], found["high"]


def quantity(kind: str, record_id: str, name: str) -> float:
    """A quantity of a "fact" or a "review"."""
    record = _rows(*{"fact": ("facts", "fact"), "review": ("reviews.toml", "review")}[kind])
    return next(q["value"] for q in record[record_id]["quantities"] if q["name"] == name)


def guidelines() -> dict[str, dict]:
    """Every guideline as its file holds it."""
    return _rows("guidelines.toml", "guideline")


def wald(a: int, n: int, b: int, m: int) -> tuple[float, float, float]:
    """The difference of two shares and its Wald interval, by the formula of the textbooks."""
    p, q = a / n, b / m
    half = Z * sqrt(p * (1 - p) / n + q * (1 - q) / m)
    return p - q, p - q - half, p - q + half
