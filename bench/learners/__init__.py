"""What a class of learners meets: many at once, and pages that stand still while they open."""


def measure() -> list[dict]:
    """Every figure of a class, as bench/__main__.py says."""
    from bench.learners import at_once, shifts

    return [*at_once.measure(), *shifts.measure()]
