"""The still copy, written once for all that look at it."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from theme.still.copy import Live
from theme.still.write import write


@pytest.fixture(scope="session")
def copied(tmp_path_factory):
    """The folder of a copy that knows of no live course."""
    return written(tmp_path_factory.mktemp("still") / "copy", Live())


def written(folder: Path, live: Live) -> Path:
    """A copy in that folder; in a thread of its own, for a browser takes this one's loop."""
    with ThreadPoolExecutor() as pool:
        pool.submit(write, folder, live).result()
    return folder
