"""Write a new lesson, explorer or case from templates that pass every check as they stand.

    make new LESSON=14_half_lives CLAIM="What the lesson says" RESTS_ON=C33 QUOTE="…" OBJECTIVE=O1
    make new EXPLORER=HalfLives SUBJECT=kinetics
    make new LESSON=… CLAIM=… RESTS_ON=… QUOTE=… OBJECTIVE=… EXPLORER=HalfLives SUBJECT=kinetics
    make new CASE=16_never_raised

What is left out is asked for where somebody can answer; elsewhere it is refused with the choices.
"""

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from string import Template

import nbformat

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # run as a file, it finds its neighbours all the same

from evidence import load, may_be_stated  # noqa: E402
from quizzes.engine.log.resume import LESSON_PLACES  # noqa: E402
from tools.run_lessons import KERNEL, as_text  # noqa: E402
from widgets.model.cases import CaseError, load_cases_from  # noqa: E402

TEMPLATES = Path(__file__).parent / "templates"
CASE = re.compile(r"(\d{2})([a-b]?)_[a-z0-9]+(?:_[a-z0-9]+)*")
LESSON = re.compile(r"\d{2}_[a-z0-9]+(?:_[a-z0-9]+)*")
EXPLORER = re.compile(r"[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)*")
CELL = re.compile(r"<!-- cell: (markdown|code) ?([a-z]*) -->\n")
TAUGHT_IN = "What is known, and how sure"  # a heading of templates/lesson.md
PLACES = {
    "before": "Before you read on: how does the literature stand to this sentence?",
    "practice": "What does the box of the lesson say about this sentence?",
    "alone": "A colleague quotes this sentence. How well does the literature carry it?",
    "exit": "You quote this sentence to a colleague. What belongs beside it?",
}
EXPLORER_S = 90  # a prediction, and a look at what it was
FLOORS = ("model", "view", "controls")


class NewError(ValueError):
    """Something cannot be made; the message says what must be given, and what came."""


def asked(name: str, given: str, choices: Mapping[str, str] | None = None) -> str:
    """`given`, or what somebody at the terminal answers; NewError names what can be chosen."""
    if not given and sys.stdin.isatty():
        for each, words in (choices or {}).items():
            print(f"  {each:5} {words}")
        given = input(f"{name}: ").strip()
    if not given or (choices is not None and given not in choices):
        known = (
            ""
            if choices is None
            else " is one of:" + "".join(f"\n  {each:5} {words}" for each, words in choices.items())
        )
        must = f"must be one of those below, got {given!r}." if given else "must be given."
        raise NewError(f"{name}=… {must}{' ' + name if known else ''}{known}")
    return given


def every_asked(
    wanted: Mapping[str, Mapping[str, str] | None], given: Mapping[str, str]
) -> dict[str, str]:
    """What `asked` gives for each name; NewError names all that is missing or wrong at once."""
    found, problems = {}, []
    for name, choices in wanted.items():
        try:
            found[name] = asked(name.upper(), given[name], choices)
        except NewError as problem:
            problems.append(str(problem))
    if problems:
        raise NewError("\n".join(problems))
    return found


def _filled(template: str, names: Mapping[str, str]) -> str:
    return Template((TEMPLATES / template).read_text(encoding="utf-8")).substitute(names)


def _cells(text: str) -> list[nbformat.NotebookNode]:
    _, *parts = CELL.split(text)
    cells = []
    for kind, part, source in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        make = nbformat.v4.new_code_cell if kind == "code" else nbformat.v4.new_markdown_cell
        course = {"seconds": EXPLORER_S} if part == "explorer" else {"part": part}
        metadata = {"course": course} if part else {}
        cells.append(make(source.strip("\n"), id=f"cell-{len(cells) + 1:02d}", metadata=metadata))
    return cells


def _item_prefix(root: Path, slug: str) -> str:
    """Letters for the ids of the lesson's questions that no other file uses."""
    bank = "".join(
        path.read_text(encoding="utf-8") for path in (root / "quizzes/bank").glob("*.toml")
    )
    letters = slug[3:].replace("_", "").translate(str.maketrans("", "", "0123456789")).upper()
    for length in range(3, 6):
        if f'"{letters[:length]}-' not in bank and len(letters) >= length:
            return letters[:length]
    raise NewError(f"the questions need letters that no lesson has, those of {slug} are taken")


