"""What a room reads: one idea a screen, nothing twice, terms introduced, no patient left alone."""

import re
from html import unescape

import pytest

from teaching import all_sessions
from teaching.ideas import POINTS_PER_LAYER_WORDS, WORDS_PER_LAYER, listed_apart, told_apart
from teaching.ideas import sentences as sentences_of
from teaching.stage.drawn.deck import deck_of
from teaching.stage.show import told_screens
from widgets.model.cases import load_cases

LONGEST_SENTENCE = 60  # one that is longer than a screen should hold stands alone
SESSIONS = {
    " ".join((plan.id, *dict.fromkeys(s.case for s in plan.steps if plan.id == "one_case_8"))): plan
    for plan in all_sessions()
}
UNSAID = r'<p class="(?:rests|named|not|still-note|state)">.*?</p>|<svg.*?</svg>|<h2>.*?</h2>'
CHANCE = re.compile("If pain falls: |If it does not: ")  # told of each option: their order varies
# What happens may be the same after two options; what is said of them may not.
EVENTS = {
    sentence
    for case in load_cases().values()
    for turn in case.turns
    for option in (*turn.options, *(each for press in turn.presses for each in press.answers))
    for sentence in sentences_of(option.happens)
}


@pytest.fixture(scope="module")
def decks():
    """The screens of all sessions by their name; drawn once, some of them take a second."""
    return {name: deck_of(plan) for name, plan in SESSIONS.items()}


def said(html):
    """The words of a layer itself, without marks, headings and what it rests on."""
    return " ".join(
        unescape(re.sub(r"<[^>]+>", " ", re.sub(UNSAID, " ", html, flags=re.S))).split()
    )


def layers_of(deck):
    for screen in deck["screens"]:
        for layer in screen["told"]["layers"]:
            yield screen, layer


def test_all_eighteen_sessions_are_looked_at(decks):
    assert len(decks) == 18 and sum(1 for deck in decks.values() for _ in layers_of(deck)) > 300


def test_a_layer_holds_one_idea(decks):
    for name, deck in decks.items():
        for screen, layer in layers_of(deck):
            words = said(layer["html"])
            if layer["kind"] in ("picture", "watch") or "<li>" in layer["html"]:
                most = POINTS_PER_LAYER_WORDS
            else:
                most = LONGEST_SENTENCE if len(sentences_of(words)) == 1 else WORDS_PER_LAYER
            assert len(words.split()) <= most, (name, screen["step"], words)


def test_nothing_is_lost_where_a_long_text_is_parted():
    text = "One idea. “A second one. Said by somebody.” A third, of no great length. And a last."
    pages = told_apart([text, "Another paragraph."], 8)
    assert " ".join(" ".join(page) for page in pages) == f"{text} Another paragraph."
    assert sentences_of(text)[1] == "“A second one. Said by somebody.”"
    assert all(len(" ".join(page).split()) <= 8 for page in pages) and len(pages) == 3
    assert told_apart([]) == [] and told_apart(["A word."]) == [["A word."]]
    assert listed_apart(["a b c", "d e", "f"], 3) == [["a b c"], ["d e", "f"]]
    assert len(told_apart(["word " * 90])) == 1  # a sentence is never cut


def test_each_layer_says_something_new(decks):
    for name, deck in decks.items():
        for screen in deck["screens"]:
            read = [screen["title"], *(each["text"] for each in screen["options"])]
            for layer in screen["told"]["layers"]:
                new = [each for each in sentences_of(said(layer["html"])) if len(each.split()) > 5]
                new = [each for each in new if each not in EVENTS and not CHANCE.match(each)]
                again = [each for each in new if each in read]
                assert not again, (name, screen["step"], again)
                read += new


def test_the_right_option_is_named_in_full_by_its_letter_alone(decks):
    for name, deck in decks.items():
        for screen in told_screens(deck, "a"):
            right = next((e["letters"] for e in screen["layers"] if e["kind"] == "key"), [])
            for layer in screen["layers"]:
                if layer["kind"] not in ("option", "answer"):
                    named = re.findall(r'class="named">(.*?)</p>', layer["html"])
                    assert not any("<span>" in each for each in named), (name, screen["title"])
                elif right:
                    assert not {*layer["letters"]} & {*right}, (name, screen["title"])


@pytest.mark.parametrize("plan", SESSIONS.values(), ids=SESSIONS)
def test_every_patient_of_a_session_is_decided_on(plan):
    met = {step.case for step in plan.steps if step.case and not step.decision}
    decided = {step.case for step in plan.steps if step.decision or step.kind == "reveal"}
    assert met and met <= decided


def test_a_decision_says_what_is_known_of_the_patient(decks):
    for name, deck in decks.items():
        stems = {s["title"]: s["html"] for s in deck["screens"] if s["kind"] == "case"}
        asked = [s for s in deck["screens"] if s["kind"] == "question" and s["where"] in stems]
        for screen in asked:
            known = re.search(r'<p class="known">(.+?)</p>', screen["html"])
            assert known, (name, screen["title"])
            who = sentences_of(said(stems[screen["where"]]))[0]
            assert unescape(known[1]).startswith(who)
        assert asked, name


# Terms of this course and of the trade, each with the words that introduce it to a room.
OF_THE_COURSE = {
    r"\b[Gg]ate\b": "gate is what must hold",
    r"\b(?:[Tt]hird|[Ss]econd) line\b": "methadone with a specialist",
    r"\b[Ss]top rule": "stop rule",
}
OF_THE_TRADE = {
    r"\b[Rr]efractory\b": "tried, high and long enough, and failed",
    r"\b[Aa]llodynia\b": "a touch that should not hurt does",
    r"\b[Hh]yperalgesia\b": "what hurts, hurts far too much",
    r"\bNMDA\b": "a receptor of pain that ketamine blocks",
    r"\b[Dd]ouble-blind\b": "nobody at the bedside knew who had which",
    r"\b[Ww]ind-up\b": "each touch hurts more than the one before",
    r"\b[Pp]lateau\b": "as much leaves as comes in",
}


def late_terms(plan, deck, terms):
    """The terms that stand on the stage before anybody has said what they mean."""
    told, found = "", []
    for step in plan.steps:
        told += " ".join((step.say, *step.expect))
        screens = [s for s in deck["screens"] if s["step"] == step.id and not step.on_paper]
        shown = " ".join(
            said(" ".join([s["title"], s["html"], *(o["text"] for o in s["options"])]))
            + said(" ".join(layer["html"] for layer in s["told"]["layers"]))
            for s in screens
        )
        found += [
            f"{step.id}: {term}"
            for term, means in terms.items()
            if re.search(term, shown) and means not in told
        ]
    return found


@pytest.mark.parametrize(("name", "plan"), SESSIONS.items(), ids=SESSIONS)
def test_a_term_is_introduced_before_it_stands_on_the_stage(decks, name, plan):
    terms = OF_THE_COURSE if plan.id == "one_case_8" else OF_THE_COURSE | OF_THE_TRADE
    assert late_terms(plan, decks[name], terms) == []


def test_a_term_that_nobody_introduced_is_found(decks):
    plan = SESSIONS["huddle_20"]
    assert late_terms(plan, decks["huddle_20"], {r"\bketamine\b": "an old word"})
