"""`python -m theme.still FOLDER` writes the still copy of the course into a folder."""

import argparse
import sys
from pathlib import Path

from theme.mistakes import ModelCheck, of_evidence_and_questions
from theme.options import OptionError


def main(arguments: list[str]) -> int:
    """Write the copy; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m theme.still", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the copy is written")
    parser.add_argument("--live", default="", help="address of a running course to link to (LIVE)")
    parser.add_argument(
        "--starting", action="store_true", help="the live course may not answer yet: ask and tell"
    )
    given = parser.parse_args(arguments)
    if given.starting and not given.live:
        print("--starting needs --live: the address that is asked.", file=sys.stderr)
        return 1
    check = ModelCheck()
    # Voila takes a second to import: the check of the files runs meanwhile.
    from theme.still.copy import Live
    from theme.still.write import read_live, write

    if found := (*of_evidence_and_questions(), *check.mistakes()):
        print("\n".join(f"- {each}" for each in found), file=sys.stderr)
        print("No copy was written: it would lack what has a mistake.", file=sys.stderr)
        return 1
    try:
        live = Live(read_live(given.live), given.starting)
        names = write(given.folder, live)
    except (OptionError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"The still copy is written, {len(names)} files: open {given.folder / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
