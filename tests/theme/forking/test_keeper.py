"""The process that kernels are forked from is kept, asked and buried, and none of it is guessed."""

import asyncio
import contextlib
import ctypes
import os
import signal
import sys
import tempfile
import uuid
from pathlib import Path

import psutil
import pytest

from tests.theme.server_tools import ROOT, is_parent
from theme.forking import keeper as keepers
from theme.forking.keeper import Keeper, NoParent
from theme.forking.process import UNKNOWN
from theme.kernels.kernel import kernel_environment
from theme.limits import Bucket
from theme.log import EVENTS, KernelErrors

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="not run: forking (Linux only)"),
]
ORPHANS_COME_TO_ME = 36  # PR_SET_CHILD_SUBREAPER


@pytest.fixture
def files():
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        yield Path(folder)


@contextlib.asynccontextmanager
async def kept(lessons: Path, files: Path):
    """A keeper that has begun; what the parent and its kernels print goes nowhere."""

    def errors(_name: str) -> KernelErrors:
        made = KernelErrors(Bucket(1, 1), EVENTS)
        asyncio.get_running_loop().add_reader(made, made.read)
        made_ones.append(made)
        return made

    made_ones = []
    keeper = Keeper(kernel_environment("/"), str(lessons), str(files), errors)
    await keeper.begin()
    try:
        yield keeper
    finally:
        await keeper.stop()
        for made in made_ones:
            asyncio.get_running_loop().remove_reader(made)
            made.close()


def parents() -> list[psutil.Process]:
    """The processes that this one keeps to fork from; others may have servers that run here."""
    return [each for each in psutil.Process().children() if is_parent(each)]


async def until(true) -> None:
    """Wait until a condition holds, which must come."""
    async with asyncio.timeout(120):
        while not true():
            await asyncio.sleep(0.05)


def asked(files: Path) -> dict:
    """What a kernel is told; its connection file is not there yet, so it makes one."""
    file = files / f"kernel-{uuid.uuid4()}.json"
    return {
        "arguments": ["-f", str(file), "--transport=ipc", f"--ip={file.with_suffix('')}"],
        "environment": kernel_environment("/"),
        "folder": str(ROOT),
    }


async def forked(keeper: Keeper, files: Path):
    kernel = await keeper.fork(asked(files), 2)
    assert await kernel.is_ready()
    return kernel


def test_the_end_of_a_kernel_is_told_with_its_code(plain_lessons, files):
    async def look():
        async with kept(plain_lessons, files) as keeper:
            one, other = await forked(keeper, files), await forked(keeper, files)
            one.kill()
            assert await one.end() == one.poll() == one.wait() == -signal.SIGKILL
            assert other.poll() is None
            other.terminate()
            assert await other.end() == -signal.SIGTERM
            other.kill()  # there is nobody with that number any more

    asyncio.run(look())


def test_a_kernel_that_cannot_become_one_ends_before_it_is_ready(plain_lessons, files):
    async def look():
        async with kept(plain_lessons, files) as keeper:
            wrong = asked(files) | {"folder": str(files / "nowhere")}
            kernel = await keeper.fork(wrong, os.open(os.devnull, os.O_WRONLY))
            assert not await kernel.is_ready()
            assert await kernel.end() == 1
            assert keeper.is_ready

    asyncio.run(look())


def test_a_parent_that_hangs_is_replaced(plain_lessons, files, monkeypatch):
    async def look():
        async with kept(plain_lessons, files) as keeper:
            monkeypatch.setattr(keepers, "FORK_S", 0.1)
            (hanging,) = parents()
            hanging.suspend()
            with pytest.raises(NoParent):
                await keeper.fork(asked(files), 2)
            monkeypatch.undo()
            await until(lambda: keeper.is_ready and parents() not in ([], [hanging]))
            await forked(keeper, files)

    asyncio.run(look())


def test_a_parent_that_is_not_ready_in_time_goes_and_takes_no_files_with_it(
    plain_lessons, files, monkeypatch
):
    monkeypatch.setattr(keepers, "REHEARSED_S", 0.1)

    async def look():
        async with kept(plain_lessons, files) as keeper:
            assert not keeper.is_ready
            monkeypatch.undo()
            # The next one begins when the first has ended.
            await until(lambda: keeper.is_ready)
            assert files.exists() and len(parents()) == 1
            await forked(keeper, files)

    asyncio.run(look())


def test_orphans_are_buried_by_whom_the_system_hands_them_to(plain_lessons, files):
    """As in a container, whose first process the server is."""

    async def look():
        async with kept(plain_lessons, files) as keeper:
            kernel = await forked(keeper, files)
            os.kill(psutil.Process(kernel.pid).ppid(), signal.SIGKILL)
            await until(lambda: psutil.Process(kernel.pid).ppid() == os.getpid())
            assert kernel.poll() is None
            kernel.kill()
            assert await kernel.end() == UNKNOWN
            assert not psutil.pid_exists(kernel.pid)

    ctypes.CDLL(None).prctl(ORPHANS_COME_TO_ME, 1, 0, 0, 0)
    try:
        asyncio.run(look())
    finally:
        ctypes.CDLL(None).prctl(ORPHANS_COME_TO_ME, 0, 0, 0, 0)


def test_without_a_parent_nothing_is_forked(plain_lessons, files, monkeypatch):
    monkeypatch.setattr(keepers, "COMMAND", ("/nowhere/python",))

    async def look():
        async with kept(plain_lessons, files) as keeper:
            assert not keeper.is_ready
            with pytest.raises(NoParent):
                await keeper.fork(asked(files), 2)

    asyncio.run(look())
