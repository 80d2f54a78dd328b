"""Where no kernel runs, and on paper, a question stands with all that there is to choose from."""

import pytest
from markupsafe import escape

from quizzes.engine import load_bank, public_view
from quizzes.engine.on_paper import questions_html

LIVE = [item for item in load_bank().items if item.status == "live"]


def words_of(view):
    """Every text of what the page may know; of a drawing its words."""
    if isinstance(view, dict):
        if "alt" in view:
            yield view["alt"]
            return
        for name, each in view.items():
            if name == "text" and isinstance(each, str) and "[[" not in each:
                yield each
            else:
                yield from words_of(each)
    elif isinstance(view, list):
        for each in view:
            yield from words_of(each)


@pytest.mark.parametrize("kind", sorted({item.type for item in LIVE} - {"card", "own_words"}))
def test_a_question_on_paper_holds_every_choice(kind):
    """A card is turned in the mind, and a rubric waits until something is written."""
    for item in (each for each in LIVE if each.type == kind):
        view = public_view(item)
        html = questions_html("Practice", (item,))
        for words in (*words_of(view), *view["vignette"], view["lead_in"], *view.get("units", ())):
            assert escape(words) in html, (item.id, words)
        assert "[[" not in html, item.id


@pytest.mark.parametrize("item", [each for each in LIVE if each.type == "cloze"])
def test_each_gap_on_paper_stands_with_its_own_choices_in_its_place(item):
    view, html = public_view(item), questions_html("Practice", (item,))
    expected = view["text"]
    for gap in view["gaps"]:
        before, after = expected.split(f"[[{gap['id']}]]")
        expected = f"{before}______ ({' / '.join(each['text'] for each in gap['choices'])}){after}"
    assert view["gaps"] and escape(expected) in html
