"""python -m teaching.drawn.cases: every whole case in words, as JSON for `teaching.case_words`."""

import json
from dataclasses import asdict

from teaching.case_words import CaseWords, ExpertsWay
from widgets.model.cases import Case, load_cases


def case_words(case: Case) -> CaseWords:
    """A case in words."""
    return CaseWords(
        id=case.id,
        name=f"Case {case.number}{case.form}" if case.number else "A case",
        title=case.title,
        stem=case.stem,
        trap=case.trap,
        debrief=case.debrief,
        way=tuple(
            ExpertsWay(
                *(turn.id, turn.ask, turn.expert.text, turn.expert.consequence),
                turn.expert.source,
                tuple(option.text for option in turn.options),
            )
            for turn in case.turns
        ),
    )


if __name__ == "__main__":
    print(json.dumps([asdict(case_words(each)) for each in load_cases().values()]))
