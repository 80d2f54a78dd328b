"""One kernel: what it is told when it starts, and how the server speaks to it."""

import asyncio
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from jupyter_client.ioloop.restarter import AsyncIOLoopKernelRestarter
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_server.services.kernels.kernelmanager import ServerKernelManager
from traitlets import Bool, Type, default

from theme.forking import provisioner
from theme.forking.process import ForkedProcess

ROOT = Path(__file__).resolve().parents[2]
ADDRESS_BYTES = 100  # of a socket that is a file; macOS allows 103, Linux 107

# A kernel runs course code only, so it is told only what Python and matplotlib need to start.
PASSED_ON = (
    "PATH HOME LANG LC_ALL LC_CTYPE TMPDIR TEMP TMP TZ LD_LIBRARY_PATH DYLD_LIBRARY_PATH"
    " MPLCONFIGDIR XDG_CACHE_HOME XDG_CONFIG_HOME IPYTHONDIR SYSTEMROOT USERPROFILE APPDATA"
    " LOCALAPPDATA PATHEXT COMSPEC"
).split()


def kernel_environment(assets_url: str, environment: Mapping[str, str] = os.environ) -> dict:
    """Return the whole environment of a kernel; `assets_url` is where its pages find scripts."""
    passed_on = {name: environment[name] for name in PASSED_ON if name in environment}
    return passed_on | {
        "PYTHONPATH": str(ROOT),
        "COURSE_ASSETS": assets_url,
        "MPLBACKEND": "agg",
        # One learner moves one slider: threads would only make the kernel bigger.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        # One page per kernel: it need not be told what it has just sent.
        "JUPYTER_WIDGETS_ECHO": "0",
    }


class CourseKernelSpecs(KernelSpecManager):
    """Knows one kernel: this Python, with the course imported before it reports ready."""

    fork = Bool(False, config=True, help="Whether kernels are forked, see theme.forking.")

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        return KernelSpec(
            argv=[
                sys.executable,
                "-m",
                provisioner.MODULE,
                "-f",
                "{connection_file}",
                # With a semicolon its value is not shown: to format it would take a while.
                "--IPKernelApp.exec_lines=__import__('theme.kernels.warm');",
                # What a kernel logs is told in the server's log too.
                "--IPKernelApp.quiet=False",
                "--HistoryManager.enabled=False",
                "--Application.log_level=ERROR",
            ],
            display_name="Python 3",
            language="python",
            metadata={"kernel_provisioner": {"provisioner_name": provisioner.NAME}}
            if self.fork
            else {},
        )

    def find_kernel_specs(self) -> dict[str, str]:
        return {"python3": str(ROOT)}


class EndWatcher(AsyncIOLoopKernelRestarter):
    """Tells at once that a forked kernel has ended; another one is asked now and then."""

    _watching: asyncio.Task | None = None

    def start(self) -> None:
        process = self.kernel_manager.provisioner.process
        if isinstance(process, ForkedProcess):
            self._watching = asyncio.ensure_future(self._watch(process))
        else:
            super().start()

    async def _watch(self, process: ForkedProcess) -> None:
        await process.end()
        await self.poll()

    def stop(self) -> None:
        if self._watching:
            self._watching.cancel()
        super().stop()


class CourseKernel(ServerKernelManager):
    """Jupyter's manager of one kernel, less what nobody here reads or waits for."""

    restarter_class = Type(default_value=EndWatcher, klass=AsyncIOLoopKernelRestarter, config=True)

    @default("transport")
    def _by_files_where_they_can_be_named(self) -> str:
        """Sockets that are files, which no other account can reach and no port collides with."""
        longest = os.fsencode(f"{self._socket_files()}-9")
        return "tcp" if sys.platform == "win32" or len(longest) > ADDRESS_BYTES else "ipc"

    @default("ip")
    def _ip_default(self) -> str:
        return self._socket_files() if self.transport == "ipc" else super()._ip_default()

    def _socket_files(self) -> str:
        """How the names of its sockets begin: beside its connection file, and short."""
        file = Path(self.connection_file)
        return str(file.parent / file.stem.removeprefix("kernel-")[:12])

    def emit(self, schema_id, data) -> None:
        """Tell nobody: no one here listens to Jupyter's events, and to check them takes long."""

    async def end(self) -> None:
        """Wait until its process has ended."""
        await self._async_wait()

    async def _async_wait(self, pollinterval: float = 0.1) -> None:
        process = self.provisioner.process if self.provisioner else None
        if isinstance(process, ForkedProcess):
            await process.end()
        else:
            await super()._async_wait(pollinterval)
