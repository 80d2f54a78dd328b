"""Many visits, ended in every way there is."""

import json
from functools import cache

from bench.learners.visitor import (
    Connection,
    Lab,
    address_of,
    connect,
    lab_of,
    open_page,
    take_kernel,
    visit,
)
from bench.servers import ROOT
from bench.soak.outcome import Outcome, each, from_to, grown
from bench.soak.server import SoakServer, soaked

AT_ONCE = 4
WARM_UP = 24
ABSENT_S = 10
WAYS = ("goodbye", "goodbye", "vanish", "leave early")  # how a visit ends, in turn


@cache
def lessons() -> list[str]:
    """The lessons that have live parts of their own."""
    slugs = sorted(path.stem for path in (ROOT / "lessons").glob("*.ipynb"))
    return [slug for slug in slugs if "01" <= slug[:2] < "90"]


def move(lab: Lab) -> None:
    """Set the first control that has a value to that value, and wait for the answer."""
    control, text = next(((name, text) for name, text in lab.values.items() if text), ("", ""))
    if control:
        lab.move(control, text)


def goodbye(base: str, slug: str, address: str) -> None:
    """A whole visit: every state, an explorer moved where there is one, a goodbye."""
    with visit(base, slug, address) as (page, line, _kernel_id):
        if any("controls" in state for state in page.states.values()):
            move(lab_of(page, line))


def vanish(base: str, slug: str, address: str) -> None:
    """A visit whose connection is gone without a word."""
    page = open_page(base, slug, address)
    Connection(base, take_kernel(page), address).socket.sock.close()


def leave_early(base: str, slug: str, address: str) -> None:
    """A visit that ends while its page, or its kernel, is on the way."""
    page = open_page(base, slug, address)
    asked = json.dumps({"edition": page.config.get("edition")})
    for method, path, body in (
        ("POST", f"/voila/api/open/{slug}", asked),
        ("GET", f"/voila/render/{slug}.ipynb", None),
    ):
        line = connect(base, address)
        line.request(method, path, body, {"Origin": base.rstrip("/")})
        line.close()


def one_visit(server: SoakServer, number: int) -> None:
    """Visit `number`: the lessons, the addresses and the ways to end in turn."""
    way = WAYS[number % len(WAYS)]
    slug = lessons()[number % len(lessons())]
    does = {"goodbye": goodbye, "vanish": vanish, "leave early": leave_early}[way]
    does(server.url, slug, address_of(number % 500))


def opens(count: int = 1000) -> Outcome:
    """Open and close `count` lessons, four at a time."""
    outcome = Outcome(f"{count} lessons opened and closed, {AT_ONCE} at a time")
    with soaked(outcome.lost, ABSENT_SECONDS=ABSENT_S) as server:
        outcome.lost += each(range(WARM_UP), lambda n: one_visit(server, n), AT_ONCE)
        before = server.at_rest()
        outcome.lost += each(range(count), lambda n: one_visit(server, n), AT_ONCE)
        after = server.at_rest()
        outcome.grew = grown(before, after)
        outcome.told = from_to(before, after) | {"log, kB": server.log_kb()}
    return outcome
