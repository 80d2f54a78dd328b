"""What all pages share: the catalogue, the assets, the templates, the finished home page."""

from logging import Logger
from pathlib import Path

from jinja2 import Environment

from theme.assets import Assets, Pictures
from theme.catalogue import Course, read_course
from theme.lesson import LessonExporter


class Site:
    """The course as its pages see it.

    `lessons` is the folder of notebooks, `templates` Voila's Jinja environment (home and error
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
        self._home: bytes | None = None

    def _refresh(self) -> None:
        """Forget what was made from lessons, templates or assets that have changed since."""
        loader = self.templates.loader
        home = next(
            (Path(folder, "home.html") for folder in loader.searchpath if Path(folder).is_dir()),
            None,
        )
        files = [*sorted(self.lessons.glob("*.ipynb")), *([home] if home else [])]
        seen = [(path, path.stat().st_mtime_ns) for path in files if path.exists()]
        seen.append([self.assets.url(name) for name in self.assets.files])
        if seen != self._seen:
            self._seen, self._course, self._home = seen, None, None

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
            "course": self.course,
        }

    def home_page(self) -> bytes:
        """Return the home page, from memory when nothing it tells has changed."""
        names = self.names()
        if self._home is None:
            self._home = self.templates.get_template("home.html").render(**names).encode()
        return self._home
