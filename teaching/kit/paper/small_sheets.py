"""Debrief card, evaluation sheet and curriculum map."""

from collections.abc import Iterable
from itertools import groupby

from evidence import load, state
from page.html import Markup, joined, markup, repeated
from teaching.kit.paper.sheet import scrolling, section, sheet
from teaching.kit.questions import bank
from teaching.kit.words import CHECKED, Node, Rating, kit_words

DEBRIEF_TITLE, EVALUATION_TITLE = "Debrief card", "Evaluation of the session"
CURRICULUM_TITLE = "Curriculum map"
NOT_ENDORSED = (
    "Mapped by the authors, not endorsed. Names and links only: read the text of each framework at "
    "its own home. No accreditation is claimed."
)
LOOKS_BACK = "90"  # lessons from this number on
SCALE = ("not at all", "a little", "mostly", "fully")
SAME_WORD = "No name, please. The same made-up word as on your tests: ______________________"
DEBRIEF_STYLE = """
.card { border: 2px solid var(--ink); border-radius: 6px; padding: 0.8em 1.1em; max-width: 36rem; }
.card dt { font: 700 1.05em var(--sans); } .card dd { margin: 0.1em 0 0.7em; }
"""
SCALE_STYLE = "\n.scale { font: 0.9em var(--sans); } .rating { break-inside: avoid; }\n"


def debrief_card() -> str:
    """The five parts of a debrief with their time, to hold in a hand, as HTML text."""
    parts = joined(
        markup("<dt>{}, {}</dt><dd>{}</dd>", each.name, each.takes, each.asks)
        for each in kit_words().debrief
    )
    prompts = repeated("<li>{}</li>", [each.says for each in kit_words().prompts])
    body = joined(
        [
            markup('<h1>{}</h1>\n<div class="card"><dl>{}</dl></div>', DEBRIEF_TITLE, parts),
            section("Questions that open a silence", markup("<ul>{}</ul>", prompts)),
        ]
    )
    return sheet(DEBRIEF_TITLE, body, DEBRIEF_STYLE)


def evaluation_sheet() -> str:
    """What a learner says of the session, knew, will do, and knows after four weeks, as HTML."""
    parts = joined(
        section(name, joined(map(_rating, rows)))
        for name, rows in groupby(kit_words().evaluation, lambda each: each.part)
    )
    body = joined([markup("<h1>{}</h1><p>{}</p>\n", EVALUATION_TITLE, SAME_WORD), parts])
    return sheet(EVALUATION_TITLE, body, SCALE_STYLE)


def _rating(row: Rating) -> Markup:
    boxes = {"scale": SCALE, "yes_no": ("yes", "no"), "line": ()}[row.answer]
    under = (
        markup('<p class="scale">{}</p>', joined(markup("☐ {} &emsp; ", each) for each in boxes))
        if boxes
        else markup('<p class="line"></p>')
    )
    return markup('<div class="rating"><p>{}</p>{}</div>', row.says, under)


def curriculum_map() -> str:
    """Nodes of public curricula beside the objectives and lessons that meet them, as HTML text."""
    lessons = lessons_by_objective()
    tables = joined(
        section(name, _nodes(list(rows), lessons))
        for name, rows in groupby(kit_words().curriculum, lambda each: each.framework)
    )
    objectives = joined(
        markup(
            "<li><strong>{}</strong> {} <em>{}</em></li>",
            each.id,
            state(each),
            _named([each.id], lessons),
        )
        for each in load().objectives.values()
    )
    body = joined(
        [
            markup("<h1>{}</h1><p><strong>{}</strong></p>\n", CURRICULUM_TITLE, NOT_ENDORSED),
            tables,
            section("The objectives", markup("<ul>{}</ul>", objectives)),
        ]
    )
    return sheet(CURRICULUM_TITLE, body)


def _nodes(rows: list[Node], lessons: dict[str, tuple[str, ...]]) -> Markup:
    """A framework's nodes as a table, and below it how its names were checked."""
    head = repeated('<th scope="col">{}</th>', ("Node", "Objectives", "Lessons"))
    told = joined(
        markup(
            "<tr><td>{}</td><td>{}</td><td>{}</td></tr>",
            each.node, ", ".join(each.objectives), _named(each.objectives, lessons),
        )
        for each in rows
    )  # fmt: skip
    checked = joined(dict.fromkeys(map(_how_we_know, rows)))
    table = markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>", head, told)
    return joined([scrolling(table, rows[0].framework), checked])


def _how_we_know(node: Node) -> Markup:
    return markup(
        '<p class="small">{}.{}{}</p>',
        CHECKED[node.checked].capitalize(),
        markup(' <a href="{0}">{0}</a>', node.link) if node.link else "",
        f" {node.note}" if node.note else "",
    )


def lessons_by_objective() -> dict[str, tuple[str, ...]]:
    """The numbers of the lessons whose questions serve each objective, in their order.

    Lessons that look back on the course are left out.
    """
    found: dict[str, set[str]] = {name: set() for name in load().objectives}
    for item in bank().items:
        number = item.lesson.partition("_")[0]
        if item.status == "live" and number.isdigit() and number < LOOKS_BACK:
            found[item.objective].add(number)
    return {name: tuple(sorted(numbers)) for name, numbers in found.items()}


def _named(objectives: Iterable[str], lessons: dict[str, tuple[str, ...]]) -> str:
    numbers = sorted({number for each in objectives for number in lessons[each]})
    named = ", ".join(str(int(number)) for number in numbers)
    return f"Lesson{'s' if len(numbers) > 1 else ''} {named}" if named else "No lesson yet"
