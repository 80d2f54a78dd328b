"""The rungs of the gate as data: what each asks, the claim or fact behind it, and the words for
each answer.

RUNGS: finding, step that is due while it is not met, claim or fact, values that meet it, words
when met, not met and unknown, what would change the answer when it is not met, and when it is
unknown; in the order of the ladder. Words that differ by value are a mapping, "" for every other
value. The rungs of "treat_cause" are the course's own: the source document leaves them out.
SAFE: the same without a step, for how a trial would be kept safe.
"""

UNKNOWN = {"unknown"}
NEEDS_ADJUVANT = {"neuropathic", "mixed", "unknown"}
RUNGS = (
    (
        "opioid",
        "optimise_opioid",
        "C24",
        {"strong"},
        "A strong opioid is given.",
        "No strong opioid is given regularly.",
        "Which opioid was given is not known.",
        "A strong opioid, by mouth where possible, would be the first step.",
        "Find out which opioid is given, and whether it is given regularly.",
    ),
    (
        "opioid_adequacy",
        "optimise_opioid",
        "C09",
        {"adequate"},
        "The opioid was raised until it helped or adverse effects set the limit.",
        "The opioid was not raised far enough, so the pain is not yet refractory.",
        "Whether the opioid was raised far enough is not known.",
        "Raise the opioid until it helps or adverse effects set the limit, then judge again.",
        "Find out how far the opioid was raised, and what set the limit, before changing it.",
    ),
    (
        "opioid_duration",
        "optimise_opioid",
        "C09",
        {"long_enough"},
        "The opioid was given long enough to judge.",
        "The opioid was not given long enough to judge.",
        "How long the opioid was given is not known.",
        "Give the opioid long enough to judge it.",
        "Find out since when the opioid has been at this dose.",
    ),
    (
        "cord_compression",
        "treat_cause",
        "F-C04",
        {"absent"},
        "Nothing points to a new compression of the cord or of nerves.",
        "A new compression of the cord or of nerves is suspected.",
        "Whether the cord or nerves could be newly compressed is not known.",
        "Urgent imaging now, and call the team that treats it. Pain relief goes on meanwhile.",
        "Ask about new weakness, new numbness, also between the legs, and trouble with bladder or "
        "bowel; examine.",
    ),
    (
        "cause_treatment",
        "treat_cause",
        "F-C01",
        {"done", "unsuitable", "declined"},
        {
            "done": "What can be aimed at the cause was given, and the pain stayed.",
            "unsuitable": "What can be aimed at the cause was looked at, and ruled out.",
            "declined": "What can be aimed at the cause was offered, and the patient declined.",
        },
        {
            "under_way": "What is aimed at the cause is under way, and it is too early to judge.",
            "": "Nobody has looked at what can be aimed at the cause: radiotherapy, a bone agent, "
            "a steroid, an anti-inflammatory medicine, anticancer treatment.",
        },
        "Whether anything was aimed at the cause is not known.",
        {
            "under_way": "Give what is under way its time, and treat the pain meanwhile.",
            "": "Ask the oncologist what can be aimed at the cause, and treat the pain meanwhile.",
        },
        "Find out what was aimed at the cause: radiotherapy, a bone agent, a steroid, an "
        "anti-inflammatory medicine, anticancer treatment.",
    ),
    (
        "adjuvant",
        "add_adjuvant",
        "C10",
        {"anticonvulsant", "antidepressant", "both", "unsuitable"},
        {
            "unsuitable": "Each adjuvant for neuropathic pain was ruled out for this patient.",
            "": "An adjuvant for neuropathic pain was given.",
        },
        "No adjuvant for neuropathic pain was given.",
        "Whether an adjuvant was given is not known.",
        "Gabapentin, pregabalin, duloxetine or a tricyclic comes before ketamine.",
        "Find out which adjuvants were given.",
    ),
    (
        "adjuvant_adequacy",
        "add_adjuvant",
        "C10",
        {"adequate"},
        "The adjuvant reached a full tolerated dose.",
        "The adjuvant never reached an effective dose: it has not failed.",
        "Whether the adjuvant reached a full tolerated dose is not known.",
        "Take the adjuvant to the full tolerated dose before calling it failed.",
        "Find out which dose the adjuvant reached, and what set the limit.",
    ),
    (
        "adjuvant_duration",
        "add_adjuvant",
        "C10",
        {"long_enough"},
        "The adjuvant was given long enough to judge.",
        "The adjuvant was stopped too soon to judge.",
        "How long the adjuvant was given is not known.",
        "Give the adjuvant long enough to judge it.",
        "Find out how long the adjuvant was given at that dose.",
    ),
    (
        "opioid_rotation",
        "third_line",
        "C26",
        {"done"},
        "The opioid was rotated.",
        "The opioid has not been rotated.",
        "Whether the opioid was rotated is not known.",
        "Rotate the opioid, and see whether pain and toxicity change.",
        "Find out whether the opioid was rotated, and what changed.",
    ),
    (
        "methadone",
        "third_line",
        "C26",
        {"failed", "unsuitable"},
        {
            "failed": "Methadone was tried, and failed.",
            "unsuitable": "Methadone was ruled out for this patient.",
        },
        "Nobody has considered methadone.",
        "Whether methadone was considered is not known.",
        "Ask a specialist whether methadone suits this patient.",
        "Find out whether methadone was tried, or ask a specialist whether it suits this patient.",
    ),
    (
        "specialist_consulted",
        "third_line",
        "C26",
        {"yes"},
        "A specialist was consulted.",
        "No pain or palliative care specialist was consulted.",
        "Whether a specialist was consulted is not known.",
        "Call a pain or palliative care specialist: methadone and ketamine both need one.",
        "Find out whether a specialist was consulted; if not, call one.",
    ),
    (
        "intervention",
        "third_line",
        "C12",
        {"inappropriate", "declined", "failed"},
        {
            "inappropriate": "An invasive procedure is not appropriate.",
            "declined": "The patient declined an invasive procedure.",
            "failed": "An invasive procedure was tried, and failed.",
        },
        "An invasive procedure is appropriate and has not been done.",
        "Whether an invasive procedure is appropriate is not known.",
        "Offer it. If it is declined, fails or proves inappropriate, run the gate again.",
        "Ask the interventional team whether a block or intrathecal delivery is appropriate.",
    ),
    (
        "sensitisation_signs",
        "not_ketamine",
        "C11",
        {"present"},
        "There are signs of central sensitisation: a reason to consider, not a promise.",
        "There are no signs of central sensitisation or hyperalgesia, so criterion 3 of the source "
        "document is not met. This gate follows it; other texts are wider.",
        "Whether there are signs of central sensitisation is not known.",
        "Signs of central sensitisation at the bedside would meet criterion 3. Whether a wider "
        "text should count instead is for a specialist, not for this gate.",
        "Examine for allodynia and hyperalgesia.",
    ),
)
SAFE = (
    (
        "earlier_ketamine",
        "C35",
        {"none", "helped"},
        {"none": "Ketamine has not been given before.", "helped": "Ketamine helped before."},
        {
            "no_benefit": "Ketamine brought no benefit before.",
            "harmed": "Ketamine did harm before.",
        },
        "Whether ketamine was tried before is not known.",
        "Only a specialist who finds a different reason could reopen this.",
        "Ask whether ketamine was given before, and what it did.",
    ),
    (
        "setting",
        "C27",
        {"specialist_unit", "ward_with_pain_service"},
        "The setting has specialists at hand.",
        "The setting has no specialist at hand.",
        "Where ketamine would be given is not known.",
        "A specialist unit, or a ward with a pain service, would be needed.",
        "Decide where it would be given: a specialist unit, or a ward with a pain service.",
    ),
    (
        "monitoring",
        "C20",
        {"planned"},
        "A monitoring plan stands.",
        "No monitoring is planned.",
        "Whether monitoring is planned is not known.",
        "Plan what is watched, how often and by whom, before the first dose.",
        "Find out whether a monitoring plan stands; if not, make one before the first dose.",
    ),
    (
        "consent",
        "C08",
        {"given"},
        "The patient agreed, knowing that the benefit is unproven.",
        "The patient has not agreed to an unproven treatment.",
        "Whether the patient has agreed is not known.",
        "Only the patient's own wish changes this. Nobody is to be talked into a trial.",
        "Say that the benefit is unproven, and ask.",
    ),
    (
        "stop_rule",
        "C35",
        {"agreed"},
        "A stop rule is agreed.",
        "No stop rule is agreed.",
        "Whether a stop rule is agreed is not known.",
        "Agree what counts as a response, by when, and what harm ends the trial.",
        "Find out whether a stop rule was agreed; if not, agree one before the first dose.",
    ),
)
PAIN = {
    "none": "There is no pain now: nothing to step up to.",
    "mild": "The pain is mild now: nothing to step up to.",
}


def words_for(words: str | dict[str, str], value: str) -> str:
    """The words for a value of a finding, where they differ by value."""
    return words if isinstance(words, str) else words.get(value, words.get("", ""))
