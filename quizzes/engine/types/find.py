"""Find it on the picture: a pump screen, a label or a chart with one error, or with none."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from ..items.content import AnswerOption, Drawing, OptionList
from ..items.figures import read_drawing
from ..items.toml_reader import QuestionTable
from ..items.variants import Variant, fill
from ..items.ward_content import Box, Find
from .choice import OptionsType, name_twins, read_option


def _box(table: QuestionTable) -> Box | None:
    """The place of an option in percent of the picture; None for "no error"."""
    raw = table.take("box", None)
    if raw is None:
        return None
    good = (
        isinstance(raw, list)
        and len(raw) == 4
        and all(type(each) in (int, float) for each in raw)
        and all(each >= 0 for each in raw)
        and min(raw[2:]) >= 3
        and raw[0] + raw[2] <= 100
        and raw[1] + raw[3] <= 100
    )
    if not good:
        table.problem(
            "box",
            "must be left, top, width and height in percent of the picture, inside it and at "
            f"least 3 wide and high, got {raw!r}",
        )
        return (0.0, 0.0, 3.0, 3.0)
    left, top, width, height = raw
    return (float(left), float(top), float(width), float(height))


def _overlap(one: Box, other: Box) -> bool:
    return (
        one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
    )


def _places(table: QuestionTable) -> tuple[tuple[AnswerOption, ...], dict[str, Box]]:
    options, boxes = [], {}
    for part in table.parts("places"):
        box, option = _box(part), read_option(part)
        options.append(option)
        if box:
            boxes[option.id] = box
    if not 3 <= len(options) <= 9:
        table.problem("places", f"must be 3 to 9, got {len(options)}")
    keys = sum(option.correct for option in options)
    if keys != 1:
        table.problem("places", f"must hold exactly one correct place, got {keys}")
    if len(options) - len(boxes) != 1:
        table.problem(
            "places",
            f"must hold exactly one without a box, which says “no error”; got "
            f"{len(options) - len(boxes)}",
        )
    if any(option.drawing for option in options):
        table.problem("places", "may have no figure of their own")
    for (one, first), (other, second) in combinations(boxes.items(), 2):
        if _overlap(first, second):
            table.problem("places", f"{one!r} and {other!r} overlap on the picture")
    name_twins(table, "places", options)
    return tuple(options), boxes


class FindType(OptionsType):
    """A place on a picture; each is a named choice too."""

    def __init__(self) -> None:
        super().__init__(several=False)

    def read(self, table: QuestionTable) -> Find:
        """Read the picture and its places, exactly one of them right."""
        picture = read_drawing(table)
        if picture is None:
            table.problem("figure", "is missing: a question to find something needs its picture")
            picture = Drawing(name="", svg="", alt="")
        if "template" in table.data:
            table.problem("template", "cannot change the numbers of a picture: leave it out")
        options, boxes = _places(table)
        return Find(
            options=options,
            several=False,
            scoring="all_or_nothing",
            picture=picture,
            boxes=boxes,
        )

    def texts(self, body: OptionList) -> Iterator[tuple[str, str]]:
        """Every text that a learner can see, with its address."""
        assert isinstance(body, Find)
        yield "alt", body.picture.alt
        yield from super().texts(body)

    def public(self, body: OptionList, variant: Variant) -> dict[str, Any]:
        """What the page may know before an answer: the picture, its words, the places by name."""
        assert isinstance(body, Find)
        view = super().public(body, variant)
        for option in view["options"]:
            if option["id"] in body.boxes:
                option["box"] = list(body.boxes[option["id"]])
        picture = {"figure": body.picture.svg, "alt": fill(body.picture.alt, variant.values)}
        return {**view, "picture": picture}
