"""The gate as pieces of a lesson: a patient step by step, the doors, the monitoring table."""

from html import escape

from evidence import chip, load, may_be_stated, state
from widgets.model.cases import load_cases
from widgets.model.findings import CONTRAINDICATIONS, SOURCE
from widgets.model.gate import decide

from .case import without_ketamine
from .gate import STEP_WORDS, criteria_readouts, gate_sentence
from .words import Words, chip_html, worked

MET_AT_MOST = 4
GAP = "A gap: nothing that could be seen gives a rule."


def worked_gate(case_id: str) -> Words:
    """A case of the course taken through the gate: what is done, and the first step that is not.

    Raises ValueError for an id that is not a case.
    """
    case = _case(case_id)
    decision = decide(case.turns[0].findings)
    met = [r for r in decision.reasons if r.standing == "met"][:MET_AT_MOST]
    due = next((r for r in decision.reasons if r.standing != "met"), None)
    steps = [f"Done: {r.says} ({r.claim})" for r in met]
    if due is not None:
        steps.append(f"Not done, or against it: {due.says} ({due.claim})")
    steps.append(
        f"So the step is: {STEP_WORDS[decision.step][0].lower()}{STEP_WORDS[decision.step][1:]}."
    )
    note = decision.would_change[0] if decision.would_change else ""
    return worked(f"Worked example: {case.title}", tuple(steps), gate_sentence(decision), note)


def worked_criteria(case_id: str) -> Words:
    """The four criteria held against a case of the course; ValueError for an id that is not a
    case.
    """
    case = _case(case_id)
    decision = decide(case.turns[0].findings)
    steps = tuple(
        f"{label.lstrip('1234 ')}: {standing} ({claim})."  # the list numbers them
        for label, standing, claim in criteria_readouts(decision)
    )
    return worked(f"Worked example: {case.title}", steps, gate_sentence(decision))


def doors_table() -> Words:
    """Every contraindication of the gate, who names it, and how far the sources agree."""
    rows = "".join(
        f'<tr><th scope="row">{escape(each.words[0].upper() + each.words[1:])}</th>'
        f"<td>{escape(each.origin)}</td><td>{escape(chip(load().claims[each.claim]).status_words)}</td></tr>"
        for each in CONTRAINDICATIONS.values()
    )
    named = sum(each.origin == SOURCE for each in CONTRAINDICATIONS.values())
    sentence = (
        f"{len(CONTRAINDICATIONS)} doors: {named} named by the source document, "
        f"{len(CONTRAINDICATIONS) - named} added from guidelines and the label."
    )
    return _table(
        "Contraindications, and where each comes from",
        ("Door", "Named by", "How sure"),
        rows,
        sentence,
    )


def monitoring_table() -> Words:
    """What the sources support for watching a patient, by setting, with the gaps as gaps."""
    records = load().monitoring.values()
    rows = "".join(
        f'<tr><th scope="row">{escape(each.setting)}</th>'
        f"<td>{escape(state(each) if may_be_stated(each) else GAP)}</td>"
        f"<td>{escape(chip(each).status_words)}</td></tr>"
        for each in records
    )
    gaps = sum(not may_be_stated(each) for each in records)
    sentence = (
        f"Monitoring in {len(records)} settings: for {gaps} of them no source gives a "
        "rule that could be seen."
    )
    return _table(
        "Watching, by setting; a clinician must complete it",
        ("Setting", "What is supported", "How sure"),
        rows,
        sentence,
    )


def _case(case_id: str):
    cases = load_cases()
    if case_id not in cases:
        raise ValueError(f"case must be one of {', '.join(cases)}, got {case_id!r}")
    return cases[case_id]


def _table(caption: str, columns, rows: str, sentence: str) -> Words:
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    return Words(
        sentence,
        "<div "
        f'class="table-scroll"><table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div><p><b>{escape(sentence)}</b></p>",
    )


def cases_counted() -> Words:
    """How many of the course's cases have a ketamine trial as a right step, and which way
    decisions go.
    """
    none, every = without_ketamine()
    kinds = [turn.kind for case in load_cases().values() for turn in case.turns]
    sentence = (
        f"In {every - none} of {every} cases a ketamine trial is a right step; in {none} it is not."
    )
    more = (
        f"Of {len(kinds)} decisions, {kinds.count('act')} want you to act, "
        f"{kinds.count('hold')} to hold back, {kinds.count('judge')} to judge."
    )
    return Words(
        sentence,
        "<details><summary>Show the count</summary>"
        f"<p><b>{escape(sentence)}</b> {escape(more)}</p></details>",
    )


def cover_box() -> Words:
    """Benzodiazepine cover, both sides, without a dose: the course shows none for the pair."""
    claim = load().claims["C31"]
    backing = chip(claim)
    literature = (
        "Lowering or stopping ketamine comes first. A benzodiazepine as rescue is reasonable: in "
        "one small trial in "
        "cancer pain it reversed hallucinations. With an opioid the pair carries a boxed "
        "warning: slowed breathing, "
        "coma, death. To forbid ketamine without cover goes further than any source found."
    )
    return Words(
        "Benzodiazepine cover: the document asks for it once effects appear, the literature "
        "lowers ketamine first.",
        '<section class="disagree" aria-label="Where the sources disagree, claim '
        'C31"><p><strong>Where the sources '
        "disagree</strong></p><div "
        f'class="sides"><div><p><b>{escape(backing.label)}</b></p><p>{escape(claim.says)}</p></div>'
        "<div><p><b>The "
        f"literature</b></p><p>{escape(literature)}</p></div></div>{chip_html(backing)}</section>",
    )
