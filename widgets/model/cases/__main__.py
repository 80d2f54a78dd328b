"""python -m widgets.model.cases lint [FOLDER] | play [CASE]: what a teacher asks of the cases."""

import argparse
import sys
from pathlib import Path
from secrets import token_hex

from evidence import LeftOut
from evidence.files.folders import unread

from . import FOLDER, PROFILES, case_of, load_cases, read_cases
from .lint import information, mistakes
from .play import StoppedPlaying, play


def lint(folder: Path) -> int:
    """Print every problem of a folder and how many cases were read; 1 if there is a problem."""
    files = sorted(each for each in folder.glob("*.toml") if each.name != PROFILES.name)
    if not files:
        print(f"E {folder}: holds no case: a case is a file of its own, such as 01_name.toml")
        for each in unread(folder):
            print(f"E {each}")
        return 1
    cases, unreadable = read_cases(folder)
    problems = (*unreadable, *mistakes(tuple(cases.values())), *unread(folder))
    for each in problems:
        print(f"E {each}")
    for each in information(cases.values()):
        print(f"I {each}")
    at_fault = {each.partition(".toml")[0] for each in problems}
    sound = sum(each.stem not in at_fault for each in files)
    print(f"{len(files)} case files: {sound} without a problem, {len(problems)} errors.")
    return 1 if problems else 0


def played(name: str) -> int:
    """Play a case of the course in the terminal; without a name, show which there are."""
    if not name:
        for case in load_cases().values():
            print(f"{case.id}  {case.title}")
        return 0
    try:
        play(case_of(name), input, print, token_hex(4))
    except (ValueError, LeftOut) as refusal:
        print(f"E {refusal}")
        return 1
    except (StoppedPlaying, KeyboardInterrupt):
        print("\nStopped.")
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 0 only if every case was read and nothing is wrong."""
    parser = argparse.ArgumentParser(prog="python -m widgets.model.cases", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("lint", help="check every case as the course does when it starts")
    command.add_argument("folder", type=Path, nargs="?", default=FOLDER, help="another folder")
    command = commands.add_parser("play", help="play a case here, without a browser")
    command.add_argument("case", nargs="?", default="", help="its id; without one, all are named")
    given = parser.parse_args(arguments)
    return lint(given.folder) if given.command == "lint" else played(given.case)


if __name__ == "__main__":
    sys.exit(main())
