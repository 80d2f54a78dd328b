"""A case as it is met: ask, decide, see what happens, hold when somebody pushes, then look back."""

from dataclasses import replace

from evidence import LeftOut
from page.html import Markup, joined, markup
from widgets.controls.cases.activities import explorer_for
from widgets.controls.cases.lead import lead_of
from widgets.controls.cases.on_paper import cases_on_paper
from widgets.controls.cases.play import (
    AGAIN,
    COMPARE,
    DEAL,
    DECIDE,
    GO_ON,
    OVER,
    Play,
    ask_action,
    commit_stamp,
    commit_words,
    question,
)
from widgets.controls.explorer import Explorer
from widgets.controls.inputs import Action, Choice, Control, Writing
from widgets.controls.steps import BETWEEN, NAMES
from widgets.controls.values import Values
from widgets.model.cases import Case, case_of, edition, left_out_cases, load_cases
from widgets.model.cases.records import LaterVisit
from widgets.view.at_rest import aside_html
from widgets.view.cases.case import lab_passage
from widgets.view.cases.debrief import after_passages, models_passage
from widgets.view.cases.next_case import next_case
from widgets.view.cases.on_the_way import (
    answer_words,
    aside_for,
    case_name,
    case_sentence,
    case_strip,
    days_words,
    list_label,
)
from widgets.view.safety.watch import watch_for
from widgets.view.screen import Message, Screen, Strip

MADE_UP = "Made-up people, nothing to prescribe from."
VISIT = "visit"  # the name under which a page holds which visit is open
BEDSIDE = Writing(
    "bedside",
    "One sentence that you would say at the bedside",
    "Write it before you read on. Or go on without.",
)
STOP_RULE = Writing(
    "stop_rule",
    "Your stop rule: what ends it, and by when",
    "You will meet this line again at the next visit.",
)


class CasePlayer(Explorer):
    """One case, or all of them: the learner chooses, or an address does (#case=8B).

    `case` is the id of a case. The list is in the order of the teaching set.
    """

    watermark = f"{MADE_UP} What you choose and write stays in this browser."

    def __init__(self, case: str | None = None):
        if case is not None:
            case_of(case)
        self.case = case
        self.heading = "A case" if case else "Cases"
        self.keeps = f"cases-{edition(load_cases())}-{NAMES}"
        if not load_cases():
            raise LeftOut("Every case")
        self._list = Choice("case", "Case", _titles(Values()), leads=True)

    def answered(self, values: Values) -> dict[str, str]:
        """This course's first decision, nothing asked before it and what else stands before it gone
        past.
        """
        chosen = self.case or values[self._list] or next(iter(load_cases()))
        case = load_cases()[chosen]
        said = {} if self.case else {self._list.name: chosen}
        while True:
            place = Play(case, Values({**values.texts, **said})).place
            if place.turn:
                ask, press = place.step.commit_controls(question(case, place.turn), "")
                return said | {ask.name: place.turn.expert.id, press.name: press.press}
            due = DEAL if place.deals else DECIDE if place.asking else GO_ON
            said[place.step.of(due).name] = due.press

    def at_rest(self) -> Markup:
        """Every case as words, its way in a fold, and what to watch for; a page prints it so."""
        cases = [each for each in load_cases().values() if self.case in (None, each.id)]
        name = markup("<p><strong>{}.</strong> {}</p>", self.heading, MADE_UP)
        told = joined([name, cases_on_paper(cases), aside_html(watch_for())])
        return markup('<div class="on-paper">{}</div>', told)

    def controls(self, values: Values) -> tuple[Control, ...]:
        """The list of cases, with what was played in this browser; nothing where there is one."""
        if self.case is not None:
            return ()
        return (replace(self._list, options=_titles(values)),)

    def screen(self, values: Values) -> Screen:
        """The case as far as the presses lead; without one, what there is to choose."""
        chosen = self.case or values[self._list]
        if not chosen:
            words = f"{len(load_cases())} made-up cases: choose one."
            return Screen(words, message=_left_out(), aside=())
        case = load_cases()[chosen]
        strip = case_strip(case, self.case is None)
        return self.played(Play(case, values, _open_visit(case, values)), strip)

    def played(self, play: Play, strip: Strip) -> Screen:
        """The screen of one way through a case or a visit, as far as the presses lead."""
        if play.place.is_over:
            screen = self._looked_back(play) if play.end.pressed(OVER) else self._ended(play)
        elif play.place.lab:
            screen = self._at_lab(play)
        else:
            screen = self._due(play)
        controls = (*self.controls(play.root.values), *screen.controls)
        strip = replace(strip, is_enough=play.place.lab is None)
        return replace(screen, controls=controls, strip=strip)

    def _due(self, play: Play) -> Screen:
        """What may be asked, and the decision that is due once enough is."""
        case, place = play.case, play.place
        lead = lead_of(play)
        step, turn = place.step, place.turn
        controls = [*_own_rule(play), *_asks(play)]
        sentence = case_sentence(case, len(place.walked.steps))
        if place.asking:
            controls.append(step.of(DECIDE))
            may = f"you may ask {case.asks_allowed} of {len(case.asks)}, then you decide."
            sentence = case_sentence(case, 0, may)
        elif place.deals:
            controls.append(step.of(DEAL))
            same = "the same three answers on each card." if case.stack else "chance deals it."
            sentence = case_sentence(case, 0, same)
        elif turn:
            press = commit_words(turn)
            controls += step.commit_controls(question(case, turn), press, commit_stamp(turn))
        aside = aside_for(case, place.walked.steps, turn, lead, controls)
        shown = tuple(controls)
        return Screen(sentence, message=place.message, controls=shown, lead=lead, aside=aside)

    def _at_lab(self, play: Play) -> Screen:
        case, place = play.case, play.place
        explorer = explorer_for(place.lab, place.chosen)
        shown = explorer.shows(place.step.inside)
        on = replace(GO_ON, label="Go on without it") if explorer.waits(shown) else GO_ON
        # What to watch for is the lab's own, for what is given there.
        aside = tuple(explorer.aside()) if shown.aside is None else shown.aside
        shown = place.step.shown(shown)
        lead = (*lead_of(play), lab_passage(case, place.lab, place.chosen), *shown.lead)
        controls = (*shown.controls, place.step.of(on))
        return replace(shown, lead=lead, controls=controls, aside=aside)

    def _ended(self, play: Play) -> Screen:
        """How it ended, and a sentence of one's own before anything is compared."""
        case, lead = play.case, lead_of(play)
        rule = (STOP_RULE,) if case.visits and _has_a_trial(case) else ()
        written = () if case.stack and not play.visit else (BEDSIDE, *rule)
        models = models_passage(case)
        waits = bool(models and written) and not play.end.pressed(COMPARE)
        if models and written and not waits:
            lead = (*lead, models)
        controls = tuple(play.end.of(each) for each in (*written, COMPARE if waits else OVER))
        sentence = case_sentence(case, len(play.place.walked.steps), is_over=True)
        aside = aside_for(case, play.place.walked.steps, None, lead, ())
        return Screen(sentence, controls=controls, lead=lead, aside=aside)

    def _looked_back(self, play: Play) -> Screen:
        case, steps = play.case, play.place.walked.steps
        told = after_passages(case, play.place.walked, play.asked, play.visit, play.drew)
        lead = (*lead_of(play)[1:], *told)
        controls = [play.end.of(each) for each in _again(play)]
        controls += self.onwards(play)
        sentence = case_sentence(case, len(steps), is_over=True)
        aside = aside_for(case, steps, None, lead, ())
        return Screen(sentence, controls=tuple(controls), lead=lead, aside=aside)

    def onwards(self, play: Play) -> list[Action]:
        """Where to go from here: to a later day and back, and to the next case."""
        case = play.case
        if play.visit:
            return [Action("back", "Back to the first day", sets=((VISIT, ""),))]
        later = [_visit_action(case, visit) for visit in case.visits]
        if self.case is not None:
            return later
        walked = {id_: each.place.walked.steps for id_, each in _played(play.root.values).items()}
        following = next_case(case, play.place.walked.steps, walked)
        if not following:
            return later
        label = f"Next: {case_name(following)}, {following.title}"
        sets = (("case", following.id), (VISIT, ""))
        return [*later, play.end.of(Action("next", label, sets=sets))]


