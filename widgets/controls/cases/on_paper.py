"""A case as words from its stem to its debrief: for paper, and for a notebook that does not run."""

from collections.abc import Iterable
from dataclasses import replace

from page.html import Markup, joined, markup, repeated
from widgets.controls.cases.activities import explorer_for
from widgets.model.cases import Case, Lab, Option, Turn
from widgets.model.cases.records import PRESS
from widgets.model.cases.walk import expert_path, walk
from widgets.model.gate import decide
from widgets.view.at_rest import folded, passages_html, question_lines
from widgets.view.cases.case import lab_passage, shuffled_options
from widgets.view.cases.debrief import closing_passages, models_passage, twins_passage
from widgets.view.cases.on_the_way import (
    answer_words,
    ask_label,
    case_address,
    case_name,
    sentence_of,
    stem_passage,
)
from widgets.view.cited import cited_passage
from widgets.view.gate.decision import steps_in_words
from widgets.view.screen import Passage


def cases_on_paper(cases: Iterable[Case]) -> Markup:
    """Cases one below the other: stem, questions and first decision in the open, the rest in a
    fold.
    """
    return joined(_case(case) for case in cases)


def _case(case: Case) -> Markup:
    walked = walk(case, expert_path(case))
    ids = {turn.id for turn, _ in walked.steps}
    elsewhere = [(turn, turn.expert) for turn in case.turns if turn.id not in ids]
    steps = [*walked.steps, *elsewhere]
    first, *later = [_asked(case, turn) for turn, _ in steps]
    answers = [_answered(case, number, *step) for number, step in enumerate(steps, 1)]
    after = [part for pair in zip(later, answers[1:], strict=True) for part in pair]
    end = [Passage("How it ends", (walked.ending.happens,))] if walked.ending else []
    end += [each for each in (twins_passage(case), models_passage(case)) if each]
    rest = joined([answers[0], *after, passages_html([*end, *closing_passages(case)])])
    stem = stem_passage(case)
    told = joined(
        [
            passages_html([replace(stem, heading=f"{case_name(case)}: {stem.heading}")]),
            _asks(case),
            first,
            folded(f"{case.title}: what follows", rest),
        ]
    )
    # where the page is still, the address that opens a case leads to its words
    return markup('<section id="{}">{}</section>', case_address(case), told)


def _asks(case: Case) -> Markup:
    """What may be asked, and in a fold what is heard."""
    if not case.asks:
        return joined([])
    label = f"Ask {case.asks_allowed} of these, and then decide"
    answers = [f"{sentence_of(ask.ask)} {answer_words(ask)}" for ask in case.asks]
    lines = markup("<ol>{}</ol>", repeated("<li>{}</li>", answers))
    questions = [ask_label(ask) for ask in case.asks]
    return joined([question_lines(label, questions), folded(f"{case.title}: answers", lines)])


def _asked(case: Case, turn: Turn) -> Markup:
    options = [words for _, words in shuffled_options(case, turn)]
    return joined([*_labs(case, turn.before, None), question_lines(turn.ask, options)])


def _answered(case: Case, number: int, turn: Turn, option: Option) -> Markup:
    """What this course does at a decision, what happens then, and why."""
    lines = [f"This course: {sentence_of(option.text)}", option.happens, option.because]
    if option.luck:
        lines += [
            f"If pain falls: {option.luck.responded}",
            f"If it does not: {option.luck.not_responded}",
        ]
    if turn.is_gate and turn.kind != PRESS and not case.trial_runs:
        lines.append(
            f"The next step, with these findings: {steps_in_words(decide(turn.findings))}."
        )
    said = tuple(text for text in lines if text)
    answer = passages_html([cited_passage(f"Decision {number}", said, option.source)])
    return joined([answer, *_labs(case, turn.after, option)])


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
