"""The questions of a quiz as words that stand still, for a notebook and for paper."""

from __future__ import annotations

from html import escape
from typing import Any

from quizzes.engine import Item, public_view


def _to_place(view: dict[str, Any]) -> list[str]:
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
    return ["Answer: ______"] if "words" in view else []


def static_html(heading: str, items: tuple[Item, ...], left_out: str = "") -> str:
    """The questions without their key, as HTML for where no kernel runs.

    `left_out` is the sentence that stands for questions with a mistake in their file.
    """
    rows = []
    for item in items:
        view = public_view(item)
        case = view.get("case", {"title": "", "text": []})
        words = f"<p><strong>{escape(case['title'])}</strong></p>" if case["title"] else ""
        words += "".join(f"<p>{escape(each)}</p>" for each in (*case["text"], *view["vignette"]))
        words += f"<p><strong>{escape(view['lead_in'])}</strong></p>"
        if view.get("options"):
            options = "".join(
                f"<li>{escape(each.get('alt', each['text']))}</li>" for each in view["options"]
            )
            words += f'<ol type="A">{options}</ol>'
        words += "".join(f"<p>{escape(each)}</p>" for each in _to_place(view))
        rows.append(f"<li>{words}</li>")
    told = f"<p>{escape(left_out)}</p>" if left_out else ""
    listed = f"<ol>{''.join(rows)}</ol>" if rows else ""
    return f"<p><em>{escape(heading)}</em></p>{told}{listed}"
