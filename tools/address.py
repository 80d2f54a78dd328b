"""Write where the course is published into the files that link there.

Until then those files carry the placeholder OWNER/REPOSITORY, and their links open nothing.
"""

import re
import sys
from pathlib import Path

PLACEHOLDER = "OWNER/REPOSITORY"
FILES = ("README.md", "CITATION.cff")
ROOT = Path(__file__).resolve().parents[1]


def with_address(text: str, address: str) -> str:
    """Return `text` with the placeholder replaced; ValueError when `address` is not owner/name."""
    if not re.fullmatch(r"[A-Za-z0-9][\w.-]*/[\w.-]+", address) or address == PLACEHOLDER:
        raise ValueError(f"the address must be owner/repository, got {address!r}")
    return text.replace(PLACEHOLDER, address)


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
