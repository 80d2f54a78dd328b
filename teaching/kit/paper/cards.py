"""Cards A to D: one sheet to cut in four, or to fold twice so that one letter shows."""

from page.html import joined, markup
from teaching.kit.paper.sheet import sheet

CARDS_TITLE = "Cards A to D"
CARDS_HOW = (
    "Cut along the lines, or fold twice so that one letter shows. Everybody holds up at once."
)
CARDS_STYLE = """
.cards { display: grid; grid-template-columns: 1fr 1fr; border: 1px dashed var(--line); }
.cards p { margin: 0; display: grid; place-items: center; outline: 1px dashed var(--line);
  font: 700 min(30vw, 13rem) / 1.3 var(--sans); }
@media print {
  h1, .how { display: inline; font: 8pt var(--sans); }
  .cards { height: 228mm; margin-block-start: 3mm; } .cards p { font-size: 250pt; line-height: 1; }
}
"""


def cards() -> str:
    """The sheet as HTML text; it prints on one page."""
    letters = joined(markup("<p>{}</p>", letter) for letter in "ABCD")
    body = markup(
        '<h1>{}</h1> <p class="how">{}</p>\n<div class="cards">{}</div>',
        CARDS_TITLE,
        CARDS_HOW,
        letters,
    )
    return sheet(CARDS_TITLE, body, CARDS_STYLE)
