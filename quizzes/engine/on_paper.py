"""Questions as words where nothing answers: on paper, in a notebook, in a still copy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from page.html import Markup, joined, markup, repeated

from .bank import LeftOutQuestion
from .items.records import Item
from .learner_view import public_view


def nothing(_number: int, _item: Item) -> Markup:
    """What stands under a question on a sheet that does not answer it."""
    return Markup()


def questions_html(
    heading: str,
    items: Sequence[Item],
    left_out: str = "",
    under: Callable[[int, Item], Markup] = nothing,
    has_addresses: bool = False,
) -> Markup:
    """The questions with all that there is to choose from, as HTML without their key.

    left_out: the sentence that stands for questions with a mistake in their file. under: the HTML
    that stands under a question, by its number from 1 and itself. has_addresses: whether the
    address of the page may end in the id of a question.
    """
    rows = joined(
        markup(
            "<li{}>{}{}</li>",
            markup(' id="{}"', item.id) if has_addresses else "",
            _question(item),
            under(number, item),
        )
        for number, item in enumerate(items, start=1)
    )
    return joined(
        [
            markup("<p><em>{}</em></p>", heading),
            markup("<p>{}</p>", left_out) if left_out else "",
            markup("<ol>{}</ol>", rows) if rows else "",
        ]
    )


def left_out_words(questions: Sequence[LeftOutQuestion]) -> str:
    """What a learner reads in the place of questions that have a mistake; "" for none."""
    if not questions:
        return ""
    if any(not each.id for each in questions):  # a file that cannot be read does not say how many
        return "Questions are left out here: their file has a mistake. The rest works."
    if len(questions) == 1:
        return "One question is left out here: its file has a mistake. The rest works."
    return (
        f"{len(questions)} questions are left out here: their file has a mistake. The rest works."
    )


def _question(item: Item) -> Markup:
    view = public_view(item)
    case = view.get("case", {"title": "", "text": []})
    options = repeated(
        "<li>{}</li>", (each.get("alt", each["text"]) for each in view.get("options", ()))
    )
    return joined(
        [
            markup("<p><strong>{}</strong></p>", case["title"]) if case["title"] else "",
            repeated("<p>{}</p>", (*case["text"], *view["vignette"])),
            markup("<p><strong>{}</strong></p>", view["lead_in"]),
            markup("<p>{}</p>", view["finding"]) if "finding" in view else "",
            markup("<p>{}</p>", view["picture"]["alt"]) if "picture" in view else "",
            markup("<p>{}</p>", view["policy"]) if {"most", "finding"} & set(view) else "",
            markup('<ol type="A">{}</ol>', options) if options else "",
            repeated("<p>{}</p>", to_place(view)),
        ]
    )


def to_place(view: dict[str, Any]) -> list[str]:
    """What there is to write or to place, for paper."""
    if "units" in view:
        return [f"Answer in {' or '.join(view['units'])}: ______"]
    if "steps" in view:
        return [f"___ {step['text']}" for step in view["steps"]]
    if "parts" in view:
        answers = "; ".join(answer["text"] for answer in view["answers"])
        return [*(f"{part['text']}: ______" for part in view["parts"]), f"Choose from: {answers}."]
    if "gaps" in view:
        text = view["text"]
        for gap in view["gaps"]:
            choices = " / ".join(choice["text"] for choice in gap["choices"])
            text = text.replace(f"[[{gap['id']}]]", f"______ ({choices})")
        return [text]
    if "stems" in view:
        letters = dict(zip("ABCDEFGHI", view["answers"], strict=False))
        return [
            "Choose from: " + " ".join(f"{each}. {a['text']}" for each, a in letters.items()),
            *(f"{number}. {stem['text']} ______" for number, stem in enumerate(view["stems"], 1)),
        ]
    if "lines" in view:
        return [_line_to_fill(line) for line in view["lines"]]
    if "rubric" in view:
        return ["______", "______"]
    return ["Answer: ______"] if "words" in view else []


def _line_to_fill(line: dict[str, Any]) -> str:
    choices = " / ".join(choice["text"] for choice in line["choices"])
    beside = f" {line['unit']}" if line["unit"] else f" ({choices})" if choices else ""
    return f"{line['label']}: ______{beside}"
