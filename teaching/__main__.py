"""`python -m teaching new plan` asks for what it needs, and writes the file of a session plan."""

import argparse
import sys
from pathlib import Path

from teaching import new_plan
from teaching.plan_files import FOLDER


def main(arguments: list[str]) -> int:
    """Run a subcommand; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m teaching", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    new = commands.add_parser("new", help="write a new file; what is left out is asked for")
    new.add_argument("what", choices=("plan",), help="what to write")
    for name, words in (
        ("name", "its id and the name of its file, such as monday_30"),
        ("title", "its title, without a number"),
        ("minutes", "how long it is"),
        ("case", "the case that it is about, such as 05_everything_tried"),
        ("close", "the claim whose sentence ends it, such as C33"),
    ):
        new.add_argument(f"--{name}", default="", help=words)
    new.add_argument("--folder", type=Path, default=FOLDER, help="where it is written")
    given = parser.parse_args(arguments)
    return {"new": write_new}[given.command](given)


def write_new(given: argparse.Namespace) -> int:
    """Write what was asked for, or say why it cannot be written."""
    return new_plan.main(vars(given), given.folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
