"""Ways to spoil a good bank in a single place: what stands, what is put there, what is said."""

# What to change in the good bank, and the words that the refusal must hold.
SPOILED = {
    "unknown field": (
        'bloom = "recall"',
        'bloom = "recall"\nhint = "x"',
        "TST-001: hint: is not a known field",
    ),
    "unknown option field": (
        'text = "Red"',
        'text = "Red"\nscore = 1',
        "TST-001: options 1: score: is not a known field",
    ),
    "missing field": ('lead_in = "Which colour is it?"\n', "", "TST-001: lead_in: is missing"),
    "no feedback": ('feedback = "Red is warm."\n', "", "TST-001: options 1: feedback: is missing"),
    "empty feedback": (
        'feedback = "Red is warm."',
        'feedback = " "',
        "options 1: feedback: must be words",
    ),
    "no misconception": (
        'misconception = "takes warm for cold"\n',
        "",
        "options 1: misconception: is missing",
    ),
    "misconception of the key": (
        'facts = ["F-1"]',
        'facts = ["F-1"]\nmisconception = "x"',
        "options 2: misconception: is not a known field",
    ),
    "id": ('id = "TST-001"', 'id = "tst1"', "id: must look like INF-001"),
    "attitude": (
        'text = "Red"',
        'text = "Red"\nattitude = "yes"',
        "options 1: attitude: must be one of act, open, hold, never; got 'yes'",
    ),
    "attitude of one": (
        'text = "Red"',
        'text = "Red"\nattitude = "act"',
        "options: must all have an attitude or none; without one: b, c",
    ),
    "pair with itself": (
        "time_s = 30",
        'time_s = 30\npair = { with = "TST-001", changed = "It is night." }',
        "pair: with: names the question itself, 'TST-001': name its counterpart",
    ),
    "pair without a difference": (
        "time_s = 30",
        'time_s = 30\npair = { with = "TST-002" }',
        "pair: changed: is missing",
    ),
    "pair that is no id": (
        "time_s = 30",
        'time_s = 30\npair = { with = "the other", changed = "It is night." }',
        "pair: with: must look like GAT-013",
    ),
    "pair with numbers that change": (
        "time_s = 30",
        'time_s = 30\npair = { with = "TST-002", changed = "It is {key}." }',
        "pair: changed: may not hold a placeholder",
    ),
    "status": (
        'status = "live"',
        'status = "final"',
        "status: must be one of draft, live, retired; got 'final'",
    ),
    "type": ('type = "sba"', 'type = "essay"', "type: must be one of sba, multi, numeric"),
    "place": (
        'place = "alone"',
        'place = "after"',
        "place: must be one of before, practice, alone, exit",
    ),
    "version": ("version = 1", 'version = "1"', "version: must be a whole number from 1"),
    "boolean version": ("version = 1", "version = true", "version: must be a whole number"),
    "certainty": (
        "time_s = 30",
        'time_s = 30\ncertainty = "yes"',
        "certainty: must be true or false",
    ),
    "objective": (
        'objective = "O6"',
        'objective = "O9"',
        "objective: names 'O9', which the evidence does not have",
    ),
    "claim": (
        'claims = ["C14"]',
        'claims = ["C99"]',
        "claims: names 'C99', which is not among the claims",
    ),
    "no claim": ('claims = ["C14"]', "claims = []", "claims: must name at least one"),
    "source": ('sources = ["S-ONE"]', 'sources = ["S-TWO"]', "sources: names 'S-TWO'"),
    "no source": ('sources = ["S-ONE"]', "sources = []", "sources: must name at least one"),
    "source as text": (
        'sources = ["S-ONE"]',
        'sources = "S-ONE"',
        "sources: must be a list of texts",
    ),
    "unknown fact": (
        'facts = ["F-1"]',
        'facts = ["F-9"]',
        "facts: names 'F-9', which the evidence does not have",
    ),
    "fact from memory": (
        'facts = ["F-1"]',
        'facts = ["F-2"]',
        "facts: names 'F-2', which may not be stated as fact",
    ),
    "fact from memory in words": (
        '"It is blue."',
        '"{fact:F-2}"',
        "explanation: states what may not be stated",
    ),
    "unknown limit": (
        "{limit:range.high}",
        "{limit:none.high}",
        "vignette: names a limit that the evidence does not have",
    ),
    "part of a limit": (
        "{limit:range.high}",
        "{limit:range.value}",
        "vignette: names no number of the limit 'range': 'value'",
    ),
    "unknown model": ("{limit:range.high}", "{model:none.cl}", "vignette: names a model"),
    "stray brace": (
        '"It is blue."',
        '"It is {Blue}."',
        "explanation: has a brace that is not a placeholder",
    ),
    "unknown number": (
        '"It is blue."',
        '"It is {rate}."',
        "explanation: there is no number named 'rate'",
    ),
    "markup": ('"It is blue."', '"It is <b>blue</b>."', "explanation: may not hold < or >"),
    "lead-in": ('"Which colour is it?"', '"Regarding colour:"', "lead_in: must end as a question"),
    "two keys": (
        "correct = false",
        "correct = true",
        "options: must hold exactly one correct option, got 2",
    ),
    "no key": (
        'id = "b"\ntext = "Blue"\ncorrect = true',
        'id = "b"\ntext = "Blue"\ncorrect = false\nmisconception = "m"',
        "must hold exactly one correct option, got 0",
    ),
    "same text": ('text = "Green"', 'text = "RED"', "options: have the text 'red' twice"),
    "same id": ('id = "c"', 'id = "a"', "options: have the id 'a' twice"),
    "schema": ("schema = 1", "schema = 2", "01_test.toml: schema: must be 1, got 2"),
    "lesson": (
        'lesson = "01_test"',
        'lesson = "02_other"',
        "01_test.toml: lesson: must be one of 01_test",
    ),
    "numbers without a home": (
        'from = "limit:range.high"',
        "value = 0.4",
        "numbers: top: computed_by: is missing",
    ),
    "number from nowhere": (
        "limit:range.high",
        "trial:range.high",
        "numbers: top: from: must look like limit:",
    ),
}
NUMERIC_SPOILED = {
    "unit": ('unit = "mL/h"\n', "", "numeric: unit: is missing"),
    "tolerance": (
        'mode = "rel"',
        'mode = "digits"',
        "numeric: tolerance: mode: must be one of abs, rel",
    ),
    "no tolerance": ("value = 0.01 }", "value = 0 }", "tolerance: value: must be a number above 0"),
    "key": ('key = "dose / strength"', 'key = "dose / power"', "there is no number named 'power'"),
    "hostile key": ('key = "dose / strength"', "key = \"__import__('os')\"", "numeric: key: "),
    "pattern": (
        'expr = "rate / strength"',
        'expr = "rate /"',
        "error_patterns 1: expr: 'rate /' cannot be read",
    ),
    "pattern feedback": (
        'feedback = "The point has moved."\n',
        "",
        "error_patterns 2: feedback: is missing",
    ),
    "pattern name": (
        'expr = "rate / strength"',
        'expr = "rate / force"',
        "error_patterns Forgot the weight: expr: there is no number named 'force'",
    ),
    "same label": (
        'label = "Ten times too much"',
        'label = "Forgot the weight"',
        "have the label 'Forgot the weight' twice",
    ),
    "own unit": ('"mL/h" = 1,', '"mL/h" = 2,', "accepted_units: mL/h: the key's own unit"),
    "no variant": (
        '["rate <= top"]',
        '["rate <= 0"]',
        "template: no combination of the variables meets",
    ),
    "constraint": ('["rate <= top"]', '["rate"]', "template: 'rate' must compare"),
    "step": ("step = 0.1 }", "step = 0.3 }", "rate: step: must lead from min to max"),
    "variable name": ("weight = [70, 80]", "key = [70, 80]", "template: key: must be named like"),
    "name twice": (
        'dose = "rate * weight"',
        'dose = "rate * weight"\ntop = "rate"',
        "template: uses the name 'top' twice",
    ),
    "shows the key": ("How many mL/h?", "How many mL/h, {key}?", "lead_in: shows the key"),
    "function": (
        'function = "dosing.order"',
        'function = "order"',
        "computed_by: function: must look like",
    ),
    "within": ("within = 0.01 }", "within = 0 }", "computed_by: within: must be a number above 0"),
}
