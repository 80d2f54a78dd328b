"""The course as files that lie in one folder: pages side by side, every link relative."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from functools import partial

from page.html import Markup, markup
from quizzes.engine import Bank, read_bank
from theme.pages.about import about
from theme.pages.catalogue import Course, Lesson
from theme.pages.lesson import read_notebook
from theme.pages.parts import parts_of
from theme.pages.reference import entries, findable, term_marker
from theme.pages.site import GLOSSARY_PAGE, SEARCH_PAGE, Site
from theme.still.questions import with_answers

HOME = "index.html"
ABOUT = "about.html"
GLOSSARY, SEARCH = "glossary.html", "search.html"
# What the pages link to; the scripts of the live parts are not among them.
LINKED = (
    "course.css",
    "home.css",
    "about.css",
    "lesson.css",
    "place.css",
    "explorer.css",
    "player.css",
    "reference.css",
    "frame.js",
    "terms.js",
    "search.js",
    "mark.svg",
)
WAIT_SCRIPT = "wait.js"
CANNOT = (
    "This is a still copy: nothing on it moves or is computed, and no answer is checked or kept."
)
NO_WAY = "For the live course, ask whoever gave you this copy."
# A lesson links to another by its notebook, and to the About page by its address on the server.
WITHIN_COURSE = re.compile(r'href="(?:(?P<lesson>\w+)\.ipynb|\.\./\.\./(?P<about>about))(?=["#?])')

# On a phone a picture is too small to read: it leads to itself, in its full size.
PICTURE = re.compile(r'<img src="(pictures/[^"]+)"[^>]*>')


@dataclass(frozen=True)
class Live:
    """Where the live course is, as seen from a still page: a folder's address, "" if unknown.

    `is_starting`: it may not answer yet, so each page asks it and says when it does.
    """

    address: str = ""
    is_starting: bool = False


class StillCopy:
    """Everything that a still copy of the course holds, made when it is asked for.

    Made again when a lesson, a template or an asset has changed.
    """

    def __init__(self, site: Site, live: Live) -> None:
        self.site = site
        self.live = live
        self._course: Course | None = None
        self._bank: Bank | None = None
        self._made: dict[str, bytes] = {}
        self._making = asyncio.Lock()

    def names(self) -> tuple[str, ...]:
        """The names of all files, with `/` between a folder and a file in it."""
        return tuple(self._makers())

    async def file(self, name: str) -> bytes | None:
        """The content of a file, None when the copy has none of that name."""
        # One page at a time: thirty readers who come at once wait for one making of it.
        async with self._making:
            course = self.site.course
            if self._course is not course:
                self._course, self._bank, self._made = course, read_bank(), {}
            make = self._makers().get(name)
            if make is not None and name not in self._made:
                self._made[name] = await make()
            return self._made.get(name) if make else None

    def _makers(self) -> dict[str, Callable[[], Awaitable[bytes]]]:
        lessons = self.site.course.lessons
        makers: dict[str, Callable[[], Awaitable[bytes]]] = {
            HOME: partial(self._page, "home.html", "", lambda _course: {}),
            ABOUT: partial(self._page, "about.html", "about", about),
            GLOSSARY: partial(self._page, GLOSSARY_PAGE, "glossary", self._entries),
            SEARCH: partial(self._page, SEARCH_PAGE, "search", self._rows),
        }
        makers |= {_page_name(each): partial(self._lesson, each) for each in lessons}
        scripts = (WAIT_SCRIPT,) if self.live.is_starting else ()
        makers |= {f"assets/{name}": partial(self._asset, name) for name in LINKED + scripts}
        pictures = (self._notebook(each).pictures.values() for each in lessons)
        named = {address.rpartition("/")[2] for addresses in pictures for address in addresses}
        return makers | {f"pictures/{name}": partial(self._picture, name) for name in sorted(named)}

    async def _page(self, template: str, live_path: str, more: Callable[[Course], dict]) -> bytes:
        names = self._shared(live_path, "this page")
        html = self.site.templates.get_template(template).render(**names, **more(names["course"]))
        return html.encode()

    def _entries(self, course: Course) -> dict:
        return {"entries": entries(self.site, course)}

    def _rows(self, course: Course) -> dict:
        return {"rows": findable(self.site, course)}

    async def _lesson(self, lesson: Lesson) -> bytes:
        notebook = self._notebook(lesson)
        shared = self._shared(f"voila/render/{lesson.slug}.ipynb", "this lesson")
        resources = shared | {
            "sheets": True,
            "parts": parts_of(notebook.node.cells),
            "theme": "light",
            "template": "course",
            "metadata": {"name": lesson.slug},
            "terms": term_marker(shared["course"]),
        }
        pieces = self.site.exporter.generate_from_notebook_node(
            with_answers(notebook.node, self._bank),
            resources=resources,
            extra_context={"asset": resources["asset"], "frontend": "voila"},
        )
        html = "".join([piece async for piece, _resources in pieces])
        for inside, address in notebook.pictures.items():
            html = html.replace(inside, f"pictures/{address.rpartition('/')[2]}")
        html = PICTURE.sub(r'<a href="\1">\g<0></a>', html)
        return WITHIN_COURSE.sub(_to_page, html).encode()

    async def _asset(self, name: str) -> bytes:
        asset = self.site.assets.get(name)
        if asset is None:
            raise FileNotFoundError(f"the course has no file {name} to copy")
        return asset.plain

    async def _picture(self, name: str) -> bytes:
        return self.site.pictures.pngs[name]

    def _notebook(self, lesson: Lesson):
        return read_notebook(self.site.lessons / f"{lesson.slug}.ipynb", self.site.pictures)

    def _shared(self, live_path: str, what: str) -> dict:
        """What every template can use, with addresses as they are in the copy."""
        course = self.site.course
        lessons = tuple(replace(each, url=_page_name(each)) for each in course.lessons)
        copied = replace(
            course,
            home_url=HOME,
            about_url=ABOUT,
            glossary_url=GLOSSARY,
            search_url=SEARCH,
            teacher_url="",
            lessons=lessons,
        )
        told = {"cannot": CANNOT, "way": self._way(live_path, what)}
        if self.live.is_starting:
            told["wait"] = f"{self.live.address}healthz"
        return self.site.names() | {
            "asset": "assets/{}".format,
            "base_url": "",
            "course": copied,
            "still_copy": told,
        }

    def _way(self, live_path: str, what: str) -> Markup:
        """How to come from a still page to the live course."""
        if self.live.address:
            to = f"{self.live.address}{live_path}"
            return markup('<a href="{}">Open {} in the live course</a>.', to, what)
        if source := self.site.course.source_url:
            return markup('The live course can be had from <a href="{0}">{0}</a>.', source)
        return markup("{}", NO_WAY)


def _page_name(lesson: Lesson) -> str:
    return f"{lesson.slug}.html"


def _to_page(found: re.Match[str]) -> str:
    return f'href="{ABOUT if found["about"] else found["lesson"] + ".html"}'
