"""An explorer as a reader meets it where nothing moves: on paper, in a notebook, without a server.

What it asks stands in the open, what it shows after the learner's own answer in a fold.
"""

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from page.html import Markup, joined, markup, repeated, table
from widgets.view.figures import STATIC_WIDTH_PX, size_px, still_png
from widgets.view.screen import UNMOVED, Passage, Screen, Table

AFTER = "after-answer"  # the class of what is folded; a page prints it on sheets of its own
FOLDED = markup('<details class="{}"><summary>{{}}</summary>{{}}</details>', AFTER)


def at_rest(
    heading: str,
    watermark: str,
    asked: Screen,
    questions: Markup,
    answer: Screen | None,
    aside: Sequence[Mapping[str, Any]] = (),
) -> Markup:
    """The whole of an explorer as HTML.

    asked: as it opens. questions: what it asks, as `question_lines` says it. answer: as it is
    after the learner's own answer, None where it asks nothing first. aside: what stands beside it.
    """
    name = markup("<p><strong>{}.</strong> {}</p>", heading, watermark)
    shown = joined([_seen(asked), questions])
    if answer is None:
        return joined([name, shown, _numbers(asked), aside_html(aside)])
    told = folded(f"{heading}: after your own answer", _whole(answer))
    return joined([name, shown, told, aside_html(aside)])


def folded(summary: str, content: Markup) -> Markup:
    """What a reader opens after answering."""
    return markup(FOLDED, summary, content)


def aside_html(blocks: Iterable[Mapping[str, Any]]) -> Markup:
    """What to watch for and when to stop, in a fold of its own; nothing for no blocks."""
    blocks = list(blocks)
    lists = joined(
        markup(
            "<p><strong>{}</strong></p><ul>{}</ul>",
            block["heading"],
            repeated("<li>{}</li>", [point["text"] for point in block["points"]]),
        )
        for block in blocks
    )
    named = "; ".join(block["heading"] for block in blocks)
    return markup("<details><summary>{}</summary>{}</details>", named, lists) if blocks else lists


def question_lines(label: str, options: Iterable[str], unit: str = "") -> Markup:
    """One question with its options, or with a line to write on."""
    lines = [*options]
    if lines:
        return markup('<p>{}</p><ol type="A">{}</ol>', label, repeated("<li>{}</li>", lines))
    return markup("<p>{}: ______ {}</p>", label, unit)


def passages_html(passages: Iterable[Passage]) -> Markup:
    """Passages one below the other, each with where it comes from."""
    return joined(
        markup(
            "<p><strong>{}</strong></p>{}{}",
            each.heading,
            repeated("<p>{}</p>", each.paragraphs),
            markup("<p><em>{}:</em> {}</p>", each.source, each.status) if each.source else "",
        )
        for each in passages
    )


def _whole(screen: Screen) -> Markup:
    return joined([_seen(screen), _numbers(screen)])


def _seen(screen: Screen) -> Markup:
    """The picture with its words, or the words alone, and what stands before the controls."""
    before = passages_html(screen.lead)
    if not screen.picture:
        return joined([markup('<p class="result">{}</p>', screen.sentence), before])
    _, height_px = size_px(screen.picture, STATIC_WIDTH_PX)
    png = b64encode(still_png(screen.picture)).decode("ascii")
    picture = markup(
        '<figure class="plate"><img src="data:image/png;base64,{}" alt="{}" width="{}" height="{}" '
        'style="max-width:100%;height:auto"><figcaption>{}</figcaption></figure>',
        png, screen.alt, STATIC_WIDTH_PX, height_px, screen.sentence,
    )  # fmt: skip
    return joined([picture, before])


def _numbers(screen: Screen) -> Markup:
    """Everything of a screen that is no picture: numbers, sums, passages, the table, the notes."""
    readouts = joined(
        markup(
            "<li>{}: <b>{}</b>{}</li>",
            each.label,
            each.text,
            f", {each.note}" if each.note else "",
        )
        for each in screen.readouts
    )
    return joined(
        [
            markup("<ul>{}</ul>", readouts) if screen.readouts else "",
            repeated("<p>{}</p>", screen.working),
            passages_html(screen.passages),
            _numbers_table(screen.table) if screen.table else "",
            passages_html(each for each in screen.notes if each.heading != UNMOVED),
        ]
    )


def _numbers_table(numbers: Table) -> Markup:
    rows = (markup("<tr>{}</tr>", repeated("<td>{}</td>", row)) for row in numbers.rows)
    return table(numbers.columns, rows, numbers.caption)
