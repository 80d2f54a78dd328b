"""python -m teaching.drawn.cases: every whole case in words, as JSON for `teaching.case_words`."""

import json
from dataclasses import asdict

from teaching.case_words import CaseWords, ExpertsWay, Pressed
from widgets.model.cases import Case, Turn, load_cases
from widgets.model.cases.records import HOLDS
from widgets.model.cases.walk import expert_walk, turned_by


def case_words(case: Case) -> CaseWords:
    """A case in words."""
    asks_before = case.asks_before or case.turns[0].id
    on_the_way = {turn.id: turn for turn, _ in expert_walk(case).steps}
    dealt = tuple(turn.id for turn in case.turns if turn.drawn)
    return CaseWords(
        id=case.id,
        name=f"Case {case.number}{case.form}" if case.number else "A case",
        title=case.title,
        stem=case.stem,
        trap=case.trap,
        debrief=case.debrief,
        way=tuple(_way(on_the_way.get(turn.id, turn)) for turn in case.turns),
        dealt=dealt,
        deals=case.deals or len(dealt),
        may_ask=f"{case.asks_allowed} of {len(case.asks)}" if case.asks else "",
        asks_before=asks_before if case.asks else "",
        decisive=tuple(ask.ask for ask in case.asks if turned_by(case, ask)),
    )


def _way(turn: Turn) -> ExpertsWay:
    best = turn.expert
    held = [next(e.text for e in press.answers if e.id == HOLDS) for press in turn.presses]
    return ExpertsWay(
        id=turn.id,
        ask=turn.ask,
        answer=best.text,
        because=best.because or best.happens,  # an older file has one text for both
        source=best.source,
        options=tuple(option.text for option in turn.options),
        presses=tuple(map(Pressed, (press.says for press in turn.presses), held)),
    )


if __name__ == "__main__":
    print(json.dumps([asdict(case_words(each)) for each in load_cases().values()]))
