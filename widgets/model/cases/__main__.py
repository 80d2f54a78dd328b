"""python -m widgets.model.cases lint [FOLDER]: what a teacher asks of the cases."""

import argparse
import sys
from pathlib import Path

from evidence.files.folders import unread

from . import FOLDER, PROFILES, CaseError, load_cases_from


def lint(folder: Path) -> int:
    """Print every problem of a folder and how many cases were read; 1 if there is a problem."""
    files = sorted(each for each in folder.glob("*.toml") if each.name != PROFILES.name)
    if not files:
        print(f"E {folder}: holds no case: a case is a file of its own, such as 01_name.toml")
        for each in unread(folder):
            print(f"E {each}")
        return 1
    problems: tuple[str, ...] = ()
    strays = tuple(unread(folder))
    try:
        load_cases_from(folder)
    except CaseError as broken:
        problems = broken.problems
    problems = (*problems, *strays)
    for each in problems:
        print(f"E {each}")
    at_fault = {each.partition(".toml")[0] for each in problems}
    sound = sum(each.stem not in at_fault for each in files)
    print(f"{len(files)} case files: {sound} without a problem, {len(problems)} errors.")
    return 1 if problems else 0


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 0 only if every case was read and nothing is wrong."""
    parser = argparse.ArgumentParser(prog="python -m widgets.model.cases", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("lint", help="check every case as the course does when it starts")
    command.add_argument("folder", type=Path, nargs="?", default=FOLDER, help="another folder")
    return lint(parser.parse_args(arguments).folder)


if __name__ == "__main__":
    sys.exit(main())
