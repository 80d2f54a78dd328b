"""Write the review pack: for each subject a page to print and a table to fill in.

The questions for a clinician come first, then doses, safety, the gate, levels and the evidence;
within each, what could hurt a patient comes first.
"""

import sys
from pathlib import Path

import evidence
from page.html import Markup, joined, markup
from tools.review.csv_table import write_table
from tools.review.entries import HARM, SUBJECTS, Entry, every_entry, minutes

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "build" / "review"
STYLE = """
body { font: 11pt/1.45 Cambria, "Liberation Serif", serif; max-width: 46rem; margin: 2rem auto;
  padding: 0 1rem; color: #1a222b; background: #fff; }
article { border-top: 1px solid #7d8790; padding: 0.6rem 0; break-inside: avoid; }
h1, h2, h3 { line-height: 1.2; } h3 { font-size: 1em; margin: 0; }
.words { white-space: pre-line; } .words, .small { overflow-wrap: anywhere; }
.small { font-size: 0.85em; color: #4d5862; }
.sign { line-height: 2.2; } table { border-collapse: collapse; }
td, th { text-align: left; padding: 0.3rem 1rem 0.3rem 0; border-top: 1px solid #d5d8d4; }
"""
SIGN = markup(
    "Agree: yes / no &nbsp; Why: ____________________________________________________<br>"
    "Name: ______________________ Role: ________________ Interests: ________________"
    " Date: ___________"
)
HOW = (
    "Read each statement and say whether you agree with these words. Where you do not, say why;"
    " a better wording is welcome there. Sign on paper, or fill in the table of the same name and"
    " send it back. A row that you leave empty counts as not reviewed. “Interests” are yours that"
    " a reader should know of; write “none” if there are none. Your name, role and interests are"
    " published with the course. Your signature holds for these words only: when they change, it"
    " lapses."
)

QUESTIONS = (
    "These are open: write your answer under “why”. Say yes if the course may stay as it is until"
    " more is known, no if it must change first."
)


def _page(title: str, body: list[Markup]) -> Markup:
    return markup(
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}'
        '</title><meta name="viewport" content="width=device-width, initial-scale=1">'
        "<style>{style}</style></head><body><main>\n<h1>{title}</h1>\n{body}\n"
        "</main></body></html>\n",
        title=title,
        style=Markup(STYLE),
        body=joined(body, "\n"),
    )


def _article(entry: Entry, status: evidence.ReviewStatus) -> Markup:
    why = joined(
        markup('<p class="small">{}: {}</p>', each.reviewer, each.why)
        for each in (*status.valid, *status.lapsed)
        if each.why
    )
    return markup(
        '<article><h3>{0.id}, {0.kind}</h3>\n<p class="words">{0.words}</p>\n'
        '<p class="small">Source: {0.source}. Words {0.mark}: {1}.</p>\n{2}'
        '<p class="sign">{3}</p></article>',
        *(entry, status.words, why, SIGN),
    )


def _changed(entries: list[Entry], status_of: dict[str, evidence.ReviewStatus]) -> Markup:
    """Return what changed since it was signed, as a paragraph."""
    changed = [e.id for e in entries if status_of[e.id].standing == "changed since"]
    if not changed:
        return markup("<p>Nothing here has changed since it was signed.</p>")
    return markup("<p><strong>Changed since it was signed: {}.</strong></p>", ", ".join(changed))


def subject_page(subject: str, entries: list[Entry], status_of: dict) -> Markup:
    """Return the page of one subject, its statements ordered by harm."""
    size = f"{len(entries)} statements, {minutes(entries)} minutes to read."
    first = (HOW, QUESTIONS, size) if subject == "questions" else (HOW, size)
    body = [markup("<p>{}</p>", each) for each in first]
    body.append(_changed(entries, status_of))
    for harm, said in HARM.items():
        if part := [entry for entry in entries if entry.harm == harm]:
            head = f"What {said}: {len(part)}, {minutes(part)} min"
            body.append(markup("<h2>{}</h2>", head))
            body += [_article(entry, status_of[entry.id]) for entry in part]
    return _page(SUBJECTS[subject], body)


def _index(
    names: dict[str, str], by_subject: dict, gone: list[evidence.Signature], standing: str
) -> Markup:
    rows = []
    for subject, name in names.items():
        entries = by_subject[subject]
        first = [entry for entry in entries if entry.harm == 1]
        rows.append(
            markup(
                '<tr><td><a href="{0}.html">{1}</a></td><td>{2}</td><td>{3}</td>'
                '<td><a href="{0}.csv">table</a></td></tr>',
                name,
                SUBJECTS[subject],
                f"{len(entries)} statements, {minutes(entries)} min",
                f"{len(first)} that could hurt a patient, {minutes(first)} min",
            )
        )
    body = [markup("<p>{}</p>", each) for each in (standing, HOW)]
    body.append(markup("<table><tbody>{}</tbody></table>", joined(rows)))
    body.append(
        markup(
            "<p>Not in the pack: the pictures, and sentences that the explorers compute from these"
            " statements while a learner uses them.</p>"
        )
    )
    if gone:
        said = ", ".join(dict.fromkeys(each.of for each in gone))
        body.append(markup("<p>Signed, and no longer in the course: {}.</p>", said))
    return _page("Review pack", body)


def write_pack(
    out: Path,
    entries: list[Entry] | None = None,
    signatures: tuple[evidence.Signature, ...] | None = None,
) -> list[Path]:
    """Write the pack into a folder and return its tables, the questions first.

    `entries` and `signatures` are those of the course unless given.
    """
    entries = every_entry() if entries is None else entries
    signatures = evidence.read_signed() if signatures is None else signatures
    out.mkdir(parents=True, exist_ok=True)
    by_subject = {
        subject: [entry for entry in entries if entry.subject == subject] for subject in SUBJECTS
    }
    names = {subject: f"{n}_{subject}" for n, subject in enumerate(SUBJECTS)}
    status_of = {
        entry.id: evidence.review_status(entry.id, entry.words, signatures) for entry in entries
    }
    tables = []
    for subject, name in names.items():
        found = by_subject[subject]
        page = subject_page(subject, found, status_of)
        (out / f"{name}.html").write_text(page, encoding="utf-8")
        rows = (
            {
                "id": entry.id,
                "subject": entry.subject,
                "harm": str(entry.harm),
                "words": entry.words,
                "source": entry.source,
                "hash": entry.mark,
            }
            for entry in found
        )
        table = out / f"{name}.csv"
        table.write_text(write_table(rows), encoding="utf-8", newline="")
        tables.append(table)
    gone = [each for each in signatures if each.of not in status_of]
    marks = {entry.id: entry.mark for found in by_subject.values() for entry in found}
    standing = evidence.standing_line(signatures, marks)
    index = _index(names, by_subject, gone, standing)
    (out / "index.html").write_text(index, encoding="utf-8")
    return tables


def main() -> int:
    """Write the pack and say where it is and how long it takes."""
    entries = every_entry()
    write_pack(OUT, entries)
    print(f"The review pack is in {OUT.relative_to(ROOT)}; begin with index.html.")
    for subject, title in SUBJECTS.items():
        found = [entry for entry in entries if entry.subject == subject]
        print(f"  {title}: {len(found)} statements, {minutes(found)} min")
    return 0


if __name__ == "__main__":
    sys.exit(main())
