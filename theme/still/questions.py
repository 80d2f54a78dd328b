"""The questions of a still page: each with its answer, the reasons and what they rest on, folded.

The key stands in a still copy because nothing else there can tell a learner: no answer is sent
anywhere. It is the key that the printed sheets and the open source of the course have, too.
"""

from nbformat import NotebookNode

import evidence
from page.html import Markup, joined, markup, repeated
from quizzes.engine import Bank, Item, answer_key
from quizzes.engine.headings import heading
from quizzes.engine.on_paper import left_out_words, questions_html
from theme.pages.sheets import QUIZ

# What a page prints on sheets of its own, behind all questions.
FOLD = '<details class="after-answer"><summary>{}</summary>{}</details>'


def with_answers(notebook: NotebookNode, bank: Bank) -> NotebookNode:
    """A copy of a lesson whose questions stand with their answers in a fold each."""
    told = notebook.copy()
    told.cells = [_answered(cell, bank) for cell in notebook.cells]
    return told


def _answered(cell: NotebookNode, bank: Bank) -> NotebookNode:
    found = QUIZ.search(cell.source) if cell.cell_type == "code" else None
    if not found:
        return cell
    html = _questions(bank, *found.groups())
    output = NotebookNode(output_type="display_data", metadata={}, data={"text/html": str(html)})
    return NotebookNode(cell, outputs=[output])


def _questions(bank: Bank, lesson: str, place: str) -> Markup:
    name = heading(lesson, place)
    items, left_out = bank.live(lesson, place), left_out_words(bank.left_out_at(lesson, place))
    return questions_html(
        name,
        items,
        left_out,
        lambda number, item: _fold(f"{name}, question {number}", item),
        has_addresses=True,
    )


def _fold(name: str, item: Item) -> Markup:
    """The answer to a question, why, what is to be said of each option, and what that rests on."""
    key = answer_key(item)
    has_right_ones = any(option.correct for option in key.options)
    options = joined(
        markup(
            "<li><em>{}</em> <b>{}:</b> {}</li>",
            option.text,
            "Right" if option.correct else "Wrong",
            option.reason,
        )
        for option in key.options
    )
    lines = joined(markup("<li><em>{}</em> {}</li>", each.text, each.reason) for each in key.lines)
    return markup(
        FOLD,
        f"{name}: the answer, and why",
        joined(
            [
                markup("<p><b>{}</b></p>", key.key),
                repeated("<p>{}</p>", key.why),
                markup('<ol type="A">{}</ol>', options) if has_right_ones else "",
                markup("<ul>{}</ul>", lines) if key.lines else "",
                _rests_on(item),
            ]
        ),
    )


def _rests_on(item: Item) -> Markup:
    """The facts and sources behind a question, each with how well it was checked."""
    chips = [evidence.chip(evidence.find(name)) for name in item.facts]
    covered = {source.id for chip in chips for source in chip.sources}
    known = evidence.load().sources
    others = [evidence.chip_source(known[name]) for name in item.sources if name not in covered]
    facts = [
        markup(
            "<li>{}: {}.{} {}</li>",
            chip.label,
            chip.status_words,
            f" What disagrees: {chip.disagrees}" if chip.disagrees else "",
            joined(map(_source, chip.sources)),
        )
        for chip in chips
    ]
    rows = joined([*facts, *(markup("<li>{}</li>", _source(each)) for each in others)])
    return markup("<p><em>This rests on</em></p><ul>{}</ul>", rows) if rows else rows


def _source(source: evidence.ChipSource) -> Markup:
    named = (
        markup('<a href="{}">{}</a>', source.link, source.citation)
        if source.link
        else markup("{}", source.citation)
    )
    return markup("{} ({}) ", named, source.seen_words)
