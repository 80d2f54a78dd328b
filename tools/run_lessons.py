"""Run every lesson and write it back in one canonical form: the only writer of the notebooks.

A second run changes no byte, so that a change in git is a change in what a learner meets.
What would differ without meaning anything is left out (times, versions, the ids of live widgets,
the editor's marks), and a picture that differs only by how it was encoded keeps its stored bytes.
"""

import argparse
import base64
import io
import os
import re
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # run as a file, it finds its neighbour all the same

import evidence  # noqa: E402
from page.notice import NOTICE_CELL, notice  # noqa: E402
from tools.contents import with_contents  # noqa: E402

LESSONS = ROOT / "lessons"
README = ROOT / "README.md"
SECONDS_PER_CELL = 120
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
KEPT_CELL_METADATA = ("tags", "course")
# The largest difference of one colour channel (of 255) that is called the same picture: rounding.
SAME_PICTURE = 8
DATA_PICTURE = re.compile(r"data:image/png;base64,([A-Za-z0-9+/=]+)")


def run(notebook: nbformat.NotebookNode, folder: Path) -> nbformat.NotebookNode:
    """Return a copy of `notebook` with every cell run in `folder` by a new kernel of this Python.

    Raises nbclient's CellExecutionError when a cell fails.
    """
    fresh = nbformat.from_dict(notebook)
    for cell in fresh.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    client = NotebookClient(
        fresh,
        timeout=SECONDS_PER_CELL,
        kernel_name="python3",
        store_widget_state=False,
        record_timing=False,
        # A kernel of its own machine warns each time that its talk is not encrypted.
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(folder)}},
    )
    client.execute()
    return fresh


def _pixels(png: bytes):
    """Return the picture's channels as an array, shape (height, width, 4)."""
    import numpy as np
    from PIL import Image

    return np.asarray(Image.open(io.BytesIO(png)).convert("RGBA"), dtype=np.int16)


def same_picture(first: str, second: str) -> bool:
    """Say whether two PNGs in base64 show the same, up to rounding by the machine's arithmetic."""
    first, second = "".join(first.split()), "".join(second.split())
    if first == second:
        return True
    old, new = _pixels(base64.b64decode(first)), _pixels(base64.b64decode(second))
    return old.shape == new.shape and int(abs(old - new).max()) <= SAME_PICTURE


def keep_pictures(data: dict, stored: dict) -> dict:
    """Return `data` with each picture that looks as it did in `stored` given its stored bytes."""
    kept = dict(data)
    for kind, value in data.items():
        before = stored.get(kind)
        if not isinstance(value, str) or not isinstance(before, str):
            continue
        if kind == "image/png" and same_picture(before, value):
            kept[kind] = before
        elif kind == "text/html":
            old, new = DATA_PICTURE.findall(before), DATA_PICTURE.findall(value)
            words_equal = DATA_PICTURE.sub("", before) == DATA_PICTURE.sub("", value)
            if words_equal and all(map(same_picture, old, new)):
                kept[kind] = before
    return kept


def _canonical_outputs(outputs: list, stored: list) -> list:
    """Return the outputs without live widgets, next to the stored ones of the same cell."""
    canonical = []
    for index, output in enumerate(outputs):
        output = nbformat.from_dict(output)
        if "data" in output:
            output.data.pop(WIDGET_VIEW, None)
            before = stored[index].get("data", {}) if index < len(stored) else {}
            output.data = nbformat.from_dict(keep_pictures(output.data, before))
            if not output.data:
                continue
        canonical.append(output)
    return canonical


def canonical(ran: nbformat.NotebookNode, stored: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return the notebook as it is committed: the run's outputs and nothing that varies by chance.

    `stored` is the notebook as it was before, from which unchanged pictures are kept.
    """
    result = nbformat.from_dict(ran)
    course = result.metadata.get("course", {})
    result.metadata = nbformat.from_dict(
        {"course": course, "kernelspec": KERNEL, "language_info": {"name": "python"}}
    )
    result.nbformat, result.nbformat_minor = 4, 5
    result.cells = _without_notice(result)
    stored_cells = _without_notice(stored)
    for index, cell in enumerate(result.cells):
        cell.id = f"cell-{index + 1:02d}"
        cell.source = cell.source.strip("\n")
        kept = {key: cell.metadata[key] for key in KEPT_CELL_METADATA if key in cell.metadata}
        cell.metadata = nbformat.from_dict(kept)
        if cell.cell_type == "code":
            before = stored_cells[index].get("outputs", []) if index < len(stored_cells) else []
            cell.outputs = _canonical_outputs(cell.outputs, before)
    result.cells.insert(0, notice_cell())
    return result


def notice_cell() -> nbformat.NotebookNode:
    """Return the first cell of every notebook: what the course is not for, edition and review."""
    words = f"> {notice(evidence.standing_line())}"
    return nbformat.v4.new_markdown_cell(words, id=NOTICE_CELL, metadata={})


def _without_notice(notebook: nbformat.NotebookNode) -> list:
    return [cell for cell in notebook.cells if cell.get("id") != NOTICE_CELL]


def as_text(notebook: nbformat.NotebookNode) -> str:
    """Return the notebook as the text of its file, keys sorted, one newline at the end."""
    nbformat.validate(notebook)
    return nbformat.writes(notebook, indent=1, sort_keys=True, ensure_ascii=False).rstrip() + "\n"


def rewrite(path: Path) -> str:
    """Return what the file of the lesson at `path` should hold, by running it; writes nothing."""
    stored = nbformat.read(path, as_version=4)
    return as_text(canonical(run(stored, path.parent), stored))


def put(path: Path, text: str, only_tell: bool) -> bool:
    """Say whether `path` does not hold `text` yet, and write it unless `only_tell`."""
    differs = text != path.read_text(encoding="utf-8")
    print(f"{path.name}: {'changed' if differs else 'unchanged'}")
    if differs and not only_tell:
        path.write_text(text, encoding="utf-8", newline="\n")
    return differs


def main(arguments: list[str] | None = None) -> int:
    """Rewrite the named lessons, or all, and the README's contents; --check only tells."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("lessons", nargs="*", type=Path, help="notebooks (default: all lessons)")
    parser.add_argument("--check", action="store_true", help="write nothing, fail on a change")
    options = parser.parse_args(arguments)
    # A lesson stored from a page's own kernel would point at that server's files.
    os.environ.pop("COURSE_ASSETS", None)
    # Imported here: a test that asks for as_text alone need not wait for the widgets.
    from evidence import TableError
    from tools.whole import check_whole

    try:
        check_whole()
    except TableError as error:
        print(f"Not run, because files have mistakes:\n{error}", file=sys.stderr)
        return 1
    everything = sorted(LESSONS.glob("*.ipynb"))
    changed = 0
    for path in options.lessons or everything:
        try:
            changed += put(path, rewrite(path), options.check)
        except CellExecutionError as error:
            print(f"{path.name}: a cell failed\n{error}", file=sys.stderr)
            return 1
    readme = README.read_text(encoding="utf-8")
    changed += put(README, with_contents(readme, everything), options.check)
    return 1 if options.check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
