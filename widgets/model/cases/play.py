"""Plays a case in the terminal: what may be asked, each decision, what happens, the debrief."""

from collections.abc import Callable

from widgets.model.cases.luck import dealt, luck_of
from widgets.model.cases.minutes import minutes_of
from widgets.model.cases.records import (
    HOLDS,
    OFFERS,
    PRESS,
    YIELDS,
    Ask,
    Case,
    LaterVisit,
    Option,
    Signs,
    Turn,
)
from widgets.model.cases.walk import asked_at, onward, start, step_of, turned_by, twin_step

Read = Callable[[str], str]
Say = Callable[[str], None]
END = ("q", "quit")
PRESSED = {HOLDS: "held", YIELDS: "gave way", OFFERS: "offered something"}


class StoppedPlaying(Exception):
    """Whoever plays has had enough."""


def play(case: Case, read: Read, say: Say, seed: int | str) -> None:
    """Play a case once; `read` asks for a line, `say` shows one, `seed` decides what chance does.

    Raises StoppedPlaying where "q" is given, or nothing more comes.
    """
    case = dealt(case, seed)
    say(f"{case.title}  (about {minutes_of(case):.0f} min; q to stop)\n\n{case.stem}")
    asked: list[Ask] = []
    minutes = _decided(case, None, asked, read, say, seed)
    passed = f"{time_passed(minutes)} later. " if minutes else ""
    say(f"\n{passed}The debrief:\n{case.debrief}")
    _tell_asked(case, asked, say)
    for twin in case.twins:
        say(f"If it were so: {twin.says} Then the step would be: {_words(twin_step(case, twin))}.")
    if case.models:
        say("What could be said at the bedside:")
        for model in case.models:
            say(f"  {model}")
    for visit in case.visits:
        days = "1 day" if visit.after_days == 1 else f"{visit.after_days} days"
        say(f"\nAfter {days}. {visit.says}")
        _decided(case, visit, asked, read, say, seed)


def _decided(
    case: Case, visit: LaterVisit | None, asked: list[Ask], read: Read, say: Say, seed: int | str
) -> int:
    """Play the decisions of a case or a visit to an end; the minutes that have passed."""
    here = start(case, visit)
    spent = 0
    before = case.asks_before or case.turns[0].id
    while due := here.due:
        if visit is None and due.id == before and not asked and case.asks:
            spent += _asks(case, asked, read, say)
        say(f"\n{_state(case.clock, spent + here.minutes, here.signs)}{due.ask}")
        option = _chosen(due, read, say)
        say(option.happens)
        if option.luck:
            lucky = luck_of(case.id, due.id, option.id, seed)
            say(option.luck.responded if lucky else option.luck.not_responded)
        here = onward(case, here, option, visit)
    if here.ending:
        say(f"\n{here.ending.happens}")
    say("\nWhat was done, and why this course would or would not:")
    for turn, option in here.steps:
        best = "" if option.expert else f" This course: {turn.expert.text} {turn.expert.because}"
        kind = PRESSED[option.id] if turn.kind == PRESS else option.grade
        say(f"- {option.text} ({kind}) {option.because}{best}")
    return spent + here.minutes


def _asks(case: Case, asked: list[Ask], read: Read, say: Say) -> int:
    """Ask until no more may be asked, or enough has been; the minutes that it took."""
    say(f"\nYou may ask {case.asks_allowed} of {len(case.asks)}. A number asks, Enter decides.")
    for number, ask in enumerate(case.asks, 1):
        say(f"  {number}. {ask.role}: {ask.ask} ({ask.minutes} min)")
    while len(asked) < case.asks_allowed:
        line = _line(read, "Ask: ")
        if not line:
            break
        if not line.isdigit() or not 1 <= int(line) <= len(case.asks):
            say(f"A number from 1 to {len(case.asks)}, or Enter to decide; got {line!r}.")
        elif (ask := case.asks[int(line) - 1]) in asked:
            say(f"That is asked already: {ask.answer}")
        else:
            asked.append(ask)
            say(ask.answer)
    return sum(ask.minutes for ask in asked)


def _chosen(due: Turn, read: Read, say: Say) -> Option:
    letters = "abcde"[: len(due.options)]
    for letter, option in zip(letters, due.options, strict=True):
        say(f"  {letter}. {option.text}")
    while (line := _line(read, "Choose: ").lower()) not in list(letters):
        say(f"One of {', '.join(letters)}; got {line!r}.")
    return due.options[letters.index(line)]


def _line(read: Read, prompt: str) -> str:
    try:
        line = read(prompt).strip()
    except EOFError:
        raise StoppedPlaying from None
    if line.lower() in END:
        raise StoppedPlaying
    return line


def _tell_asked(case: Case, asked: list[Ask], say: Say) -> None:
    """Which asks could have changed the step, and which of those were not asked."""
    if not case.asks:
        return
    could = [ask for ask in asked if turned_by(case, ask)]
    missed = [ask for ask in case.asks if turned_by(case, ask) and ask not in asked]
    step = _words(step_of(asked_at(case)))
    say(f"You asked {len(asked)}; {len(could)} could have changed the step ({step}).")
    for ask in missed:
        say(f"Not asked, and it could have: {ask.ask} {ask.answer}")


def _state(clock: str, minutes: int, signs: Signs | None) -> str:
    """One line of how it stands: the hour, the pain, how awake, how many breaths."""
    parts = [_hour(clock, minutes)] if clock else []
    if signs:
        parts += [f"pain {signs.pain:g} of 10"] if signs.pain is not None else []
        parts += [signs.sedation] if signs.sedation else []
        breaths = signs.breaths_per_min
        parts += [f"{breaths} breaths a minute"] if breaths is not None else []
    return f"[{' · '.join(parts)}]\n" if parts else ""


def _hour(clock: str, minutes: int) -> str:
    hour, minute = map(int, clock.split(":"))
    day, rest = divmod(60 * hour + minute + minutes, 24 * 60)
    told = f"{rest // 60:02d}:{rest % 60:02d}"
    return f"Day {day + 1}, {told}" if day else told


def time_passed(minutes: int) -> str:
    """How long that is, in days and hours where it is long."""
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    if days:
        return f"{days} d {hours} h" if hours else f"{days} d"
    return f"{hours} h {left} min" if hours else f"{left} min"


def _words(step: str) -> str:
    """A step of the gate, as it is read."""
    return step.replace("_", " ")
