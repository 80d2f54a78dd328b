"""`python -m teaching.stage` draws the screens of every plan ahead, as for an image.

A server that starts later has them at once; the plan for any case is drawn for each case.
"""

import json
import subprocess
import sys
from dataclasses import asdict

from teaching import for_case, known, load_plans
from teaching.plan import Plan
from teaching.stage import store
from teaching.stage.edition import edition_of


def all_plans() -> list[Plan]:
    """Every plan that can be run as it is, and the one for any case with each of them in it."""
    plans = list(load_plans().values())
    return [plan for plan in plans if not plan.takes_a_case] + [
        for_case(plan, case) for plan in plans if plan.takes_a_case for case in known.case_ids()
    ]


def main() -> int:
    """Draw what is not kept yet; return the exit code: 1 if a plan cannot be shown."""
    told = {f"{n} {plan.id}": asdict(plan) for n, plan in enumerate(all_plans())}
    due = {name: p for name, p in told.items() if not store.read(p["id"], edition_of(p))}
    done = subprocess.run(
        [sys.executable, "-m", "teaching.stage.drawn"],
        input=json.dumps(due),
        text=True,
        encoding="utf-8",
        stdout=subprocess.PIPE,
        check=True,
    )
    failed = 0
    for answer in map(json.loads, done.stdout.splitlines()):
        plan = due[answer["name"]]
        if "deck" in answer:
            store.keep(plan["id"], edition_of(plan), answer["deck"])
        else:
            failed += 1
            print(answer["why"], file=sys.stderr)
    print(f"{len(told) - failed} of {len(told)} sessions can be put on the stage.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
