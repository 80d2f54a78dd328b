"""What answers a browser: the home page, lessons, the end of a visit, and clear refusals."""

import asyncio
import gzip
import hashlib
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from jupyter_server.base.handlers import APIHandler
from tornado import httputil, web
from tornado.iostream import StreamClosedError
from voila.handler import BaseVoilaHandler

from theme.first.states import Cells
from theme.kernels.pool import NoPlaceLeft
from theme.log import EVENTS
from theme.pages.assets import PlainHandler, write_either
from theme.pages.catalogue import Lesson
from theme.pages.lesson import LessonRenderer, Notebook, read_notebook
from theme.pages.reference import term_marker
from theme.pages.sheets import key_of


async def render_all(app) -> None:
    """Make every page once, without a kernel, so that the first visitor does not wait for it."""
    app.site.home_page()
    for made in (app.site.about_page, app.site.glossary_page, app.site.search_page):
        try:
            made()
        except Exception:
            app.log.exception("%s cannot be made.", made.__name__)
    for lesson in app.site.course.lessons:
        if await whole_page(app, lesson):
            continue
        no_kernel = asyncio.get_running_loop().create_future()
        no_kernel.set_exception(NoPlaceLeft())
        try:
            async for _html in renderer(app, lesson, no_kernel).bursts():
                pass
        except Exception:
            app.log.exception("The page of lesson %s cannot be made.", lesson.slug)


def read_lesson(app, slug: str) -> tuple[Notebook, Cells]:
    """A lesson's notebook, and its edition with the code; a lesson that is not there is a 404."""
    if app.site.course.lesson(slug) is None:
        raise web.HTTPError(404)
    notebook = read_notebook(app.site.lessons / f"{slug}.ipynb", app.site.pictures)
    return notebook, app.first.cells(notebook.node)


def renderer(
    app, lesson: Lesson, kernel: Awaitable[str] | None, is_sheets=False, first: dict | None = None
) -> LessonRenderer:
    """Return what makes the page of a lesson, with a kernel that may come later.

    is_sheets: with its key, for paper. first: the first states of its live parts. With either of
    them no kernel is asked for.
    """
    notebook, cells = read_lesson(app, lesson.slug)
    more = (
        {"sheets": True, "key": str(key_of(notebook.node))}
        if is_sheets
        else {"terms": term_marker(app.site.course)}
    )
    return LessonRenderer(
        exporter=app.site.exporter,
        notebook=notebook,
        edition=cells.edition,
        kernel=kernel,
        manager=app.kernel_manager,
        shared=app.site.names() | more,
        first=first,
        notebook_path=f"{lesson.slug}.ipynb",
        voila_configuration=app.voila_configuration,
        traitlet_config=app.config,
    )


@dataclass(frozen=True)
class WholePage:
    """A page that is the same for everybody, as it is sent."""

    plain: bytes
    zipped: bytes
    etag: str


async def whole_page(app, lesson: Lesson) -> WholePage | None:
    """The page of a lesson whose first states are known; None where it needs a kernel."""
    notebook, cells = read_lesson(app, lesson.slug)
    first = app.first.get(lesson.slug, cells.edition)
    if first is None or not shows_all(notebook, first):
        return None
    pages = app.site.lesson_pages()
    if lesson.slug not in pages:
        page = renderer(app, lesson, None, first=first)
        html = "".join([each async for each in page.bursts()]).encode()
        etag = f'W/"{hashlib.sha256(html).hexdigest()[:20]}"'
        pages[lesson.slug] = WholePage(html, gzip.compress(html, 9, mtime=0), etag)
    return pages[lesson.slug]


def shows_all(notebook: Notebook, first: dict) -> bool:
    """Whether first states have something for each place that the stored lesson shows."""
    places = {
        str(n)
        for n, cell in enumerate(notebook.node.cells)
        if any("data" in output for output in cell.get("outputs", ()))
    }
    return places <= {*first["views"], *first["outputs"]}


class Page(BaseVoilaHandler):
    """A page of the course: its headers, and its errors as pages without a traceback."""

    def initialize(self, app) -> None:
        super().initialize(voila_configuration=app.voila_configuration)
        self.app = app
        self.site = app.site

    async def prepare(self) -> None:
        """Let everybody in: there are no accounts, so nothing is asked and no cookie is set."""
        self.current_user = "learner"

    def write_error(self, status_code: int, **_kwargs) -> None:
        name = "404.html" if status_code == 404 else "error.html"
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        html = self.get_template(name).render(**self.site.names(), status_code=status_code)
        self.finish(html)


class NoPage(Page):
    """Answers every address that is not part of the course."""

    def get(self, *_path) -> None:
        raise web.HTTPError(404)

    head = post = put = patch = delete = options = get


class StillPage(Page):
    """A page without a kernel; `made` gives it, rendered anew only when what it tells changed."""

    def initialize(self, app, made: Callable[[], bytes]) -> None:
        super().initialize(app)
        self.made = made

    def get(self) -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-cache")
        self.write(self.made())

    head = get

    def compute_etag(self) -> str:
        return f'W/"{hashlib.sha256(self.made()).hexdigest()[:20]}"'


