"""A widget's script that comes in parts is one module, the same wherever it is read."""

import hashlib

from theme.assets import Assets
from widgets.controls.explorer import front_end, parts_of


def test_the_server_sends_what_a_notebook_holds(monkeypatch):
    monkeypatch.delenv("COURSE_ASSETS", raising=False)
    whole = front_end("explorer.js")
    asset = Assets("/").get("explorer.js")
    assert len(parts_of("explorer.js")) > 1
    assert asset.plain.decode() == whole
    assert whole.count("export default") == 1


def test_the_loader_asks_for_the_version_of_the_whole(monkeypatch):
    monkeypatch.delenv("COURSE_ASSETS", raising=False)
    version = hashlib.sha256(front_end("explorer.js").encode()).hexdigest()[:12]
    monkeypatch.setenv("COURSE_ASSETS", "/voila/assets/")
    assert f"explorer.js?v={version}" in front_end("explorer.js")
    assert Assets("/").get("explorer.js").version == version
