"""An explorer driven as its page drives it: values in, screen out."""

import re

import widgets
from tests.medication_lint import problems
from widgets.controls.explorer import Explorer
from widgets.controls.explorer_widget import ExplorerWidget

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
WHOLE_NUMBER = re.compile(r"(?<![\w.,])\d+(?:,\d{3})*(?:\.\d+)?")
# What a lesson can open.
EXPLORERS = [
    each
    for each in (getattr(widgets, name) for name in widgets.__all__)
    if isinstance(each, type) and issubclass(each, Explorer)
]
EXPLORER_NAMES = sorted(each.__name__ for each in EXPLORERS)


class Page:
    """A page with one explorer on it: what it sends, and all that stands there after the reply."""

    def __init__(self, explorer: Explorer):
        self.widget = ExplorerWidget(explorer)

    def __repr__(self):
        return repr(self.widget)

    def __getattr__(self, name):
        return getattr(self.widget, name)

    @property
    def values(self):
        return self.widget.values

    @values.setter
    def values(self, values):
        self.widget.values = values

    @property
    def frame_px(self):
        return self.widget.frame_px

    @frame_px.setter
    def frame_px(self, width_px):
        self.widget.frame_px = width_px

    @property
    def shown(self):
        """The screen's parts as one: they are sent apart."""
        return {**self.widget.shown, "table": self.widget.table, "notes": self.widget.notes}

    def share(self):
        """Open the box with the scenario's code; returns the code."""
        self.widget.sharing = True
        return self.widget.shown["scenario"]["code"]

    def say(self, content):
        """A message to the explorer."""
        self.widget._handle_custom_msg(content, [])


def opened(explorer: Explorer, frame_px: int | None = None) -> Page:
    """The explorer on a page, which has told its width or not yet."""
    page = Page(explorer)
    if frame_px:
        page.frame_px = frame_px
    return page


def given_values(page, **changes):
    """Set the controls and press nothing back."""
    page.values = {**page.values, **changes}
    return page


def with_values(page, **changes):
    """Set the controls; another answer takes back the press of a button with `again`."""
    kinds = {control["name"]: control["kind"] for control in page.controls}
    again = {control["name"] for control in page.controls if control.get("again")}
    back = again if any(kinds.get(name) != "action" for name in changes) else ()
    page.frame_px = 700
    page.values = {**page.values, **dict.fromkeys(back, ""), **changes}
    return page


def control_of(page, name):
    return next(each for each in page.controls if each["name"] == name)


def press(page, name):
    control = control_of(page, name)
    assert control["kind"] == "action"
    return with_values(page, **{name: control["press"]})


SOME = {"number": "40", "options": None, "checks": None}  # a prediction for each kind of control


def predict(page):
    """Set something in every control that is still untouched, without pressing anything."""
    for control in list(page.controls):
        if control["kind"] in SOME and not page.values.get(control["name"], control["value"]):
            some = SOME[control["kind"]] or control["options"][0][0]
            if control["kind"] == "number":
                some = f"{min(float(some), control['high']):g}"
            with_values(page, **{control["name"]: some})
    return page


def predicted(explorer: Explorer):
    """The explorer on a page after a prediction and its press."""
    return press(predict(opened(explorer, 700)), "reveal")


def commit(page, key, choice):
    return press(with_values(page, **{key: choice}), f"{key}~go")


def names(page) -> list[str]:
    return [control["name"] for control in page.controls]


def headings(passages) -> list[str]:
    return [passage["heading"] for passage in passages]


def paragraphs(passages) -> list[str]:
    return [text for passage in passages for text in passage["paragraphs"]]


def assert_alt_stands_in_table(page) -> None:
    """Every number of the picture's words stands in its table."""
    alt, table = page.shown["alt"], page.shown["table"]
    cells = [table["caption"], *table["columns"], *(c for row in table["rows"] for c in row)]
    known = set(WHOLE_NUMBER.findall(" ; ".join(cells)))
    assert set(WHOLE_NUMBER.findall(alt)) <= known, alt


def texts_of(page):
    """Yield each text of the screen, its notes among them, and of the controls."""
    shown = page.shown
    yield from (page.watermark, shown["sentence"], shown["alt"], *shown["working"])
    for passage in (*shown["lead"], *shown["passages"], *shown["notes"]):
        yield from (
            passage["heading"],
            *passage["paragraphs"],
            passage["source"],
            passage["status"],
        )
    for readout in shown["readouts"]:
        yield from (readout["label"], readout["text"], readout["note"])
    if shown["message"]:
        yield shown["message"]["text"]
    for control in page.controls:
        yield control["label"]
        yield from (label for _, label in control.get("options", ()))
    if shown["table"]:
        yield from (shown["table"]["caption"], *shown["table"]["columns"])
        yield from (cell for row in shown["table"]["rows"] for cell in row)


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


def sound(page):
    """What holds on every screen: safe text, a short sentence, names used once, words that fit."""
    assert problems(said(page.shown)) == []
    assert len(repr(page)) <= 110
    assert len(set(names(page))) == len(names(page))
    for control in page.controls:
        if control["kind"] == "choice":  # longer words are cut in a list of a narrow phone
            assert [label for _, label in control["options"] if len(label) > 32] == []
    return page
