"""What a widget gives its page: its built script and its style, or where the course sends them."""

import hashlib
import os
from pathlib import Path


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
    address = f'new URL("{base}{path.name}?v={version_of(content)}", document.baseURI).href'
    return f"const m = await import({address}); export default m.default;"
