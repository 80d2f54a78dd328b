"""A drawing as an option: its file, read once and checked, and the words that say what it shows."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

from evidence.files.fields import FieldRefusal

from .content import Drawing
from .toml_reader import QuestionTable

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
# What a drawing needs. It becomes part of the page, so nothing that could act or fetch is let in.
TAGS = {SVG + name for name in ("svg", "g", "defs", "path", "use", "rect", "text", "tspan")}
_CHARACTERS_AT_MOST = 40_000


def read_drawing(table: QuestionTable) -> Drawing | None:
    """Read `figure` and `alt` of an option; None for an option in words."""
    if "figure" not in table.data:
        if "alt" in table.data:
            table.problem("alt", "stands without a figure")
            table.take("alt")
        return None
    name = table.word("figure", _NAME, "trial-31-and-27")
    alt = table.text("alt")
    svg = ""
    if name:
        try:
            svg = _checked(table.folder / "figures" / f"{name}.svg")
        except FieldRefusal as refusal:
            table.problem("figure", str(refusal))
    return Drawing(name=name, svg=svg, alt=alt)


def _checked(path: Path) -> str:
    try:
        svg = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FieldRefusal(
            f"names {path.stem!r}, but there is no file figures/{path.name}"
        ) from error
    if len(svg) > _CHARACTERS_AT_MOST:
        raise FieldRefusal(
            f"figures/{path.name} may have {_CHARACTERS_AT_MOST} characters, got {len(svg)}"
        )
    try:
        parts = list(ElementTree.fromstring(svg).iter())
    except ElementTree.ParseError as error:
        raise FieldRefusal(f"figures/{path.name} cannot be read as SVG: {error}") from error
    for part in parts:
        acts = [name for name in part.attrib if name.startswith("on")]
        leads_out = [part.attrib[name] for name in (HREF, "href") if name in part.attrib]
        if (
            part.tag not in TAGS
            or acts
            or "url(" in "".join(part.attrib.values())
            or not all(each.startswith("#") for each in leads_out)
        ):
            raise FieldRefusal(
                f"figures/{path.name} holds {part.tag.rpartition('}')[2]!r} with "
                f"{sorted(part.attrib)}: a figure may only draw"
            )
    return svg.strip()