def _questions(claim, objective: str, prefix: str) -> str:
    """Four questions about how the literature stands to the claim, true by its verdict."""
    agrees = claim.verdict == "supported"
    key = "The evidence of this course says so."
    other = "The evidence of this course says otherwise: read the second half of the box."
    names = {
        "objective": objective,
        "on": claim.id,
        "sources": json.dumps(list(claim.sources)),
        "vignette": json.dumps(f"The source document says: “{claim.says}”", ensure_ascii=False),
        "explanation": json.dumps(claim.finding, ensure_ascii=False),
        "agrees": str(agrees).lower(),
        "partly": str(not agrees).lower(),
        "feedback_a": json.dumps(key if agrees else other),
        "feedback_b": json.dumps(other if agrees else key),
        "feedback_c": json.dumps(other),
        "misconception_a": "" if agrees else 'misconception = "what is said is settled"\n',
        "misconception_b": 'misconception = "nothing is ever settled"\n' if agrees else "",
    }
    return "".join(
        _filled(
            "question.toml",
            names
            | {"id": f"{prefix}-{n:03d}", "place": place, "lead_in": json.dumps(PLACES[place])},
        )
        for n, place in enumerate(PLACES, 1)
    )


def lesson_files(
    root: Path, slug: str, claim: str, rests_on: str, objective: str, quote: str, explorer: str = ""
) -> dict[Path, str]:
    """The files of the lesson `slug` below `root` and of its questions, with what they hold.

    rests_on: id of the claim of the evidence that carries it, with those of its words that do
    (`quote`); objective: id of what it teaches. Raises NewError where a name is taken or none.
    """
    if not LESSON.fullmatch(slug) or not 1 <= int(slug[:2]) <= LESSON_PLACES:
        raise NewError(
            f"LESSON must be named like 14_half_lives, 01 to {LESSON_PLACES}, got {slug!r}"
        )
    taken = [path.stem for path in (root / "lessons").glob(f"{slug[:2]}_*.ipynb")]
    if taken:
        raise NewError(f"LESSON must have a number of its own, {slug[:2]} is {taken[0]}")
    record = load().claims[rests_on]
    texts = (record.says, record.finding, record.teach)
    if not quote or not any(quote in text for text in texts):
        raise NewError(
            f"QUOTE=… must be given: the words of {rests_on} that carry {claim!r}, as they stand "
            f"there, got {quote!r}. {rests_on} says:\n  " + "\n  ".join(texts)
        )
    claim = claim.strip().rstrip(".")
    names = {
        "slug": slug,
        "claim": claim,
        "on": rests_on,
        "explorer": explorer,
        "imports": ", ".join(
            sorted({"claim_box", explorer} - {""}, key=lambda n: (n.islower(), n))
        ),
        "predict": "Look at the drawing only after you have said where the line ends."
        if explorer
        else "How does the literature stand to what you believe? Say it, then read on.",
    }
    names["explorer_cell"] = _filled("explorer_cell.md", names) if explorer else ""
    notebook = nbformat.v4.new_notebook(cells=_cells(_filled("lesson.md", names)))
    notebook.metadata = nbformat.from_dict(
        {
            "course": {
                "title": slug[3:].replace("_", " ").capitalize(),
                "claim": claim,
                "objectives": [objective],
                "summary": f"{claim}.",
                "rests_on": {rests_on: quote},
            },
            "kernelspec": KERNEL,
            "language_info": {"name": "python"},
        }
    )
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    prefix = _item_prefix(root, slug)
    questions = _questions(record, objective, prefix)
    names["comes_back"] = "".join(
        f'  {{ idea = "{prefix}-{n:03d}", words = {json.dumps(words.rstrip("?"))},'
        f' read = "{TAUGHT_IN}" }},\n'
        for n, (place, words) in enumerate(PLACES.items(), 1)
        if place != "before"
    )
    return {
        root / f"lessons/{slug}.ipynb": as_text(notebook),
        root / f"quizzes/bank/{slug}.toml": _filled("bank.toml", names) + questions,
    }


def write(files: Mapping[Path, str]) -> list[Path]:
    """Write the files and return them; NewError, and nothing is written, where one is there.

    Only the front door is there already, and gets its one line more.
    """
    there = [path.name for path in files if path.exists() and path.name != "__init__.py"]
    if there:
        raise NewError(f"{', '.join(there)} must not be there yet, and is")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return list(files)


def subjects(root: Path) -> dict[str, str]:
    """Each subject with what its folder of the model says of itself."""
    doors = sorted((root / "widgets/model").glob("*/__init__.py"))
    return {
        door.parent.name: door.read_text(encoding="utf-8").split('"""')[1].splitlines()[0]
        for door in doors
    }


