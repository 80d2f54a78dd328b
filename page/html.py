"""HTML in which every value is escaped unless it is markup already."""

from collections.abc import Iterable

from markupsafe import Markup, escape


def markup(template: str, *values: object, **named: object) -> Markup:
    """`template` with each {} filled by a value: text is escaped, markup stands as it is.

    The template itself is code, never a text that somebody typed.
    """
    return Markup(template).format(*values, **named)


def repeated(template: str, values: Iterable[object]) -> Markup:
    """`template`, which has one {}, once for each value, one after the other."""
    return joined(markup(template, value) for value in values)


def joined(parts: Iterable[object]) -> Markup:
    """Parts one after the other, those that are no markup escaped."""
    return Markup("").join(map(escape, parts))
