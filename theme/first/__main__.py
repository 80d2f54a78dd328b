"""`python -m theme.first` rehearses the course's lessons and keeps their first states.

A server that starts later has them at once, at whatever address: for an image, and after an update.
"""

import asyncio
import logging
import sys

from theme.first.states import FirstStates
from theme.log import set_up
from theme.options import LESSONS, ServerOptions
from theme.pages.assets import Pictures
from theme.pages.catalogue import read_course
from theme.pages.lesson import read_notebook
from theme.rules import environment_of_kernels


def main() -> int:
    """Rehearse what is not kept yet; return the exit code: 1 if a lesson cannot be shown so."""
    set_up("text")
    course, pictures = read_course("/", logging.getLogger("theme"), LESSONS), Pictures("/")
    first = FirstStates(LESSONS, environment_of_kernels(ServerOptions()))
    paths = {each.slug: LESSONS / f"{each.slug}.ipynb" for each in course.lessons}
    first.start({slug: first.cells(read_notebook(p, pictures).node) for slug, p in paths.items()})
    asyncio.run(first.finish())
    print(f"{first.known} of {len(paths)} lessons can be shown before they run.")
    return 0 if first.known == len(paths) else 1


if __name__ == "__main__":
    sys.exit(main())
