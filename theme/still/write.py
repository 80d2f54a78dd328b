"""Writes the still copy: files that any web host serves and a browser opens as they are."""

import asyncio
import hashlib
import re
from logging import getLogger
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from jupyter_server.services.contents.largefilemanager import LargeFileManager
from traitlets.config import Config

from theme.options import LESSONS, OptionError
from theme.pages.lesson import LessonExporter
from theme.pages.site import Site
from theme.still.copy import Live, StillCopy

TEMPLATES = Path(__file__).resolve().parents[1] / "voila" / "templates"
LIST = "SHA256SUMS"  # as sha256sum writes and reads it
WHOLE_ADDRESS = re.compile(r"https?://[\w.:\[\]-]+(?:/[\w.~/%-]*)?")
RELATIVE_ADDRESS = re.compile(r"(?:\.\./)+(?:[\w.~-]+/)*|\./(?:[\w.~-]+/)*")


def read_live(address: str) -> str:
    """The address of the live course, ending in a slash; "" stays "".

    Raises OptionError for what is neither a whole web address nor one relative to the copy.
    """
    address = address.strip()
    if address and not address.endswith("/"):
        address += "/"
    if not address or WHOLE_ADDRESS.fullmatch(address) or RELATIVE_ADDRESS.fullmatch(address):
        return address
    raise OptionError(
        "LIVE must be the address of a running course, such as https://course.example.org/ or "
        f"../course/, got {address!r}."
    )


def site_without_server(lessons: Path = LESSONS) -> Site:
    """The course's pages as the server makes them, without a server."""
    environment = Environment(
        loader=FileSystemLoader(str(TEMPLATES / "course")),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
    )
    exporter = LessonExporter(
        template_paths=[str(TEMPLATES / "course")],
        template_name="course",
        config=Config(),
        contents_manager=LargeFileManager(root_dir=str(lessons)),
        base_url="",
        theme="light",
    )
    return Site(
        base_url="",
        lessons=lessons,
        templates=environment,
        exporter=exporter,
        log=getLogger("course"),
    )


def write(folder: Path, live: Live, lessons: Path = LESSONS) -> tuple[str, ...]:
    """Write the copy into a folder and return the names of its files, the list of them last.

    What an earlier copy has left there is taken away. Raises OptionError, before anything is
    touched, for a folder that holds something else.
    """
    _check(folder)
    files = asyncio.run(all_files(StillCopy(site_without_server(lessons), live)))
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    files[LIST] = "".join(f"{sums[name]}  {name}\n" for name in sorted(sums)).encode()
    _clear(folder)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tuple(files)


async def all_files(copy: StillCopy) -> dict[str, bytes]:
    """The whole copy: the content of each file by its name."""
    return {name: await copy.file(name) or b"" for name in copy.names()}


def _check(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise OptionError(f"The copy is written into a folder, and {folder} is a file.")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / LIST).is_file():
        raise OptionError(
            f"{folder} holds something else than a copy of the course (there is no {LIST} in it): "
            "choose another folder with OUT."
        )


def _clear(folder: Path) -> None:
    """Take away the files of an earlier copy, and nothing that it did not write."""
    listed = folder / LIST
    if not listed.is_file():
        return
    for line in listed.read_text(encoding="utf-8").splitlines():
        path = (folder / line[66:]).resolve()
        if path.is_relative_to(folder.resolve()):
            path.unlink(missing_ok=True)
    listed.unlink()
