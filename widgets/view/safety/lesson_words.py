"""The monitoring plan as pieces of a lesson: what is supported by setting, and the cover."""

from evidence import chip, load, may_be_stated, state
from page.html import Markup, joined, markup, table_row
from widgets.view.words import DISAGREE, Words, chip_html, disagree_box, sides, words_table

NO_RULE_SEEN = "A gap: nothing that could be seen gives a rule."
# What stands on each side of the question of cover, in the order in which it is read.
FOR_LESS = ("F-I09",)
FOR_COVER = ("F-S13", "F-I05")
AGAINST_COVER = ("F-S14", "F-S28")
OWN_ORDER = (
    "The order in this course, less ketamine first and a benzodiazepine as rescue, is the course's "
    "own view. No source that could be seen compares the two."
)


def monitoring_table() -> Words:
    """What the sources support for watching a patient, by setting, with the gaps as gaps."""
    records = load().monitoring.values()
    rows = (
        table_row(
            each.setting,
            state(each) if may_be_stated(each) else NO_RULE_SEEN,
            chip(each).status_words,
        )
        for each in records
    )
    gaps = sum(not may_be_stated(each) for each in records)
    sentence = (
        f"Monitoring in {len(records)} settings: for {gaps} of them no source gives a "
        "rule that could be seen."
    )
    return words_table(
        "Watching, by setting; a clinician must complete it",
        ("Setting", "What is supported", "How sure"),
        rows,
        sentence,
    )


def cover_box() -> Words:
    """Benzodiazepine cover, all sides, without a dose: the course shows none for the pair."""
    claim = load().claims["C31"]
    backing = chip(claim)
    every_side = sides(
        (backing.label, markup("<p>{}</p>", claim.says)),
        ("Less ketamine", _facts(FOR_LESS)),
        ("Cover, after or before", _facts(FOR_COVER)),
        ("What speaks against it", _facts(AGAINST_COVER)),
    )
    return Words(
        "Cover: the document asks for it; less ketamine first is this course's own view.",
        disagree_box(
            DISAGREE,
            every_side,
            markup("<p>{}</p>", OWN_ORDER),
            chip_html(backing),
            about=f"claim {claim.id}",
        ),
    )


def _facts(ids: tuple[str, ...]) -> Markup:
    facts = [load().facts[each] for each in ids]
    return joined(markup("<p>{}</p>{}", state(each), chip_html(chip(each))) for each in facts)
