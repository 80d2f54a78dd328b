"""The kit, written once for the tests that look at its files."""

import html
import io
import json
import re

import pytest
from pptx import Presentation

from teaching import load_plans
from teaching.kit import write_kit

CELL = " | "  # between the cells of a table's row
TAG = re.compile(r"<[^>]+>")
NEXT_LINE = re.compile(r"</text>\s*<text[^>]*>")
NOT_SHOWN = re.compile(r"<(style|script)\b.*?</\1>", re.S)
# What ends a text: the guards read a table's row, a paragraph or a list's line as a whole.
BLOCK = re.compile(r"</(?:p|li|tr|h1|h2|h3|dt|dd|text|desc|title|metadata|caption|summary)>")


@pytest.fixture(scope="session")
def kit(tmp_path_factory):
    """The folder of the whole kit, without the PDFs that a browser would make."""
    folder = tmp_path_factory.mktemp("kit")
    write_kit(folder, load_plans())
    return folder


@pytest.fixture(scope="session")
def index(kit):
    """The kit's index: each file by its name."""
    rows = json.loads((kit / "kit.json").read_text(encoding="utf-8"))
    return {row["file"]: row for row in rows}


def texts_of(path) -> list[str]:
    """Every text of a file as a reader meets it, one for each line, row or paragraph."""
    if path.suffix == ".pptx":
        return pptx_texts(path.read_bytes())
    words = path.read_text(encoding="utf-8")
    if path.suffix == ".txt":
        return words.splitlines()
    if path.suffix == ".svg":  # a paragraph is drawn line by line
        words = NEXT_LINE.sub(" ", words)
    cells = (
        NOT_SHOWN.sub("", words).replace("</td>", f"{CELL}</td>").replace("</th>", f"{CELL}</th>")
    )
    parts = (html.unescape(TAG.sub("", part)) for part in BLOCK.split(cells))
    return [" ".join(part.split()).strip(CELL) for part in parts if part.strip()]


def pptx_texts(data: bytes) -> list[str]:
    """Every text of a file of slides: titles, paragraphs, rows of tables, alt texts, notes."""
    found = []
    for slide in Presentation(io.BytesIO(data)).slides:
        for shape in slide.shapes:
            found.append(shape._element.xpath(".//p:cNvPr")[0].get("descr", ""))
            if shape.has_text_frame:
                found += [each.text for each in shape.text_frame.paragraphs]
            if shape.has_table:
                found += [CELL.join(cell.text for cell in row.cells) for row in shape.table.rows]
        if slide.has_notes_slide:
            found += slide.notes_slide.notes_text_frame.text.splitlines()
    return [each for each in found if each]
