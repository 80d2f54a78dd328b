"""No abbreviation and no term of art stands in the course without an entry in the glossary.

Terms of art are found by how such words are built, and by a list of those that look like others;
the list names words of the field and knows nothing of the glossary.
"""

import json
import re
import tomllib
from html import unescape
from pathlib import Path

import pytest

from evidence.glossary import Term, glossary
from theme.pages.terms import TermFinder

ROOT = Path(__file__).resolve().parents[3]
FILES = [
    path
    for pattern in ("lessons/*.ipynb", "quizzes/bank/*.toml", "teaching/plans/*.toml")
    for path in sorted(ROOT.glob(pattern))
]
FILES += sorted((ROOT / "widgets/model/cases").glob("*.toml"))
ABBREVIATION = re.compile(r"(?<![\w/.#-])[A-Za-z]*[A-Z][a-z]*[A-Z][A-Za-z]*(?![\w.-]*\d)")
# A grade or a phase in Roman figures, a word in capitals for weight, an author's initials.
NO_ABBREVIATION = re.compile(r"[IVX]+|CasePlayer|[A-Z][a-z]+[A-Z][a-z]+")
ART = re.compile(
    r"\b[a-z]*(?:algesi[ac]s?|algesics|odynia|aemia|mucositis|cystitis|neurolysis|pathic|ceptive|"
    r"aesthesia|aesthetics?|mimetics?|zepines?|tricyclics?|phosphatase|aminases?|rubin|clonus|"
    r"thecal|epidural|venous|venously|cutaneous|cutaneously|ceptors?|plexus|leptics?|psychotics?|"
    r"emetics?|convulsants?|genic|kinetics?|racem(?:ic|ates?)|enantiomers?|metabolites?|"
    r"compartments?|somnolen(?:t|ce)|delirium|sensiti[sz](?:ation|ed)|titrat(?:ed?|ion)|gonists?|"
    r"randomi[sz](?:ed|ation)|placebo|blinded|blinding|refractor(?:y|iness)|adjuvants?|bolus|"
    r"boluses|specificity|sensitivity|clearance|dialysis|nephrosis|hyperpathia|metastas[ie]s|"
    r"(?:depersonal|dereal)i[sz]ation|contraindications?|hypersensitivity|hypertension)\b",
    re.IGNORECASE,
)
LISTED = """wind-up; temporal summation; breakthrough dose; opioid rotation; nerve block; third
line; stop rule; plateau; plasma level; number needed to treat; number needed to harm; forest
plot; risk difference; regression to the mean; placebo response; control group; case by case;
off-label; investigational; boxed warning; test bolus; half-life; responder; denominator;
palliative care; procedural sedation; naloxone; methadone; dextromethorphan; fibromyalgia;
hallucination; psychosis; creatinine; mcg; mg/kg/h; mL/h; ng/mL; burst; audit; interventional;
concentration; candidacy; pivotal trial; positive predictive value; interval of 95%; starting
document; titration"""
LISTED_ART = [" ".join(each.split()) for each in LISTED.split(";")]
NAME = re.compile(
    r"[a-z0-9]+(?:[-_.][a-z0-9]+)+|[A-Z]+(?:_[A-Z]+)+"
)  # of a figure, an option, a code
REFERENCES = re.compile(r"\{[^{}]*\}|\]\([^)]*\)|`[^`]*`")


def texts_in(value) -> list[str]:
    if isinstance(value, str):
        return [] if NAME.fullmatch(value) else [value]
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for each in inside for text in texts_in(each)]


def shown_by(cell) -> list[str]:
    """What a cell shows in words, without chips (they cite authors by their initials) and code."""
    if cell["cell_type"] == "markdown":
        return ["".join(cell["source"])]
    html = ["".join(output.get("data", {}).get("text/html", "")) for output in cell["outputs"]]
    apart = re.compile(r"<(svg|details)\b.*?</\1>", re.DOTALL)
    return [unescape(re.sub(r"<[^>]+>", " ", apart.sub(" ", each))) for each in html]


def words_of(path: Path) -> str:
    raw = path.read_text(encoding="utf-8")
    if path.suffix == ".toml":
        texts = texts_in(tomllib.loads(raw))
    else:
        texts = [text for cell in json.loads(raw)["cells"] for text in shown_by(cell)]
    return REFERENCES.sub(" ", "\n".join(texts))


def uncovered(text: str, finder: TermFinder) -> set[str]:
    """The abbreviations and terms of art of a text that no entry explains."""
    spans = [match.span() for match, _ in finder.found(text)]
    hits = [*ABBREVIATION.finditer(text), *ART.finditer(text)]
    hits += [hit for term in LISTED_ART for hit in re.finditer(rf"\b{re.escape(term)}\b", text)]
    return {
        hit[0]
        for hit in hits
        if not NO_ABBREVIATION.fullmatch(hit[0])
        and not _is_for_weight(hit[0], text)
        and not any(start < hit.end() and hit.start() < end for start, end in spans)
    }


def _is_for_weight(word: str, text: str) -> bool:
    """Whether a word in capitals is an ordinary one of the same text, written so for weight."""
    return word.isupper() and re.search(rf"\b{word.lower()}\b", text) is not None


@pytest.fixture(scope="module")
def finder():
    return TermFinder(glossary().values())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_abbreviation_and_term_of_art_has_an_entry(path, finder):
    assert uncovered(words_of(path), finder) == set()


@pytest.mark.parametrize("term", LISTED_ART)
def test_each_listed_term_has_an_entry(term, finder):
    assert uncovered(term, finder) == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She asks for the KQXZ guideline.", "KQXZ"),
        ("A rare neopsychotic was tried.", "neopsychotic"),
        ("An extracutaneous route.", "extracutaneous"),
    ],
)
def test_a_made_up_one_is_missed(text, found, finder):
    assert uncovered(text, finder) == {found}


def test_an_entry_that_is_gone_is_missed():
    rest = TermFinder(term for term in glossary().values() if term.id not in ("wind-up", "nmda"))
    assert uncovered("Wind-up needs the NMDA receptor; wind-up grows.", rest) == {"NMDA", "wind-up"}
    fields = {"spellings": (), "expands": "", "rests_on": (), "tap": True}
    one = TermFinder([Term(id="x", term="NMDA", means="A made-up one.", **fields)])
    assert uncovered("NMDA", one) == set()


def test_a_word_in_capitals_for_weight_is_no_abbreviation(finder):
    assert uncovered("Look at ALL of them, all in all.", finder) == set()
    assert uncovered("Look at ALL of them.", finder) == {"ALL"}
