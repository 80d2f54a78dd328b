"""python broken_tree.py TREE: break each TOML file of a copied course in turn, and say in JSON what
follows.

Each file is broken in a process of its own, forked from one that has imported everything: what is
read from a file is kept for as long as a process lives.
"""

import json
import logging
import os
import re
import sys
import traceback
from pathlib import Path

WAYS = {
    # a line that is no TOML, and one letter too many in the name of the first field of a record
    "syntax": lambda text: f"{text}\nopen = = 1\n",
    "field": lambda text: _typo(text),
}
# A dose outside its limits and what allows it: without one of them the other is a second mistake.
OF_A_DOSE = ("shows_error", "ask")
UNTOUCHED = "TrialWall"  # by questions and plans no explorer is; this one stands for them


def _typo(text: str) -> str:
    """The text with a typo in the name of the first field of a record."""
    table = re.search(r"^\[\[", text, re.MULTILINE)
    field = re.compile(r"^([a-z_]{3,})( = )", re.MULTILINE)
    fields = field.finditer(text, table.start() if table else 0)
    found = next((each for each in fields if each[1] not in OF_A_DOSE), None)
    if found is None:  # a file without a record
        return f"{text}\n[[signatures]]\n"
    return text[: found.end(1)] + "x" + text[found.end(1) :]


class Heard(logging.Handler):
    """Keeps what an explorer writes to the log when it could not compute something."""

    def __init__(self):
        super().__init__()
        self.told = []

    def emit(self, record):
        self.told.append(logging.Formatter().format(record))


def _explorers():
    import widgets
    from widgets.controls.explorer import Explorer

    front = {name: getattr(widgets, name) for name in widgets.__all__}
    return {n: e for n, e in front.items() if isinstance(e, type) and issubclass(e, Explorer)}


def _refusal(explorer) -> str:
    """The sentence with which an explorer refuses, "" where it works, as it opens and after."""
    from evidence import LearnerError, LeftOut

    try:
        made = explorer()
        opened, answered = made.visit(), made.visit(when="after")
    except LearnerError as error:
        return str(error)
    said = [each.screen.message for each in (opened, answered) if each.screen.message]
    return next((each.text for each in said if each.text == str(LeftOut())), "")


def what_follows(file: str) -> dict:
    """Mistakes that are named, what each explorer says, and whether another lesson's quiz opens."""
    from quizzes import quiz
    from quizzes.engine import read_bank
    from theme.mistakes import of_evidence_and_questions, of_plans
    from widgets.mistakes import mistakes

    heard = Heard()
    logging.getLogger("widgets").addHandler(heard)
    told = [*of_evidence_and_questions(), *of_plans(), *mistakes()]
    touches_none = file.startswith(("quizzes/", "teaching/"))
    tried = {n: e for n, e in _explorers().items() if n == UNTOUCHED or not touches_none}
    refused = {name: said for name, each in tried.items() if (said := _refusal(each))}
    lessons = {item.lesson for item in read_bank().items if item.place == "exit"}
    opened = [each for each in sorted(lessons)[:1] if quiz(each, "exit").questions]
    return {"told": told, "refused": refused, "log": heard.told, "lessons": opened}


def _in_a_fork(path: Path, tree: Path, way: str) -> dict:
    text = path.read_text(encoding="utf-8")
    reading, writing = os.pipe()
    path.write_text(WAYS[way](text), encoding="utf-8")
    child = os.fork()
    if child == 0:
        try:
            said = what_follows(path.relative_to(tree).as_posix())
        except BaseException:
            said = {"crash": traceback.format_exc()}
        with os.fdopen(writing, "w") as out:
            json.dump(said, out)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        said = json.load(answer)
    os.waitpid(child, 0)
    path.write_text(text, encoding="utf-8")
    return said


def main(tree: Path) -> None:
    read = []
    sys.addaudithook(
        lambda event, args: (
            read.append(str(args[0]))
            if event == "open" and str(args[0]).endswith(".toml")
            else None
        )
    )
    import quizzes
    import teaching
    import widgets
    from evidence import load as read_evidence
    from quizzes.engine import read_bank

    print(
        json.dumps(
            {
                "rooms": [quizzes.__name__, teaching.__name__, widgets.__name__],
                "read_at_import": read,
            }
        )
    )
    for room in ("evidence", "quizzes/bank", "widgets", "teaching/plans"):
        if room != "evidence":  # whole from here on, and read once for all that follows
            read_evidence()
        if room == "widgets":
            read_bank()
        for path in sorted((tree / room).rglob("*.toml")):
            for way in WAYS:
                said = _in_a_fork(path, tree, way)
                file = path.relative_to(tree).as_posix()
                print(json.dumps({"file": file, "way": way, **said}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
