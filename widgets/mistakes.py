"""python -m widgets.model.mistakes: what is wrong in the files beside the model, and left out."""

from widgets.model.cases import case_mistakes
from widgets.model.cases.screening import door_mistakes
from widgets.model.exercises.error_detection import error_mistakes
from widgets.model.safety.adverse import effect_mistakes

# The folder of each kind of file, and what names its mistakes.
MISTAKES_BY_FOLDER = {
    "cases": case_mistakes,
    "cases/screening": door_mistakes,
    "exercises": error_mistakes,
    "safety": effect_mistakes,
}


def mistakes() -> tuple[str, ...]:
    """Each mistake: file, line, record, field and reason."""
    return tuple(
        f"widgets/model/{folder}/{each}"
        for folder, named in MISTAKES_BY_FOLDER.items()
        for each in named()
    )


if __name__ == "__main__":
    found = mistakes()
    print("\n".join(found), end="\n" if found else "")
