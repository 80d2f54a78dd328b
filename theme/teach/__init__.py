"""What the server has for teachers: every address below /teach, each kept by the word."""

from collections.abc import Callable

from theme.teach.pages import KitPage, RunSheetPage, TeachHome, WordPage
from theme.teach.stage import stage_handlers


def handlers(at: Callable[[str], str], app: dict) -> list:
    """The addresses of the teacher's pages, as the server lists them."""
    return [
        (at(r"/teach"), TeachHome, app),
        (at(r"/teach/word"), WordPage, app),
        (at(r"/teach/plan/(\w+)"), RunSheetPage, app),
        (at(r"/teach/files/([\w.-]+)"), KitPage, app),
        *stage_handlers(at, app),
    ]
