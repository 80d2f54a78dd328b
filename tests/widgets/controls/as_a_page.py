"""An explorer driven as its page drives it: values in, screen out."""

import re

from tests.medication_lint import problems

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def with_values(explorer, **changes):
    """Set the controls; another answer takes back the press of a button with `again`."""
    kinds = {control["name"]: control["kind"] for control in explorer.controls}
    again = {control["name"] for control in explorer.controls if control.get("again")}
    back = again if any(kinds.get(name) != "action" for name in changes) else ()
    explorer.frame_px = 700
    explorer.values = {**explorer.values, **dict.fromkeys(back, ""), **changes}
    return explorer


def control_of(explorer, name):
    return next(each for each in explorer.controls if each["name"] == name)


def press(explorer, name):
    control = control_of(explorer, name)
    assert control["kind"] == "action"
    return with_values(explorer, **{name: control["press"]})


def commit(explorer, key, choice):
    return press(with_values(explorer, **{key: choice}), f"{key}~go")


def names(explorer) -> list[str]:
    return [control["name"] for control in explorer.controls]


def headings(passages) -> list[str]:
    return [passage["heading"] for passage in passages]


def paragraphs(passages) -> list[str]:
    return [text for passage in passages for text in passage["paragraphs"]]


def said(shown) -> str:
    passages = [*shown["lead"], *shown["passages"], *shown["notes"]]
    words = [
        shown["sentence"],
        shown["alt"],
        *(
            text
            for p in passages
            for text in (p["heading"], *p["paragraphs"], p["source"], p["status"])
        ),
    ]
    words += [text for r in shown["readouts"] for text in (r["label"], r["text"], r["note"])]
    table = shown["table"] or {"caption": "", "columns": [], "rows": []}
    words += [table["caption"], *table["columns"], *(cell for row in table["rows"] for cell in row)]
    return "\n".join(words + ([shown["message"]["text"]] if shown["message"] else []))


def sound(explorer):
    """What holds on every screen: safe text, a short sentence, names used once, words that fit."""
    assert problems(said(explorer.shown)) == []
    assert len(repr(explorer)) <= 110
    assert len(set(names(explorer))) == len(names(explorer))
    for control in explorer.controls:
        if control["kind"] == "choice":  # longer words are cut in a list of a narrow phone
            assert [label for _, label in control["options"] if len(label) > 32] == []
    return explorer
