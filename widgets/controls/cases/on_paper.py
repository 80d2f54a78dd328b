"""A case as words from its stem to its debrief: for paper, and for a notebook that does not run."""

from collections.abc import Iterable

from page.html import Markup, joined, markup
from widgets.controls.cases.activities import explorer_for
from widgets.model.cases import Case, Lab, Option, Turn
from widgets.model.gate import decide
from widgets.view.at_rest import folded, passages_html, question_lines
from widgets.view.cases.case import lab_passage, shuffled_options, stem_passage
from widgets.view.cited import cited, cited_passage
from widgets.view.gate.decision import steps_in_words
from widgets.view.screen import Passage


def cases_on_paper(cases: Iterable[Case]) -> Markup:
    """Cases one below the other: stem and first decision in the open, the rest in a fold."""
    return joined(joined([passages_html([stem_passage(case)]), *_from(case, 0)]) for case in cases)


def _from(case: Case, number: int) -> list[Markup]:
    """A decision, and in a fold what this course does there and everything after it."""
    turn = case.turns[number]
    asked = f"Decision {number + 1} of {len(case.turns)}: {turn.ask}"
    options = [words for _, words in shuffled_options(case, turn)]
    after = [*_labs(case, turn.after, turn.expert), *_rest(case, number + 1)]
    answer = joined([passages_html([_answer(case, turn, number)]), *after])
    return [
        *_labs(case, turn.before, None),
        question_lines(asked, options),
        folded(f"{case.title}: what follows decision {number + 1}", answer)
        if number == 0
        else answer,
    ]


def _rest(case: Case, number: int) -> list[Markup]:
    if number < len(case.turns):
        return _from(case, number)
    debrief = Passage("Debrief", (case.debrief,), "plain", *cited("course"))
    return [passages_html([Passage("The trap", (case.trap,)), debrief])]


def _answer(case: Case, turn: Turn, number: int) -> Passage:
    expert = turn.expert
    said = f"This course: {expert.text}"
    lines = [said if said.endswith((".", "”", "?")) else f"{said}.", expert.consequence]
    if turn.is_gate and not case.trial_runs:
        lines.append(
            f"The next step, with these findings: {steps_in_words(decide(turn.findings))}."
        )
    return cited_passage(f"Decision {number + 1}", tuple(lines), expert.source)


def _labs(case: Case, labs: Iterable[Lab], chosen: Option | None) -> list[Markup]:
    """What a lab of the case shows and asks, and the sentence that it comes to."""
    shown = []
    for lab in labs:
        explorer = explorer_for(lab, chosen)
        shown.append(passages_html([lab_passage(case, lab, chosen)]))
        shown.append(passages_html(explorer.visit().screen.lead))
        if explorer.answered(explorer.visit().values):
            answer = explorer.visit(when="after").screen
            shown.append(
                folded(
                    f"{explorer.heading}: after your own answer",
                    markup("<p>{}</p>", answer.sentence),
                )
            )
        else:
            shown.append(markup("<p>{}</p>", explorer.sentence))
    return shown
