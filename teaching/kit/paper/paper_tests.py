"""The tests before and after on paper, forms A and B, each with its key on sheets of its own."""

from page.html import Markup, joined, made_here, markup, repeated
from quizzes.engine import LEVELS, AnswerKey, Item, answer_key
from quizzes.engine.headings import heading
from quizzes.engine.on_paper import questions_html
from teaching.kit.paper.sheet import sheet
from teaching.kit.questions import bank

TEST_FORMS = ("form_a", "form_b")
TEST_HOW = (
    "Circle one letter, or write the number with its unit. Then mark how sure you are that it is "
    "right: an honest “less than 2 in 3” helps you more than a lucky hit."
)
NO_NAME = (
    "No name, please. To compare the two tests, make up a word and write it on both: "
    "______________________"
)
KEY_HOW = "For the teacher alone. Keep it apart from the questions until everybody has answered."
TEST_STYLE = """
main > ol > li { break-inside: avoid; margin-block-end: 1.1em; }
.sure { font: 0.9em var(--sans); }
@page { margin: 11mm 13mm 16mm; }
@media print {
  body { font-size: 9pt; line-height: 1.3; }
  main > ol > li { margin-block-end: 0.6em; } main p { margin-block-end: 0.35em; }
}
"""


def paper_test(form: str) -> str:
    """The questions of a form as HTML text, without their key.

    Raises ValueError for a form that has no questions.
    """
    title = heading(form, "form")
    body = joined(
        [
            markup("<h1>{}</h1><p>{}</p>\n", title, NO_NAME),
            made_here(questions_html(TEST_HOW, _items(form), under=_sure)),
        ]
    )
    return sheet(title, body, TEST_STYLE)


def form_key(form: str) -> str:
    """The key of a form as HTML text: what is right, and why."""
    title = f"Key: {heading(form, 'form')}"
    rows = joined(map(_key_line, _items(form)))
    body = markup("<h1>{}</h1><p><strong>{}</strong></p>\n<ol>{}</ol>", title, KEY_HOW, rows)
    return sheet(title, body, TEST_STYLE)


def _items(form: str) -> tuple[Item, ...]:
    items = bank().live(form)
    if not items:
        raise ValueError(
            f"form must be one of {', '.join(TEST_FORMS)} with questions, got {form!r}"
        )
    return items


def _sure(_number: int, item: Item) -> Markup:
    if not item.certainty:
        return Markup("")
    levels = repeated(" &nbsp; ☐ {}", LEVELS.values())
    return markup('<p class="sure">How sure?{}</p>', levels)


def _key_line(item: Item) -> Markup:
    key = answer_key(item)
    return markup(
        "<li><p>{}</p><p><strong>{}{}</strong></p>{}</li>\n",
        key.asked,
        _letters(key),
        key.key,
        repeated("<p>{}</p>", key.why),
    )


def _letters(key: AnswerKey) -> str:
    """The letters of the right options as the sheet of questions has them; "" without options."""
    right = [chr(ord("A") + place) for place, each in enumerate(key.options) if each.correct]
    return f"{', '.join(right)}: " if right else ""
