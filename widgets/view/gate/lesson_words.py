"""The gate as pieces of a lesson: a patient step by step, the doors, the cases counted."""

from evidence import Chip, chip
from evidence.tables import find
from page.html import table_row
from widgets.model.cases.worked import WorkedPatient, patient_of
from widgets.model.gate import CAUTIONS, CONTRAINDICATIONS, Decision, decide
from widgets.model.gate.contraindications import SOURCE
from widgets.view.gate.decision import criteria_readouts, gate_sentence, steps_in_words
from widgets.view.words import Words, words_table, worked

MET_AT_MOST = 4


def worked_gate(patient_id: str) -> Words:
    """A patient of worked/patients.toml taken through the gate: what is done, and the first step
    that is not.

    Raises ValueError for an id that is not there.
    """
    patient = patient_of(patient_id)
    decision = decide(patient.findings)
    met = [r for r in decision.reasons if r.standing == "met"][:MET_AT_MOST]
    due = next((r for r in decision.reasons if r.standing != "met"), None)
    steps = [f"Done: {r.says}" for r in met]
    backing = [chip(find(r.claim)) for r in met]
    if due is not None:
        steps.append(f"Not done, or against it: {due.says}")
        backing.append(chip(find(due.claim)))
    steps.append(f"So what is due is: {steps_in_words(decision)}.")
    note = decision.would_change[0] if decision.would_change else ""
    return _worked(patient, tuple(steps), decision, note, tuple(backing))


def worked_criteria(patient_id: str) -> Words:
    """The four criteria held against a patient of worked/patients.toml; ValueError for an id that
    is not there.
    """
    patient = patient_of(patient_id)
    decision = decide(patient.findings)
    held = tuple(criteria_readouts(decision))
    # the list numbers them
    steps = tuple(f"{label.lstrip('1234 ')}: {standing}." for label, standing, _ in held)
    backing = tuple(chip(find(claim)) for *_, claim in held)
    return _worked(patient, steps, decision, "", backing)


def _worked(
    patient: WorkedPatient,
    steps: tuple[str, ...],
    decision: Decision,
    note: str,
    backing: tuple[Chip, ...],
) -> Words:
    title = f"Worked example: {patient.title}"
    return worked(title, steps, gate_sentence(decision), note, backing, patient.story)


def doors_table() -> Words:
    """Every contraindication and caution of the gate, who names it, and how sure we are."""
    named = sum(each.origin == SOURCE for each in CONTRAINDICATIONS.values())
    cautions = {n: each for n, each in CAUTIONS.items() if n not in CONTRAINDICATIONS}
    rows = (
        table_row(
            f"{each.words[0].upper()}{each.words[1:]}{kind}",
            f"{each.origin[0].upper()}{each.origin[1:]}",
            chip(find(each.source)).status_words,
        )
        for table, kind in ((CONTRAINDICATIONS, ""), (cautions, ": a caution"))
        for each in table.values()
    )
    sentence = (
        f"{len(CONTRAINDICATIONS)} contraindications: {named} from one list, "
        f"{len(CONTRAINDICATIONS) - named} added from other texts; {len(cautions)} caution beside "
        "them."
    )
    return words_table(
        "Contraindications and a caution, and where each comes from",
        ("Contraindication", "Named by", "How sure"),
        rows,
        sentence,
    )
