"""Which other medicines meet ketamine, and by which route that was measured."""

from dataclasses import dataclass

from widgets.model.safety.monitoring import ROUTES

ANY = tuple(ROUTES)


@dataclass(frozen=True)
class Interaction:
    """Medicines beside ketamine, the fact behind them, and the routes that the fact speaks of."""

    medicines: str
    fact: str
    routes: tuple[str, ...] = ANY


INTERACTIONS = (
    Interaction("An opioid, a benzodiazepine or another depressant", "F-I01"),
    Interaction("Theophylline or aminophylline", "F-I02"),
    Interaction("Sympathomimetics", "F-I11"),
    Interaction("Levothyroxine, diazepam", "F-S28"),
    Interaction("Clarithromycin", "F-S24", ("oral",)),
    Interaction("Grapefruit juice", "F-S27", ("oral",)),
    Interaction("Ticlopidine", "F-S25", ("oral",)),
    Interaction("Rifampicin", "F-S26", ("oral", "iv")),
)


def interactions_for(route: str) -> tuple[Interaction, ...]:
    """What meets ketamine by a route, "iv", "subcut" or "oral", in the order of harm.

    Facts F-I01, F-I02, F-I11, F-S24 to F-S28. Raises ValueError for another route.
    """
    if route not in ROUTES:
        raise ValueError(f"route must be one of {', '.join(ROUTES)}, got {route!r}")
    return tuple(each for each in INTERACTIONS if route in each.routes)
