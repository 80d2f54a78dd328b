"""How long grading takes: a thousand answers, as a class's statistics read them."""

import time

from quizzes.engine import grade_answer, load_bank, read_answer
from tests.quizzes.player.test_quiz_review_page import event

ANSWERS = 1000
ROUNDS = 5
LESSON = "09_hours_to_arrive"  # it has every kind of question that is counted


def _work_ms(answers) -> float:
    started = time.process_time()
    for item, answer in answers:
        grade_answer(item, answer)
    return 1000 * (time.process_time() - started)


def measure() -> list[dict]:
    """The work of grading 1,000 answers, in ms of one core; the best of five rounds."""
    items = load_bank().live(LESSON)
    answers = [
        (item, read_answer(event(item, number)))
        for number in range(ANSWERS // len(items) + 1)
        for item in items
    ][:ANSWERS]
    return [
        {
            "figure": "1,000 answers graded, ms of one core, best of five rounds",
            "ours": min(_work_ms(answers) for _ in range(ROUNDS)),
            "target": "at most 100",
        }
    ]
