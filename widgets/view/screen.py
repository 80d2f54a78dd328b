"""What one explorer says at one moment: a picture, its words, its numbers and its table."""

from collections.abc import Iterator
from dataclasses import dataclass

from .picture import Picture

UNMOVED = "What a control does not move"  # the heading of what only somebody at the controls needs


@dataclass(frozen=True)
class Readout:
    """One number for the learner, already formatted with its unit, and a short note beside it.

    unmoved_by: names of the controls of its screen that do not change it; the screen says so.
    """

    label: str
    text: str
    note: str = ""
    unmoved_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """The picture's numbers as text cells: a caption, column headings with units, rows."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Message:
    """A sentence to the learner: level "note", "caution" (outside a range) or "stop" (refused).

    about: the name of the control whose value is refused, where it is one.
    """

    level: str
    text: str
    asks_reason: bool = False
    about: str = ""


@dataclass(frozen=True)
class Passage:
    """Words on a screen under their own heading; `source` and `status` make a chip at its end, and
    `mark` (a status of the evidence) its sign for how sure we are.

    tone: "plain", "good", "caution" or "bad", always said in the words too. A folded passage shows
    its heading until it is opened. `dots` stand below the heading as lines of dots.
    """

    heading: str
    paragraphs: tuple[str, ...]
    tone: str = "plain"
    source: str = ""
    status: str = ""
    mark: str = ""
    folded: bool = False
    dots: tuple["DotRow", ...] = ()


@dataclass(frozen=True)
class DotRow:
    """One way as a line of dots: whose it is, and of each dot its grade and its words."""

    whose: str
    dots: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Strip:
    """The one line that stands for the head of an explorer while it is worked in, and what leads to
    this place behind # in an address ("" where nothing does). Where it `is_enough`, the sentence of
    the screen is heard and not seen.
    """

    text: str
    address: str = ""
    is_enough: bool = False


@dataclass(frozen=True)
class Screen:
    """Everything an explorer shows at one moment; `controls` are given where they change as it goes
    on.

    `lead` stands before the controls: what has to be read before anything is chosen. `notes` stand
    below everything: what to know about the picture. `pointer` names the Number control that a
    pointer sets by its height on the first panel of the picture. `aside` is given where what stands
    beside the whole explorer (see watch.py) changes as it goes on. With a `strip` the head of the
    explorer, what leads above everything among it, shrinks to that line.
    """

    sentence: str
    alt: str = ""
    picture: Picture | None = None
    readouts: tuple[Readout, ...] = ()
    working: tuple[str, ...] = ()
    table: Table | None = None
    message: Message | None = None
    passages: tuple[Passage, ...] = ()
    controls: tuple | None = None
    lead: tuple[Passage, ...] = ()
    notes: tuple[Passage, ...] = ()
    pointer: str = ""
    aside: tuple[dict, ...] | None = None
    strip: Strip | None = None

    @property
    def texts(self) -> Iterator[str]:
        """Every text that stands on it, but for its controls."""
        yield from (self.sentence, self.alt, *self.working)
        for readout in self.readouts:
            yield from (readout.label, readout.text, readout.note)
        for passage in (*self.lead, *self.passages, *self.notes):
            yield from (passage.heading, *passage.paragraphs)
        if self.table:
            yield from (self.table.caption, *(cell for row in self.table.rows for cell in row))
        if self.picture:
            yield from (stroke.label for stroke in self.picture.strokes)

    @property
    def message_refuses(self) -> bool:
        """Whether nothing could be shown for what the learner set."""
        return self.message is not None and (
            self.message.level == "stop" or self.message.asks_reason
        )


def refused(text: str, level: str = "stop", asks_reason: bool = False, about: str = "") -> Screen:
    """A screen with no number on it, only the sentence `text`; about: the control it is about."""
    return Screen(sentence=text, message=Message(level, text, asks_reason, about))


def unmoved_passage(readouts: tuple[Readout, ...], controls) -> Passage | None:
    """Say of each control which figures do not change with it; None where each moves them all."""
    lines = []
    labels: dict[str, list[str]] = {}
    for each in readouts:
        for name in each.unmoved_by:
            labels.setdefault(name, []).append(each.label)
    for control in controls:
        still = labels.get(control.name, [])
        if still and len(still) == len(readouts):
            lines.append(f"“{control.label}” moves none of these figures.")
        elif still:
            lines.append(f"“{control.label}” does not move: {'; '.join(still)}.")
    return Passage(UNMOVED, tuple(lines), folded=True) if lines else None
