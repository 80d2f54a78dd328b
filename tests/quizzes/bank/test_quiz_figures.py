"""Pictures as options: drawn by one command, told in words, refused when something is missing."""

import re
import shutil

import pytest

from quizzes.engine import BankError, OptionList, fill, load_bank, public_view, variant
from quizzes.engine.on_paper import questions_html
from tools.draw_figures import FIGURES, draw
from widgets.model.dosing import infusion_order
from widgets.view.question_figures import question_figures

BANK = load_bank()
DRAWN = [
    item
    for item in BANK.items
    if isinstance(item.body, OptionList) and any(option.drawing for option in item.body.options)
]
FINDS = [item for item in BANK.items if item.type == "find"]
BY_NAME = {each.name: each for each in question_figures()}
LESSONS = (
    "09_hours_to_arrive",
    "01_why_it_is_tempting",
    "02_what_the_trials_found",
    "03_why_audits_said_otherwise",
    "04_what_guidelines_say",
)
NUMBER = re.compile(r"\d+(?:\.\d+)?")


def alts(item):
    values = variant(item).values
    return [fill(option.drawing.alt, values) for option in item.body.options]


def named(item):
    return item.id


@pytest.mark.slow
def test_drawing_again_changes_nothing(tmp_path):
    shutil.copytree(FIGURES, tmp_path / "figures")
    assert draw(tmp_path / "figures") == []
    drawn = next((tmp_path / "figures").iterdir())
    drawn.write_text(drawn.read_text(encoding="utf-8").replace("<path", "<path ", 1), "utf-8")
    (tmp_path / "figures" / "old.svg").write_text("<svg/>", encoding="utf-8")
    assert draw(tmp_path / "figures") == sorted([drawn.name, "old.svg"])


def test_every_figure_is_asked_once():
    asked = [option.drawing.name for item in DRAWN for option in item.body.options]
    asked += [item.body.picture.name for item in FINDS]
    assert sorted(asked) == sorted(BY_NAME)


@pytest.mark.parametrize("item", FINDS, ids=named)
def test_a_place_to_find_lies_on_its_line_and_the_words_hold_every_line(item):
    figure, places = BY_NAME[item.body.picture.name], item.body.options
    rows = [f"{label}: {value}." for label, value in figure.rows]
    assert fill(item.body.picture.alt, variant(item).values).endswith(" ".join(rows))
    named_places = {each.text: item.body.boxes.get(each.id) for each in places}
    drawn = {label: figure.box(place) for place, (label, _) in enumerate(figure.rows)}
    assert named_places == {**drawn, "No error": None}
    assert places[-1].text == "No error"
    assert item.body.picture.name not in public_view(item)["picture"]["figure"]


def numbers_of(figure):
    """The amounts on a picture of a ward, by the name of their line."""
    return {label: float(NUMBER.search(value)[0]) for label, value in figure.rows
            if NUMBER.search(value)}  # fmt: skip


@pytest.mark.parametrize("kind", ["pump", "label", "chart"])
def test_each_picture_of_a_ward_is_there_with_an_error_and_without(kind):
    """What is asked as wrong is wrong by the model, and nothing else is."""
    by_name = {item.body.picture.name: item for item in FINDS}
    for number, is_wrong in ((1, True), (2, False)):
        item = by_name[f"ward-{kind}-{number}"]
        (key,) = [option.text for option in item.body.options if option.correct]
        assert (key != "No error") == is_wrong
        assert broken_lines(item, BY_NAME[f"ward-{kind}-{number}"]) == ([key] if is_wrong else [])


def broken_lines(item, figure):
    """The lines that the model would write otherwise, from what the vignette says."""
    shown, said = numbers_of(figure), item.vignette
    if "Amount in all" in shown:
        volume, vial = (float(each) for each in re.findall(r"(\d+) (?:mL|mg/mL)", said)[:2])
        total = volume * vial
        wanted = {"Amount in all": total, "Strength": total / 50}
        return [label for label, amount in wanted.items() if shown[label] != amount]
    weight = float(re.search(r"(\d+) kg", said)[1])
    strength = float(re.search(r"(\d+) mg/mL", said)[1])
    wanted = {"Weight": weight, "Strength": strength, "Syringe": strength}
    broken = [label for label in wanted if label in shown and shown[label] != wanted[label]]
    order = infusion_order(shown["Dose"], shown["Weight"], strength)
    speed = shown.get("Rate", shown.get("Set the pump to"))
    if shown.get("Dose in one hour", order.mg_per_h) != order.mg_per_h:
        broken.append("Dose in one hour")
    if abs(speed - order.ml_per_h) > 0.001:
        broken.append("Rate" if "Rate" in shown else "Set the pump to")
    return broken


def test_the_lessons_of_the_evidence_and_the_first_have_one():
    assert {item.lesson for item in DRAWN} >= set(LESSONS)


