"""python -m quizzes lint | report | stats FILE: what a teacher asks of the questions."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .engine.bank import FOLDER, BankError, load_bank


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m quizzes", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    lint = commands.add_parser(
        "lint", help="check every question against the rules of item writing"
    )
    lint.add_argument("--errors", action="store_true", help="show errors only")
    report = commands.add_parser("report", help="what the questions cover: claims and objectives")
    for each in (lint, report):
        each.add_argument("--bank", type=Path, default=FOLDER, help="another folder of questions")
    stats = commands.add_parser("stats", help="difficulty, discrimination and reliability")
    stats.add_argument(
        "file",
        type=Path,
        help="CSV: learner, item, try, credit, and optionally response, certainty, form",
    )
    return parser


def _stats(path: Path) -> int:
    from .authoring.responses import ResponsesError, read_responses
    from .authoring.stats_report import stats_report

    try:
        bank = load_bank()
    except BankError:
        bank = None  # the statistics do without the options' names
    try:
        print(stats_report(read_responses(path.read_text(encoding="utf-8")), bank))
    except (ResponsesError, OSError, UnicodeDecodeError) as error:
        print(f"{path}: {error}", file=sys.stderr)
        return 2
    return 0


def _lint(folder: Path, errors_only: bool) -> int:
    from evidence.folders import unread

    from .authoring.lint import lint, lint_words

    files = sorted(folder.glob("*.toml"))
    bank, problems = load_leniently(folder)
    if not files or not bank.items and not problems:
        problems = (*problems, f"{folder}: holds no question: a file is named such as 01_name.toml")
    problems = (*problems, *unread(folder, ("figures",)))
    for problem in problems:
        print(f"E LOAD {problem}")
    # what is missing is no fault of the questions that could be read
    found = lint(bank, whole=not problems)
    shown = [each for each in found if not errors_only or each.level == "E"]
    for each in shown:
        print(each)
    print(f"{len(bank.items)} questions of {len(files)} files were read.")
    print(lint_words(found, len(problems)))
    return 1 if problems or any(each.level == "E" and not each.waived for each in found) else 0


def load_leniently(folder: Path):
    """Load file by file, so that one that is broken hides no other: the bank, and what is wrong."""
    from .engine.bank import Bank

    try:
        return load_bank(folder), ()
    except BankError as broken:
        return Bank(getattr(broken, "items", ())), broken.problems


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code is 0, 1 for an error of the lint, 2 for an unusable file."""
    given = _parser().parse_args(arguments)
    if given.command == "stats":
        return _stats(given.file)
    if given.command == "lint":
        return _lint(given.bank, given.errors)
    from .authoring.report import report

    bank, problems = load_leniently(given.bank)
    for problem in problems:
        print(f"E LOAD {problem}")
    print(report(bank))
    return 1 if problems else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:  # the reader, such as head, has seen enough
        sys.stderr.close()
