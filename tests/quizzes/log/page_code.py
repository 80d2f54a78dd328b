"""What a page's own script makes of the logs of a test, where Node is here to run it."""

import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
ASK = """
import { readFileSync } from "node:fs";
const [now, given] = JSON.parse(readFileSync(0));
console.log(JSON.stringify(made(given, now)));
"""


def page_code(script: str, now: datetime) -> Callable[[list], list] | None:
    """The function `made(given, now)` of a script, to be asked from here; None without Node."""
    node = shutil.which("node")

    def ask(given: list) -> list:
        done = subprocess.run(
            [node, "--input-type=module", "-e", script + ASK],
            input=json.dumps([now.timestamp() * 1000, given]),
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
        )
        return json.loads(done.stdout)

    return ask if node else None
