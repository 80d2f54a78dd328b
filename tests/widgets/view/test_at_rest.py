"""An explorer at rest: what it asks stands open, what it answers is folded, with the picture."""

import base64
import io
import re

import numpy as np
import pytest
from PIL import Image

from tests.widgets.view.marks import cells, plain
from widgets.view.at_rest import aside_html, at_rest, passages_html, question_lines
from widgets.view.figures import static_png, still_png
from widgets.view.picture import Panel, Picture, Stroke
from widgets.view.screen import UNMOVED, Passage, Readout, Screen, Table

PICTURE = Picture(
    "Hours",
    10.0,
    (Panel("Level, ng/mL", 5.0),),
    strokes=(Stroke("line", "The level", np.array([0, 5, 10]), np.array([0, 4, 1])),),
)
ASKED = Screen("Where <will> it be?", alt="An empty graph.", picture=PICTURE)
ANSWER = Screen(
    "It is 4 at hour 5.",
    alt="A curve with its top at hour 5.",
    picture=PICTURE,
    readouts=(Readout("Top", "4 ng/mL", "at hour 5"),),
    table=Table("The level", ("Hour", "Level"), (("0", "0"), ("5", "4"))),
    notes=(Passage("Model", ("Made up & small.",)), Passage(UNMOVED, ("Nothing moves.",))),
)


def test_what_is_asked_stands_open_and_what_is_answered_in_a_fold():
    questions = question_lines("Which?", ("One", "Two"))
    html = at_rest("A lab", "Sandbox.", ASKED, questions, ANSWER)
    opened, _, folded = html.partition('<details class="after-answer">')
    assert "Where &lt;will&gt; it be?" in opened and "An empty graph." in opened
    assert "<li>One</li><li>Two</li>" in opened
    for answer in ("It is 4", "top at hour 5", "4 ng/mL", "Made up &amp; small."):
        assert answer in folded and answer not in opened
    assert "Top: 4 ng/mL , at hour 5" in plain(folded)
    assert cells(folded) == [["0", "0"], ["5", "4"]]
    assert "Nothing moves." not in html, "on paper there is no control"


def test_what_asks_nothing_first_is_not_folded():
    html = at_rest("A lab", "Sandbox.", ANSWER, question_lines("Dose", (), "mg"), None)
    assert "details" not in html
    assert "Dose: ______ mg" in plain(html) and cells(html) == [["0", "0"], ["5", "4"]]


def test_the_picture_is_in_it_with_its_words_and_its_size():
    html = at_rest("A lab", "Sandbox.", ASKED, question_lines("Which?", ("One",)), None)
    found = re.search(r'src="data:image/png;base64,([^"]+)" alt="An empty graph."', html)
    image = Image.open(io.BytesIO(base64.b64decode(found[1])))
    width, height = (int(re.search(rf'{name}="(\d+)"', html)[1]) for name in ("width", "height"))
    assert image.width / image.height == pytest.approx(width / height, rel=0.01)


def test_few_colours_show_the_same_picture():
    few, all_ = (
        Image.open(io.BytesIO(each(PICTURE))).convert("RGB") for each in (still_png, static_png)
    )
    assert few.size == all_.size
    assert len(still_png(PICTURE)) < len(static_png(PICTURE)) / 2
    far = np.abs(np.asarray(few, dtype=int) - np.asarray(all_, dtype=int)).max()
    assert far <= 48, "a colour was lost"


def test_a_passage_says_where_it_comes_from():
    html = passages_html([Passage("H", ("One.", "Two."), "plain", "Hardy 2012", "Seen.")])
    assert plain(html) == "H One. Two. Hardy 2012: Seen."


def test_what_to_watch_for_is_whole():
    blocks = [{"heading": "Watch", "points": [{"text": "Breathing"}, {"text": "Pressure"}]}]
    assert plain(aside_html(blocks)) == "Watch Watch Breathing Pressure"
    assert aside_html([]) == ""
