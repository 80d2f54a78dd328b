"""`python -m teaching kit`: write the kit, or say which mistake stands in its way."""

import sys
from pathlib import Path

from evidence import LeftOut
from teaching import PlanError, load_plans
from teaching.kit.printing import PrintError
from teaching.kit.writing import FIRST_CASE, mistakes, write_kit


def main(folder: Path, case: str = "", browser: str = "") -> int:
    """Write the kit into a folder; return the exit code.

    case: what goes into the slides of a plan for any case, "" for the first one. browser: what
    prints the PDFs, "" for none.
    """
    if found := mistakes():
        print("\n".join(f"- {each}" for each in found), file=sys.stderr)
        print("No kit was written: it would lack what has a mistake.", file=sys.stderr)
        return 1
    try:
        names, without = write_kit(folder, load_plans(), case or FIRST_CASE, browser)
    except (PlanError, PrintError, LeftOut, ValueError, OSError) as error:
        print(f"No kit was written: {error}", file=sys.stderr)
        return 1
    print(f"The kit is written, {len(names)} files: open {folder}")
    print("\n".join(without), end="\n" if without else "")
    return 0
