"""python -m quizzes lint | report | stats FILES: what a teacher asks of the questions."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .engine.bank import FOLDER, Bank, read_bank


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m quizzes", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    lint = commands.add_parser(
        "lint", help="check every question against the rules of item writing"
    )
    lint.add_argument("--errors", action="store_true", help="show errors only")
    lint.add_argument(
        "--only", metavar="ID", action="append", default=[], help="show all that is found in this"
    )
    lint.add_argument(
        "--changed", action="store_true", help="show all that is found in what is not committed"
    )
    lint.add_argument("--all", action="store_true", help="show known findings too")
    lint.add_argument(
        "--guess",
        action="store_true",
        help="show what rules would score that read no meaning, for the bank and each form",
    )
    report = commands.add_parser("report", help="what the questions cover: claims and objectives")
    for each in (lint, report):
        each.add_argument("--bank", type=Path, default=FOLDER, help="another folder of questions")
    stats = commands.add_parser("stats", help="difficulty, discrimination and reliability")
    stats.add_argument(
        "files",
        type=Path,
        nargs="+",
        metavar="FILE",
        help="CSV: learner, item, try, credit, and optionally response, certainty, form, t; or a "
        "folder of such files",
    )
    return parser


def _stats(paths: list[Path]) -> int:
    from .authoring.response_files import read_files
    from .authoring.responses import ResponsesError
    from .authoring.stats_report import stats_report

    try:
        found = read_files(paths)
    except ResponsesError as error:
        print(error, file=sys.stderr)
        return 2
    print(stats_report(found.rows, read_bank(), found.notes))
    return 0


def _lint(given: argparse.Namespace) -> int:
    import evidence
    from evidence.files.folders import unread

    from .authoring.bankwide.not_yet import read_not_yet
    from .authoring.changed import NoHistoryError, changed_items
    from .authoring.guessing import guess_table
    from .authoring.known_findings import idle, read_known, split
    from .authoring.lint import lint, lint_words

    folder, files = given.bank, sorted(given.bank.glob("*.toml"))
    if evidence.mistakes():  # every rule rests on it
        for mistake in evidence.mistakes():
            print(f"E LOAD evidence/{mistake}")
        print("Could not load the evidence, so no question could be checked.")
        return 1
    bank = read_bank(folder)
    problems = [*bank.problems, *unread(folder, ("figures",))]
    if not files or not bank.items and not problems:
        problems.append(f"{folder}: holds no question: a file is named such as 01_name.toml")
    try:
        only = _only(given.only, bank)
        if given.changed:
            only |= changed_items(folder, files)
    except (NoHistoryError, ValueError) as refusal:
        print(refusal, file=sys.stderr)
        return 2
    for problem in problems:
        print(f"E LOAD {problem}")
    # what is missing is no fault of the questions that could be read
    not_yet = frozenset() if given.all else read_not_yet()
    is_course = folder == FOLDER
    found, known = lint(bank, whole=not problems, course=is_course), read_known()
    if given.guess:
        print(guess_table([item for item in bank.items if item.status == "live"]))
    if given.only or given.changed:
        found, old = [each for each in found if each.item in only], []
    else:
        found, old = split(found, frozenset() if given.all else known, not_yet)
        if is_course and not problems and not given.all:
            found += idle(old, known)
    for each in found:
        if not given.errors or each.level == "E":
            print(each)
    read = len(only & {item.id for item in bank.items}) if given.only or given.changed else 0
    chosen = f", {read} of them chosen" if given.only or given.changed else ""
    if not_yet:
        print(f"Only warnings so far, by not_yet.toml: {', '.join(sorted(not_yet))}.")
    print(f"{len(bank.items)} questions of {len(files)} files were read{chosen}.")
    print(lint_words(found, len(problems), len(old)))
    return 1 if problems or any(each.level == "E" and not each.waived for each in found) else 0


def _only(ids: list[str], bank: Bank) -> set[str]:
    """The ids that are asked for; ValueError names one that no question has."""
    from evidence.files.fields import did_you_mean

    known = [*(item.id for item in bank.items), *(each.id for each in bank.left_out if each.id)]
    for each in ids:
        if each not in known:
            raise ValueError(f"--only: there is no question {each!r}{did_you_mean(each, known)}")
    return set(ids)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code is 0, 1 for an error of the lint, 2 for an unusable file."""
    given = _parser().parse_args(arguments)
    if given.command == "stats":
        return _stats(given.files)
    if given.command == "lint":
        return _lint(given)
    from .authoring.report import report

    bank = read_bank(given.bank)
    for problem in bank.problems:
        print(f"E LOAD {problem}")
    print(report(bank))
    return 1 if bank.problems else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:  # the reader, such as head, has seen enough
        sys.stderr.close()