class LessonPage(Page):
    """A lesson, sent as it comes: the words at once, the live views when their cells have run."""

    kernel_id = ""

    async def get(self, path: str) -> None:
        lesson = self._lesson(path)
        if whole := await whole_page(self.app, lesson):
            self._send_whole(whole)
            return
        with self.kernel_manager.page_opening():
            page = renderer(self.app, lesson, asyncio.ensure_future(self._kernel()))
            try:
                await self._send(page)
            finally:
                await page.close()

    async def head(self, path: str) -> None:
        if whole := await whole_page(self.app, self._lesson(path)):
            self._whole_headers(whole)
        else:
            self._page_headers()

    def _send_whole(self, page: WholePage) -> None:
        """Send what is the same for everybody; a browser that has it already is told so."""
        self._whole_headers(page)
        if self.check_etag_header():
            self.set_status(304)
        else:
            write_either(self, page.plain, page.zipped)

    def _whole_headers(self, page: WholePage) -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-cache")
        self.set_header("Etag", page.etag)

    def _lesson(self, path: str):
        name, dot, kind = path.rpartition(".")
        lesson = self.site.course.lesson(name) if dot and kind == "ipynb" else None
        if lesson is None:
            raise web.HTTPError(404)
        return lesson

    def _page_headers(self) -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        # Each opening has its own kernel, so a copy of the page would speak to nobody.
        self.set_header("Cache-Control", "no-store")

    async def _kernel(self) -> str:
        if self.app.draining or not self.app.openings.take(self.request.remote_ip):
            raise NoPlaceLeft("this address has opened too many lessons, or the server is stopping")
        try:
            self.kernel_id = await self.kernel_manager.start_kernel()
        except NoPlaceLeft as full:
            self.app.metrics.failures.labels("full").inc()
            EVENTS.info("no place: %s", full)
            raise
        self.app.metrics.opens.inc()
        EVENTS.info("opened %s, kernel %s", self.request.path, self.kernel_id)
        if self.request.connection.stream.closed():
            await self._end_kernel()
        return self.kernel_id

    async def _send(self, page: LessonRenderer) -> None:
        self._page_headers()
        try:
            async for html in page.bursts():
                self.write(html)
                await self.flush()
        except StreamClosedError:
            await self._end_kernel()
        except Exception:
            await self._end_kernel()
            if not self._headers_written:
                raise
            # The words are on the page already; what follows them is missing.
            self.log.exception("The end of %s could not be made.", page.notebook_path)

    async def _end_kernel(self) -> None:
        if self.kernel_id in self.kernel_manager:
            await self.kernel_manager.shutdown_kernel(self.kernel_id)

    def on_connection_close(self) -> None:
        """A page that was left before it was complete needs its kernel no more."""
        super().on_connection_close()
        asyncio.ensure_future(self._end_kernel())


class LessonSheets(LessonPage):
    """A lesson to print: its questions, then its answers and its key; it takes no kernel."""

    async def get(self, slug: str) -> None:
        lesson = self._lesson(f"{slug}.ipynb")
        nobody = asyncio.get_running_loop().create_future()
        page = renderer(self.app, lesson, nobody, is_sheets=True)
        try:
            await self._send(page)
        finally:
            nobody.cancel()
            await page.close()

    async def head(self, slug: str) -> None:
        self._lesson(f"{slug}.ipynb")
        self._page_headers()


class Api(APIHandler):
    """Answers the page's own questions; open to all, but only to pages of this server."""

    async def prepare(self) -> None:
        self.current_user = "learner"
        if not self.check_origin():
            raise web.HTTPError(404)

    def check_xsrf_cookie(self) -> None:
        """Nothing to check: the origin was, and a kernel's id cannot be guessed."""

    def skip_check_origin(self) -> bool:
        return False

    def write_error(self, status_code: int, **_kwargs) -> None:
        self.finish(json.dumps({"message": httputil.responses.get(status_code, "Error")}))


class KernelState(Api):
    """Says whether a kernel still runs; asking does not keep it alive."""

    def get(self, kernel_id: str) -> None:
        if kernel_id not in self.kernel_manager:
            raise web.HTTPError(404)
        state = self.kernel_manager.get_kernel(kernel_id).execution_state
        self.set_header("Cache-Control", "no-store")
        self.finish(json.dumps({"execution_state": state}))


class EndOfVisit(Api):
    """Ends the kernel of a page that says goodbye."""

    async def post(self, kernel_id: str) -> None:
        if kernel_id in self.kernel_manager:
            await self.kernel_manager.shutdown_kernel(kernel_id)
        self.set_status(204)
        try:
            await self.finish()
        except StreamClosedError:
            pass  # A page that leaves does not wait for the answer.


class Robots(PlainHandler):
    """Asks robots to stay away: a lesson whose first states are not known starts a kernel."""

    def get(self) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.set_header("Cache-Control", "public, max-age=86400")
        self.write("User-agent: *\nDisallow: /\n")


class NoIcon(PlainHandler):
    """Answers a browser that looks for an icon although the page names one."""

    def get(self) -> None:
        self.set_header("Cache-Control", "public, max-age=86400")
        self.set_status(204)
