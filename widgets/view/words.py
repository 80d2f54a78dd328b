"""Small pieces of a lesson that are words: worked steps, and statements with what backs them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from evidence import Chip, ChipSource, Claim, chip, load, state
from page.html import Markup, joined, markup, table

DISAGREE = "Where the sources disagree"
SHORT = 50  # characters of a statement where it is only named


@dataclass(frozen=True, repr=False)
class Words:
    """A piece of a lesson: a notebook stores and checks `sentence`, a page shows `html`."""

    sentence: str
    html: Markup

    def __repr__(self):
        return self.sentence

    def _repr_html_(self) -> str:
        return str(joined([self.html]))  # what is no markup is escaped


def worked(
    heading: str,
    steps: tuple[str, ...],
    sentence: str,
    note: str = "",
    backing: tuple[Chip | None, ...] = (),
    story: str = "",
) -> Words:
    """A worked example: the story, numbered steps and the sentence that they lead to.

    `backing` holds the chip of each step from the first on, None for one without.
    """
    chips = (*backing, *[None] * (len(steps) - len(backing)))
    items = joined(
        markup("<li>{}{}</li>", step, chip_html(each) if each else "")
        for step, each in zip(steps, chips, strict=True)
    )
    return Words(
        sentence,
        markup(
            '<div class="worked"><p><strong>{}</strong></p>{}<ol>{}</ol><p><b>{}</b></p>{}</div>',
            heading,
            markup("<p>{}</p>", story) if story else "",
            items,
            sentence,
            markup("<p>{}</p>", note) if note else "",
        ),
    )


def words_table(
    caption: str, columns: tuple[str, ...], rows: Iterable[Markup], sentence: str, note: str = ""
) -> Words:
    """A table of `rows` made by `table_row`, below it the sentence that it comes to and a note."""
    below = markup("<p><b>{}</b></p>{}", sentence, markup("<p>{}</p>", note) if note else "")
    return Words(sentence, joined([table(columns, rows, caption), below]))


def stated(records: Iterable[Any]) -> Markup:
    """Records of the evidence one below the other, each in its sentence with its chip."""
    lines = joined(markup("<li>{} {}</li>", state(each), chip_html(chip(each))) for each in records)
    return markup("<ul>{}</ul>", lines)


def disagree_box(heading: str, *content: Markup, about: str = "") -> Markup:
    """A box in which sources stand side by side; `about` is read aloud with its heading."""
    return markup(
        '<section class="disagree" aria-label="{}"><p><strong>{}</strong></p>{}</section>',
        f"{heading}, {about}" if about else heading,
        heading,
        joined(content),
    )


def sides(*said: tuple[str, Markup]) -> Markup:
    """What each says, under its name, side by side where there is room."""
    columns = joined(markup("<div><p><b>{}</b></p>{}</div>", *each) for each in said)
    return markup('<div class="sides">{}</div>', columns)


def claim_box(claim_id: str) -> Words:
    """A statement beside what the literature says, with how sure we are; its chip says whence.

    Raises ValueError for an id that is not a claim.
    """
    claims = load().claims
    if claim_id not in claims:
        raise ValueError(f"claim must be one of {', '.join(claims)}, got {claim_id!r}")
    claim = claims[claim_id]
    backing = chip(claim)
    both = sides(
        ("The statement", markup("<p>{}</p>", claim.says)),
        ("The literature", markup("<p>{}</p>", claim.finding)),
    )
    heading = "What the sources say" if claim.verdict == "supported" else DISAGREE
    said = said_shortly(claim)
    box = disagree_box(heading, both, chip_html(backing, whence=True), about=said)
    return Words(f"{said}: {backing.status_words}.", box)


def said_shortly(claim: Claim) -> str:
    """The first words of a statement, in quotation marks."""
    words = claim.says.rstrip(".")
    return f"“{words if len(words) <= SHORT else words[:SHORT].rsplit(' ', 1)[0] + ' …'}”"


def chip_html(backing: Chip, whence: bool = False) -> Markup:
    """A chip: the verdict in words, opening to each source and to what of it was seen.

    whence: whether it also says where the statement itself stands.
    """
    label = f"{backing.label[0].lower()}{backing.label[1:]}"
    stands = markup("<li>The statement: {}.</li>", label) if whence else markup("")
    sources = stands + joined(
        markup(
            "<li>{} <span>({}; seen: {})</span></li>", _linked(each), each.depth_words, each.seen
        )
        for each in backing.sources
    )
    return markup(
        '<details class="chip" data-status="{}"><summary>{}</summary><ul>{}</ul></details>',
        backing.status,
        backing.status_words.capitalize(),
        sources,
    )


def _linked(source: ChipSource) -> Markup:
    if source.link:
        return markup('<a href="{}" rel="noopener">{}</a>', source.link, source.citation)
    return markup("{}", source.citation)
