"""Write the case that widgets/model/cases/README.md shows as an example into it, from its file."""

import sys
from pathlib import Path

CASES = Path(__file__).resolve().parents[1] / "widgets/model/cases"
EXAMPLE = "08b_hard_to_rouse.toml"
BEGIN, END = "```toml\n", "```\n"


def with_example(readme: str, case: str) -> str:
    """The text of the README with the case in its last TOML block."""
    before, begin, rest = readme.rpartition(BEGIN)
    if not begin or END not in rest:
        raise ValueError(f"README.md must hold a block that begins with {BEGIN.strip()}")
    return before + begin + case.rstrip() + "\n" + END + rest.partition(END)[2]


def main() -> int:
    """Write it; 0."""
    readme = CASES / "README.md"
    case = (CASES / EXAMPLE).read_text(encoding="utf-8")
    readme.write_text(with_example(readme.read_text(encoding="utf-8"), case), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
