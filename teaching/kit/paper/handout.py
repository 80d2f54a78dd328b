"""The handout: one sheet of A4 or Letter with everything that has to be at hand."""

from page.html import Markup, joined, markup, repeated
from teaching.kit.facts import (
    CANCER,
    SETTINGS,
    adults_only,
    dose_rows,
    message,
    more_to_watch,
    pitfalls,
    source_ids,
    source_labels,
    stop_points,
    trial_sentences,
    watch_points,
)
from teaching.kit.paper.sheet import figure, foot_lines, listed, scrolling, section, sheet
from teaching.pathway import pathway_list, pathway_notes

HANDOUT_TITLE = "Ketamine for cancer pain: the pathway on one sheet"
COLUMNS = ("Dose, each in its own setting", "How much", "Route", "Beside it")
HOW_READ = (
    "How each was read, and where sources disagree, stands in the course. “The source document” is "
    "the unsigned text that the course started from; it is no source."
)
HANDOUT_STYLE = """
.doses td:nth-child(2) { font-weight: 700; }
.doses th[colspan] { padding-block-start: 0.5em; border-block-start: 2px solid var(--ink); }
@media screen { /* the figure's letters as large as those of the page */
  body { max-width: 76rem; } .lead, .beside, .small, .scrolls { max-width: 52rem; }
}
@page { margin: 5.5mm 8mm 5mm; @bottom-left { content: none; } }
@media print {
  :root { --sans: Arial, "Liberation Sans", Helvetica, "Nimbus Sans", sans-serif; }
  body { font: 7pt / 1.13 var(--sans); }
  h1 { font-size: 12pt; margin: 0 0 0.6mm; } h2 { font-size: 8pt; margin: 0.8mm 0 0.4mm; }
  p, ul, ol, table, figure { margin: 0 0 0.7mm; }
  ul { padding-inline-start: 3.6mm; } li { orphans: 1; widows: 1; } .lead { font-size: 7.6pt; }
  th, td { padding: 0.15mm 2mm 0.15mm 0; border-block-start-width: 0.2mm; }
  .doses th[colspan] { padding-block-start: 0.3mm; border-block-start-width: 0.3mm; }
  .doses tr > :nth-child(1) { width: 22%; } .doses tr > :nth-child(2) { width: 17%; }
  .doses tr > :nth-child(3) { width: 10%; }
  .beside { columns: 3; column-gap: 4mm; margin-block: 0.8mm; font-size: 6.5pt; }
  .beside { line-height: 1.1; } .beside section { display: contents; }
  .doses { font-size: 6.6pt; line-height: 1.1; }
  .wide-only svg { display: block; width: 88%; margin-inline: auto; }
  .beside h2 { margin-block: 0 0.2mm; break-after: avoid; } .beside ul { margin-block-end: 0.6mm; }
  .small { font-size: 6pt; line-height: 1.07; margin-block-end: 0.3mm; color: var(--ink); }
  .colophon { display: block; margin: 0.6mm 0 0; padding-top: 0.5mm; }
  .colophon { font-size: 6.4pt; line-height: 1.2; }
  .colophon p { display: inline; }
}
"""


def handout() -> str:
    """The sheet as HTML text: it prints on one page of A4 and of Letter."""
    body = joined(
        [
            markup("<h1>{}</h1>", HANDOUT_TITLE),
            markup('<p class="lead"><strong>{}</strong> {}</p>', message(), _trials()),
            figure(),
            repeated('<p class="small">{}</p>', pathway_notes()),
            markup(
                '<details class="screen-only"><summary>The figure as a list</summary>{}</details>',
                pathway_list(),
            ),
            doses_table(),
            markup('<div class="beside">{}</div>', joined(_beside())),
            _sources(),
            _foot(),
        ]
    )
    return sheet(HANDOUT_TITLE, body, HANDOUT_STYLE, foot=False)


def _trials() -> str:
    return " ".join(trial_sentences())


def doses_table() -> Markup:
    """Every limit of the evidence by setting, with its unit and what disagrees."""
    head = repeated('<th scope="col">{}</th>', COLUMNS)
    groups = joined(
        markup(
            '<tbody><tr><th colspan="4" scope="rowgroup">{}</th></tr>{}</tbody>',
            f"{words}. {adults_only()}" if setting == CANCER else f"{words}.",
            joined(
                markup("<tr>{}</tr>", repeated("<td>{}</td>", cells))
                for row in dose_rows(setting)
                for cells in [(row.label, row.amount, row.route, row.beside)]
            ),
        )
        for setting, words in SETTINGS.items()
    )
    table = markup(
        '<table class="doses"><thead><tr>{}</tr></thead>{}</table>\n',
        head,
        groups,
    )
    return scrolling(table, COLUMNS[0])


def _beside() -> list[Markup]:
    pits = joined(markup("<li>{} <em>{}</em></li>", each.says, each.beside) for each in pitfalls())
    return [
        section("Watch for", listed([*watch_points(), *more_to_watch()])),
        section("Stop rule (this course's own words)", listed(stop_points())),
        section("Four pitfalls", markup("<ul>{}</ul>", pits)),
    ]


def _sources() -> Markup:
    labels = "; ".join(source_labels(source_ids()))
    return markup('<p class="small"><strong>Sources.</strong> {}. {}</p>', labels, HOW_READ)


def _foot() -> Markup:
    told = joined(markup("<p>{} </p>", each) for each in foot_lines())
    return markup('<footer class="colophon">{}</footer>', told)
