"""What a widget gives its page: its built script and its style, or where the course sends them."""

import hashlib
import os
import re
from pathlib import Path

IMPORT = 'const m = await import(new URL("%s", document.baseURI).href); export default m.default;'
IMPORTED = re.compile(re.escape(IMPORT).replace("%s", '([^"]+)'))


def served_from() -> str:
    """Where the course's server sends scripts and styles from; "" without that server."""
    return os.environ.get("COURSE_ASSETS", "")


def version_of(content: bytes) -> str:
    """Twelve characters that change with the content, so that a browser may keep it for a year."""
    return hashlib.sha256(content).hexdigest()[:12]


def front_end(path: Path) -> str:
    """The text of a script or style; where the course is served, what fetches it.

    There a script becomes one line that imports it by its version, so that it is sent once however
    many widgets there are, and a style becomes "", because the page links it.
    """
    content = path.read_bytes()
    base = served_from()
    if not base:
        return content.decode()
    if path.suffix == ".css":
        return ""
    return IMPORT % f"{base}{path.name}?v={version_of(content)}"


def address_in(text: str) -> str:
    """Where a page fetches the script of such a text from; "" for a script that is whole itself."""
    found = IMPORTED.fullmatch(text)
    return found[1] if found else ""
