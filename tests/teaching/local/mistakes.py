"""What goes wrong when a department writes its files: how each is made, and what is said."""

PROTOCOL, CASE = "protocol.toml", "cases/asked_on_friday.toml"
QUESTION, PLAN = "questions/20_our_ward.toml", "plans/friday_5.toml"

# For each mistake: the file, what stands there, what somebody wrote instead, and words of the
# problem, which begins with the file and, where there is a place in it, the line.
MISTAKES = {
    "no owner": (
        PROTOCOL,
        'owner = "Pain service of a teaching hospital"\n',
        "",
        ("owner: is missing",),
    ),
    "an owner with a name": (
        PROTOCOL,
        "Pain service of a teaching hospital",
        "Dr Miller",
        ("line 1: owner:", "PERSON_TITLE", "Dr Miller"),
    ),
    "a day in quotes": (
        PROTOCOL,
        "date = 2026-03-01",
        'date = "2026-03-01"',
        ("line 2: date: must be a day such as 2027-05-31, without quotes",),
    ),
    "a day that is written otherwise": (
        PROTOCOL,
        "date = 2026-03-01",
        "date = 01.03.2026",
        ("cannot be read as TOML", "line 2"),
    ),
    "no day of review": (PROTOCOL, "review_by = 2027-03-01\n", "", ("review_by: is missing",)),
    "a review before it began": (
        PROTOCOL,
        "review_by = 2027-03-01",
        "review_by = 2025-03-01",
        ("line 3: review_by: must be after date, 2026-03-01, got 2025-03-01",),
    ),
    "a field with a slip": (
        PROTOCOL,
        "review_by =",
        "reviewby =",
        ("reviewby: is not a known field: did you mean 'review_by'",),
    ),
    "a rate above the hard limit": (
        PROTOCOL,
        "high = 0.3",
        "high = 3",
        (
            "line 10: statement start_rate: high: must be at most 1 mg/kg/h, the hard limit",
            "infusion_acute_pain_ceiling",
            "got 3",
        ),
    ),
    "a dose above the hard limit": (
        PROTOCOL,
        "value = 50",
        "value = 100",
        ("line 17: statement by_mouth: value: must be at most 50 mg, the hard limit", "got 100"),
    ),
    "a bolus at a limit that is already too much": (
        PROTOCOL,
        'limit = "oral_cap"\nvalue = 50\nunit = "mg"',
        'limit = "bolus_acute_pain_ceiling"\nvalue = 0.35\nunit = "mg/kg"',
        ("statement by_mouth: value: must be less than 0.35 mg/kg, the hard limit",),
    ),
    "more than the course where it has no hard limit": (
        PROTOCOL,
        'limit = "oral_cap"\nvalue = 50\nunit = "mg"',
        'limit = "oral_per_dose"\nvalue = 0.8\nunit = "mg/kg"',
        ("statement by_mouth: value: must be at most 0.5 mg/kg, where the course ends", "got 0.8"),
    ),
    "a dose above the hard limit in the words": (
        PROTOCOL,
        "We start lower than the course does",
        "We give ketamine at 2 mg/kg/h",
        ("line 7: statement start_rate: says:", "DOSE", "hard limit", "got 2 mg/kg/h"),
    ),
    "a dose in the words that stands beside nothing": (
        PROTOCOL,
        "We start lower than the course does",
        "We give ketamine at 0.02 mg/kg/h",
        ("start_rate: says:", "DOSE", "give it as limit, low, high and unit"),
    ),
    "a pump rate that nobody can judge": (
        PROTOCOL,
        "We start lower than the course does",
        "We run ketamine at 4 mL/h",
        ("line 7: statement start_rate: says:", "'4 mL/h': not judged", "give it in mg/kg/h"),
    ),
    "a limit with a slip": (
        PROTOCOL,
        '"infusion_cancer_pain"',
        '"infusion_cancer_pian"',
        ("line 8: statement start_rate: limit:", "did you mean 'infusion_cancer_pain'"),
    ),
    "another unit": (
        PROTOCOL,
        'unit = "mg/kg/h"',
        'unit = "mcg/kg/min"',
        ("line 11: statement start_rate: unit: must be 'mg/kg/h'", "got 'mcg/kg/min'"),
    ),
    "no unit": (
        PROTOCOL,
        'unit = "mg/kg/h"\n',
        "",
        ("start_rate: unit: is missing: a number without a unit, here 'mg/kg/h'",),
    ),
    "a comma for a point": (
        PROTOCOL,
        "low = 0.02",
        "low = 0,02",
        ("cannot be read as TOML", "line 9", "write a point, not a comma"),
    ),
    "a number in quotes": (
        PROTOCOL,
        "low = 0.02",
        'low = "0.02"',
        ("line 9: statement start_rate: low: must be a number above 0, got '0.02'",),
    ),
    "a range upside down": (
        PROTOCOL,
        "low = 0.02",
        "low = 0.4",
        ("line 9: statement start_rate: low: must be at most high, 0.3, got 0.4",),
    ),
    "half a range": (
        PROTOCOL,
        "high = 0.3\n",
        "",
        ("statement start_rate: must hold low and high, or value", "got low"),
    ),
    "a figure without the course's beside it": (
        PROTOCOL,
        'limit = "oral_cap"\n',
        "",
        ("statement by_mouth: value: needs a limit beside it",),
    ),
    "an abbreviation that gets misread": (
        PROTOCOL,
        "One dose by mouth.",
        "One dose by mouth qd.",
        ("line 15: statement by_mouth: says: EVERY_DAY",),
    ),
    "one id for two statements": (
        PROTOCOL,
        'id = "by_mouth"',
        'id = "start_rate"',
        ("line 14: statement start_rate: id: 'start_rate' is used twice",),
    ),
    "curly quotes": (
        PROTOCOL,
        '"One dose by mouth."',
        "“One dose by mouth.”",
        ("cannot be read as TOML", "line 15", "curly quotes"),
    ),
    "a step that the gate does not give": (
        CASE,
        'opioid_adequacy = "inadequate"',
        'opioid_adequacy = "adequate"',
        ("decision step: options: the gate gives 'treat_cause', a step that no option has",),
    ),
    "a finding with a slip": (
        CASE,
        "opioid_rotation",
        "opioid_rotaton",
        ("line 18: findings: opioid_rotaton:", "did you mean 'opioid_rotation'"),
    ),
    "a profile that is not there": (
        CASE,
        '"newly_met"',
        '"newly_meet"',
        ("findings: profile: names 'newly_meet'", "did you mean 'newly_met'"),
    ),
    "two best options": (
        CASE,
        'grade = "harm", happens = "On Monday',
        'grade = "best", happens = "On Monday',
        ("decision reply: options: must hold exactly one that this course would take", "got 2"),
    ),
    "a question about a finding with a slip": (
        CASE,
        'finding = "opioid_adequacy"',
        'finding = "opioid_adequasy"',
        ("ask dose: finding:", "did you mean 'opioid_adequacy'"),
    ),
    "a decision that leads nowhere": (
        CASE,
        'then = "home" }',
        'then = "hone" }',
        ("decision reply: options: option 'a': then: leads to 'hone'", "did you mean 'home'"),
    ),
    "everything may be asked": (
        CASE,
        "asks_allowed = 3",
        "asks_allowed = 4",
        ("asks_allowed: must leave something unasked", "4 may be asked, and there are 4"),
    ),
    "a twin for whom nothing changes": (
        CASE,
        'flips = { opioid_adequacy = "adequate" }',
        'flips = { sensitisation_signs = "present" }',
        ("flips: sensitisation_signs = 'present' changes nothing",),
    ),
    "nothing happens": (
        CASE,
        'happens = "The telephone stays silent until seven.", ',
        "",
        ("decision reply: ", "holds: happens: is missing"),
    ),
    "a source that is not there": (
        CASE,
        'source = "C29"',
        'source = "C299"',
        ("option b: source: names what is not there", "did you mean 'C29'"),
    ),
    "a dose in a case above the hard limit": (
        CASE,
        "Raise the morphine and ring the oncologist",
        "Start ketamine at 5 mg/kg/h",
        ("decision step: option a: text: DOSE", "hard limit", "got 5 mg/kg/h"),
    ),
    "a real person in a case": (
        CASE,
        "A made-up woman of 58 years",
        "Mrs Miller, a woman of 58 years,",
        ("line 2: stem: PERSON_TITLE", "Mrs Miller"),
    ),
    "an option without a reason": (
        QUESTION,
        'feedback = "This is the step that was left out."\n',
        "",
        ("line 20: WARD-001: options 1: feedback: is missing",),
    ),
    "an objective that is not there": (
        QUESTION,
        'objective = "O2"',
        'objective = "O22"',
        ("WARD-001: objective:", "'O22'"),
    ),
    "a trailing zero in a question": (
        QUESTION,
        "Raise the opioid and look again tomorrow",
        "Give 5.0 mg of morphine and look again tomorrow",
        ("WARD-001: options a: text: TRAILING_ZERO",),
    ),
    "a dose in a question above the hard limit": (
        QUESTION,
        "Start ketamine at the lowest rate there is",
        "Start ketamine at 5 mg/kg/h",
        ("WARD-001: options b: text: DOSE", "hard limit"),
    ),
    "a lesson that is not the file's": (
        QUESTION,
        'lesson = "20_our_ward"',
        'lesson = "20_ward"',
        ("line 2: lesson: must be one of 20_our_ward", "did you mean '20_our_ward'"),
    ),
    "a case that a plan misspells": (
        PLAN,
        '"asked_on_friday"',
        '"asked_on_fridays"',
        ("step opening: case: names a case that is not there", "did you mean 'asked_on_friday'"),
    ),
    "minutes that do not add up": (
        PLAN,
        "minutes = 5",
        "minutes = 6",
        ("minutes: must be the sum of those of the steps, 5, got 6",),
    ),
}

# What lies in the folder under another name than one that is read.
STRAYS = {
    "a folder with a slip": ("case/a.toml", "case: is not read", "did you mean 'cases'"),
    "a protocol with a slip": ("protocol.tml", "protocol.tml: is not read", "'protocol.toml'"),
    "a case with another ending": ("cases/a.toml.docx", "cases/a.toml.docx: is not read", ".toml"),
    "a plan with another ending": ("plans/a.yaml", "plans/a.yaml: is not read", ".toml"),
    "a question with a free name": (
        "questions/ward.toml",
        "questions/ward.toml: must be named",
        "",
    ),
}
