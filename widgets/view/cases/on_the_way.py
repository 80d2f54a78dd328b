"""A case while it is played: how the patient is now, what has happened, where one stands."""

from collections.abc import Callable, Sequence

from widgets.model.cases import Case, load_cases
from widgets.model.cases.minutes import minutes_of
from widgets.model.cases.records import PRESS, Ask, Ending, LaterVisit, Option, Signs, Turn
from widgets.view.safety.watch import shows_dose, watch_for
from widgets.view.screen import Passage, Strip

MINUTES_A_DAY = 24 * 60
ROLES = {
    "patient": "The patient",
    "family": "The family",
    "nurse": "The nurse",
    "pharmacist": "The pharmacist",
    "doctor": "The doctor",
    "chart": "The chart",
    "examination": "You look",
}
Luck = Callable[[Turn, Option], bool]
Steps = Sequence[tuple[Turn, Option]]


def case_name(case: Case) -> str:
    """What a room calls a case: its number, with its form where it has two."""
    return f"Case {case.number}{case.form}"


def case_address(case: Case, visit: LaterVisit | None = None) -> str:
    """What opens a case, or a visit of it, behind # in the address of its page."""
    number = case.id.partition("_")[0].lstrip("0").upper()
    return f"case={number}" + (f"&visit={visit.after_days}" if visit else "")


def minutes_words(case: Case) -> str:
    """How long a case takes, in whole minutes."""
    return f"{max(1, round(minutes_of(case)))} min"


def case_strip(case: Case, is_one_of_many: bool) -> Strip:
    """Which case this is, its place among all of them, and its minutes."""
    cases = list(load_cases())
    place = [f"{cases.index(case.id) + 1} of {len(cases)}"] if is_one_of_many else []
    words = " · ".join([case_name(case), *place, minutes_words(case)])
    return Strip(words, case_address(case) if is_one_of_many else "")


def list_label(case: Case, is_played: bool) -> str:
    """A case in the list of all: its number and title, with its minutes or that it was played."""
    title = case.title.strip("“”")
    number = case_name(case).removeprefix("Case ")
    return f"{number} {title} ({'played' if is_played else minutes_words(case)})"


def state_line(clock: str, minutes: int, signs: Signs | None) -> str:
    """How the patient is, as far as anybody has looked: "02:40 · pain 8 of 10"; "" for nothing.

    `clock` is the hour at which the case opened, `minutes` have passed since.
    """
    told = [_time_words(clock, minutes)]
    if signs and signs.pain is not None:
        told.append(f"pain {signs.pain:g} of 10")
    if signs and signs.sedation:
        told.append(signs.sedation)
    if signs and signs.breaths_per_min is not None:
        told.append(f"{signs.breaths_per_min} breaths a minute")
    return " · ".join(text for text in told if text)


def _time_words(clock: str, minutes: int) -> str:
    if not clock:
        return f"Day {1 + minutes // MINUTES_A_DAY}" if minutes >= MINUTES_A_DAY else ""
    hour, minute = map(int, clock.split(":"))
    day, within = divmod(60 * hour + minute + minutes, MINUTES_A_DAY)
    return f"{f'Day {1 + day}, ' if day else ''}{within // 60:02}:{within % 60:02}"


def stem_passage(case: Case) -> Passage:
    """What the learner meets first."""
    return Passage(case.title, (case.stem,))


def visit_passage(case: Case, visit: LaterVisit) -> Passage:
    """How a later visit opens."""
    return Passage(visit_words(case, visit), (visit.says,))


def days_words(visit: LaterVisit) -> str:
    """How much later a visit is."""
    return f"after {visit.after_days} {'day' if visit.after_days == 1 else 'days'}"


def visit_words(case: Case, visit: LaterVisit) -> str:
    """A visit in a list: whom it is to, and how much later."""
    return f"{case.title.strip('“”')}: {days_words(visit)}"


def recalled_passage(case: Case, visit: LaterVisit, first_day: Steps, luck: Luck) -> Passage | None:
    """The decision of the first day that a visit recalls: what the learner chose and what came of
    it, else what this course would have done; None where it recalls none.
    """
    turn = next((each for each in case.turns if each.id == visit.recalls), None)
    if turn is None:
        return None
    mine = next((option for each, option in first_day if each.id == turn.id), None)
    whose = "You" if mine else "This course"
    heading = f"The first day, as {'you decided' if mine else 'this course would decide'}"
    option = mine or turn.expert
    lines = (turn.ask, f"{whose}: {sentence_of(option.text)}", *happened(turn, option, luck))
    return Passage(heading, lines)


