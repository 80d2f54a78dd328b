"""What all pages share: the catalogue, the assets, the templates, the finished still pages."""

from collections.abc import Callable
from logging import Logger
from pathlib import Path

from jinja2 import Environment

from evidence.reviewed import NOBODY
from page.notice import NOTICE, notice
from theme.pages.about import CHANGELOG, about, report_words
from theme.pages.assets import Assets, Pictures
from theme.pages.catalogue import Course, read_course
from theme.pages.lesson import LessonExporter
from theme.pages.reference import entries, findable

GLOSSARY_PAGE, SEARCH_PAGE = "reference/glossary.html", "reference/search.html"
STATIC_PAGES = (
    "home.html",
    "about.html",
    GLOSSARY_PAGE,
    SEARCH_PAGE,
)  # without a kernel, rendered once


class Site:
    """The course as its pages see it.

    `lessons` is the folder of notebooks, `templates` Voila's Jinja environment (still and error
    pages), `exporter` what turns a notebook into a page.
    """

    def __init__(
        self,
        *,
        base_url: str,
        lessons: Path,
        templates: Environment,
        exporter: LessonExporter,
        log: Logger,
    ) -> None:
        self.base_url = base_url
        self.lessons = lessons
        self.templates = templates
        self.exporter = exporter
        self.log = log
        self.assets = Assets(base_url)
        self.pictures = Pictures(base_url)
        self._seen: object = None
        self._course: Course | None = None
        self._made: dict[str, bytes] = {}
        self._lesson_pages: dict = {}

    def _refresh(self) -> None:
        """Forget what was made from lessons, templates or assets that have changed since."""
        folders = [Path(folder) for folder in self.templates.loader.searchpath]
        home = next((folder for folder in folders if folder.is_dir()), None)
        pages = [home / name for name in STATIC_PAGES] if home else []
        files = [*sorted(self.lessons.glob("*.ipynb")), *pages, CHANGELOG]
        seen = [(path, path.stat().st_mtime_ns) for path in files if path.exists()]
        seen.append([self.assets.url(name) for name in self.assets.files])
        if seen != self._seen:
            self._seen, self._course, self._made, self._lesson_pages = seen, None, {}, {}

    @property
    def course(self) -> Course:
        """The catalogue, read again when a lesson has changed."""
        self._refresh()
        if self._course is None:
            self._course = read_course(self.base_url, self.log, self.lessons)
        return self._course

    def names(self) -> dict:
        """Return what every template can use."""
        return {
            "asset": self.assets.url,
            "base_url": self.base_url,
            # Where the same pages stand still, and what such a page says of itself.
            "still_at": f"{self.base_url}still/",
            "still_copy": {},
            "course": self.course,
            "notice": NOTICE,
            "report_form": report_words(self.course),
            "sheet_line": notice(self.course.standing or NOBODY),
        }

    def home_page(self) -> bytes:
        """Return the home page, from memory when nothing it tells has changed."""
        return self._still("home.html", dict)

    def about_page(self) -> bytes:
        """Return the About page, from memory when nothing it tells has changed."""
        return self._still("about.html", lambda: about(self.course))

    def glossary_page(self) -> bytes:
        """Return the glossary, from memory when nothing it tells has changed."""
        return self._still(GLOSSARY_PAGE, lambda: {"entries": entries(self, self.course)})

    def search_page(self) -> bytes:
        """Return the search with all that it can find, from memory when nothing has changed."""
        return self._still(SEARCH_PAGE, lambda: {"rows": findable(self, self.course)})

    def lesson_pages(self) -> dict:
        """Where pages that are the same for everybody are kept, until what they tell changes."""
        self._refresh()
        return self._lesson_pages

    def _still(self, name: str, more: Callable[[], dict]) -> bytes:
        names = self.names()
        if name not in self._made:
            html = self.templates.get_template(name).render(**names, **more())
            self._made[name] = html.encode()
        return self._made[name]
