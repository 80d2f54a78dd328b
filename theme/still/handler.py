"""The still copy beside the live pages of a server: whoever gets no place can read it."""

from tornado import web

from theme.pages.assets import TYPES
from theme.pages.handlers import Page
from theme.still.copy import HOME, StillCopy

CONTENT_TYPES = TYPES | {".html": "text/html; charset=utf-8", ".png": "image/png"}


class StillFile(Page):
    """Sends one file of the copy; a name is a key of the copy, never part of a path."""

    def initialize(self, app, copy: StillCopy) -> None:
        super().initialize(app)
        self.copy = copy

    async def get(self, name: str) -> None:
        name = name or HOME
        content = await self.copy.file(name)
        if content is None:
            raise web.HTTPError(404)
        self.set_header("Content-Type", CONTENT_TYPES[name[name.rindex(".") :]])
        self.set_header("Cache-Control", "no-cache")
        self.write(content)

    head = get
