"""All that was gathered is there, and what was worked out can be worked out again."""

import math
import re
from collections import Counter

import pytest

from evidence import load
from evidence.numbers import format_number
from tests.evidence.rendered_texts import records, shown_texts

CLAIMS = [f"C{n:02}" for n in range(1, 36) if n != 23]
CLAIMS += ["C23a", "C23b", "C23c", "C23d", "C23e", "C23x"]
# The lines of the source document that say something; the others are headings.
CONTENT_LINES = [2, *range(5, 9), 10, *range(12, 16), *range(17, 22), *range(23, 29)]
CONTENT_LINES += [*range(30, 35), *range(36, 40), 41]
LINES = {f"L{n}" for n in CONTENT_LINES}
KAMP_TO_HERD = """
S-KAMP2020 S-DOMINO1984 S-NOPPERS2011PK S-HIJAZI2003 S-SIMONS2022 S-OTTO2021 S-FANTA2015
S-CLEMENTS1981 S-HERD2007 S-HORNIK2018 S-ELKOMY2015 S-SHERWIN2015 S-FLINT2017 S-PEREZRUIXO2021
S-BRUNETTE2011 S-HENTHORN2018 S-NAVARRETE2025 S-OLOFSEN2022 S-DAHAN2011 S-ZANOS2018 S-IDVALL1979
S-KOPPEL S-YANAGIHARA2003 S-DAYTON1983 S-HERD2008
""".split()


def standing(records):
    return Counter(record.status for record in records)


def quantity(record, name):
    return next(each for each in record.quantities if each.name == name)


def test_every_claim_is_there_once():
    claims = load().claims
    assert sorted(claims) == sorted(CLAIMS)
    assert Counter(claim.verdict for claim in claims.values()) == {
        "supported-with-nuance": 15,
        "supported": 12,
        "conflict": 6,
        "unverified": 5,
        "not-found": 2,
    }


def test_the_findings_are_there_with_their_standing():
    evidence = load()
    found = [
        record
        for collection in (evidence.trials, evidence.reviews, evidence.guidelines, evidence.facts)
        for record in collection.values()
    ]
    # Floors: what was once read is not lost, and a new record needs no number typed here.
    assert len(evidence.trials) >= 17 and len(evidence.reviews) >= 7
    assert len(evidence.guidelines) >= 22 and len(evidence.facts) >= 81
    floors = {"verified": 112, "derived": 5, "from-memory": 8, "not-found": 2}
    kept = standing(found)
    assert {name: kept[name] for name in floors if kept[name] < floors[name]} == {}
    rooms = Counter(fact.room for fact in evidence.facts.values())
    floors = {
        "safety": 42,
        "mechanism": 11,
        "optimisation": 12,
        "test_bolus": 7,
        "pharmacokinetics": 9,
    }
    assert {name: rooms[name] for name in floors if rooms[name] < floors[name]} == {}


def test_the_sources_are_there():
    sources = load().sources
    assert len(sources) >= 109 + len(KAMP_TO_HERD)
    assert [key for key in KAMP_TO_HERD if key not in sources] == []
    assert {sources[key].depth for key in ("S-ESMO2018", "S-ASA2018")} == {"existence-only"}


def test_the_starting_document_is_described_and_backs_nothing():
    evidence = load()
    document = evidence.document
    assert list(evidence.documents.values()) == [document]
    assert all((document.what, document.done, document.seen, document.unseen))
    machines = {key for key, source in evidence.sources.items() if source.machine_written}
    assert set(document.sources) <= machines
    named = {key for each in records(evidence) if each is not document
             for key in getattr(each, "sources", ())}  # fmt: skip
    assert machines and not machines & named


def test_every_content_line_has_a_claim_and_an_objective():
    evidence = load()
    claimed = {claim.source_line for claim in evidence.claims.values()}
    aimed = {line for objective in evidence.objectives.values() for line in objective.lines}
    assert claimed == LINES | {"none"}
    assert aimed == LINES
    assert sorted(evidence.objectives) == sorted(f"O{n}" for n in range(1, 12))