def answer_words(ask: Ask) -> str:
    """An answer with who gives it, unless it is said in their own voice."""
    return ask.answer if "“" in ask.answer else f"{ROLES[ask.role]}: {ask.answer}"


def ask_label(ask: Ask) -> str:
    """A button that asks, with what it costs."""
    return f"{ask.ask} ({ask.minutes} min)"


def happened(turn: Turn, option: Option, luck: Luck) -> tuple[str, ...]:
    """What follows an option, as it happens, with what chance has drawn."""
    if not option.luck:
        return (option.happens,) if option.happens else ()
    drawn = option.luck.responded if luck(turn, option) else option.luck.not_responded
    return tuple(text for text in (option.happens, drawn) if text)


def story_passage(
    opening: Passage, asked: Sequence[Ask], asks_before: str, steps: Steps, luck: Luck
) -> Passage:
    """What has been so far, in a fold: how it began, what was decided and came of it, and what was
    asked in its place. The last of the steps stands elsewhere.
    """
    heard = [f"{sentence_of(ask.ask)} {answer_words(ask)}" for ask in asked]
    lines = [*opening.paragraphs]
    *before, last = steps
    for turn, option in before:
        lines += heard if turn.id == asks_before else []
        said = f"{turn.ask} " if turn.kind == PRESS else ""
        lines.append(f"{said}You: {sentence_of(option.text)}")
        lines += happened(turn, option, luck)
    lines += heard if last[0].id == asks_before else []
    told = f"{opening.heading}, so far"
    return Passage(told, tuple(lines), folded=True)


def happens_passage(
    state: str, turn: Turn, option: Option, luck: Luck, ending: Ending | None
) -> Passage:
    """What the last decision has brought, under how the patient is now."""
    lines = (f"You: {sentence_of(option.text)}", *happened(turn, option, luck))
    return Passage(state or "What happens", (*lines, *((ending.happens,) if ending else ())))


def sentence_of(words: str) -> str:
    """Words of an option as a sentence."""
    return words if words.endswith((".", "”", "?", "!", "…")) else f"{words}."


def may_ask_words(case: Case, asked: int) -> str:
    """How many more questions there are time for."""
    return f"You may ask {case.asks_allowed - asked} more of these." if asked else (
        f"You may ask {case.asks_allowed} of these {len(case.asks)}. Then you decide."
    )  # fmt: skip


def case_sentence(case: Case, decided: int, asks: str = "", is_over: bool = False) -> str:
    """Where the learner stands, in at most 110 characters; `asks`: what may be asked now."""
    if is_over:
        return f"{case.title}: over after {decided} {'decision' if decided == 1 else 'decisions'}."
    return f"{case.title}: {asks}" if asks else f"{case.title}: decision {decided + 1}."


def aside_for(case: Case, steps: Steps, due: Turn | None, lead, controls) -> tuple[dict, ...]:
    """What to watch and when to stop, by the route of the case, where a dose of ketamine is read.

    A dose of another medicine opens nothing: the panel would say that ketamine is to come. Where it
    runs from the start, nobody orders a dose before the first decision, and the panel would answer
    that: it stands once it was committed.
    """
    if case.trial_runs and not steps:
        return ()
    words = [text for passage in lead for text in passage.paragraphs]
    for control in controls:
        words += [control.label, *(label for _, label in getattr(control, "options", ()))]
    named = any(shows_dose([text]) and "ketamine" in text.lower() for text in words)
    if not named and not (shows_dose(words) and _is_given(case, steps, due)):
        return ()
    labs = [lab for turn in case.turns for lab in (*turn.before, *turn.after)]
    return watch_for("oral" if any(lab.sum == "oral" for lab in labs) else "iv")


def _is_given(case: Case, steps: Steps, due: Turn | None) -> bool:
    """Whether ketamine runs, has been chosen, or is being worked out."""
    turns = [turn for turn, _ in steps] + ([due] if due else [])
    return (
        case.trial_runs
        or any(option.step == "ketamine_trial" or option.gives for _, option in steps)
        or any(turn.before or turn.after for turn in turns)
        or any(option.gives for turn in turns for option in turn.options)
    )
