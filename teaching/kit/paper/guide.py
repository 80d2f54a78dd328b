"""The facilitator guide of a plan: clock, script, expected answers, replies, what to leave out."""

import widgets
from evidence import chip, load, state
from page.html import Markup, joined, markup, repeated
from quizzes.engine.headings import heading
from teaching import Plan, Step
from teaching.kit.facts import source_lines
from teaching.kit.paper.paper_tests import TEST_FORMS
from teaching.kit.paper.sheet import listed, section, sheet
from teaching.kit.questions import bank
from teaching.kit.session import (
    KIND_WORDS,
    RoomQuestion,
    ShownStep,
    case_title,
    decision,
    minutes_words,
    paragraphs,
    shown_steps,
)
from teaching.kit.words import kit_words
from teaching.known import closing_sentence
from widgets.model.cases import load_cases

GUIDE_STYLE = """
.step { border-block-start: 1px solid var(--line); padding-block-start: 0.6em; }
.step { break-inside: avoid; }
.step h3 { margin: 0 0 0.3em; } .clock { font: 700 0.9em var(--sans); margin: 0; }
.say { font-size: 1.08em; } .right { font-weight: 700; }
@media print { body { font-size: 9.5pt; } }
"""
ORDER = (
    "The options have no letters here: on the stage they stand in a new order in each session. The "
    "right one is in bold."
)

OBJECTIVES_SAY = "Objectives of the course that its questions serve, each in part"


def guide_title(plan: Plan) -> str:
    """What the guide of a plan is called."""
    return f"Facilitator guide: {plan.title}, {minutes_words(plan.minutes)}"


def guide(plan: Plan) -> str:
    """The guide as HTML text to read on a screen or to print.

    Raises LeftOut where a case or question of the plan is left out because of a mistake.
    """
    steps = shown_steps(plan)
    title = guide_title(plan)
    body = [
        markup('<h1>{}</h1>\n<p class="lead">{}</p>', title, plan.summary),
        section("Bring", listed(plan.bring)) if plan.bring else "",
        _objectives(plan),
        section("Close on this sentence", markup('<p class="lead">{}</p>', _close(plan))),
        section("The session", joined([markup("<p>{}</p>", ORDER), *map(_step, steps)])),
        _if_late(plan),
        _arguments(plan),
        section("Questions for the room", listed([each.says for each in kit_words().prompts])),
        _any_case() if plan.takes_a_case else "",
        _sources(plan),
    ]
    return sheet(title, joined(body), GUIDE_STYLE)


def _close(plan: Plan) -> str:
    return closing_sentence(plan.close)


def _objectives(plan: Plan) -> Markup:
    """The objectives that the questions of the plan serve; nothing where it asks none.

    A session teaches a part of each: the heading promises no more.
    """
    items = [bank().item(name) for step in plan.steps for name in step.questions]
    served = {item.objective for item in items if item}
    named = [state(each) for each in load().objectives.values() if each.id in served]
    return section(OBJECTIVES_SAY, listed(named)) if named else Markup("")


def _step(shown: ShownStep) -> Markup:
    step = shown.step
    told = joined(
        markup("<p><strong>{}:</strong> {}</p>", heading, words) for heading, words in shown.told
    )
    return markup(
        '<article class="step"><p class="clock">{}, {}</p><h3>{}</h3>\n'
        '<p class="say">“{}”</p>{}{}{}{}{}{}{}</article>\n',
        shown.clock,
        KIND_WORDS[step.kind],
        step.title,
        step.say,
        markup("<p><em>On the screen: {}.</em></p>", screen) if (screen := _screen(shown)) else "",
        markup("<p><em>{}</em></p>", paper) if (paper := _on_paper(step)) else "",
        repeated("<p>{}</p>", shown.story),
        joined(map(_asked, shown.asked)),
        told,
        markup("<p><strong>Expect:</strong></p>{}", listed(step.expect)) if step.expect else "",
        markup("<p><strong>If late:</strong> {}</p>", step.cut) if step.cut else "",
    )


