"""How long a picture takes to follow the finger, beside an echo and `interact` with `plt.show`."""

import random
import tempfile
from pathlib import Path
from statistics import median

import nbformat
from playwright.sync_api import sync_playwright

from bench.servers import course_server, stock_server
from tools import browser as browsers

ROUNDS, PRESSES = 8, 5
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
CELLS = {
    "ours": "from widgets import InfusionLab\nInfusionLab(rate_mg_per_kg_h=0.1)",
    "echo": (
        "import ipywidgets as ipw\n"
        "slider, label = ipw.FloatSlider(min=0, max=100, step=1), ipw.Label('0')\n"
        "slider.observe(lambda change: setattr(label, 'value', f'echo {change.new}'), 'value')\n"
        "ipw.VBox([slider, label])"
    ),
    # The same picture as the lab's, at the same sharpness, drawn the way most notebooks do it.
    "interact": (
        "import ipywidgets as ipw, numpy as np, matplotlib.pyplot as plt\nfrom"
        " matplotlib_inline.backend_inline import set_matplotlib_formats\nfrom widgets import"
        " Infusion, Patient, simulate_population\nset_matplotlib_formats('retina')\nhours ="
        " np.linspace(0, 48, 433)\nband = simulate_population([Infusion(7, 0, 24)], Patient(70),"
        " hours)\ndef show(rate=10):\n    figure, (above, below) = plt.subplots(2, 1, sharex=True,"
        " figsize=(7, 4.5))\n    above.fill_between(hours, band.low * rate, band.high * rate,"
        " alpha=0.2, label='nine in ten')\n    above.plot(hours, band.median * rate, label='half"
        " above, half below')\n    above.set_title('Ketamine in plasma, ng/mL', loc='left')\n   "
        " above.legend()\n    below.axhspan(0.05, 0.5, alpha=0.13, color='C2')\n   "
        " below.axhline(1, linestyle='--', color='C1')\n    below.text(48, 0.5, 'cancer pain',"
        " ha='right', va='bottom')\n    below.text(48, 1, 'acute-pain ceiling', ha='right',"
        " va='bottom')\n    below.step([0, 24, 48], [rate / 100, 0, 0], where='post', color='k')\n "
        "   below.set(title='Dose, mg/kg/h', ylim=(0, 1.25), xlabel='Hours since the infusion"
        " started')\n    plt.show()\nipw.interact(show, rate=ipw.IntSlider(value=10, min=5,"
        " max=50))"
    ),
}
# From the key press to the committed frame that shows its result (a message after rAF ends it).
WATCH = """
(kind) => {
  window.__start = null; window.__took = null;
  const done = () => {
    if (window.__start === null || window.__took !== null) return;
    requestAnimationFrame(() => {
      const port = new MessageChannel();
      port.port1.onmessage = () => { window.__took = performance.now() - window.__start; };
      port.port2.postMessage(0);
    });
  };
  window.addEventListener("keydown", () => {
    window.__start = performance.now();
    window.__took = null;
  }, true);
  if (kind === "ours") {
    const fill = CanvasRenderingContext2D.prototype.fill;
    CanvasRenderingContext2D.prototype.fill = function (...given) {
      fill.apply(this, given);
      done();
    };
  } else if (kind === "echo") {
    new MutationObserver((changes) => {
      if (changes.some((c) => (c.target.textContent || "").includes("echo"))) done();
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  } else {
    const loaded = (event) => { if (event.target.tagName === "IMG") done(); };
    document.addEventListener("load", loaded, true);
  }
}
"""
HANDLES = {"ours": 'input[type="range"]', "echo": '[role="slider"]', "interact": '[role="slider"]'}


def measure() -> list[dict]:
    """Time the three in one run, their rounds shuffled: a figure for the echo, one for `interact`.

    Each figure: figure, ours, other (95th percentiles in ms), ratio, target, medians.
    """
    with tempfile.TemporaryDirectory() as folder:
        for name, source in CELLS.items():
            _write(Path(folder) / f"{name}.ipynb", source)
        took = _time_all(folder)
    late = {name: sorted(times)[int(0.95 * len(times))] for name, times in took.items()}
    middle = {name: median(times) for name, times in took.items()}
    return [
        {
            "figure": "slider to painted picture against an echo (95th percentile, ms)",
            "ours": late["ours"], "other": late["echo"], "ratio": late["ours"] / late["echo"],
            "target": "at most 2", "medians": (middle["ours"], middle["echo"]),
        },
        {
            "figure": "slider to painted picture against interact, plt.show (95th percentile, ms)",
            "ours": late["ours"], "other": late["interact"],
            "ratio": late["interact"] / late["ours"],
            "target": "at least 5", "medians": (middle["ours"], middle["interact"]),
        },
    ]  # fmt: skip


def _write(path: Path, source: str):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    notebook.cells[0].outputs = [
        nbformat.v4.new_output("display_data", {"text/plain": "not run yet"})
    ]
    notebook.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    notebook.metadata["course"] = {
        "title": path.stem,
        "claim": path.stem,
        "objectives": [],
        "summary": "",
    }
    nbformat.write(notebook, path)


def _time_all(folder: str) -> dict[str, list[float]]:
    took = {name: [] for name in CELLS}
    with (
        course_server(folder) as course,
        stock_server(folder) as stock,
        sync_playwright() as playwright,
    ):
        chromium = playwright.chromium.launch(executable_path=browsers.find(), args=FLAGS)
        pages = {
            name: _open(
                chromium,
                name,
                f"{stock if name == 'interact' else course}voila/render/{name}.ipynb",
            )
            for name in CELLS
        }
        for number in range(ROUNDS):
            key = ("ArrowRight", "ArrowLeft")[number % 2]  # to and fro: no slider comes to its end
            for name in random.sample(sorted(CELLS), len(CELLS)):
                took[name] += _press(pages[name], HANDLES[name], key)
        chromium.close()
    return took


def _open(chromium, name: str, address: str):
    page = chromium.new_page(viewport={"width": 1000, "height": 900}, bypass_csp=True)
    page.goto(address)
    page.wait_for_selector(HANDLES[name], timeout=60_000)
    page.wait_for_timeout(1500)
    page.evaluate(f"({WATCH})('{name}')")
    return page


def _press(page, handle: str, key: str) -> list[float]:
    page.bring_to_front()
    page.focus(handle)
    times = []
    for press in range(PRESSES + 1):  # the first of a round only warms up
        page.keyboard.press(key)
        page.wait_for_function("window.__took !== null", timeout=10_000)
        if press:
            times.append(page.evaluate("window.__took"))
        page.wait_for_timeout(120)
    return times
