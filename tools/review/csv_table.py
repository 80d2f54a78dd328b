"""The one table that a reviewer fills in: written for any spreadsheet, read back from any.

A spreadsheet computes a cell that begins like a formula, so such a cell gets an apostrophe in
front. On the way back the separator, the byte order mark and the form of dates may have changed.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime

GIVEN = ("id", "subject", "harm", "words", "source", "hash")
ASKED = ("reviewer", "role", "interests", "date", "agree", "why")
COLUMNS = (*GIVEN, *ASKED)
SEPARATORS = ",;\t"
# What a spreadsheet takes for the start of a formula, wide forms included.
_FORMULA = re.compile(r"'*[\s]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]|'*[\t\r\n]")
_DAYS = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%d.%m.%Y")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})")
_LONGEST_CELL = 200_000


class SheetError(ValueError):
    """A table that cannot be read, said in one sentence with what to do."""


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def bare(cell: str) -> str:
    """Undo `guarded`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def write_table(rows: Iterable[Mapping[str, str]]) -> str:
    """Return the table as CSV text with the columns for the reviewer left empty.

    Begins with a byte order mark, by which a spreadsheet knows UTF-8.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    writer.writerows([guarded(str(row.get(name, ""))) for name in COLUMNS] for row in rows)
    return "\ufeff" + out.getvalue()


def _decoded(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SheetError(
            "The file is not in UTF-8, so names and signs could be misread:"
            " save it again as “CSV UTF-8”."
        ) from None


def _header(line: str) -> str:
    """Return the separator of a table, by the one that gives the columns asked for."""
    for separator in SEPARATORS:
        names = next(csv.reader([line], delimiter=separator), [])
        if set(COLUMNS) <= {name.strip().casefold() for name in names}:
            return separator
    raise SheetError(
        f"The first line must name the columns {', '.join(COLUMNS)}, got {line[:80]!r}."
    )


def read_table(raw: bytes) -> list[tuple[int, dict[str, str]]]:
    """Return (number of the row, its cells by column) of a table that came back.

    The header is row 1, as a spreadsheet counts. Raises SheetError for a file that is no such
    table, or in which a row has more cells than the header.
    """
    try:
        text = _decoded(raw)
    except UnicodeError as error:
        raise SheetError(f"The file cannot be read as text: {error}.") from None
    if "\0" in text:
        raise SheetError("The file holds bytes that are no text: save it again as “CSV UTF-8”.")
    separator = _header(text.lstrip("\r\n").partition("\n")[0].rstrip("\r"))
    csv.field_size_limit(_LONGEST_CELL)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise SheetError(f"The table is broken: {error}. Save it again from the program.") from None
    numbered = [(n, line) for n, line in enumerate(lines, 1) if any(c.strip() for c in line)]
    names = [name.strip().casefold() for name in numbered[0][1]]
    rows = []
    for number, line in numbered[1:]:
        if any(cell.strip() for cell in line[len(names) :]):
            raise SheetError(
                f"Row {number} has {len(line)} cells, the header {len(names)}: a text with a"
                f" {separator!r} in it has lost its quotation marks."
            )
        rows.append((number, {n: bare(cell) for n, cell in zip(names, line, strict=False)}))
    return rows


def plain(cell: str) -> str:
    """Return what somebody typed on one line, without invisible characters."""
    shown = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in cell)
    kept = "".join(c for c in shown if unicodedata.category(c) not in ("Cf", "Cs", "Co"))
    return " ".join(unicodedata.normalize("NFC", kept).split())


def read_day(text: str) -> date:
    """Read a day as 2027-03-01, 1 March 2027, 1-Mar-27, 01.03.2027, 13/03/2027 or 3/13/27.

    Raises ValueError for what can be read in two ways (01/03/2027) or not at all.
    """
    for form in _DAYS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    if slashed := _SLASHED.fullmatch(text):
        one, other, year = map(int, slashed.groups())
        if one <= 12 and other <= 12 and one != other:
            raise ValueError(f"{text} can be read as two days: write 2027-03-01 or 1 March 2027")
        month, day = (one, other) if other > 12 else (other, one)
        return date(year + 2000 if year < 100 else year, month, day)
    raise ValueError(f"date must be such as 2027-03-01 or 1 March 2027, got {text!r}")
