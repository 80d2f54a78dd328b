"""The key of a lesson for the sheets that a teacher prints: what is right, and why.

Nothing of it stands on the lesson's own page.
"""

import re

from nbformat import NotebookNode

from page.html import Markup, joined, markup, repeated
from quizzes.engine import Item, answer_key, load_bank
from quizzes.engine.headings import heading

QUIZ = re.compile(r"""\bquiz\(\s*["'](\w+)["'],\s*["'](\w+)["']""")


def key_of(notebook: NotebookNode) -> Markup:
    """The key to every question that the lesson's cells open, in their order; "" without any."""
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    bank = load_bank()
    return joined(
        markup(
            "<h3>{}</h3><ol>{}</ol>",
            heading(lesson, place),
            joined(map(_line, bank.live(lesson, place))),
        )
        for lesson, place in QUIZ.findall(code)
    )


def _line(item: Item) -> Markup:
    key = answer_key(item)
    return markup(
        "<li><p>{}</p><p><b>{}</b></p>{}</li>",
        key.asked,
        key.key,
        repeated("<p>{}</p>", key.why),
    )
