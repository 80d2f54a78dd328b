"""What is checked once a question is whole: its safety, and that every number and text works."""

from __future__ import annotations

from evidence.numbers import NumberError

from .items.arithmetic import ArithmeticProblem, Expression
from .items.content import Numeric, Order
from .items.records import Item
from .items.toml_reader import PLACEHOLDER, QuestionTable
from .items.variants import fill, numerics, show, variant
from .types import QUESTION_TYPES


def check_item(item: Item, table: QuestionTable) -> None:
    """Note every problem of a question that its single fields do not show."""
    _check_safety(item, table)
    _check_first_variant(item, table)


def _check_safety(item: Item, table: QuestionTable) -> None:
    """Refuse credit for half of an answer that could hurt a patient."""
    if not item.safety:
        return
    if getattr(item.body, "scoring", "") == "per_option":
        table.problem(
            "scoring",
            "must be all_or_nothing for a question on safety (objective O5, O7, O8 or O9, a claim "
            "on watching, contraindications or another setting's dose, or topics), got per_option",
        )
    if isinstance(item.body, Order) and item.body.scoring == "pairs":
        if not any(each.why for each in item.body.before):
            table.problem("unsafe", "must name at least one pair for a question on safety")


def _expressions(number: Numeric) -> list[tuple[str, Expression]]:
    return [
        ("safe_min", number.safe_min),
        ("safe_max", number.safe_max),
        *((f"error_patterns {each.label}: expr", each.amount) for each in number.error_patterns),
    ]


def _check_first_variant(item: Item, table: QuestionTable) -> None:
    """Compute and fill everything once, so that no name or brace fails before a learner."""
    taken = set(item.given)
    for name in (*item.template.variables, *item.template.derived) if item.template else ():
        if name in taken:
            table.problem("template", f"uses the name {name!r} twice")
        taken.add(name)
    try:
        values = variant(item).values
    except ArithmeticProblem as error:
        table.problem("template" if item.template else "numeric", str(error))
        return
    try:
        numbers = list(numerics(item, variant(item)))
    except ArithmeticProblem as error:
        table.problem("fields", str(error))
        return
    for where, number, own in numbers:
        for name, amount in _expressions(number):
            try:
                amount.value(own.values)
            except ArithmeticProblem as error:
                table.problem(f"{where}: {name}", str(error))
    texts = [(name, getattr(item, name)) for name in ("vignette", "lead_in", "explanation")]
    texts += [(f"hints {place}", hint.text) for place, hint in enumerate(item.hints, 1)]
    texts += [("case", f"{item.case.title} {item.case.text}")] if item.case else []
    for name, text in (*texts, *QUESTION_TYPES[item.type].texts(item.body)):
        try:
            fill(text, values)
        except (ArithmeticProblem, NumberError) as error:
            table.problem(name, str(error))
        if isinstance(item.body, Numeric) and name in ("vignette", "lead_in"):
            if any(match[1] == "key" for match in PLACEHOLDER.finditer(text)):
                table.problem(name, "shows the key")
    for where, number, own in numbers:
        try:
            show(own.values["key"], number.show_decimals)
        except NumberError as error:
            table.problem(f"{where}: show_decimals", str(error))
