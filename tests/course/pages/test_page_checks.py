"""Each check of a page bites: it passes a small sound page and names the defect of a broken one."""

import pytest

from tests.course.pages import keyboard_checks, page_checks

pytestmark = pytest.mark.browser

NOTICE = (
    "For learning with made-up patients. Not for prescribing. "
    "Check your local protocol and a pharmacist."
)
SOUND = f"""<!doctype html><html lang="en"><head><title>A page</title>
<meta name="viewport" content="width=device-width"><style>
.skip-link {{ position: absolute; top: -60px; }} .skip-link:focus {{ top: 0; }}
:focus-visible {{ outline: 3px solid #000; }}
.x {{ max-width: 100%; }} button, a {{ min-height: 24px; display: inline-block; }}
</style></head><body>
<header><a class="skip-link" href="#main">Go to the lesson</a>
<p class="standing-notice">{NOTICE}</p></header>
<main id="main"><h1>One</h1><h2>Two</h2><div class="x">
<div role="img" data-picture style="height:9px"
aria-label="Line graph, 72 hours, peak 1,250 ng/mL."></div>
<details data-picture-table><summary>The table</summary><table><caption>72 h</caption>
<tr><th scope="col">ng/mL</th></tr><tr><td>1,250</td></tr></table></details>
<label>Rate <input type="text" value="0.1"></label>
<fieldset><legend>Sure?</legend><label><input type="radio" name="s">Yes</label>
<label><input type="radio" name="s">No</label></fieldset><button>Check</button></div></main>
</body></html>"""

DEFECTS = {
    "axe": [
        ('<html lang="en">', "<html>"),
        ("Rate <input", '</label><input id="n"'),
        ("3px solid #000; }", "3px solid #000; } h1 { color: #ccc; }"),
    ],
    "keyboard": [
        ("outline: 3px solid #000", "outline: none"),
        ("<button>Check</button>", "<button></button>"),
        ("<button>", '<button onkeydown="event.preventDefault()">'),
        ("<summary>", '<summary onfocus="this.blur()">'),
        ("top: -60px; }", "top: -60px; } header { position: fixed; inset: 0; background: #fff; }"),
    ],
    "skip link": [
        ('class="skip-link"', 'class="first"'),
        (".skip-link:focus { top: 0; }", ""),
        ('href="#main"', 'href="#elsewhere"'),
    ],
    "reflow": [
        ("<h2>Two", '<h2 style="width:400px">Two'),
        ("<h2>Two", '<h2 style="overflow:hidden;height:4px">Two'),
        ('<input type="text"', '<input style="width:20px" value="0.123456789" type="text"'),
        ("<h2>", '<svg width="50" height="20"><text x="40" y="15">0.5 mg</text></svg><h2>'),
    ],
    "large text": [
        ("<h2>Two", '<h2 style="min-width:12rem">Two'),
        ("<summary>The table", '<summary style="white-space:nowrap">The picture as a long table'),
        ("<td>1,250", '<td style="white-space:nowrap">A text of many words in a narrow place'),
        ("</tr></table>", "<td>1,250</td></tr></table>"),
        ("</tr></table>", "<td align=right>and all of this is text</td></tr></table>"),
        (
            "<tr><td>",
            "<thead><th><p style='width:2em;overflow-wrap:anywhere'>Answered</thead><tr><td>",
        ),
        (
            "<caption>72 h",
            '<caption style="white-space:nowrap">A caption that goes on and on and on',
        ),
    ],
    "names": [
        ("<fieldset><legend>Sure?</legend>", "<fieldset>"),
        ("<button>Check</button>", "<form><button type=button>Check</button></form>"),
        ("<button>Check</button>", "<output>1</output><button>Check</button>"),
        ("<h2>Two</h2>", "<article><h2>Two</h2></article>"),
        ("<button>", "<fieldset><legend>Sure?</legend></fieldset><button>"),
    ],
    "motion": [
        ("button, a {", "button, a { transition: color 2s;"),
        ("button, a {", "@keyframes k { to { opacity: 0 } } h1 { animation: k 3s; } button {"),
        ("button, a {", "html { scroll-behavior: smooth } button {"),
    ],
    "pictures": [
        ("72 hours, peak 1,250", "72 hours, peak 1,205"),
        ("data-picture-table", "data-nothing"),
        ('aria-label="Line graph, 72 hours, peak 1,250 ng/mL."', ""),
        ("<h2>", '<img src="data:," width="9" height="9"><h2>'),
    ],
    "structure": [
        (NOTICE, "Have fun."),
        ("<h2>Two</h2>", "<h4>Two</h4>"),
        ("<h2>Two</h2>", "<h1>Two</h1>"),
        ("<title>A page</title>", ""),
        ('lang="en"', 'lang="de"'),
    ],
}
CHECKS = {
    "axe": page_checks.axe_problems,
    "keyboard": keyboard_checks.keyboard_problems,
    "skip link": keyboard_checks.skip_link_problems,
    "reflow": page_checks.reflow_problems,
    "large text": page_checks.large_text_problems,
    "names": page_checks.name_problems,
    "motion": page_checks.motion_problems,
    "pictures": page_checks.picture_problems,
    "structure": page_checks.structure_problems,
}


@pytest.fixture(scope="module")
def page(new_page):
    with new_page(800, 900) as empty:
        yield empty


def show(page, html):
    page.set_viewport_size({"width": 800, "height": 900})
    page.goto("about:blank")
    page.set_content(html)


@pytest.mark.parametrize("name", CHECKS)
def test_a_sound_page_passes(page, name):
    show(page, SOUND)
    assert CHECKS[name](page) == []


@pytest.mark.parametrize(
    ("name", "good", "bad"), [(name, *edit) for name, edits in DEFECTS.items() for edit in edits]
)
def test_a_defect_is_found(page, name, good, bad):
    assert good in SOUND, "the defect must change the page"
    show(page, SOUND.replace(good, bad, 1))
    assert CHECKS[name](page) != []


def test_a_request_elsewhere_is_found():
    home = "http://127.0.0.1:1234/"
    ours = [home + "a.js", "data:,x", "blob:" + home + "1", "ws://127.0.0.1:1234/api"]
    assert page_checks.request_problems(ours, home) == []
    assert page_checks.request_problems(["http://127.0.0.1:99/a.js"], home) != []
    assert page_checks.request_problems(["https://example.org/font.woff2"], home) != []


def test_texts_hold_what_eye_and_ear_get(page):
    show(
        page,
        SOUND.replace(
            "<h2>Two", '<h2 title="a tip">Two <select><option>an option</option></select>'
        ),
    )
    said = {text for _, text in page_checks.texts(page)}
    assert {"One", "1,250", "a tip", "an option", "A page", NOTICE} <= said
    assert "Line graph, 72 hours, peak 1,250 ng/mL." in said


def test_numbers_in_words():
    assert page_checks.numbers_in("1,250 ng/mL at 0.1 mg/kg, 5th of 72 h.") == {1250, 0.1, 5, 72}
    assert page_checks.numbers_in("F-12b and L18") == {12.0}