def test_only_what_the_document_leaves_out_has_no_line_and_no_reference():
    without = [c.id for c in load().claims.values() if c.source_line == "none"]
    assert without == ["C23x"]
    assert [c.id for c in load().claims.values() if not c.references] == without


def test_the_fixed_limits_hold_their_numbers():
    limits = load().limits
    spans = {key: (limit.low, limit.high, limit.value) for key, limit in limits.items()}
    assert spans["infusion_cancer_pain"] == (0.05, 0.5, None)
    assert spans["infusion_acute_pain_ceiling"] == (None, None, 1)
    assert spans["bolus_acute_pain_ceiling"] == (None, None, 0.35)
    assert spans["oral_per_dose"] == (0.2, 0.5, None)
    assert spans["oral_cap"] == (None, None, 50)
    assert spans["oral_times_daily"] == (2, 3, None)
    assert spans["weight_kg"] == (30, 200, None)
    assert [key for key, limit in limits.items() if limit.strict] == ["bolus_acute_pain_ceiling"]
    assert limits["burst_ladder_per_24_h"].steps == (100, 300, 500)
    assert limits["vial_concentrations"].steps == (10, 50, 100)
    assert {limit.setting for limit in limits.values() if limit.status == "course"} == {"course"}


@pytest.mark.parametrize(
    ("claim", "limit"),
    [
        ("C14", "infusion_cancer_pain"),
        ("C15", "oral_per_dose"),
        ("C15", "oral_cap"),
        ("C16", "bolus_acute_pain_ceiling"),
        ("C17", "infusion_acute_pain_ceiling"),
    ],
)
def test_a_claim_and_its_limit_give_the_same_numbers(claim, limit):
    evidence = load()
    shown = evidence.limits[limit]
    numbers = [n for n in (shown.value, shown.low, shown.high) if n is not None]
    words = evidence.claims[claim].says
    assert [n for n in numbers if f"{format_number(n)} " not in words] == []
    assert shown.unit in words
    assert claim in shown.claims


def test_the_effects_of_the_pivotal_trial_follow_from_its_counts():
    trial = load().trials["T-HARDY2012"]
    counts = trial.counts[0]
    ketamine = counts.ketamine_events / counts.ketamine_n
    placebo = counts.control_events / counts.control_n
    by_measure = {effect.measure: effect for effect in trial.effects}
    assert round(ketamine - placebo, 2) == by_measure["risk difference"].value
    assert round(1 / (ketamine - placebo)) == by_measure["number needed to treat"].value
    ratio = ketamine / placebo
    spread = math.sqrt(1 / 29 - 1 / 93 + 1 / 25 - 1 / 92)
    low, high = (ratio * math.exp(sign * 1.96 * spread) for sign in (-1, 1))
    worked_out = by_measure["risk ratio"]
    assert (round(ratio, 2), round(low, 2)) == (worked_out.value, worked_out.low)
    assert round(high, 1) == worked_out.high
    assert worked_out.status == "derived"
    assert {arm.name: arm.n for arm in trial.arms} == {"ketamine": 93, "placebo": 92}


@pytest.mark.parametrize("fact", ["F-T02", "F-T03"])
def test_the_tables_of_four_give_the_printed_accuracy(fact):
    facts = load().facts
    cells = {each.name: each.value for each in facts[fact].quantities}
    printed = facts["F-T01" if fact == "F-T02" else fact]
    true, false = cells["true positives"], cells["false negatives"]
    assert round(100 * true / (true + false)) == quantity(printed, "sensitivity").value
    true, false = cells["true negatives"], cells["false positives"]
    assert round(100 * true / (true + false)) == quantity(printed, "specificity").value


