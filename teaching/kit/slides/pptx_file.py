"""Slides as a .pptx file whose titles, text, tables and boxes can be edited; the same slides, the
same bytes.
"""

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.util import Emu, Inches, Pt

from page.version import course_day, course_name
from teaching.kit.slides.deck import RIGHT, Slide
from teaching.kit.slides.fitting import check_table, largest_size
from teaching.kit.zipped import zipped
from teaching.pathway import Stage

WIDE_IN, TALL_IN, EDGE_IN = 13.333, 7.5, 0.6
TITLE_TOP_IN, TITLE_IN, BODY_TOP_IN, FOOT_IN = 0.3, 1.1, 1.45, 0.55
BODY_IN = TALL_IN - BODY_TOP_IN - FOOT_IN - 0.15
LEAD_IN = 1.0  # the words above a table
SIZES_PT = (32, 28, 26, 24, 22, 20, 18)  # the last is still 3 % of the height and more
INK_RGB, ACCENT_RGB, SOFT_RGB = (
    RGBColor(0x1A, 0x22, 0x2B),
    RGBColor(0x6B, 0x2A, 0x5B),
    RGBColor(0x4D, 0x58, 0x62),
)
TABLE_PT = 17  # still 3 % of the height
UNKNOWN_DAY = date(1980, 1, 1)
# Of a table's width, by how many columns it has.
SHARES = {2: (0.5, 0.5), 4: (0.22, 0.22, 0.15, 0.41)}
FONT = "Arial"  # the letters that the words were measured in
TITLE_ONLY = 5  # of the layouts that python-pptx brings


def pptx_bytes(slides: Sequence[Slide], title: str, foot: str) -> bytes:
    """The slides as the bytes of a file; `foot` stands at the foot of each.

    Raises ValueError for a slide whose words do not fit in letters that a room can read.
    """
    file = Presentation()
    file.slide_width, file.slide_height = Inches(WIDE_IN), Inches(TALL_IN)
    _widen(file)
    for each in slides:
        _slide(file, each, foot)
    _name(file, title)
    buffer = io.BytesIO()
    file.save(buffer)
    return _finished(buffer.getvalue())


def _widen(file) -> None:
    """Lay titles over the whole width: the layouts of the library are for narrow slides."""
    for layout in (file.slide_master, *file.slide_layouts):
        for shape in layout.placeholders:
            shape.left, shape.width = Inches(EDGE_IN), Inches(WIDE_IN - 2 * EDGE_IN)


def _slide(file, each: Slide, foot: str) -> None:
    slide = file.slides.add_slide(file.slide_layouts[TITLE_ONLY])
    _title(slide, each)
    if each.boxes:
        _boxes(slide, each.boxes)
    elif each.rows:
        _lead_and_table(slide, each)
    elif each.picture:
        _picture(slide, each)
    elif each.paragraphs or each.choices or each.bullets:
        _words(slide, each, BODY_TOP_IN, BODY_IN)
    _foot(slide, foot)
    if each.notes:
        slide.notes_slide.notes_text_frame.text = "\n".join(each.notes)


def _title(slide, each: Slide) -> None:
    shape = slide.shapes.title
    is_alone = not (each.paragraphs or each.choices or each.bullets or each.boxes)
    tall_in = TALL_IN - 2 * FOOT_IN if is_alone else TITLE_IN
    shape.left, shape.top = Inches(EDGE_IN), Inches(TITLE_TOP_IN)
    shape.width, shape.height = Inches(WIDE_IN - 2 * EDGE_IN), Inches(tall_in)
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
    sizes = (54, 44, 36) if is_alone else (32, 28, 24)
    size = largest_size([each.title], WIDE_IN - 2 * EDGE_IN - 0.2, tall_in - 0.1, sizes)
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    _paragraph(frame.paragraphs[0], each.title, size, bold=True, colour=ACCENT_RGB)


def _paragraph(paragraph, words: str, size: float, bold: bool = False, colour=INK_RGB) -> None:
    run = paragraph.add_run()
    run.text = words
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, colour


def _lines(each: Slide) -> list[tuple[str, bool]]:
    """The paragraphs of a slide in their order, and which of them are bold."""
    choices = [
        (f"{chr(ord('A') + n)}   {RIGHT if n in each.right else ''}{words}", n in each.right)
        for n, words in enumerate(each.choices)
    ]
    if each.is_key:  # what was asked, the choices, then why
        asked, *why = each.paragraphs
        return [(asked, True), *choices, *((words, words.startswith(RIGHT)) for words in why)]
    asks = len(each.paragraphs) - 1 if choices else -1  # what is asked is the last before them
    lines = [(words, n == asks) for n, words in enumerate(each.paragraphs)]
    return [*lines, *choices, *((f"•  {words}", False) for words in each.bullets)]


def _words(slide, each: Slide, top_in: float, tall_in: float) -> None:
    wide_in = WIDE_IN - 2 * EDGE_IN
    box = slide.shapes.add_textbox(
        Inches(EDGE_IN), Inches(top_in), Inches(wide_in), Inches(tall_in)
    )
    frame = box.text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    lines = _lines(each)
    size = largest_size([words for words, _ in lines], wide_in - 0.25, tall_in - 0.1, SIZES_PT)
    for n, (words, bold) in enumerate(lines):
        paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(size * 0.4)
        _paragraph(paragraph, words, size, bold)


