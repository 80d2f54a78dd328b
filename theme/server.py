"""The server: Voila with the course's pages, kernels and rules."""

import asyncio
import compileall
import errno
import os
import shutil
import signal
import socket
import sys
import threading
import time
import webbrowser
from functools import partial
from logging import ERROR, getLogger
from pathlib import Path

from jupyter_server.utils import url_path_join
from tornado.netutil import bind_sockets
from traitlets import Any
from voila.app import Voila

from theme.answers import Answers, Grading, shown_by
from theme.first.opening import InQueue, OpenLesson, queue_of
from theme.first.states import FirstStates
from theme.hosts import KnownHosts, known_hosts
from theme.kernels.wire import FROM_PAGE, CourseConnection, CourseWebsocket
from theme.limits import (
    FORKED_LESSON_MB,
    LESSON_MB,
    LimitedServer,
    LimitError,
    Openings,
    free_memory_mb,
    raise_descriptors,
    room_for,
)
from theme.log import EVENTS, set_up
from theme.metrics import Health, Metrics, MetricsPage
from theme.mistakes import ModelCheck, in_words, of_evidence_and_questions, of_plans
from theme.options import LESSONS, ServerOptions
from theme.pages import handlers as pages
from theme.pages.assets import AssetHandler, PictureHandler
from theme.pages.lesson import LessonExporter
from theme.pages.site import Site
from theme.rules import HEADERS, configuration, environment_of_kernels
from theme.still.copy import Live, StillCopy
from theme.still.handler import StillFile
from theme.teach import handlers as teach_handlers
from theme.teach.cases import CasesInWords
from theme.teach.decks import Decks
from theme.teach.local import LocalFolder
from theme.teach.word import TeacherWord

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("evidence", "widgets", "quizzes", "teaching", "theme")
KERNEL = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"


class CourseServer(Voila):
    """Voila, serving the lessons folder with the course's template, and nothing else."""

    name = "voila"
    options = Any()
    sockets = Any()
    room = Any()
    first = Any()
    draining = False

    def load_config_file(self, *_args, **_kwargs) -> None:
        """Read no file: a configuration lying about must not open what is closed here."""

    def init_settings(self) -> dict:
        settings = super().init_settings()
        self.kernel_manager.allowed_message_types = sorted(FROM_PAGE)
        self.openings = Openings(self.room.places)
        self.grading = Grading(partial(shown_by, self))
        self.metrics = Metrics(self)
        self.decks = Decks()
        self.queue = queue_of(self)
        self.word, self.cases = TeacherWord(self.options.teacher_word), CasesInWords()
        self.local = LocalFolder(Path(self.options.local))
        exporter = LessonExporter(
            template_paths=self.template_paths,
            template_name="course",
            config=self.config,
            contents_manager=self.contents_manager,
            base_url=self.base_url,
            theme="light",
        )
        self.site = Site(
            base_url=self.base_url,
            lessons=Path(self.root_dir),
            templates=settings["voila_jinja2_env"],
            exporter=exporter,
            log=self.log,
        )
        slugs = [lesson.slug for lesson in self.site.course.lessons]
        self.first.start({slug: pages.read_lesson(self, slug)[1] for slug in slugs})
        return settings | {
            "compress_response": True,
            "log_function": self.metrics.answered,
            "headers": HEADERS,
            "kernel_websocket_connection_class": CourseConnection,
            "websocket_max_message_size": 1 << 20,
            "default_handler_class": pages.NoPage,
            "default_handler_args": {"app": self},
        }

    def init_handlers(self) -> list:
        """Return the whole of what can be asked for; every other address is a 404."""
        at = partial(url_path_join, self.server_url)
        app = {"app": self}
        still = StillCopy(self.site, Live("../"))
        return [
            (self.server_url, pages.StillPage, app | {"made": self.site.home_page}),
            (at(r"/about"), pages.StillPage, app | {"made": self.site.about_page}),
            *teach_handlers(at, app),
            (at(r"/voila/render/([^/]*)"), pages.LessonPage, app),
            (at(r"/voila/print/(\w+)"), pages.LessonSheets, app),
            (at(r"/still/([\w./-]*)"), StillFile, app | {"copy": still}),
            (at(r"/voila/assets/([^/]*)"), AssetHandler, {"assets": self.site.assets}),
            (at(r"/voila/pictures/([^/]*)"), PictureHandler, {"pictures": self.site.pictures}),
            (at(r"/voila/api/open/([^/]*)"), OpenLesson, app),
            (at(r"/voila/api/queue/(\w+)"), InQueue, app),
            (at(rf"/api/kernels/{KERNEL}"), pages.KernelState),
            (at(rf"/api/kernels/{KERNEL}/channels"), CourseWebsocket),
            (at(rf"/voila/api/shutdown/{KERNEL}"), pages.EndOfVisit),
            (at(r"/voila/api/answers/(\w+)"), Answers, {"grading": self.grading}),
            (at(r"/healthz"), Health, app),
            (at(r"/metrics"), MetricsPage, app),
            (at(r"/robots.txt"), pages.Robots),
            (at(r"/favicon.ico"), pages.NoIcon),
        ]

    def listen(self) -> None:
        """Answer requests until the process is told to stop."""
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        stopped = asyncio.Event()
        stops = {"SIGINT": stopped.set, "SIGHUP": stopped.set}
        stops["SIGTERM"] = lambda: asyncio.ensure_future(self._drain(stopped))
        for name, stop in stops.items():
            try:
                asyncio.get_running_loop().add_signal_handler(getattr(signal, name), stop)
            except (AttributeError, NotImplementedError):
                pass  # Windows: Ctrl-C cancels this coroutine instead.
        rehearsed, _ready = await asyncio.gather(
            self._rehearsed(stopped), self.kernel_manager.prepare()
        )
        if not rehearsed:
            await self.kernel_manager.shutdown_all()
            shutil.rmtree(self.connection_dir, ignore_errors=True)
            return
        await pages.render_all(self)
        known = known_hosts(self.options.host, self.options.hosts)
        self.server = server = LimitedServer(KnownHosts(self.app, known), room=self.room)
        server.add_sockets(self.sockets)
        print(f"The course is at {self._address()}", flush=True)
        EVENTS.info("listening at %s, %d places", self._address(), self.room.places)
        self.local.look()  # a mistake there is told now, and not when a teacher comes
        self.kernel_manager.fill(delay_s=0)
        if self.options.open_browser and _has_desktop():
            threading.Thread(target=webbrowser.open, args=(self._address(),), daemon=True).start()
        try:
            await stopped.wait()
        finally:
            server.stop()
            self.grading.close()
            self.decks.stop()
            await self.kernel_manager.shutdown_all()
            shutil.rmtree(self.connection_dir, ignore_errors=True)

    async def _rehearsed(self, stopped: asyncio.Event) -> bool:
        """Wait for the first states of all lessons; whether nobody has stopped the server then."""
        rehearsal = asyncio.ensure_future(self.first.finish())
        stop = asyncio.ensure_future(stopped.wait())
        await asyncio.wait([rehearsal, stop], return_when=asyncio.FIRST_COMPLETED)
        stop.cancel()
        if stopped.is_set():
            self.first.stop()
        await rehearsal
        return not stopped.is_set()

    async def _drain(self, stopped: asyncio.Event) -> None:
        """Give no new kernel, wait for the open lessons as long as was chosen, then stop."""
        is_second, self.draining = self.draining, True
        EVENTS.info("stopping; %d lessons are open", self.kernel_manager.used)
        end = time.monotonic() + (0 if is_second else self.options.drain_s)
        while self.kernel_manager.used and time.monotonic() < end and not stopped.is_set():
            await asyncio.sleep(0.2)
        stopped.set()

    def _address(self) -> str:
        host = self.options.host
        shown = "localhost" if host in ("0.0.0.0", "::", "") else host
        shown = f"[{shown}]" if ":" in shown else shown
        return f"http://{shown}:{self.options.port}{self.base_url}"


