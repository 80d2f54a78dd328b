"""Three browsers, driven alike: Chromium, Firefox by WebDriver BiDi, WebKitGTK by WebDriver.

Each is a context manager with `go`, `reload`, `run`, `click` and `type`. What `run` takes is a
JavaScript expression, what `click` and `type` take is one that gives an element.
"""

import http.client
import itertools
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import websocket

from tests.conftest import BROWSER_FLAGS
from tests.theme.server_tools import free_port, wait_until
from tools import browser as browsers

SECONDS = 60
ENTER = "\ue007"  # as WebDriver writes the key
MINI_BROWSER = "**/webkit2gtk-4*/MiniBrowser"
PLACE = """(() => {{
  const e = {element};
  e.scrollIntoView({{ block: "center", behavior: "instant" }});
  const box = e.getBoundingClientRect();
  return {{ x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) }};
}})()"""


class Chromium:
    """The browser of all other tests."""

    lacks = None  # tools/browser.py finds one or says what to install

    def __enter__(self):
        from playwright.sync_api import sync_playwright

        path = browsers.find()
        if path is None:
            raise RuntimeError(browsers.SENTENCE)
        self._playwright = sync_playwright().start()
        self._browser = self._playwright.chromium.launch(executable_path=path, args=BROWSER_FLAGS)
        self._page = self._browser.new_page()
        return self

    def __exit__(self, *_error):
        self._browser.close()
        self._playwright.stop()

    def go(self, url: str) -> None:
        self._page.goto(url)

    def reload(self) -> None:
        self._page.reload()

    def run(self, expression: str):
        return self._page.evaluate(expression)

    def click(self, element: str) -> None:
        self._page.evaluate_handle(element).as_element().click()

    def type(self, element: str, text: str) -> None:
        field = self._page.evaluate_handle(element).as_element()
        field.fill("")
        field.type(text)
        field.press("Enter")


class _ByActions:
    """What the two WebDrivers share: the W3C's actions are written alike in both."""

    def click(self, element: str) -> None:
        place = {"type": "pointerMove", "origin": "viewport"}
        place |= self.run(PLACE.format(element=element))
        press = [{"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp")]
        self.perform({"type": "pointer", "id": "mouse", "actions": [place, *press]})

    def type(self, element: str, text: str) -> None:
        self.click(element)
        self.run(f"{element}.select()")
        keys = [
            {"type": kind, "value": key} for key in text + ENTER for kind in ("keyDown", "keyUp")
        ]
        self.perform({"type": "key", "id": "keys", "actions": keys})


class Firefox(_ByActions):
    """Firefox by WebDriver BiDi, which it speaks itself: no driver stands between."""

    lacks = None if shutil.which("firefox") else "no firefox"

    def __enter__(self):
        self._count = itertools.count(1)
        self._profile = tempfile.TemporaryDirectory()
        port = free_port()
        command = ["firefox", "--headless", "--remote-debugging-port", str(port)]
        self._process = subprocess.Popen(
            [*command, "--no-remote", "--profile", self._profile.name],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        url = f"ws://127.0.0.1:{port}/session"
        assert wait_until(lambda: self._connects(url), SECONDS), "Firefox must open its connection"
        self._ask("session.new", capabilities={})
        (context,) = self._ask("browsingContext.getTree")["contexts"]
        self._context = context["context"]
        return self

    def __exit__(self, *_error):
        self._socket.close()
        self._process.terminate()
        self._process.wait()
        self._profile.cleanup()

    def _connects(self, url: str) -> bool:
        try:
            self._socket = websocket.create_connection(url, timeout=SECONDS, suppress_origin=True)
        except OSError:
            return False
        return True

    def _ask(self, method: str, **parameters) -> dict:
        number = next(self._count)
        said = {"id": number, "method": method, "params": parameters}
        self._socket.send(json.dumps(said))
        while (answer := json.loads(self._socket.recv())).get("id") != number:
            pass  # news of the browser
        if answer["type"] != "success":
            raise RuntimeError(f"{method} must succeed, Firefox said {answer}")
        return answer["result"]

    def go(self, url: str) -> None:
        self._ask("browsingContext.navigate", context=self._context, url=url, wait="complete")

    def reload(self) -> None:
        self._ask("browsingContext.reload", context=self._context, wait="complete")

    def run(self, expression: str):
        answer = self._ask(
            "script.evaluate",
            expression=f"JSON.stringify({expression} ?? null)",
            target={"context": self._context},
            awaitPromise=True,
        )
        if answer["type"] != "success":
            raise RuntimeError(f"{expression} failed in the page: {answer['exceptionDetails']}")
        return json.loads(answer["result"]["value"])

    def perform(self, source: dict) -> None:
        self._ask("input.performActions", context=self._context, actions=[source])


class WebKitGTK(_ByActions):
    """WebKit as Linux has it, by WebDriver over HTTP; without a screen it gets a virtual one."""

    lacks = next(
        (
            f"no {name}"
            for name in ("WebKitWebDriver", "xvfb-run")
            if not shutil.which(name) and not (name == "xvfb-run" and os.environ.get("DISPLAY"))
        ),
        None,
    )

    def __enter__(self):
        self._port = free_port()
        screen = [] if os.environ.get("DISPLAY") else ["xvfb-run", "-a"]
        self._process = subprocess.Popen(
            [*screen, "WebKitWebDriver", f"--port={self._port}"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        assert wait_until(self._is_ready, SECONDS), "WebKitWebDriver must become ready"
        binary = str(next(Path("/usr/lib").glob(MINI_BROWSER)))
        options = {"binary": binary, "args": ["--automation"]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        self._session = ""
        self._session = "/" + self._ask("POST", "", capabilities=wanted)["sessionId"]
        return self

    def __exit__(self, *_error):
        self._ask("DELETE", "")
        os.killpg(self._process.pid, 15)
        self._process.wait()

    def _is_ready(self) -> bool:
        try:
            line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=SECONDS)
            line.request("GET", "/status")
            return json.load(line.getresponse())["value"]["ready"]
        except OSError:
            return False

    def _ask(self, method: str, path: str, **parameters):
        line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=SECONDS)
        body = json.dumps(parameters) if method == "POST" else None
        line.request(method, f"/session{self._session}{path}", body)
        answer = line.getresponse()
        value = json.load(answer)["value"]
        if answer.status != 200:
            raise RuntimeError(f"{method} {path} must succeed, WebKitWebDriver said {value}")
        return value

    def go(self, url: str) -> None:
        self._ask("POST", "/url", url=url)

    def reload(self) -> None:
        self._ask("POST", "/refresh")

    def run(self, expression: str):
        return self._ask("POST", "/execute/sync", script=f"return {expression}", args=[])

    def perform(self, source: dict) -> None:
        self._ask("POST", "/actions", actions=[source])
