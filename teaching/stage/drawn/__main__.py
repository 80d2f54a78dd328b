"""`python -m teaching.stage.drawn` draws plans in a process of its own.

It reads one JSON object from its input, a plan as plain data by name, and writes a line of JSON for
each: its name and its `deck`, or `why` there is none.
"""

import json
import sys
from typing import Any

from teaching.plan import Argument, Plan, Step
from teaching.stage.drawn.deck import DeckError, deck_of


def plan_from(told: dict[str, Any]) -> Plan:
    """A plan as `dataclasses.asdict` tells it."""
    steps = tuple(
        Step(**{name: tuple(v) if isinstance(v, list) else v for name, v in step.items()})
        for step in told["steps"]
    )
    arguments = tuple(Argument(**each) for each in told["arguments"])
    return Plan(**{**told, "steps": steps, "arguments": arguments})


def main() -> None:
    """Draw what is asked for, one plan after the other."""
    for name, told in json.load(sys.stdin).items():
        try:
            answer = {"deck": deck_of(plan_from(told))}
        except DeckError as problem:
            answer = {"why": str(problem)}
        print(json.dumps({"name": name, **answer}), flush=True)


if __name__ == "__main__":
    main()
