"""Write where the course is published into the files that link there.

Until then the lines with the address are comments there, so that nobody meets a link to nowhere.
"""

import re
import sys
from pathlib import Path

PLACEHOLDER = "OWNER/REPOSITORY"
FILES = ("README.md", "CITATION.cff")
ROOT = Path(__file__).resolve().parents[1]


def with_address(text: str, address: str) -> str:
    """Return `text` with the lines that wait for the address opened and filled in.

    Raises ValueError when `address` is not owner/name.
    """
    if not re.fullmatch(r"[A-Za-z0-9][\w.-]*/[\w.-]+", address) or address == PLACEHOLDER:
        raise ValueError(f"the address must be owner/repository, got {address!r}")
    return "\n".join(
        _opened(line).replace(PLACEHOLDER, address) if PLACEHOLDER in line else line
        for line in text.split("\n")
    )


def _opened(line: str) -> str:
    """A line of Markdown or YAML without the marks that make it a comment."""
    return re.sub(r"^<!-- (.*) -->$|^# (.*)$", r"\1\2", line)


def main(address: str) -> int:
    """Fill the address into every file that carries the placeholder."""
    for name in FILES:
        path = ROOT / name
        before = path.read_text(encoding="utf-8")
        try:
            after = with_address(before, address)
        except ValueError as error:
            print(f"{error}: say make address AT=owner/repository", file=sys.stderr)
            return 2
        if after != before:
            path.write_text(after, encoding="utf-8")
            print(f"{name} now points to {address}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
