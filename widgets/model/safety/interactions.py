"""Which other medicines meet ketamine, and by which route that was measured: read from
interactions.toml.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from evidence import OwnFile
from evidence.tables import TableError, read_rows
from widgets.model.safety.monitoring import ROUTE_WORDS

FILE = Path(__file__).parent / "interactions.toml"
ANY = tuple(ROUTE_WORDS)


@dataclass(frozen=True)
class Interaction:
    """Medicines beside ketamine, the fact behind them, and the routes that the fact speaks of."""

    medicines: str
    source: str
    routes: tuple[str, ...] = ANY


def interactions_from(path: Path | str) -> tuple[Interaction, ...]:
    """Read the interactions of a file; TableError names each problem."""
    problems: list[str] = []
    found = []
    for where, row in read_rows(Path(path), "interaction", Interaction, problems):
        unknown = [each for each in row.routes if each not in ROUTE_WORDS]
        if unknown or not row.routes:
            problems.append(f"{where}: routes: must be of {', '.join(ANY)}, got {list(row.routes)}")
        found.append(row)
    if problems:
        raise TableError(problems)
    return tuple(found)


CONTENT = OwnFile(FILE, interactions_from)


def all_interactions() -> tuple[Interaction, ...]:
    """Every interaction that the course knows, in the order of harm.

    Raises LeftOut where the file has a mistake: a chart is held against the whole list.
    """
    return CONTENT.given()


def interactions_for(route: str) -> tuple[Interaction, ...]:
    """What meets ketamine by a route, "iv", "subcut" or "oral", in the order of harm.

    Raises ValueError for another route.
    """
    if route not in ROUTE_WORDS:
        raise ValueError(f"route must be one of {', '.join(ROUTE_WORDS)}, got {route!r}")
    return tuple(each for each in all_interactions() if route in each.routes)
