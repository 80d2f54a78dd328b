"""Small pieces of a lesson that are words: worked steps, and statements with what backs them."""

from dataclasses import dataclass
from html import escape

from evidence import Chip, Claim, chip, load

SHORT = 50  # characters of a statement where it is only named


@dataclass(frozen=True, repr=False)
class Words:
    """A piece of a lesson: a notebook stores and checks `sentence`, a page shows `html`."""

    sentence: str
    html: str

    def __repr__(self):
        return self.sentence

    def _repr_html_(self) -> str:
        return self.html


def worked(
    heading: str,
    steps: tuple[str, ...],
    sentence: str,
    note: str = "",
    backing: tuple[Chip | None, ...] = (),
) -> Words:
    """A worked example: numbered steps and the sentence that they lead to.

    `backing` holds the chip of each step from the first on, None for one without.
    """
    chips = (*backing, *[None] * (len(steps) - len(backing)))
    items = "".join(
        f"<li>{escape(step)}{chip_html(each) if each else ''}</li>"
        for step, each in zip(steps, chips, strict=True)
    )
    aside = f"<p>{escape(note)}</p>" if note else ""
    return Words(
        sentence,
        f'<div class="worked"><p><strong>{escape(heading)}</strong></p><ol>{items}</ol>'
        f"<p><b>{escape(sentence)}</b></p>{aside}</div>",
    )


def words_table(caption: str, columns: tuple[str, ...], rows: str, sentence: str) -> Words:
    """A table whose `rows` are html already, with the sentence that it comes to below it."""
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    return Words(
        sentence,
        f'<div class="table-scroll"><table><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
        f"<p><b>{escape(sentence)}</b></p>",
    )


def claim_box(claim_id: str) -> Words:
    """A statement beside what the literature says, with how sure we are; its chip says whence.

    Raises ValueError for an id that is not a claim.
    """
    claims = load().claims
    if claim_id not in claims:
        raise ValueError(f"claim must be one of {', '.join(claims)}, got {claim_id!r}")
    claim = claims[claim_id]
    backing = chip(claim)
    return Words(f"{said_shortly(claim)}: {backing.status_words}.", _claim_html(claim, backing))


def said_shortly(claim: Claim) -> str:
    """The first words of a statement, in quotation marks."""
    words = claim.says.rstrip(".")
    return f"“{words if len(words) <= SHORT else words[:SHORT].rsplit(' ', 1)[0] + ' …'}”"


def _claim_html(claim: Claim, backing: Chip) -> str:
    agreed = claim.verdict == "supported"
    heading = "What the sources say" if agreed else "Where the sources disagree"
    name = escape(f"{heading}: {said_shortly(claim)}")
    return (
        f'<section class="disagree" aria-label="{name}">'
        f'<p><strong>{heading}</strong></p><div class="sides">'
        f"<div><p><b>The statement</b></p><p>{escape(claim.says)}</p></div>"
        f"<div><p><b>The literature</b></p><p>{escape(claim.finding)}</p></div></div>"
        f"{chip_html(backing, whence=True)}</section>"
    )


def chip_html(backing: Chip, whence: bool = False) -> str:
    """A chip: the verdict in words, opening to each source and to what of it was seen.

    whence: whether it also says where the statement itself stands.
    """
    sources = f"<li>The statement: {escape(_small(backing.label))}.</li>" if whence else ""
    sources += "".join(
        f"<li>{_linked(source)} <span>({escape(source.depth_words)}; seen:"
        f" {escape(source.seen)})</span></li>"
        for source in backing.sources
    )
    return (
        '<details class="chip"'
        f' data-status="{backing.status}"><summary>{escape(backing.status_words.capitalize())}'
        f"</summary><ul>{sources}</ul></details>"
    )


def _small(label: str) -> str:
    return label[0].lower() + label[1:]


def _linked(source) -> str:
    name = escape(source.citation)
    return f'<a href="{escape(source.link)}" rel="noopener">{name}</a>' if source.link else name
