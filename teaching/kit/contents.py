"""Every file of the kit: its name, its title, a line on what it is for, and its bytes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from teaching import Plan, for_case
from teaching.kit.facts import adults_only
from teaching.kit.paper.cards import CARDS_TITLE, cards
from teaching.kit.paper.guide import guide, guide_title
from teaching.kit.paper.handout import HANDOUT_TITLE, handout
from teaching.kit.paper.paper_tests import form_key, paper_test
from teaching.kit.paper.role_cards import ROLE_CARDS_TITLE, role_cards
from teaching.kit.paper.sheet import foot_lines
from teaching.kit.paper.small_sheets import (
    CURRICULUM_TITLE,
    DEBRIEF_TITLE,
    EVALUATION_TITLE,
    curriculum_map,
    debrief_card,
    evaluation_sheet,
)
from teaching.kit.printing import SIZES, printed
from teaching.kit.session import minutes_words
from teaching.pathway import pathway_notes, pathway_svg

NO_PPTX = (
    "No slides: they need python-pptx, which a running course does not. To have them: "
    "pip install python-pptx, or make kit."
)
NO_BROWSER = "No PDFs: no Chromium or Chrome was named. Print the HTML files from any browser."
PDF_WORDS = "The same sheet as PDF."


@dataclass(frozen=True)
class KitFile:
    """One file of the kit."""

    name: str
    title: str
    words: str
    data: bytes


def sheets(plans: Mapping[str, Plan]) -> tuple[KitFile, ...]:
    """The pages of the kit as HTML, and the pathway as a drawing.

    Raises LeftOut where something that they rest on is left out because of a mistake.
    """
    return (
        _page("handout", HANDOUT_TITLE, "One for each learner: it prints on one sheet.", handout()),
        *(
            _page(
                f"guide_{name}",
                guide_title(plan),
                "Clock, script, what to expect, replies, what to leave out.",
                guide(plan),
            )
            for name, plan in plans.items()
        ),
        _page(
            "cards_a_to_d",
            CARDS_TITLE,
            "One sheet to cut or fold, for a room without a network.",
            cards(),
        ),
        _page(
            "team_cards",
            ROLE_CARDS_TITLE,
            "A case for three: only together do the cards hold what is known.",
            role_cards(),
        ),
        _page(
            "pre_test_form_a",
            "Test before, form A",
            "Questions on paper, no key.",
            paper_test("form_a"),
        ),
        _page(
            "post_test_form_b",
            "Test after, form B",
            "Its twin for afterwards, no key.",
            paper_test("form_b"),
        ),
        _page("key_form_a", "Key of form A", "For the teacher alone.", form_key("form_a")),
        _page("key_form_b", "Key of form B", "For the teacher alone.", form_key("form_b")),
        _page(
            "debrief_card",
            DEBRIEF_TITLE,
            "Five parts with their time, to hold in a hand.",
            debrief_card(),
        ),
        _page(
            "evaluation_sheet",
            EVALUATION_TITLE,
            "What learners say, knew, will do, and know four weeks later.",
            evaluation_sheet(),
        ),
        _page(
            "curriculum_map",
            CURRICULUM_TITLE,
            "Mapped by the authors, not endorsed.",
            curriculum_map(),
        ),
        *(
            KitFile(
                f"pathway_{form}.svg",
                f"The pathway as a drawing, {words}",
                "For a slide or a page of your own.",
                _drawing(form).encode(),
            )
            for form, words in (("wide", "wide"), ("column", "one column"))
        ),
    )


def _drawing(form: str) -> str:
    """The pathway with what every file says of itself drawn under it: it will stand alone."""
    return pathway_svg(form, under=(adults_only(), *pathway_notes(), " ".join(foot_lines())))


def _page(name: str, title: str, words: str, html: str) -> KitFile:
    return KitFile(f"{name}.html", title, words, html.encode())


def slides(plans: Mapping[str, Plan], case: str) -> tuple[KitFile, ...]:
    """The slides of each plan; `case` goes into a plan that is for any case.

    Raises ImportError without python-pptx, PlanError for a case that is not there.
    """
    from teaching.kit.slides import deck
    from teaching.kit.slides.pptx_file import pptx_bytes

    foot, files = " ".join(foot_lines()), []
    for name, plan in plans.items():
        chosen = for_case(plan, case) if plan.takes_a_case else plan
        title = f"Slides: {plan.title}, {minutes_words(plan.minutes)}"
        words = "To open and change in PowerPoint or LibreOffice; what to say stands in the notes."
        if plan.takes_a_case:
            words = f"{words} With the case {case}; another one: --case."
        data = pptx_bytes(deck(chosen), title, foot)
        files.append(KitFile(f"slides_{name}.pptx", title, words, data))
    return tuple(files)


def pdfs(pages: Iterable[KitFile], browser: str) -> Iterator[KitFile]:
    """Each page as PDF on A4, and the handout on Letter too; PrintError where the browser fails."""
    for each in pages:
        stem, _, kind = each.name.rpartition(".")
        if kind != "html":
            continue
        sizes = SIZES if stem == "handout" else SIZES[:1]
        for size in sizes:
            name = f"{stem}_{size.lower()}.pdf" if len(sizes) > 1 else f"{stem}.pdf"
            title = f"{each.title} ({size})" if len(sizes) > 1 else each.title
            yield KitFile(name, title, PDF_WORDS, printed(each.data.decode(), browser, size))