@pytest.mark.parametrize("item", DRAWN, ids=named)
def test_the_words_hold_the_numbers_that_are_drawn(item):
    for option, words in zip(item.body.options, alts(item), strict=True):
        said, shown = NUMBER.findall(words), BY_NAME[option.drawing.name].shown
        assert set(shown) <= set(said), option.drawing.name
        assert set(said) <= {*shown, "1", "100"}, option.drawing.name
        # The figures that differ between the pictures stand in the order in which they are drawn.
        where = iter(said)
        assert all(number in where for number in dict.fromkeys(shown[-2:])), option.drawing.name


@pytest.mark.parametrize("item", DRAWN, ids=named)
def test_the_words_of_the_pictures_differ_in_what_is_drawn_only(item):
    plain = {re.sub(r"\d+(?:\.\d+)?|\bnot seen\b|\bseen\b", "0", words) for words in alts(item)}
    assert len(plain) == 1 and len(set(alts(item))) == len(item.body.options)
    assert len({option.text for option in item.body.options}) == len(item.body.options)


@pytest.mark.parametrize("item", DRAWN, ids=named)
def test_the_page_gets_the_drawing_and_its_words_and_paper_gets_the_words(item):
    for shown, option in zip(public_view(item)["options"], item.body.options, strict=True):
        assert shown["figure"].startswith("<svg ") and shown["alt"]
        assert option.drawing.name not in shown["figure"]  # the name may give the key away
    html = questions_html("Practice", (item,))
    assert all(words in html for words in alts(item)) and "<svg" not in html


@pytest.mark.slow
def test_the_colours_are_tokens():
    for each in question_figures():
        bare = re.sub(r"var\(--[a-z0-9-]+, #[0-9a-f]{6}\)|href=\"#[^\"]+\"", "", each.svg)
        assert not re.search(r"#[0-9a-f]{6}", bare), each.name
        assert "<style" not in each.svg and "clip-path" not in each.svg


def guidelines_drawn(figure):
    return ["seen" if stroke.shape == "square" else "not seen"
            for stroke in figure.picture.strokes if stroke.kind == "marks"]  # fmt: skip


def test_the_map_of_guidelines_says_what_it_draws():
    item = next(each for each in DRAWN if each.lesson == "04_what_guidelines_say")
    for option, words in zip(item.body.options, alts(item), strict=True):
        figure = BY_NAME[option.drawing.name]
        assert re.findall(r"not seen|seen", words) == guidelines_drawn(figure)


@pytest.fixture
def folder(tmp_path):
    """A bank of one lesson with its figures."""
    name = "02_what_the_trials_found.toml"
    shutil.copy(FIGURES.parent / name, tmp_path / name)
    shutil.copytree(FIGURES, tmp_path / "figures")
    return tmp_path


WHERE = "TRI-013: "
FIGURE = 'figure = "trial-arms-swapped"\n'
SPOILED = {
    "no such file": (FIGURE, 'figure = "trial-lost"\n', "options 3: figure: names 'trial-lost'"),
    "no such name": (FIGURE, 'figure = "../x"\n', "options 3: figure: must look like"),
    "no figure": (FIGURE, "", "options 3: alt: stands without a figure"),
}


@pytest.mark.parametrize("old, new, words", SPOILED.values(), ids=SPOILED.keys())
def test_a_missing_figure_is_refused(folder, old, new, words):
    path = folder / "02_what_the_trials_found.toml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(BankError) as caught:
        load_bank(folder)
    assert WHERE + words in str(caught.value)


def test_missing_words_and_mixed_options_are_refused(folder):
    path = folder / "02_what_the_trials_found.toml"
    text = path.read_text(encoding="utf-8")
    alt = re.search(r'trial-arms-swapped"\n(alt = .*\n)', text)[1]
    path.write_text(text.replace(alt, ""), encoding="utf-8")
    with pytest.raises(BankError, match="TRI-013: options 3: alt: is missing"):
        load_bank(folder)
    path.write_text(text.replace(FIGURE + alt, ""), encoding="utf-8")
    with pytest.raises(BankError, match="TRI-013: options: must all have a figure or none"):
        load_bank(folder)


@pytest.mark.parametrize(
    "harm",
    [
        "<script>1</script>",
        '<g onload="x()"/>',
        '<use href="https://x.example/a.svg#b"/>',
        '<path style="fill: url(https://x.example)"/>',
        "<g>",
    ],
)
def test_a_file_that_does_more_than_draw_is_refused(folder, harm):
    drawn = folder / "figures" / "trial-as-counted.svg"
    drawn.write_text(drawn.read_text(encoding="utf-8").replace("</svg>", f"{harm}</svg>"), "utf-8")
    with pytest.raises(BankError, match="TRI-013: options 4: figure: figures/trial-as-counted.svg"):
        load_bank(folder)
