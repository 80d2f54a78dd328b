"""Cards for a case that a team works up on paper: each person holds what one role knows."""

from collections.abc import Mapping

from page.html import Markup, joined, markup, repeated
from teaching.kit.paper.sheet import section, sheet
from teaching.kit.session import case_title, paragraphs
from widgets.model.cases import Case, load_cases
from widgets.model.cases.records import Ask
from widgets.view.cases.on_the_way import ROLES, ask_label

ROLE_CARDS_TITLE = "Team cards: three for each case"
CARDS = 3  # people in a team; with fewer roles a case has no cards
ROLE_CARDS_HOW = (
    "Cut along the lines. Three people take one card each and show it to nobody. Read the case "
    "aloud, ask each other, and stop at the number that may be asked. Each answers in the words of "
    "the card, and only what was asked."
)
KNOWS = {
    "patient": "the patient",
    "family": "the family",
    "nurse": "the nurse",
    "pharmacist": "the pharmacist",
    "doctor": "the doctor",
    "chart": "the chart",
    "examination": "what is seen at the bed",
}
ROLE_CARDS_STYLE = """
.card { border: 1px dashed var(--line); padding: 0.6em 1em; margin-block-end: 1em; }
.card { break-inside: avoid; } .card h3 { margin: 0 0 0.4em; } .card dt { font-weight: 700; }
.card dd { margin: 0 0 0.5em; }
@media print { body { font-size: 9.5pt; } .card { padding: 0.3em 0.8em; } }
"""


def cases_with_cards() -> Mapping[str, Case]:
    """The cases whose questions are answered by at least as many roles as a team has people."""
    found = load_cases()
    return {
        name: case for name, case in found.items() if len({ask.role for ask in case.asks}) >= CARDS
    }


def shared_out(case: Case) -> tuple[tuple[Ask, ...], ...]:
    """The questions on each card: those of a role stand together, the cards as even as they can.

    The roles with most to say come first, each to the card that holds least so far.
    """
    by_role = {role: [ask for ask in case.asks if ask.role == role] for role in ROLES}
    held: list[list[Ask]] = [[] for _ in range(CARDS)]
    for asks in sorted(by_role.values(), key=len, reverse=True):
        min(held, key=len).extend(asks)
    return tuple(map(tuple, held))


def role_cards() -> str:
    """The cards of every case as HTML text: for each the story, then three cards, on a new sheet.

    A case that is left out because of a mistake has none.
    """
    head = markup("<h1>{}</h1><p>{}</p>\n", ROLE_CARDS_TITLE, ROLE_CARDS_HOW)
    return sheet(
        ROLE_CARDS_TITLE, joined([head, *map(_case, cases_with_cards().values())]), ROLE_CARDS_STYLE
    )


def _case(case: Case) -> Markup:
    """The story and the questions, for all three, and a card for each."""
    questions = repeated("<li>{}</li>", [ask_label(ask) for ask in case.asks])
    told = joined(
        [
            repeated("<p>{}</p>", paragraphs(case.stem)),
            markup("<p>You may ask {} of these {}.</p>", case.asks_allowed, len(case.asks)),
            markup("<ol>{}</ol>\n<p><strong>Then: {}</strong></p>", questions, _decision(case)),
            *(_card(number, asks) for number, asks in enumerate(shared_out(case), 1)),
        ]
    )
    return section(case_title(case), told, "new-sheet")


def _decision(case: Case) -> str:
    turns = {turn.id: turn for turn in case.turns}
    return (turns[case.asks_before] if case.asks_before else case.turns[0]).ask


def _card(number: int, asks: tuple[Ask, ...]) -> Markup:
    roles = list(dict.fromkeys(KNOWS[ask.role] for ask in asks))
    *most, last = roles
    named = f"{', '.join(most)} and {last}" if most else last
    lines = joined(
        markup("<dt>{}</dt><dd>{}: {}</dd>", ask.ask, ROLES[ask.role], ask.answer) for ask in asks
    )
    return markup(
        '<section class="card"><h3>Card {}: {}</h3><dl>{}</dl></section>\n', number, named, lines
    )
