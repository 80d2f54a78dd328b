"""The review's tables as tests fill them in, with made-up reviewers only."""

import csv
import io
from datetime import date

from tools.review import read as review_read
from tools.review.csv_table import COLUMNS
from tools.review.entries import Entry
from tools.review.pack import write_pack

TODAY = date(2027, 3, 10)
FILLED = {
    "reviewer": "A. Made-Up",
    "role": "pharmacist",
    "interests": "none",
    "date": "2027-03-01",
    "agree": "yes",
    "why": "",
}


def small(words="Never above 50 mg.", **other) -> Entry:
    told = {"id": "C15", "subject": "dosing", "kind": "claim", "harm": 1, "source": "A source"}
    return Entry(**(told | {"words": words} | other))


def table(tmp_path, entries, signatures=()):
    """The rows of the tables of a pack, as dicts, questions first."""
    rows = []
    for path in write_pack(tmp_path / "pack", entries, signatures):
        text = path.read_text(encoding="utf-8-sig")
        rows += csv.DictReader(io.StringIO(text, newline=""))
    return rows


def sheet(rows, separator=",", encoding="utf-8-sig") -> bytes:
    """A table as a spreadsheet gives it back."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, delimiter=separator, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def read(raw, entries, earlier=()):
    return review_read.read_rows(raw, entries, tuple(earlier), TODAY)