def _has_desktop() -> bool:
    """Say whether somebody sits in front of this machine and would see a browser open."""
    desktop = sys.platform in ("darwin", "win32") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )
    return desktop and sys.stdout.isatty()


def _bind(options: ServerOptions) -> list[socket.socket] | str:
    """Return the listening sockets, or the sentence that says why there are none."""
    host, port = options.host, options.port
    try:
        return bind_sockets(port, host)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return (
                f"Port {port} on {host} is already in use: stop what uses it,"
                f" or choose another port, for example PORT={port % 65535 + 1}."
            )
        if error.errno == errno.EACCES:
            return f"Port {port} is not open to this account: choose one above 1023 with PORT."
        return f"The course cannot listen on HOST={host}, port {port}: {error.strerror or error}."


def serve(options: ServerOptions) -> int:
    """Serve the course until it is stopped; return the exit code."""
    descriptors = raise_descriptors()
    try:
        lesson_mb = FORKED_LESSON_MB if options.fork else LESSON_MB
        room = room_for(options.places, descriptors, free_memory_mb(), lesson_mb)
    except LimitError as error:
        print(error, file=sys.stderr)
        return 1
    sockets = _bind(options)
    if isinstance(sockets, str):
        print(sockets, file=sys.stderr)
        return 1
    # Other lessons than the course's, as tests bring them, rest on other files.
    check = ModelCheck() if options.lessons == LESSONS else None
    # Found as theme/voila/templates/course, before any template of that name elsewhere.
    paths = [str(ROOT / "theme"), os.environ.get("JUPYTER_PATH", "")]
    os.environ["JUPYTER_PATH"] = os.pathsep.join(path for path in paths if path)
    # Without bytecode every kernel would compile the course again, also where it may not be kept.
    for package in PACKAGES:
        compileall.compile_dir(ROOT / package, quiet=2)
    for chatty in ("tornado.access", "tornado.general"):
        getLogger(chatty).setLevel(ERROR)
    course = CourseServer.instance(
        options=options,
        sockets=sockets,
        room=room,
        base_url=options.base_url,
        root_dir=str(options.lessons),
        log_level=ERROR,
        first=FirstStates(options.lessons, environment_of_kernels(options)),
        config=configuration(options, room, descriptors),
    )
    course.initialize([])
    if check and (found := (*of_evidence_and_questions(), *of_plans(), *check.mistakes())):
        print(in_words(found, options.strict), file=sys.stderr, flush=True)
        if options.strict:
            return 1
    others = (getLogger(name) for name in ("tornado", "asyncio", "quizzes"))
    set_up(options.log, course.log, *others)
    course.start()
    return 0
