"""A lesson's page: first everything there is to read, then the kernel, then the live views."""

import asyncio
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from logging import CRITICAL, getLogger
from pathlib import Path

import nbformat
from jinja2 import pass_context
from jupyter_core.utils import ensure_async
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbconvert.preprocessors.clearoutput import ClearOutputPreprocessor
from voila.execute import VoilaExecutor
from voila.exporter import VoilaExporter
from voila.notebook_renderer import NotebookRenderer

from evidence import LeftOut
from page.notice import NOTICE_CELL
from teaching.stage.single import explorers_in, to_project
from theme.kernels.pool import NoPlaceLeft
from theme.pages.assets import Pictures

# nbclient logs each failure before it raises; what matters is logged here, once.
UNHEARD = getLogger("course.unheard")
UNHEARD.setLevel(CRITICAL)

INSIDE = re.compile(r'src="data:image/png;base64,([A-Za-z0-9+/=]+)"')
# The sheets of a lesson stand in another folder than the lessons that its words link to.
TO_LESSON = re.compile(r'href="(?=\w+\.ipynb)')
NO_KERNEL = (
    "The interactive parts could not be started. You can keep reading; to try again, reload."
)
NO_PLACE = (
    "Too many people have a lesson open just now, so there is no free place for the interactive"
    " parts. You can keep reading; to try again, reload in a few minutes."
)


class LessonExporter(VoilaExporter):
    """Voila's exporter, made once for all pages; words are turned into HTML once."""

    def __init__(self, **kwargs) -> None:
        super().__init__(**kwargs)
        self._rendered: dict[str, str] = {}

    def _validate_preprocessor(self, nbc, preprocessor) -> None:
        """Check nothing for each page: a lesson was read as a valid notebook, and stays one."""

    @pass_context
    def markdown2html(self, context, source):
        """Render the Markdown of a cell, or give back what it was rendered to before."""
        key = source + json.dumps(context["cell"].get("attachments", {}))
        if key not in self._rendered:
            if len(self._rendered) > 2000:
                self._rendered.clear()
            self._rendered[key] = super().markdown2html(context, source)
        return self._rendered[key]


@dataclass(frozen=True)
class Notebook:
    """A lesson as it is stored; `pictures` maps what the page would hold to a picture's address."""

    node: nbformat.NotebookNode
    pictures: dict[str, str]


@lru_cache(maxsize=64)
def _parsed(path: Path, _changed_ns: int, pictures: Pictures) -> Notebook:
    node = nbformat.read(path, as_version=4)
    # The frame of the page says it, on every screen and on every sheet.
    node.cells = [cell for cell in node.cells if cell.get("id") != NOTICE_CELL]
    outputs = [output for cell in node.cells for output in cell.get("outputs", ())]
    data = [output.get("data", {}) for output in outputs]
    encoded = [each["image/png"].replace("\n", "") for each in data if each.get("image/png")]
    encoded += [found for each in data for found in INSIDE.findall(each.get("text/html", ""))]
    return Notebook(node, {f"data:image/png;base64,{e}": pictures.url(e) for e in encoded})


def read_notebook(path: Path, pictures: Pictures) -> Notebook:
    """Return a lesson's notebook, parsed again only when the file has changed; do not modify."""
    return _parsed(path, path.stat().st_mtime_ns, pictures)


