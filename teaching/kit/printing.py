"""Sheets as PDF, printed by a Chromium or Chrome that is there; without one they stay HTML."""

import os
import re
import subprocess
import tempfile
from pathlib import Path

from page.html import markup

SIZES = ("A4", "Letter")
SECONDS_TO_PRINT = 120
QUIET = ("--headless", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage")
# The time of printing; blotting it out changes no length, so that the file stays whole.
TIMES = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}")


class PrintError(Exception):
    """A browser could not print a sheet; the sentence names both."""


def printed(html: str, browser: str, size: str = "A4") -> bytes:
    """A page as the bytes of a PDF on paper of a size, printed by the browser at that path.

    Raises PrintError where the browser gives no PDF.
    """
    if size not in SIZES:
        raise ValueError(f"size must be one of {', '.join(SIZES)}, got {size!r}")
    style = markup("<style>@page {{ size: {}; }}</style>\n</head>", size)
    on_paper = html.replace("</head>", style, 1)
    root = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
    with tempfile.TemporaryDirectory() as folder:
        page, made = Path(folder) / "sheet.html", Path(folder) / "sheet.pdf"
        page.write_text(on_paper, encoding="utf-8")
        command = [
            browser, *QUIET, *root, f"--user-data-dir={folder}/profile", "--no-pdf-header-footer",
            f"--print-to-pdf={made}", page.as_uri(),
        ]  # fmt: skip
        try:
            subprocess.run(command, capture_output=True, timeout=SECONDS_TO_PRINT, check=True)
            return TIMES.sub(rb"\g<1>19800101000000", made.read_bytes())
        except (OSError, subprocess.SubprocessError) as error:
            raise PrintError(f"{browser} did not print the sheet: {error}") from error
