"""Write the order: drug, dose, unit, route and rate, each line graded, an unsafe one costs all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..items.content import Backing
from ..items.records import Item, body_of
from ..items.toml_reader import QuestionTable
from ..items.variants import Variant, fill, numerics, show, with_key
from ..items.ward_content import OrderChoice, OrderLine, WriteOrder
from .choice import name_twins
from .grades import NOT_WHOLE, Grade, OptionFeedback, ended, graded, ungraded, verdict
from .matching import PART_ID, POLICIES, read_pairs, same_words
from .numeric import judge, key_words, number_problems, read_numeric

_LINE_ID = re.compile(r"[a-z]{2,12}")
_UNFIT = "This answer does not fit the question: write it again."
_POLICY_WORDS = {
    "all_or_nothing": "Credit only for the whole order.",
    "per_option": "Each right line counts; an unsafe one costs all.",
}


def _choice(table: QuestionTable) -> OrderChoice:
    correct = table.flag("correct")
    made = OrderChoice(
        id=table.word("id", PART_ID, "a"),
        text=table.text("text"),
        correct=correct,
        feedback="" if correct else table.text("feedback"),
        backing=table.backing(),
        unsafe="" if correct else table.text("unsafe", ""),
    )
    table.close()
    return made


def _choices(table: QuestionTable) -> tuple[OrderChoice, ...]:
    choices = tuple(_choice(part) for part in table.parts("choices"))
    keys = sum(choice.correct for choice in choices)
    if not 2 <= len(choices) <= 8 or keys != 1:
        table.problem(
            "choices", f"must be 2 to 8 with exactly one correct, got {len(choices)} with {keys}"
        )
    name_twins(table, "choices", choices)
    return choices


def _line(table: QuestionTable) -> OrderLine:
    is_number = "numeric" in table.data
    numeric = read_numeric(table.part("numeric")) if is_number else None
    if is_number == ("choices" in table.data):
        table.problem("choices", "or numeric must be given, and not both")
    made = OrderLine(
        id=table.word("id", _LINE_ID, "drug"),
        label=table.text("label"),
        feedback=table.text("feedback"),
        backing=table.backing(),
        choices=() if is_number else _choices(table),
        numeric=numeric,
        unit_from=table.text("unit_from", ""),
    )
    if numeric is not None:
        if len(numeric.accepted_units) > 1:
            table.problem("numeric", "must have one unit: another line asks for it with unit_from")
        named = [("the key", numeric.computed_by)]
        named += [(each.label, each.computed_by) for each in numeric.error_patterns]
        for name, computed_by in named:
            if computed_by is None:
                table.problem("numeric", f"computed_by is missing for {name}")
    elif made.unit_from:
        table.problem("unit_from", "belongs to a number")
    table.close()
    return made


def _check_units(table: QuestionTable, lines: tuple[OrderLine, ...]) -> None:
    """A unit that another line asks for must be the right choice there."""
    for line in lines:
        if line.numeric is None or not line.unit_from:
            continue
        right = [
            choice.text
            for other in lines
            if other.id == line.unit_from
            for choice in other.choices
            if choice.correct
        ]
        if right != [line.numeric.unit]:
            table.problem(
                "fields",
                f"{line.id}: unit_from must name a line whose right choice is "
                f"{line.numeric.unit!r}, got {line.unit_from!r}",
            )


@dataclass(frozen=True, slots=True)
class _Written:
    """One line as it was written: right or not, and what is said of it."""

    line: OrderLine
    key: str
    given: str
    right: bool
    said: str = ""  # of what is wrong with it
    slip: str = ""  # the name of the slip, or of the choice
    harm: str = ""
    backing: Backing = Backing()
    echo: str = ""


def _chosen(line: OrderLine, given: str, values: Mapping[str, float]) -> _Written | str:
    choices = {choice.id: choice for choice in line.choices}
    if given not in choices:
        return _UNFIT
    made = choices[given]
    (key,) = [fill(choice.text, values) for choice in line.choices if choice.correct]
    text = fill(made.text, values)
    return _Written(
        line,
        key,
        text,
        made.correct,
        said=fill(made.feedback, values),
        slip="" if made.correct else text,
        harm=fill(made.unsafe, values),
        backing=made.backing,
    )


def _number(line: OrderLine, given: str, variant: Variant) -> _Written | str:
    assert line.numeric is not None
    body, own = line.numeric, with_key(line.numeric, variant)
    read = judge(body, {"text": given, "unit": body.unit}, own)
    if isinstance(read, str):
        return f"{line.label}: {read}"
    slip = read.slip
    said = fill(slip.feedback, own.values) if slip else ""
    harm = said if slip and slip.unsafe else ""
    most = body.safe_max.value(own.values)
    if not read.right and not harm and read.value > most:
        harm = f"More than {show(float(f'{most:.3g}'))} {body.unit} is not safe here."
    return _Written(
        line,
        key_words(body, own),
        f"{given.strip()} {body.unit}" if not line.unit_from else given.strip(),
        read.right,
        said="" if harm == said else said,
        slip=slip.label if slip else "",
        harm=harm,
        backing=slip.backing if slip else Backing(),
        echo=f"{line.label} {read.echo}" if read.echo else "",
    )


def _feedback(each: _Written, values: Mapping[str, float]) -> OptionFeedback:
    named = f"{each.slip}." if each.slip and each.line.numeric else ""
    wrong = [named, each.harm, each.said] if not each.right else []
    return OptionFeedback(
        id=each.line.id,
        text=f"{each.line.label}: {each.key}",
        correct=each.right,
        chosen=False,
        misconception=each.slip,
        reason=" ".join([*filter(None, wrong), fill(each.line.feedback, values)]),
        backing=Backing(
            sources=tuple(dict.fromkeys((*each.backing.sources, *each.line.backing.sources))),
            facts=tuple(dict.fromkeys((*each.backing.facts, *each.line.backing.facts))),
        ),
        given="" if each.right else each.given,
    )


class WriteOrderType:
    """An order, line by line."""

    asks_certainty = True

    def read(self, table: QuestionTable) -> WriteOrder:
        """Read 2 to 8 lines, each with choices or a number."""
        lines = tuple(_line(part) for part in table.parts("fields"))
        if not 2 <= len(lines) <= 8:
            table.problem("fields", f"must be 2 to 8, got {len(lines)}")
        for name in ("id", "label"):
            seen = [getattr(line, name) for line in lines]
            if len(set(seen)) < len(seen):
                table.problem("fields", f"must have an {name} of their own, got {', '.join(seen)}")
        _check_units(table, lines)
        return WriteOrder(fields=lines, scoring=table.word("scoring", POLICIES))

    def texts(self, body: WriteOrder) -> Iterator[tuple[str, str]]:
        """Every text that a learner can see, with its address."""
        for line in body.fields:
            yield f"fields {line.id}: label", line.label
            yield f"fields {line.id}: feedback", line.feedback
            for choice in line.choices:
                yield f"fields {line.id}: {choice.id}: text", choice.text
                for name in ("feedback", "unsafe"):
                    if getattr(choice, name):
                        yield f"fields {line.id}: {choice.id}: {name}", getattr(choice, name)
            for slip in line.numeric.error_patterns if line.numeric else ():
                yield f"fields {line.id}: {slip.label}: label", slip.label
                yield f"fields {line.id}: {slip.label}: feedback", slip.feedback

    def public(self, body: WriteOrder, variant: Variant) -> dict[str, Any]:
        """What the page may know before an answer: the lines, their choices and units."""
        return {
            "policy": _POLICY_WORDS[body.scoring],
            "lines": [
                {
                    "id": line.id,
                    "label": line.label,
                    "unit": line.numeric.unit if line.numeric and not line.unit_from else "",
                    "choices": [
                        {"id": choice.id, "text": fill(choice.text, variant.values)}
                        for choice in line.choices
                    ],
                }
                for line in body.fields
            ],
        }

    def grade(self, item: Item, response: Any, variant: Variant) -> Grade:
        """Grade lines such as ["drug:a", "rate:1.24"]."""
        body = body_of(item, WriteOrder)
        if response is None or response == [] or response == ():
            return ungraded("no answer", "Write the order first.")
        given = read_pairs(response)
        if given is None or not set(given) <= {line.id for line in body.fields}:
            return ungraded("refused", _UNFIT)
        written = []
        for line in body.fields:
            if not given.get(line.id, "").strip():
                return ungraded("refused", f"Fill in every line: {line.label} is empty.")
            text = given[line.id]
            made = (
                _number(line, text, variant)
                if line.numeric
                else (_chosen(line, text, variant.values))
            )
            if isinstance(made, str):
                return ungraded("refused", made)
            written.append(made)
        return _graded(item, body, written, variant)

    def audit(self, item: Item, variant: Variant) -> Iterator[str]:
        """Name a number that is unsafe or clashes with a slip, and choices that read the same."""
        for where, number, own in numerics(item, variant):
            yield from (f"{where}: {words}" for words in number_problems(number, own))
        for line in body_of(item, WriteOrder).fields:
            yield from same_words((choice.text for choice in line.choices), variant)


def _graded(item: Item, body: WriteOrder, written: list[_Written], variant: Variant) -> Grade:
    right, count = sum(each.right for each in written), len(written)
    harm = [f"{each.line.label}: {ended(each.harm)}" for each in written if each.harm]
    whole = body.scoring == "all_or_nothing"
    score = 0.0 if harm or (whole and right < count) else right / count
    word, lines = verdict(score), f"{right} of {count} lines are right."
    if harm:
        sentence = f"{word}: this order is not safe. {' '.join(harm)}"
    elif score == 1:
        sentence = f"{word}."
    elif whole and right:
        sentence = f"{NOT_WHOLE} {lines}"
    else:
        sentence = f"{word}. {lines}"
    options = tuple(_feedback(each, variant.values) for each in written)
    slips = [f"{each.line.label}: {each.slip}" for each in written if each.slip]
    return graded(
        item,
        variant,
        score=score,
        sentence=sentence,
        key="; ".join(option.text for option in options),
        options=options,
        error_pattern="; ".join(slips)[:200] or None,
        echo=" ".join(each.echo for each in written if each.echo),
    )
