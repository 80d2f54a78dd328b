"""What stands on every sheet, in every notebook and in every saved file: what the course is not
for, which edition it is, and who has reviewed it.
"""

from page.version import course_date, course_name, course_version

NOTICE = (
    "For learning with made-up patients. Not for prescribing. Check your local protocol and a "
    "pharmacist."
)
NOTICE_CELL = "notice"  # the id of a notebook's first cell, which carries the line


def edition() -> str:
    """The course's name, its version and the day of it; what is not known is left out."""
    version = f"version {course_version()}" if course_version() else ""
    return ", ".join(part for part in (course_name(), version, course_date()) if part)


def notice(standing: str) -> str:
    """The whole line; `standing` is the sentence of the evidence on who has reviewed the course."""
    return f"{NOTICE} {standing} {edition()}."
