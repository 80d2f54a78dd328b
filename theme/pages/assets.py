"""The few files a page links to: read once, compressed once, named by their content."""

import base64
import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

from tornado import web

from page.assets import version_of

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "theme" / "voila" / "templates" / "course" / "static"
LIVE_PARTS = (
    ROOT / "widgets" / "controls",
    ROOT / "quizzes" / "player",
    ROOT / "teaching" / "stage",
)
# A live part has its style beside its code, and its script where `make assets` puts it.
FOLDERS = (STATIC, *LIVE_PARTS, *(folder / "built" for folder in LIVE_PARTS))
TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
}
ONE_YEAR = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Asset:
    """One file as it is sent: its bytes, the same compressed, its type and its version."""

    plain: bytes
    zipped: bytes
    content_type: str
    version: str
    read_ns: int


class Assets:
    """The template's static files and the widgets' scripts and styles; read again when changed.

    Nothing else can be asked for: a name is a key here, never part of a path.
    """

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        found = [path for folder in FOLDERS for path in folder.iterdir()]
        self.files = {path.name: path for path in found if path.suffix in TYPES}
        self._read: dict[str, Asset] = {}

    def get(self, name: str) -> Asset | None:
        """Return the asset, or None when the course has no such file."""
        path = self.files.get(name)
        try:
            changed_ns = path.stat().st_mtime_ns if path else None
        except OSError:
            changed_ns = None
        if path is None or changed_ns is None:
            return None
        known = self._read.get(name)
        if known is None or known.read_ns != changed_ns:
            plain = path.read_bytes()
            known = Asset(
                plain=plain,
                zipped=gzip.compress(plain, 9, mtime=0),
                content_type=TYPES[path.suffix],
                version=version_of(plain),
                read_ns=changed_ns,
            )
            self._read[name] = known
        return known

    def url(self, name: str) -> str:
        """Return the address that may be cached for a year, "" when there is no such file."""
        asset = self.get(name)
        return f"{self.base_url}voila/assets/{name}?v={asset.version}" if asset else ""


class Pictures:
    """The pictures stored in lessons, each with an address of its own.

    Inside the page they would be sent again at every visit: a lesson's page may not be kept.
    """

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self.pngs: dict[str, bytes] = {}

    def url(self, encoded: str) -> str:
        """Keep a PNG, given in base64, and return where it can be fetched."""
        png = base64.b64decode(encoded)
        name = f"{hashlib.sha256(png).hexdigest()[:24]}.png"
        self.pngs[name] = png
        return f"{self.base_url}voila/pictures/{name}"


class PlainHandler(web.RequestHandler):
    """Sends what is no page, with the headers of every answer."""

    def set_default_headers(self) -> None:
        for name, value in self.settings["headers"].items():
            self.set_header(name, value)

    def write_error(self, status_code: int, **_kwargs) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish("The course has no such file.\n")


def write_either(handler: web.RequestHandler, plain: bytes, zipped: bytes) -> None:
    """Write the compressed bytes to who can read them, the plain ones to others."""
    if "gzip" in handler.request.headers.get("Accept-Encoding", ""):
        handler.set_header("Content-Encoding", "gzip")
        handler.write(zipped)
    else:
        handler.write(plain)


class AssetHandler(PlainHandler):
    """Sends one asset; for a year when it was asked for by its version."""

    def initialize(self, assets: Assets) -> None:
        self.assets = assets

    def get(self, name: str) -> None:
        asset = self.assets.get(name)
        if asset is None:
            raise web.HTTPError(404)
        current = self.get_query_argument("v", "") == asset.version
        self.set_header("Cache-Control", ONE_YEAR if current else "no-cache")
        self.set_header("Content-Type", asset.content_type)
        self.set_header("Vary", "Accept-Encoding")
        self.set_etag_header()
        if self.check_etag_header():
            self.set_status(304)
            return
        write_either(self, asset.plain, asset.zipped)

    def head(self, name: str) -> None:
        self.get(name)

    def compute_etag(self) -> str | None:
        asset = self.assets.get(self.path_args[0])
        return f'"{asset.version}"' if asset else None


class PictureHandler(PlainHandler):
    """Sends a stored picture; its address says its content, so it is kept for a year."""

    def initialize(self, pictures: Pictures) -> None:
        self.pictures = pictures

    def get(self, name: str) -> None:
        if name not in self.pictures.pngs:
            raise web.HTTPError(404)
        self.set_header("Cache-Control", ONE_YEAR)
        self.set_header("Content-Type", "image/png")
        self.write(self.pictures.pngs[name])
