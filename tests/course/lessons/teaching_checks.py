"""What a lesson must do to teach what it says: claim, predictions, questions; a sentence a problem.

`course.rests_on` in a lesson's metadata names what its claim rests on: for each record of the
evidence by its id (a claim of `evidence/claims`, or a fact, trial or incident where the source
document says nothing) the words of that record that carry the claim, as they stand there; or, for a
kinetic model, the number that it gives: {function, args, field, value, within}, as in a question.
"""

import ast
import inspect
import re
from collections.abc import Iterable, Mapping

import widgets
from evidence import load
from tests.course.lessons.typed_quantities import computed

# What an aim asks a learner to do; what it is done with must be taught.
DEEDS = frozenset("recognise explain answer apply write decline correct check choose".split())
STEM = 5  # letters: "refuse" and "refused" are one word
FEWEST_WORDS = 4  # fewer are a slogan: neither a quotation that carries a claim nor a reason
# The records that may carry a lesson's claim, and the words of each that a page may show.
WORDS_OF = {
    "claims": ("says", "finding", "teach"),
    "facts": ("wording", "disagrees"),
    "trials": ("wording", "adverse_events", "outcome"),
    "incidents": ("wording",),
    "models": (),
}
NAMED = re.compile(r"\bC\d{2}[a-z]?\b|\b(?:F|T|I|R|G)-[A-Z][A-Z0-9]+(?:-[A-Z0-9]+)*\b")
CARRY_NOTHING = ("unverified", "not-found", "from-memory")


def explorer_names() -> frozenset[str]:
    """The names of the explorers that a lesson can open: what makes a screen out of values."""
    members = ((name, getattr(widgets, name)) for name in widgets.__all__)
    return frozenset(
        name
        for name, member in members
        if inspect.isclass(member) and callable(getattr(member, "screen", None))
    )


def _opened(source: str, explorers: frozenset[str]) -> list[str]:
    calls = [node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [each.id for each in calls if isinstance(each, ast.Name) and each.id in explorers]


def prediction_problems(cells: Iterable, explorers: frozenset[str]) -> list[str]:
    """Return each explorer that is opened before anything is predicted, and says no reason."""
    predicted, problems = False, []
    for cell in cells:
        if cell.cell_type == "markdown":
            predicted = predicted or "**Predict." in cell.source
            continue
        for name in _opened(cell.source, explorers):
            reason = cell.metadata.get("course", {}).get("no_prediction", "")
            if not predicted and len(str(reason).split()) < FEWEST_WORDS:
                problems.append(
                    f"{name} is preceded by no prediction: ask for one, or say why not in "
                    f"course.no_prediction of its cell, got {reason!r}"
                )
            elif predicted and reason:
                problems.append(f"{name} has a prediction before it, and says why it has none")
            predicted = False
    return problems


def _carrier(record_id: str) -> tuple[str, object] | None:
    known = load()
    return next(
        ((kind, found) for kind in WORDS_OF if (found := getattr(known, kind).get(record_id))),
        None,
    )


def _is_said(record: object, kind: str, quoted: object) -> bool:
    if not isinstance(quoted, str):
        return False
    texts = [getattr(record, name) for name in WORDS_OF[kind]]
    part = len(quoted.split()) >= FEWEST_WORDS and any(quoted in text for text in texts)
    return part or quoted in filter(None, texts)


def _number_problems(record_id: str, number: object) -> list[str]:
    if not isinstance(number, Mapping) or number.get("args", {}).get("model") != record_id:
        return [f"{record_id} is a model: give the number that it computes, got {number!r}"]
    value = computed(number)
    if abs(value - number["value"]) <= number["within"]:
        return []
    return [f"{record_id} gives {number['field']} {value:g}, the claim rests on {number['value']}"]


def claim_problems(course: Mapping, cells: Iterable, items: Iterable) -> list[str]:
    """Return why nothing in the evidence carries the lesson's claim.

    Each record must say the quoted words, must not be one of which the course says that it was not
    found, and must be shown by the lesson or stand behind one of its questions.
    """
    rests_on = course.get("rests_on")
    if not isinstance(rests_on, Mapping) or not rests_on:
        return [
            "metadata.course.rests_on must name a record of the evidence and quote the words of "
            f"it that carry the claim {course.get('claim')!r}, got {rests_on!r}"
        ]
    code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    behind = {name for item in items for name in (*item.claims, *item.facts)}
    problems = []
    for record_id, quoted in rests_on.items():
        found = _carrier(record_id)
        if not found:
            problems.append(f"rests_on names {record_id!r}, which the evidence does not have")
            continue
        kind, record = found
        standing = getattr(record, "verdict", "") or getattr(record, "status", "")
        if standing in CARRY_NOTHING:
            problems.append(f"{record_id} is {standing}: it carries no lesson's claim")
        if kind == "models":
            problems += _number_problems(record_id, quoted)
        elif not _is_said(record, kind, quoted):
            problems.append(
                f"{record_id} must be quoted, {FEWEST_WORDS} words or more, got {quoted!r}"
            )
        if f'"{record_id}"' not in code and record_id not in behind:
            problems.append(f"{record_id} is neither shown in the lesson nor behind a question")
    return problems


def named_problems(source: str) -> list[str]:
    """Return each record of the evidence that some words name by an id which it does not have."""
    known = load()
    kinds = (*WORDS_OF, "reviews", "guidelines")
    ids = {each for kind in kinds for each in getattr(known, kind)}
    return [
        f"the words name {name!r}, which the evidence does not have"
        for name in dict.fromkeys(NAMED.findall(source))
        if name not in ids
    ]


def objective_problems(course: Mapping, items: Iterable) -> list[str]:
    """Return each question that serves an objective which its lesson does not teach."""
    head, below = course.get("objectives", ()), course.get("objectives_deeper", ())
    problems = [
        f"{item.id} serves {item.objective}, the lesson teaches {', '.join((*head, *below))}"
        for item in items
        if item.objective not in (*head, *below)
    ]
    problems += [
        f"{item.id} is asked in the core and serves {item.objective}, which its head does not name"
        for item in items
        if item.place == "exit" and item.objective not in head
    ]
    return problems


def aim_problems(course: Mapping, core: str, items: Iterable) -> list[str]:
    """Return each aim of a lesson's head that its core does not teach and ask.

    `course.can` says each objective of the head as what this lesson teaches of it; core: all words
    of the core. A word of an aim is taught where one with the same beginning stands there.
    """
    can, head = course.get("can", {}), course.get("objectives", ())
    problems = []
    if list(can) != sorted(head):
        problems.append(f"can must say {', '.join(head)}, got {', '.join(can) or 'nothing'}")
    asked = {item.objective for item in items if item.place == "exit"}
    problems += [
        f"{each} is asked in no question of the core" for each in head if each not in asked
    ]
    said = {word[:STEM] for word in re.findall(r"[a-z]+", core.lower())}
    for key, aim in can.items():
        words = {word for word in re.findall(r"[a-z]+", aim.lower()) if len(word) > STEM} - DEEDS
        untaught = {word for word in words if word[:STEM] not in said}
        if len(untaught) > len(words) / 4:
            problems.append(f"{key} promises {', '.join(sorted(untaught))}, not in the core")
    return problems
