"""Every text of the evidence that a page can show, and every one that it must not."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from evidence import Evidence


def records(evidence: Evidence) -> Iterator[Any]:
    """Every record of every collection."""
    for each in fields(evidence):
        yield from getattr(evidence, each.name).values()


def _walk(record: Any, where: str, shown: bool) -> Iterator[tuple[str, str]]:
    for each in fields(record):
        value = getattr(record, each.name)
        place = f"{where}.{each.name}"
        if each.metadata["kind"] == "parts":
            for number, part in enumerate(value):
                yield from _walk(part, f"{place}[{number}]", shown)
        elif shown and each.metadata["rendered"]:
            yield from ((place, text) for text in ([value] if isinstance(value, str) else value))
        elif not shown and each.metadata.get("shown") is False and value:
            yield place, value


def shown_texts(evidence: Evidence) -> list[tuple[str, str]]:
    """Pairs of place and text, for every text that a page can show."""
    assert all(is_dataclass(record) for record in records(evidence))
    return [
        pair
        for record in records(evidence)
        for pair in _walk(record, record.id, shown=True)
        if pair[1]
    ]


def hidden_texts(evidence: Evidence) -> list[tuple[str, str]]:
    """Pairs of place and text, for what was recalled, not found, or is an evidence trail."""
    return [pair for record in records(evidence) for pair in _walk(record, record.id, shown=False)]