def _screen(shown: ShownStep) -> str:
    """What the room sees, in a few words; "" where only the teacher speaks."""
    if shown.case_title:
        return shown.case_title
    if shown.step.explorer:
        heading = getattr(widgets, shown.step.explorer).heading
        return f"{heading}, in lesson {int(shown.step.lesson.partition('_')[0])}"
    return ""


def _on_paper(step: Step) -> str:
    """Which questions of a printed test a step uses; "" where it uses none."""
    told = []
    for form in TEST_FORMS:
        numbers = [n for n, each in enumerate(bank().live(form), 1) if each.id in step.questions]
        if numbers:
            told.append(f"{heading(form, 'form')}: {', '.join(map(str, numbers))}")
    return f"Of the printed test, these questions. {'; '.join(told)}." if told else ""


def _asked(asked: RoomQuestion) -> Markup:
    choices = joined(
        markup(
            "<li{}>{}{}</li>",
            markup(' class="right"') if each.is_right else "",
            "Right: " if each.is_right else "",
            each.text,
        )
        for each in asked.choices
    )
    key = markup('<p class="right">{}{}</p>', "" if asked.choices else "Right: ", asked.key)
    if any(each.is_right for each in asked.choices):
        key = Markup("")
    return markup(
        "{}{}<p><strong>{}</strong></p>{}{}{}{}{}",
        _may_ask(asked),
        repeated("<p>{}</p>", asked.before),
        asked.asks,
        markup("<ul>{}</ul>", choices) if choices else "",
        key,
        markup("<p>What happens: {}</p>", asked.happens) if asked.happens else "",
        repeated("<p><em>{}</em></p>", asked.why),
        joined(markup("<p>Somebody pushes back. {} Hold: {}</p>", *each) for each in asked.pushed),
    )


def _may_ask(asked: RoomQuestion) -> Markup:
    """What may be asked before a decision, with what is answered."""
    if not asked.may_ask:
        return Markup("")
    lines = joined(markup("<li>{} {}</li>", *each) for each in asked.may_ask)
    return markup("<p><strong>What may be asked first:</strong></p><ul>{}</ul>", lines)


def _if_late(plan: Plan) -> Markup:
    cuts = [
        f"{step.title}: {step.cut}"
        + (f" It saves {minutes_words(step.saves_minutes)}." if step.saves_minutes else "")
        for step in plan.steps
        if step.cut
    ]
    return section("If you are late, leave out", listed(cuts)) if cuts else Markup("")


def _arguments(plan: Plan) -> Markup:
    told = joined(
        markup(
            '<div class="box"><p><strong>“{}”</strong></p><p>“{}”</p><p class="small">{}</p></div>',
            each.says,
            each.reply,
            _rests_on(each.claim),
        )
        for each in plan.arguments
    )
    return section("What somebody will say, and a reply", told)


def _rests_on(claim: str) -> str:
    backing = chip(load().claims[claim])
    names = "; ".join(source.label for source in backing.sources)
    return f"It rests on claim {claim} ({backing.status_words}): {names}."


def _any_case() -> Markup:
    """Each case to choose from: its story, its trap, and each decision with its options."""
    told = joined(
        markup(
            '<div class="box"><h3>{}</h3>{}<p><strong>The trap:</strong> {}</p><ol>{}</ol></div>',
            case_title(case),
            repeated("<p>{}</p>", paragraphs(case.stem)),
            case.trap,
            joined(markup("<li>{}</li>", _asked(decision(case, turn))) for turn in case.turns),
        )
        for case in load_cases().values()
    )
    return section("Choose a case", told, "new-sheet")


def _sources(plan: Plan) -> Markup:
    claims = load().claims
    named = [each.claim for each in plan.arguments]
    ids = [each for each in dict.fromkeys([*named, plan.close]) if each in claims]
    lines = joined(
        markup("<li>{}{}</li>", words, markup(' <a href="{0}">{0}</a>', link) if link else "")
        for words, link in source_lines(ids)
    )
    return section("Sources of the replies", markup("<ul>{}</ul>", lines), "small")