def _again(play: Play) -> tuple[Control, ...]:
    if play.case.stack and not play.visit:
        return (replace(AGAIN, label="Deal again"),)
    return (play.from_choice(len(play.place.walked.steps)), AGAIN)


def _has_a_trial(case: Case) -> bool:
    """Whether ketamine runs, or is right to be tried, so that it needs a stop rule."""
    best = (turn.expert.step for turn in case.turns)
    return case.trial_runs or "ketamine_trial" in best


def _own_rule(play: Play) -> tuple[Writing, ...]:
    """On a later visit, the line that the learner wrote on the first day."""
    if not play.visit:
        return ()
    first = Play(play.case, play.root.values)
    if not first.end.answer(STOP_RULE):
        return ()
    return (replace(first.end.of(STOP_RULE), label="Your own line of the first day", hint=""),)


def _asks(play: Play) -> list[Action]:
    """What may be asked, and in the place of each that was, what was heard; nothing once it was
    decided.
    """
    due = play.place.walked.due
    if due is None or due.id != play.asks_before:
        return []
    heard = {ask.id for ask in play.asked}
    shown = play.asks if play.place.asking else [ask for ask in play.asks if ask.id in heard]
    return [
        play.asking.of(ask_action(ask, answer_words(ask) if ask.id in heard else ""))
        for ask in shown
    ]


def _visit_action(case: Case, visit: LaterVisit) -> Action:
    name = visit_name(case, visit)
    label = f"The visit {days_words(visit)}"
    return Action(f"{VISIT}{visit.after_days}", label, sets=((VISIT, name),))


def visit_name(case: Case, visit: LaterVisit) -> str:
    """What a page calls a visit of a case; an address leads to it by the same name."""
    return f"{case.id}{BETWEEN}{visit.after_days}"


def _open_visit(case: Case, values: Values) -> LaterVisit | None:
    name = values.texts.get(VISIT, "")
    return next((each for each in case.visits if visit_name(case, each) == name), None)


def _titles(values: Values) -> tuple[tuple[str, str], ...]:
    """Each case by its number, with its minutes or that it was played in this browser."""
    plays = _played(values)
    return tuple(
        (id_, list_label(case, is_played=id_ in plays)) for id_, case in load_cases().items()
    )


def _played(values: Values) -> dict[str, Play]:
    """The last way through each case that was played to an end in this browser."""
    begun = {name.partition(BETWEEN)[0] for name in values.texts}
    plays = {id_: Play(case, values) for id_, case in load_cases().items() if id_ in begun}
    return {id_: play for id_, play in plays.items() if not play.is_new}


def _left_out() -> Message | None:
    """What the learner reads in the place of cases with a mistake in their file."""
    count = len(left_out_cases())
    if not count:
        return None
    said = (
        "One case is left out: its file has"
        if count == 1
        else f"{count} cases are left out: their files have"
    )
    return Message("note", f"{said} a mistake. The rest works.")
