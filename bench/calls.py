"""How much of the course's own code runs while a finger moves a slider."""

import sys
from collections import Counter
from pathlib import Path

from widgets import InfusionLab
from widgets.controls.explorer_widget import ExplorerWidget

ROOT = Path(__file__).resolve().parents[1]
OWN = tuple(f"{ROOT / room}/" for room in ("evidence", "page", "widgets"))
BEFORE = 855  # calls of the same step when every part of the screen was made anew and sent
RATES = ("0.1", "0.15", "0.2", "0.15", "0.1", "0.2", "0.15")  # to and fro, as a finger goes
NEW_RATE = "0.17"
FRAME_PX = 700


def calls_of(step) -> Counter:
    """Calls of our own functions while `step()` runs, by file and function.

    A comprehension counts as a call of its own, and so does each turn of a generator.
    """
    counted: Counter = Counter()

    def count(frame, event, _argument):
        if event == "call" and frame.f_code.co_filename.startswith(OWN):
            counted[frame.f_code.co_filename, frame.f_code.co_qualname] += 1

    sys.setprofile(count)
    try:
        step()
    finally:
        sys.setprofile(None)
    return counted


def slider_step(rate: str = RATES[0]) -> Counter:
    """Calls of one warm step of the infusion lab to a rate, where the finger has been before."""
    widget = ExplorerWidget(InfusionLab(rate_mg_per_kg_h=0.1))
    widget.frame_px = FRAME_PX
    for passed in RATES:
        widget.values = {**widget.values, "rate": passed}
    return calls_of(lambda: setattr(widget, "values", {**widget.values, "rate": rate}))


def measure() -> list[dict]:
    """One figure: calls of a warm slider step; a third of what they were is the target."""
    calls, first = slider_step(), slider_step(NEW_RATE).total()
    return [
        {
            "figure": "warm slider step of the infusion lab, calls of our own functions",
            "ours": calls.total(),
            "other": BEFORE,
            "target": f"at most {BEFORE // 3}",
            "met": calls.total() <= BEFORE // 3,
            "note": f"{len(calls)} functions; {first} calls to a rate that is new; other: before",
        }
    ]


if __name__ == "__main__":
    for (file, function), times in slider_step().most_common():
        print(f"{times:4} {Path(file).relative_to(ROOT)} {function}")
