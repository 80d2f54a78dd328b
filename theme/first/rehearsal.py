"""`python -m theme.first.rehearsal` rehearses lessons in a process of its own.

It reads one JSON object from its input, by lesson its `edition` and the `sources` of its cells by
their place, and writes a line of JSON for each lesson: its name, and what its page can begin with,
or `why` it cannot be shown before it runs.
"""

import json
import sys
from typing import Any

from theme.first.cells import NotKnown, rehearse


def rehearsed(asked: dict[str, Any]) -> dict[str, Any]:
    """What one lesson's page can begin with, or why there is nothing."""
    sources = {int(index): source for index, source in asked["sources"].items()}
    try:
        return {"first": rehearse(asked["edition"], sources)}
    except NotKnown as reason:
        return {"why": str(reason)}
    except Exception as error:  # what cannot be written as data, for one: that lesson runs first
        return {"why": f"{type(error).__name__}: {error}"}


def main() -> None:
    """Rehearse what is asked for, one lesson after the other."""
    for slug, asked in json.load(sys.stdin).items():
        print(json.dumps({"slug": slug, **rehearsed(asked)}), flush=True)


if __name__ == "__main__":
    main()
