"""BENCHMARKS.md: sections that one command writes and another leaves as they are."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "BENCHMARKS.md"


def section(text: str, heading: str) -> str:
    """The section under a heading of the second level, with it; "" if there is none."""
    found = re.search(rf"^## {re.escape(heading)}\n.*?(?=^## |\Z)", text, re.M | re.S)
    return found[0].rstrip() + "\n" if found else ""


def with_section(text: str, heading: str, body: str) -> str:
    """The text with `body` under a heading: in its place if it is there, else at the end."""
    made, old = f"## {heading}\n\n{body.strip()}\n", section(text, heading)
    return text.replace(old, made) if old else f"{text.rstrip()}\n\n{made}"


def keep_section(heading: str, body: str) -> None:
    """Write one section of BENCHMARKS.md and leave the others as they are."""
    PAGE.write_text(with_section(PAGE.read_text(encoding="utf-8"), heading, body), encoding="utf-8")
