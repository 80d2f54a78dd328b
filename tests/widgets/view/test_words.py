"""Words that stand on numbers: they follow the model, and a claim never hides how sure it is."""

import re

import pytest

from evidence import chip, load
from page.html import markup, table_row
from tests.widgets.view.marks import cells, plain
from widgets.view.kinetics.arrival import models_compared, worked_order, worked_plateau
from widgets.view.kinetics.days import ladder_by_weight, models_against_people
from widgets.view.words import Words, chip_html, claim_box, words_table, worked


def test_a_worked_order_shows_both_ways():
    words = worked_order(0.1, 70, 10)
    assert repr(words) == "0.1 mg/kg/h for 70 kg is 0.7 mL/h of 10 mg/mL; the second way agrees."
    assert "168 mg in 24 h" in words._repr_html_()


def test_a_worked_plateau_names_model_and_population():
    words = worked_plateau(0.1, 70)
    assert "Kamp 2020" in repr(words)
    assert load().models["kamp_2020"].population in words._repr_html_()
    assert "7 mg/h" in words._repr_html_()


def test_two_models_are_shown_side_by_side():
    html = models_compared(0.1, 70)._repr_html_()
    assert "Kamp 2020" in html and "Domino" in html
    assert html.count("</td>") == 9  # the empty corner and two models times four rows
    assert html.count("1 in 20: ") == 8  # no hour of the middle without that of the slow


def test_the_published_mean_clearance_stands_beside_that_of_the_model():
    mean = next(
        each
        for each in load().models["kamp_2020"].quantities
        if each.name == "published mean clearance"
    )
    html = worked_plateau(0.1, 70)._repr_html_()
    assert f"{mean.value:g} L/h per 70 kg ({mean.low:g} to {mean.high:g})" in html
    assert f"settle at {7 / mean.value * 1000:.0f} ng/mL" in html
    assert "prints" not in worked_plateau(0.1, 70, "domino_1984")._repr_html_()


def test_a_light_body_is_told_apart_by_every_model():
    """Allometric or in proportion to weight: each model's own ratio, none as a finding."""
    words = ladder_by_weight()
    for model in ("kamp_2020", "domino_1984", "hijazi_2003"):
        name, scaling = load().models[model].name, load().models[model].scaling
        exponent = 1.0 if scaling == "per_kg" else scaling["cl_exp"]
        ratio = 100 * ((70 / 45) ** exponent - 1)
        found = float(re.search(rf"(\d+) % in {name}", words._repr_html_())[1])
        assert found == pytest.approx(ratio, abs=0.6)
    assert re.search(r"\d+ to \d+ % higher", repr(words))


def test_one_pump_in_each_model_of_the_racemate():
    html = models_against_people(0.1)._repr_html_()
    assert html.count("<tr><th scope") == 3 and "typical person" in html


@pytest.mark.parametrize("claim_id", load().claims)
def test_every_claim_shows_both_sides_and_its_standing(claim_id):
    claim = load().claims[claim_id]
    html = claim_box(claim_id)._repr_html_()
    assert "The literature" in html and 'class="chip"' in html
    assert ("Where the sources disagree" in html) == (claim.verdict != "supported")
    assert len(repr(claim_box(claim_id))) <= 110


def test_an_unknown_claim_is_named():
    with pytest.raises(ValueError, match="got 'C99'"):
        claim_box("C99")


@pytest.mark.parametrize("claim_id", load().claims)
def test_the_statement_stands_on_the_left_and_the_literature_on_the_right(claim_id):
    claim = load().claims[claim_id]
    words, backing = claim_box(claim_id), chip(claim)
    sides = re.findall(r"<div><p><b>(.*?)</b></p><p>(.*?)</p></div>", words.html)
    assert [tuple(map(plain, each)) for each in sides] == [
        ("The statement", plain(claim.says.replace("<", "&lt;"))),
        ("The literature", plain(claim.finding.replace("<", "&lt;"))),
    ]
    assert words.html == words._repr_html_()
    label = backing.label[0].lower() + backing.label[1:]
    before, opened = words.html.split("</summary>")
    assert f"The statement: {label}." in opened, "where it comes from is said in the chip"
    assert label not in before and claim_id not in words.html
    said = repr(words)
    quoted = said[1 : said.index("”: ")].removesuffix(" …")
    assert claim.says.startswith(quoted) and said.endswith(f"”: {backing.status_words}.")


@pytest.mark.parametrize("fact_id", ["F-I01", "F-I03", "F-T01"])
def test_a_chip_opens_to_each_source_with_its_link_and_what_was_seen(fact_id):
    backing = chip(load().facts[fact_id])
    html = chip_html(backing)
    items = re.findall(r"<li>(.*?)</li>", html)
    assert len(items) == len(backing.sources)
    for item, source in zip(items, backing.sources):
        assert plain(item) == plain(
            f"{source.citation} ({source.depth_words}; seen: {source.seen})"
        )
        assert (f'href="{source.link}"' in item) == bool(source.link)
    assert f'data-status="{backing.status}"' in html
    summary = plain(re.search(r"<summary>(.*?)</summary>", html)[1])
    assert summary[0].isupper() and summary.lower() == backing.status_words.lower()


def test_a_worked_example_numbers_its_steps_and_ends_with_its_sentence():
    words = worked("Head & all", ("1 < 2", "so 2 > 1"), "It holds.", "A note.")
    assert repr(words) == words.sentence == "It holds."
    assert re.findall(r"<li>(.*?)</li>", words.html) == ["1 &lt; 2", "so 2 &gt; 1"]
    assert plain(words.html) == "Head & all 1 < 2 so 2 > 1 It holds. A note."
    assert worked("h", (), "s").html.endswith("<p><b>s</b></p></div>")


def test_a_table_of_words_has_its_columns_in_order():
    words = words_table("Cap & tion", ("A", "B"), [table_row("1", "2 < 3")], "Said.", "No & more.")
    assert isinstance(words, Words) and repr(words) == "Said."
    assert re.findall(r'<th scope="col">(.*?)</th>', words.html) == ["A", "B"]
    assert cells(words.html) == [["1", "2 < 3"]]
    assert "<caption>Cap &amp; tion</caption>" in words.html
    assert words.html.endswith("<p><b>Said.</b></p><p>No &amp; more.</p>")
    assert words_table("c", (), [], "Said.").html.endswith("</div><p><b>Said.</b></p>")


def test_only_markup_stands_as_it_is():
    assert Words("Said.", markup("<b>{}</b>", "1 < 2"))._repr_html_() == "<b>1 &lt; 2</b>"
    assert Words("Said.", "<b>1</b>")._repr_html_() == "&lt;b&gt;1&lt;/b&gt;"
