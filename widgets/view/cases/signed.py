"""The words of a case that a clinician signs, entry by entry: what a signature is bound to."""

from collections.abc import Iterator

from widgets.model.cases import Case, Lab, Option, Turn


def case_entries(case: Case) -> Iterator[tuple[str, str]]:
    """Of a case and then of each of its decisions, also on later visits: the id and the words."""
    yield f"case:{case.id}", "\n".join(_case_lines(case))
    for turn in case.turns:
        yield f"case:{case.id}:{turn.id}", "\n".join((case.stem, *_turn_lines(turn)))
    for visit in case.visits:
        for turn in visit.turns:
            name = f"case:{case.id}:{visit.after_days}:{turn.id}"
            yield name, "\n".join((case.stem, visit.says, *_turn_lines(turn)))


def _case_lines(case: Case) -> Iterator[str]:
    yield case.title
    yield case.stem
    for ask in case.asks:
        yield f"Asked: {ask.ask} [{ask.finding or 'no finding'}, {ask.minutes} min: {ask.answer}]"
    for ending in case.endings:
        yield f"Ends: {ending.happens}"
    for twin in case.twins:
        yield f"If: {twin.says} [{'; '.join(f'{k} {v}' for k, v in twin.flips.items())}]"
    for sentence in case.models:
        yield f"At the bedside: {sentence}"
    yield f"Trap: {case.trap}"
    yield f"After: {case.debrief}"


def _turn_lines(turn: Turn) -> Iterator[str]:
    yield turn.ask
    for option in turn.options:
        yield _option_words(option)
    for press in turn.presses:
        yield f"Pushed: {press.says}"
        for option in press.answers:
            yield _option_words(option)
    known = {name: value for name, value in vars(turn.findings).items() if value}
    yield "Findings: " + "; ".join(f"{k} {v}" for k, v in known.items())
    for when, labs in (("Before", turn.before), ("After", turn.after)):
        for lab in labs:
            yield f"{when}: {_lab_words(lab)}"


def _option_words(option: Option) -> str:
    leads = f", step {option.step}" if option.step else ""
    leads += f", gives {option.gives:g} mg/kg/h" if option.gives else ""
    leads += f", does {option.action}" if option.action else ""
    leads += f", over after {option.settled_h:g} h" if option.settled_h else ""
    leads += f", then {option.then}" if option.then else ""
    leads += ", ends the case" if option.ends else ""
    told = option.happens
    if option.luck:
        told += f" / responds: {option.luck.responded} / does not: {option.luck.not_responded}"
    why = f" Why: {option.because}" if option.because else ""
    mark = "EXPERT" if option.expert else option.grade
    return f"({option.id}) {option.text} [{mark}{leads}: {told}{why}]"


def _lab_words(lab: Lab) -> str:
    said = {
        "sum": lab.sum,
        "ordered": lab.ordered and f"{lab.ordered:g}",
        "hours": lab.hours and f"{lab.hours:g}",
        "asked at h": lab.predict_at_h and f"{lab.predict_at_h:g}",
        "error": lab.error,
        "effect": lab.effect,
        "weight": lab.patient and f"{lab.patient.weight_kg:g} kg",
    }
    return f"{lab.kind}: " + ", ".join(f"{name} {value}" for name, value in said.items() if value)
