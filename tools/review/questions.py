"""A question as a reviewer reads it: key, options, slips, and all that decides a score."""

from quizzes.engine import Item, Numeric, OptionList, fill, variant
from quizzes.engine.items.content import KeyFeatures, OwnWords, Shift
from quizzes.engine.items.variants import with_key
from quizzes.engine.items.ward_content import Extended, Find, WriteOrder


def _answer_lines(item: Item, told) -> list[str]:
    """Return the options, key, slips and scoring of a question, right and wrong ones marked."""
    body = item.body
    scoring = [f"Scoring: {body.scoring}"] if getattr(body, "scoring", "") else []
    if isinstance(body, OptionList):
        marks = {True: "RIGHT", False: "wrong"}
        lines = _of_list(body, told)
        for each in body.options:
            stands = f" (stands for: {told(each.misconception)})" if each.misconception else ""
            drawn = f" [picture: {told(each.drawing.alt)}]" if each.drawing else ""
            mark, feedback = marks[each.correct], told(each.feedback)
            harm = f" [UNSAFE, costs all: {told(each.unsafe)}]" if each.unsafe else ""
            lines.append(f"({each.id}) {told(each.text)}{drawn} [{mark}: {feedback}]{stands}{harm}")
        return lines + scoring
    if isinstance(body, Numeric):
        return _number_lines(body, told)
    if isinstance(body, Extended):
        return _stem_lines(body, told) + scoring
    if isinstance(body, WriteOrder):
        return _order_lines(item, body, told) + scoring
    if isinstance(body, OwnWords | Shift):
        return _unscored_lines(body, told)
    lines = [told(getattr(body, "text", ""))]
    for part in getattr(body, "parts", ()):
        belongs = f" goes with {told(part.answer)}" if part.answer else ""
        lines.append(f"{told(part.text)}{belongs} [{told(part.feedback)}]")
    if extra := getattr(body, "extra", ()):
        lines.append(f"Belongs to nothing: {'; '.join(map(told, extra))}")
    for each in getattr(body, "before", ()):
        why = f"; the other way round is unsafe: {told(each.why)}" if each.why else ""
        lines.append(f"{each.first} must stand before {each.then}{why}")
    for gap in getattr(body, "gaps", ()):
        others = ", ".join(map(told, gap.others))
        lines.append(f"[{gap.id}] {told(gap.answer)} (not {others}): {told(gap.feedback)}")
    lines += [f"Key: {', '.join(body.accept)}"] if hasattr(body, "accept") else []
    for name in ("drugs", "qualifiers"):
        if found := getattr(body, name, ()):
            lines.append(f"{name.capitalize()} that are taken: {', '.join(found)}")
    lines += ["Near spellings count too"] if getattr(body, "fuzzy", False) else []
    lines += [
        f"Slip {', '.join(each.words)}: {told(each.feedback)}"
        for each in getattr(body, "slips", ())
    ]
    lines += [f"Key: {told(body.back)}"] if hasattr(body, "back") else []
    lines += [f"({name}) {told(text)}" for name, text in getattr(body, "options", ())]
    return [line for line in lines if line] + scoring


def _of_list(body: OptionList, told) -> list[str]:
    """What a list of options has besides: how many may be chosen, or the picture to search."""
    if isinstance(body, KeyFeatures):
        return [f"At most {body.most} may be chosen"]
    if isinstance(body, Find):
        boxes = (
            f"{name} at {' '.join(f'{each:g}' for each in box)}" for name, box in body.boxes.items()
        )
        return [f"Picture {body.picture.name}: {told(body.picture.alt)}", *boxes]
    return []


def _stem_lines(body: Extended, told) -> list[str]:
    lines = [f"({each.id}) {told(each.text)}" for each in body.options]
    for part in body.parts:
        lines.append(f"{told(part.text)} goes with ({part.key}) [{told(part.feedback)}]")
        lines += [f"Not ({each.id}): {told(each.feedback)}" for each in part.others]
    return lines


def _order_lines(item: Item, body: WriteOrder, told) -> list[str]:
    lines = []
    for line in body.fields:
        hidden = f"; its unit is asked in {line.unit_from}" if line.unit_from else ""
        lines.append(f"{told(line.label)} [{told(line.feedback)}]{hidden}")
        for each in line.choices:
            said = "RIGHT" if each.correct else f"wrong: {told(each.feedback)}"
            harm = f" [UNSAFE, costs all: {told(each.unsafe)}]" if each.unsafe else ""
            lines.append(f"({each.id}) {told(each.text)} [{said}]{harm}")
        if line.numeric:
            own = with_key(line.numeric, variant(item)).values
            lines += _number_lines(line.numeric, lambda text, own=own: fill(text, own))
    return lines


def _unscored_lines(body: OwnWords | Shift, told) -> list[str]:
    if isinstance(body, OwnWords):
        rows = [f"({each.id}) {told(each.text)} [{told(each.feedback)}]" for each in body.rubric]
        return [f"Exemplar: {told(body.exemplar)}", *rows]
    named = ((name, getattr(body, name)) for name in ("finding", "toward", "less", "more"))
    return [f"{name.capitalize()}: {told(text)}" for name, text in named]


def _number_lines(body: Numeric, told) -> list[str]:
    """Return the key of a number with all that decides whether an answer counts."""
    near = f"{body.tolerance.value:g}" + (" of the key" if body.tolerance.mode == "rel" else "")
    units = ", ".join(f"{name} × {factor:g}" for name, factor in body.accepted_units.items())
    lines = [
        f"Key: {told('{key:4}')} {body.unit} (worked out as {body.key.text}; within {near}; shown "
        f"with {body.show_decimals} decimals)",
        f"Safe from {body.safe_min.text} to {body.safe_max.text}; units taken: {units}",
    ]
    lines += ["The next whole number counts too"] if body.round_up else []
    lines += ["Nothing above the key counts"] if body.ceiling else []
    return lines + [
        f"Slip {each.label} (worked out as {each.amount.text}){' UNSAFE' if each.unsafe else ''}: "
        f"{told(each.feedback)}"
        for each in body.error_patterns
    ]


def question_words(item: Item) -> str:
    """Return a question as its first numbers fill it, with key and feedback."""
    values = variant(item).values

    def told(text: str) -> str:
        return fill(text, values)

    lines = [told(f"{item.case.title}. {item.case.text}")] if item.case else []
    lines += [told(item.vignette), told(item.lead_in), *_answer_lines(item, told)]
    lines += [f"Hint: {told(hint.text)}" for hint in item.hints]
    lines.append(f"Explanation: {told(item.explanation)}")
    if item.template:
        drawn = "; ".join(
            f"{name} {', '.join(f'{each:g}' for each in values)}"
            for name, values in item.template.variables.items()
        )
        lines.append(f"Other numbers are drawn from: {drawn}")
    return "\n".join(lines)
