"""Reads the labs of a case file: which explorer opens at a decision, and with which order."""

from .adverse import ACTIONS, load_effects
from .case_records import Lab
from .dosing import check_rate
from .drills import drill_of
from .gate import decide
from .patients import FictionalPatient
from .plans import LONGEST_H, SHORTEST_H
from .practice import SUMS

FIELDS = {
    "bench": {"sum", "ordered"},
    "infusion": {"ordered", "hours", "predict_at_h"},
    "drill": {"ordered", "error"},
    "night": {"effect"},
}
OPTIONAL = {"drill": {"unit"}}


def read_lab(row, number_of, patient: FictionalPatient | None, findings) -> Lab:
    """One lab from its TOML table; ValueError with the reason for anything that cannot be opened.

    number_of(value): a number, or the value of one of the file's named numbers. A lab that deals
    with a dose opens only where the gate gives a ketamine trial for the `findings`.
    """
    kind = row.get("lab") if isinstance(row, dict) else None
    if kind not in FIELDS:
        raise ValueError(f"lab must be one of {', '.join(FIELDS)}, got {kind!r}")
    wanted, given = FIELDS[kind], set(row) - {"lab"}
    for name in sorted(wanted - given):
        raise ValueError(f"the {kind} needs {name}")
    for name in sorted(given - wanted - OPTIONAL.get(kind, set())):
        raise ValueError(f"the {kind} has no {name!r}")
    if kind == "night":
        if row["effect"] not in load_effects():
            raise ValueError(
                f"effect must be one of {', '.join(load_effects())}, got {row['effect']!r}"
            )
        return Lab(kind, effect=row["effect"])
    if patient is None:
        raise ValueError(f"the {kind} needs the case's [patient] with story and weight_kg")
    if findings is not None and (step := decide(findings).step) != "ketamine_trial":
        raise ValueError(f"the {kind} opens only behind the gate, which gives {step!r} here")
    ordered = number_of(row["ordered"])
    if kind == "bench":
        if row["sum"] not in SUMS:
            raise ValueError(f"sum must be one of {', '.join(SUMS)}, got {row['sum']!r}")
        return Lab(kind, patient, sum=row["sum"], ordered=ordered)
    if (verdict := check_rate(ordered)).level != "in_range":
        raise ValueError(f"ordered: {verdict.message}")
    if kind == "drill":
        unit = row.get("unit", "mg/kg/h")
        drill_of(row["error"], patient, ordered, unit)
        return Lab(kind, patient, ordered=ordered, error=row["error"], unit=unit)
    hours, at_h = number_of(row["hours"]), number_of(row["predict_at_h"])
    if not SHORTEST_H <= hours <= LONGEST_H or not 0 < at_h <= hours:
        raise ValueError(
            f"hours must be {SHORTEST_H} to {LONGEST_H} and predict_at_h within them, "
            f"got {hours:g} and {at_h:g}"
        )
    return Lab(kind, patient, ordered=ordered, hours=hours, predict_at_h=at_h)


def check_options(labs, options) -> str:
    """What the options lack for the labs that follow them, in words; "" if nothing."""
    kinds = {lab.kind for lab in labs}
    if "night" in kinds:
        for option in options:
            if option.action not in ACTIONS:
                return (
                    f"option {option.id!r}: action must be one of {', '.join(ACTIONS)}, because a "
                    f"night follows, got {option.action!r}"
                )
    if "infusion" in kinds:
        for option in options:
            if option.gives and (verdict := check_rate(option.gives)).level != "in_range":
                return f"option {option.id!r}: gives: {verdict.message}"
    return ""