def with_explorer(door: str, module: str, name: str) -> str:
    """The text of widgets/__init__.py with one explorer more, both lists in their order."""
    line = f"from {module} import {name}"
    start = door.index("from widgets.controls")
    end = door.index("from widgets.model")
    imports = sorted([*door[start:end].splitlines(), line])
    door = door[:start] + "\n".join(imports) + "\n" + door[end:]
    head, listed, tail = re.split(r"(?<=__all__ = \[\n)(.*?)(?=\])", door, maxsplit=1, flags=re.S)
    return head + "\n".join(sorted([*listed.splitlines(), f'    "{name}",'])) + "\n" + tail


def explorer_files(root: Path, name: str, subject: str) -> dict[Path, str]:
    """The files of the explorer `name` with model, view and tests, and the front door open to it.

    Raises NewError where the name is taken or is none.
    """
    if not EXPLORER.fullmatch(name):
        raise NewError(f"EXPLORER must be named like HalfLives, got {name!r}")
    module = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    heading = module.replace("_", " ").capitalize()
    names = {"name": name, "module": module, "subject": subject, "heading": heading}
    names["CAPITALS"] = module.upper()
    door = root / "widgets/__init__.py"
    text = door.read_text(encoding="utf-8")
    if f'"{name}"' in text:
        raise NewError(f"EXPLORER must have a name of its own, {name} is in widgets.__all__")
    files = {
        root / f"widgets/{floor}/{subject}/{module}.py": _filled(f"explorer_{floor}.txt", names)
        for floor in FLOORS
    }
    for floor in FLOORS:
        test = root / f"tests/widgets/{floor}/{subject}/test_{module}_{floor}.py"
        files[test] = _filled(f"explorer_{floor}_test.txt", names)
    files[door] = with_explorer(text, f"widgets.controls.{subject}.{module}", name)
    return files


def case_files(root: Path, name: str) -> dict[Path, str]:
    """The file of the case `name`, with what it holds; its number is one above the highest.

    Raises NewError where the name is taken or is none.
    """
    folder = root / "widgets/model/cases"
    if not (named := CASE.fullmatch(name)):
        raise NewError(f"CASE must be named like 16_never_raised, got {name!r}")
    place = named[1] + named[2]
    taken = [path.stem for path in folder.glob(f"{place}_*.toml")]
    if taken:
        raise NewError(f"CASE must have a place of its own, {place} is {taken[0]}")
    numbers = {case.number for case in load_cases_from(folder).values()}
    number = str(max((int(each) for each in numbers if each.isdigit()), default=0) + 1)
    title = name.partition("_")[2].replace("_", " ").capitalize()
    names = {"number": number, "title": title}
    return {folder / f"{name}.toml": _filled("case.toml", names)}


def main(arguments: list[str] | None = None) -> int:
    """Make what is named, run the new lesson, and say which files are to be edited."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    names = ("lesson", "claim", "rests_on", "quote", "objective", "explorer", "subject", "case")
    for name in names:
        parser.add_argument(f"--{name.replace('_', '-')}", default="")
    given = parser.parse_args(arguments)
    try:
        if not given.lesson and not given.explorer and not given.case:
            raise NewError(
                "LESSON=14_half_lives, EXPLORER=HalfLives or CASE=16_never_raised must be given, "
                "got none"
            )
        settings = {}
        if given.explorer:
            subject = asked("SUBJECT", given.subject, subjects(ROOT))
        if given.lesson:
            known = load()
            carries = {i: each.says for i, each in known.claims.items() if may_be_stated(each)}
            objectives = {i: each.wording for i, each in known.objectives.items()}
            wanted = {"claim": None, "rests_on": carries, "objective": objectives}
            settings = every_asked(wanted, vars(given))
            settings["quote"] = given.quote
        files = {}
        if given.lesson:
            files |= lesson_files(ROOT, given.lesson, explorer=given.explorer, **settings)
        if given.explorer:
            files |= explorer_files(ROOT, given.explorer, subject)
        if given.case:
            files |= case_files(ROOT, given.case)
        made = write(files)
    except (NewError, CaseError) as problem:
        print(problem, file=sys.stderr)
        return 2
    # How a line breaks hangs on how long the new names are.
    code = [str(path) for path in made if path.suffix == ".py"]
    if code:
        subprocess.run([sys.executable, "-m", "ruff", "format", "-q", *code], check=True)
    for path in made:
        print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