def test_the_steady_levels_follow_from_the_clearance():
    facts = load().facts
    clearance = quantity(facts["F-P01"], "clearance").value

    def level(mg_per_h):
        return mg_per_h / clearance * 1000

    worked_out = facts["F-P06"]
    rates = quantity(worked_out, "infusion rates at 70 kg").steps
    levels = quantity(worked_out, "steady levels").steps
    assert [round(level(rate * 70)) for rate in rates] == list(levels)
    ladder = load().limits["burst_ladder_per_24_h"].steps
    assert [round(level(step / 24)) for step in ladder] == list(
        quantity(facts["F-P07"], "steady levels").steps
    )
    daily = quantity(facts["F-P08"], "doses").steps
    assert [round(level(dose * 70 / 24)) for dose in daily] == list(
        quantity(facts["F-P08"], "steady levels").steps
    )
    span = load().limits["psychedelic_plasma_range"]
    found = quantity(facts["F-P09"], "infusion rates at 70 kg")
    back = [round(each * clearance / 1000 / 70, 2) for each in (span.low, span.high)]
    assert back == [found.low, found.high]


def test_the_evidence_cannot_be_changed():
    evidence = load()
    with pytest.raises(TypeError):
        evidence.claims["C01"] = None
    with pytest.raises(AttributeError):
        evidence.claims["C01"].says = ""
    with pytest.raises(AttributeError):
        evidence.claims = {}
    assert load() is evidence


def test_a_step_on_a_condition_is_never_told_without_it():
    evidence = load()
    conditional = {t.id: t for t in evidence.trials.values() if t.raised_only_if}
    assert list(conditional) == ["T-KOREA2024"]
    regimen = conditional["T-KOREA2024"].regimen
    assert "only if" in regimen
    hours = quantity(conditional["T-KOREA2024"], "raised every").value
    told = [
        (place, text)
        for place, text in shown_texts(evidence)
        if f"every {hours:.0f} hours" in text and "0.05 mg/kg/h" in text
    ]
    assert len(told) >= 2
    assert [place for place, text in told if "only if" not in text] == []


def test_what_one_audit_did_adds_up_and_is_told_as_what_it_did():
    evidence = load()
    harmed = next(
        c for c in evidence.trials["T-JACK2001"].counts if c.outcome.startswith("Psychotomimetic")
    )
    words = evidence.claims["C31"].finding
    numbers = re.search(
        r"(\d+) of (\d+) had psychiatric.*stopped in (\d+) who had not responded, "
        r"its dose lowered in (\d+) who had, and (\d+) declined",
        words,
    )
    all_, of, stopped, lowered, declined = map(int, numbers.groups())
    assert (all_, of) == (harmed.ketamine_events, harmed.ketamine_n)
    assert stopped + lowered + declined == all_
    first = re.compile(r"literature (?:puts|says)|(?:ketamine|stopping) comes first")
    assert [p for p, t in shown_texts(evidence) if first.search(t)] == []


def test_what_we_did_not_read_is_said_of_our_reading():
    """ "Not visible" sounds as if the text hid it: the limit is ours."""
    texts = shown_texts(load())
    ours = ("S-DRORACLE.note",)  # there it says which part of a page could be seen
    assert [p for p, t in texts if re.search(r"\bvisible\b", t) and p not in ours] == []


def test_no_dose_of_another_setting_stands_among_the_guidelines_on_chronic_pain():
    guidelines = load().guidelines
    chronic = [g for key, g in guidelines.items() if key.startswith("G-ASRA-CHRONIC")]
    assert len(chronic) >= 5
    assert [g.id for g in chronic if re.search(r"\d\s*m(?:g|cg)\b", g.wording)] == []
    # What speaks for more ketamine there stands beside what speaks against it.
    for key in ("G-ASRA-CHRONIC-2", "G-ASRA-CHRONIC-4", "G-CADTH2024"):
        assert "Cochrane review of 2025" in guidelines[key].disagrees


def test_no_statement_rests_on_a_blog_about_its_source():
    evidence = load()
    blogs = {
        key
        for key, source in evidence.sources.items()
        if "doctoryg" in source.seen_at or "blog" in source.citation.lower()
    }
    assert blogs == set()


def test_the_default_model_carries_the_means_that_its_paper_publishes():
    model = load().models["kamp_2020"]
    mean = quantity(model, "published mean clearance")
    assert (mean.value, mean.low, mean.high) == (79, 69, 90)
    assert mean.low < model.parameters["cl_l_per_h"] < mean.high