def _picture(slide, each: Slide) -> None:
    """The picture as large as it can be above its words."""
    words_in = 0.75 * max(len(each.paragraphs), 1)
    room_in = BODY_IN - words_in
    drawn = each.picture
    wide_in = min(WIDE_IN - 2 * EDGE_IN, room_in * drawn.width_px / drawn.height_px)
    left_in = (WIDE_IN - wide_in) / 2
    shape = slide.shapes.add_picture(
        io.BytesIO(drawn.png), Inches(left_in), Inches(BODY_TOP_IN), width=Inches(wide_in)
    )
    _describe(shape, drawn.alt)
    _words(slide, each, BODY_TOP_IN + room_in, words_in)


def _describe(shape, alt: str) -> None:
    shape._element.xpath(".//p:cNvPr")[0].set("descr", alt)


def _lead_and_table(slide, each: Slide) -> None:
    _words(slide, Slide("", each.paragraphs), BODY_TOP_IN, LEAD_IN)
    top_in, wide_in = BODY_TOP_IN + LEAD_IN, WIDE_IN - 2 * EDGE_IN
    shape = slide.shapes.add_table(
        len(each.rows) + 1, len(each.columns), Inches(EDGE_IN), Inches(top_in), Inches(wide_in),
        Inches(BODY_IN - LEAD_IN),
    )  # fmt: skip
    _describe(shape, f"A table: {'; '.join(each.columns)}.")
    for n, share in enumerate(SHARES[len(each.columns)]):
        shape.table.columns[n].width = Emu(int(Inches(wide_in) * share))
    rows = (each.columns, *each.rows)
    check_table(rows, SHARES[len(each.columns)], wide_in, BODY_IN - LEAD_IN, TABLE_PT)
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            cell = shape.table.cell(r, c)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            is_amount = c == 1 and len(each.columns) > 2
            white = RGBColor(255, 255, 255) if r == 0 else INK_RGB
            _paragraph(
                cell.text_frame.paragraphs[0],
                words,
                TABLE_PT,
                bold=r == 0 or is_amount,
                colour=white,
            )
            cell.fill.solid()
            cell.fill.fore_color.rgb = INK_RGB if r == 0 else RGBColor(255, 255, 255)


def _boxes(slide, stages: Sequence[Stage]) -> None:
    """The stages as boxes with arrows, each with its headings; the gate has the thick outline."""
    gap_in, top_in, tall_in = 0.34, BODY_TOP_IN + 0.1, 4.4
    wide_in = (WIDE_IN - 2 * EDGE_IN - gap_in * (len(stages) - 1)) / len(stages)
    for n, stage in enumerate(stages):
        left_in = EDGE_IN + n * (wide_in + gap_in)
        box = slide.shapes.add_shape(
            MSO_SHAPE.ROUNDED_RECTANGLE,
            *(Inches(left_in), Inches(top_in), Inches(wide_in), Inches(tall_in)),
        )
        box.adjustments[0] = 0.04
        box.fill.solid()
        box.fill.fore_color.rgb = RGBColor(255, 255, 255)
        box.line.color.rgb, box.line.width = INK_RGB, Pt(4.5 if stage.id == "gate" else 1.5)
        box.shadow.inherit = False
        frame = box.text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
        frame.margin_left = frame.margin_right = Inches(0.1)
        _paragraph(frame.paragraphs[0], stage.title, 22, bold=True)
        for group in stage.groups:
            paragraph = frame.add_paragraph()
            paragraph.space_before = Pt(8)
            _paragraph(paragraph, group.heading, 18)
        if n < len(stages) - 1:
            arrow = slide.shapes.add_shape(
                MSO_SHAPE.RIGHT_ARROW,
                *(Inches(left_in + wide_in + 0.04), Inches(top_in + tall_in / 2)),
                *(Inches(gap_in - 0.08), Inches(0.3)),
            )
            arrow.fill.solid()
            arrow.fill.fore_color.rgb = INK_RGB
            arrow.line.fill.background()
            _describe(arrow, "leads to")
    leads = next(each.leads for each in stages if each.leads)
    _words(slide, Slide("", (leads,)), top_in + tall_in + 0.05, 0.75)


def _foot(slide, words: str) -> None:
    box = slide.shapes.add_textbox(
        Inches(EDGE_IN),
        Inches(TALL_IN - FOOT_IN),
        Inches(WIDE_IN - 2 * EDGE_IN),
        Inches(FOOT_IN - 0.1),
    )
    box.text_frame.word_wrap = True
    _paragraph(box.text_frame.paragraphs[0], words, 11, colour=SOFT_RGB)


def _name(file, title: str) -> None:
    """What the file says about itself, of the course's own day and not of today."""
    day = datetime.combine(course_day() or UNKNOWN_DAY, time())
    own = file.core_properties
    own.title, own.author, own.last_modified_by = title, course_name(), course_name()
    own.subject, own.keywords, own.comments, own.language = "", "", "", "en"
    own.created = own.modified = own.last_printed = day
    own.revision = 1


def _finished(data: bytes) -> bytes:
    """The file with the font that was measured as its own, and without the time of its making."""
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    for name in parts:
        if name.startswith("ppt/theme/"):
            parts[name] = parts[name].replace(
                b'latin typeface="Calibri"', b'latin typeface="%s"' % FONT.encode()
            )
    return zipped(parts)
