"""A lesson opens, works and is graded in JupyterLab and in stock Voila, without our server."""

import importlib.util
import json
import re
import shutil
import sys
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from bench.servers import free_port, running
from tests.running import ROOT

pytestmark = pytest.mark.browser
LESSON = "09_hours_to_arrive"
QUESTION = "INF-003"  # asks for a number
KEY = "167"
STORE = "ketamine-course:v1"
# Of JupyterLab: cells out of sight stand on the page too, and nobody outside is asked for news.
SETTINGS = {
    "notebook-extension/tracker": {"windowingMode": "none"},
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}
LATE = {"timeout": 120_000}


@pytest.fixture
def folder(tmp_path):
    """The lesson alone, as somebody would copy it into a folder of their own."""
    shutil.copy(ROOT / "lessons" / f"{LESSON}.ipynb", tmp_path)
    return tmp_path


@contextmanager
def stock_voila(folder):
    """The address of the lesson in Voila as it comes, which runs it by itself."""
    port = free_port()
    command = [sys.executable, "-m", "voila", str(folder), "--no-browser", f"--port={port}"]
    with running(command, port) as address:
        yield f"{address}voila/render/{LESSON}.ipynb"


@contextmanager
def jupyterlab(folder):
    """The address of the lesson in JupyterLab, alone on the screen."""
    port = free_port()
    settings = folder / "settings"
    for name, chosen in SETTINGS.items():
        file = settings / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(chosen))
    command = [sys.executable, "-m", "jupyter", "lab", str(folder), "--no-browser"]
    command += [f"--port={port}", "--IdentityProvider.token=", "--allow-root"]
    command += [f"--LabApp.user_settings_dir={settings}", f"--LabApp.workspaces_dir={settings}"]
    with running(command, port) as address:
        yield f"{address}doc/tree/{LESSON}.ipynb"


def run_all(page):
    """What a reader of JupyterLab does first."""
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(**LATE)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()


def graded(page) -> int:
    """How many answers to the question this browser keeps with a grade."""
    events = json.loads(page.evaluate(f"localStorage['{STORE}'] ?? 'null'") or "{}")["events"]
    answers = {each["id"] for each in events if each.get("item") == QUESTION}
    return sum(each["event"] == "grade" and each["answer"] in answers for each in events)


def walk(page):
    """Predict, see, change, be refused, answer."""
    lab = page.locator(".x").first
    lab.wait_for(**LATE)
    lab.scroll_into_view_if_needed()
    guess = lab.locator("[id$='-guess']")
    guess.fill("50")
    guess.press("Enter")
    lab.get_by_role("button", name="Show the curve").click()
    expect(lab).to_contain_text("You said 50", **LATE)
    picture = lab.locator(".x-picture")
    for rate in ("0.5", "0.3"):
        field = lab.locator("[id$='-rate']")
        field.fill(rate)
        field.press("Enter")
        words = re.compile(re.escape(f"on {rate} mg/kg per hour"))
        expect(picture).to_have_attribute("aria-label", words, **LATE)
    assert lab.locator("canvas").evaluate("(e) => e.width > 0 && e.height > 0")

    card = page.locator(f".kq-card[data-item='{QUESTION}']")
    card.scroll_into_view_if_needed()
    number = card.locator(".kq-number input")
    card.locator(".kq-levels input[value='2']").check()
    number.fill("many")
    card.get_by_role("button", name="Check answer").click()
    expect(card.locator(".kq-error").first).to_contain_text("is not a number", **LATE)
    expect(card).to_have_attribute("data-state", "open")
    number.fill(KEY)
    card.get_by_role("button", name="Check answer").click()
    expect(card).to_have_attribute("data-state", "graded", **LATE)
    assert graded(page) == 1


def test_a_lesson_works_in_stock_voila(new_page, folder):
    with stock_voila(folder) as address, new_page(1280) as page:
        page.goto(address)
        walk(page)


@pytest.mark.all
def test_a_lesson_works_in_jupyterlab(new_page, folder):
    if importlib.util.find_spec("jupyterlab") is None:
        pytest.skip("not run: JupyterLab (not installed)")
    with jupyterlab(folder) as address, new_page(1280) as page:
        page.goto(address)
        run_all(page)
        walk(page)