class LessonRenderer(NotebookRenderer):
    """Voila's renderer for one opening of one lesson, with a kernel that may come later.

    `kernel` is an awaitable of the kernel's id, `shared` what the template reads from resources.
    `first` are the first states of the lesson's live parts, where they are known: the page then
    needs no kernel.
    """

    def __init__(
        self,
        *,
        exporter,
        notebook: Notebook,
        edition: str,
        kernel,
        manager,
        shared,
        first=None,
        **kwargs,
    ) -> None:
        told = {
            "lesson": Path(kwargs["notebook_path"]).stem,
            "edition": edition,
            "stock": shared["asset"]("stock.js"),
            # How long a lost connection may last before its kernel is gone.
            "absentSeconds": manager.absent_s,
        }
        super().__init__(page_config=told, **kwargs)
        self.first = first
        self.exporter = exporter
        self.notebook = notebook.node
        self.pictures = notebook.pictures
        self.kernel = kernel
        self.manager = manager
        self.executor = None
        self.resources = shared | {
            "theme": "light",
            "template": "course",
            "metadata": {"name": Path(self.notebook_path).stem},
            # What can be projected, by the place of its cell.
            "explorers": {cell: name for name, cell in explorers_in(self.notebook.cells).items()},
            "to_project": to_project(Path(self.notebook_path).stem, self.notebook.cells),
        }

    async def bursts(self):
        """Yield the page in pieces, the first of them everything that needs no kernel."""
        context = {
            "asset": self.resources["asset"],
            "frontend": "voila",
            "kernel_start": self._jinja_kernel_start,
            "cell_generator": self._jinja_cell_generator,
            "first": self.first,
            "first_states": states_json(self.first, self.resources["base_url"])
            if self.first
            else "",
        }
        pieces = self.exporter.generate_from_notebook_node(
            self.notebook,
            resources=self.resources,
            extra_context=context,
            page_config=self.page_config,
        )
        async for html in in_bursts(pieces):
            for inside, address in self.pictures.items():
                html = html.replace(inside, address)
            if self.resources.get("sheets"):
                html = TO_LESSON.sub('href="../render/', html)
            yield html

    async def _jinja_kernel_start(self, nb) -> str:
        """Wait for the kernel; return its id, or "" and leave the reason to the page."""
        try:
            kernel_id = await self.kernel
        except NoPlaceLeft:
            self.page_config["refusal"] = NO_PLACE
            return ""
        except Exception as error:
            self.log.error("A kernel could not be started: %s", error)
            self.page_config["refusal"] = NO_KERNEL
            return ""
        self.executor = VoilaExecutor(
            nb, km=self.manager.get_kernel(kernel_id), config=self.traitlet_config, log=UNHEARD
        )
        self.executor.kc = self.manager.take_client(kernel_id)
        self.executor.kc.allow_stdin = False
        # The same ids as in each other kernel of this edition, which may take its place.
        numbered = "__import__('theme.first.cells', fromlist=['make']).number_widgets"
        self.executor.kc.execute(f"{numbered}({self.page_config['edition']!r})", silent=True)
        return kernel_id

    async def _jinja_cell_generator(self, nb, kernel_id: str):
        """Run the cells one after the other and yield each; what fails is told by its outputs."""
        if not kernel_id:
            return
        nb, _ = ClearOutputPreprocessor().preprocess(nb, {"metadata": {"path": ""}})
        for index, cell in enumerate(nb.cells):
            try:
                await self.executor.async_execute_cell(cell, index, store_history=False)
            except CellExecutionError as error:
                if error.ename != LeftOut.__name__:  # why, the server said when it started
                    self.log.error(
                        "Cell %d of %s: %s: %s",
                        *(index, self.notebook_path, error.ename, error.evalue),
                    )
            except (CellTimeoutError, DeadKernelError, RuntimeError) as error:
                # The kernel no longer answers: the page says so for this cell and the rest.
                # When it is gone because the page was left, nobody needs to hear of it.
                if self.manager.is_used(kernel_id):
                    self.log.error("Cell %d of %s: %s", index, self.notebook_path, error)
                return
            yield cell

    async def close(self) -> None:
        """Close the line on which the cells were run."""
        if self.executor and self.executor.kc:
            await ensure_async(self.executor.kc.stop_channels())


def states_json(first: dict, base_url: str) -> str:
    """The first states for a script block of a page: no text in them can end the block.

    base_url: of the course, from which a live part's script is named.
    """
    models = {
        key: {**model, "module": base_url + model["module"]} if "module" in model else model
        for key, model in first["models"].items()
    }
    told = json.dumps({"views": first["views"], "models": models}, ensure_ascii=False)
    return told.replace("</", "<\\/").replace("<!--", "\\u003c!--")


async def in_bursts(pieces):
    """Join the pieces of a page that come at once; a piece that is waited for parts them.

    Sending a page piece by piece would cost a packet and a compression for each.
    """
    queue: asyncio.Queue = asyncio.Queue()

    async def pour() -> None:
        try:
            async for piece, _resources in pieces:
                queue.put_nowait(piece)
        except Exception as error:
            queue.put_nowait(error)
        queue.put_nowait(None)

    task = asyncio.ensure_future(pour())
    try:
        ended = False
        while not ended:
            burst = [await queue.get()]
            while not queue.empty():
                burst.append(queue.get_nowait())
            ended = burst[-1] is None
            for piece in burst:
                if isinstance(piece, Exception):
                    raise piece
            text = "".join(piece for piece in burst if piece is not None)
            if text:
                yield text
    finally:
        task.cancel()
