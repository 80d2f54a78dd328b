"""What stands above the questions of one place."""

PLACE_WORDS = {
    "before": "Before the lesson",
    "practice": "Practice",
    "alone": "On your own",
    "exit": "On the way out",
    "form": "Questions",
    "review": "Review",
}
FORM_WORDS = {
    "form_a": "Before the course (form A)",
    "form_b": "After the course (form B)",
    "form_c": "Day 28 (form C)",
}


def heading(lesson: str, place: str) -> str:
    """The heading of the questions of `lesson` at `place`."""
    return FORM_WORDS.get(lesson, PLACE_WORDS[place])
