"""`python -m teaching new` writes a session plan, or a department's own case or question; `kit`
what a teacher takes away."""

import argparse
import os
import sys
from pathlib import Path

from teaching import new_plan
from teaching.known import LOCAL_FOLDER
from teaching.plan_files import FOLDER


def main(arguments: list[str]) -> int:
    """Run a subcommand; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m teaching", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    new = commands.add_parser("new", help="write a new file; what is left out is asked for")
    new.add_argument("what", choices=("plan", "case", "question"), help="what to write")
    for name, words in (
        ("name", "its id and the name of its file, such as monday_30"),
        ("title", "its title, without a number"),
        ("minutes", "how long it is"),
        ("case", "the case that it is about, such as 05_everything_tried"),
        ("close", "the claim whose sentence ends it, such as C33"),
        ("profile", "a case: the patient that it starts from, such as newly_met"),
        ("findings", "a case: what differs from it, such as opioid=strong, age_years=62"),
        ("id", "a question: its id, such as WARD-001"),
        ("claim", "a question: the claim that it rests on, such as C09"),
        ("objective", "a question: the objective that it serves, such as O2"),
        ("story", "a question: a sentence or two on a made-up patient"),
        ("ask", "a question: what is asked"),
        ("right", "a question: the right answer"),
        ("wrong", "a question: a wrong answer"),
        ("other", "a question: another wrong answer"),
        ("why", "a question: why the right answer is right"),
    ):
        new.add_argument(f"--{name}", default="", help=words)
    new.add_argument("--folder", type=Path, help="where it is written; local/ for a case, question")
    kit = commands.add_parser("kit", help="write handout, guides, slides, tests and cards")
    kit.add_argument("--out", type=Path, required=True, help="the folder to write to")
    kit.add_argument("--case", default="", help="the case of the slides of a plan for any case")
    kit.add_argument("--browser", default="", help="a Chromium or Chrome that prints the PDFs")
    given = parser.parse_args(arguments)
    return {"new": write_new, "kit": write_kit}[given.command](given)


def write_new(given: argparse.Namespace) -> int:
    """Write what was asked for, or say why it cannot be written."""
    if given.what == "plan":
        return new_plan.main(vars(given), given.folder or FOLDER)
    from teaching.drawn import new_local  # the gate takes a second to import

    folder = given.folder or Path(os.environ.get("LOCAL") or LOCAL_FOLDER)
    return new_local.main(given.what, vars(given), folder)


def write_kit(given: argparse.Namespace) -> int:
    """Write the kit, or say which mistake stands in its way."""
    from teaching.kit import command  # it takes a second to import, and a new plan needs none of it

    return command.main(given.out, given.case, given.browser)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
