"""HTML in which every value is escaped unless it is markup already.

All HTML that Python makes is made here or with these; tests/page/test_one_html.py looks for others.
"""

from collections.abc import Iterable

from markupsafe import Markup, escape

__all__ = ["Markup", "joined", "markup", "repeated", "table", "table_row"]


def markup(template: str, *values: object, **named: object) -> Markup:
    """`template` with each {} filled by a value: text is escaped, markup stands as it is.

    The template itself is code, never a text that somebody typed.
    """
    return Markup(template).format(*values, **named)


def made_here(text: str) -> Markup:
    """HTML of the course's own making that was kept as text: a drawing, a style, a screen.

    Never a text that somebody typed: nothing in it is escaped.
    """
    return Markup(text)


def repeated(template: str, values: Iterable[object]) -> Markup:
    """`template`, which has one {}, once for each value, one after the other."""
    return joined(markup(template, value) for value in values)


def joined(parts: Iterable[object], between: str = "") -> Markup:
    """Parts one after the other, those that are no markup escaped, and what is between them."""
    return escape(between).join(map(escape, parts))


def table_row(about: object, *cells: object) -> Markup:
    """A row of a table: what it is about, then its cells."""
    return markup('<tr><th scope="row">{}</th>{}</tr>', about, repeated("<td>{}</td>", cells))


def table(columns: Iterable[str], rows: Iterable[object], caption: str = "") -> Markup:
    """A table that can be scrolled where it is too wide, its `rows` made by `table_row`.

    A column without a name stands over what the rows are about, and needs none.
    """
    return markup(
        '<div class="table-scroll"><table>{}<thead><tr>{}</tr></thead><tbody>{}</tbody></table>'
        "</div>",
        markup("<caption>{}</caption>", caption) if caption else "",
        joined(markup('<th scope="col">{}</th>', c) if c else markup("<td></td>") for c in columns),
        joined(rows),
    )
