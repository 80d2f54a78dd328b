"""`python -m theme.kernels.start -f …` is a kernel of the course: ipykernel, without the rest."""

import contextlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import zmq

# The debugger would take 7 MB and listen on a port; no page may speak to it anyway.
sys.modules["debugpy"] = None

from ipykernel.iostream import IOPubThread  # noqa: E402
from ipykernel.kernelapp import IPKernelApp  # noqa: E402

NICENESS = 5  # a kernel that computes must not keep the server from answering


class CourseKernelApp(IPKernelApp):
    """A kernel without a port for processes of its own, which greets whoever listens to it."""

    name = "ipython-kernel"

    def init_iopub(self, context) -> None:
        """Make the channel on which a kernel speaks to all who listen."""
        self.iopub_socket = context.socket(zmq.XPUB)
        self.iopub_socket.linger = 1000
        # Each listener is greeted, not only the first: from then on it misses nothing.
        self.iopub_socket.xpub_verbose = True
        self.iopub_port = self._bind_socket(self.iopub_socket, self.iopub_port)
        self.configure_tornado_logger()
        self.iopub_thread = IOPubThread(self.iopub_socket, session=self.session)
        self.iopub_thread.start()
        self.iopub_socket = self.iopub_thread.background_socket


def step_back(arguments: Sequence[str]) -> None:
    """Let the server go first, and `ps` and `top` tell one kernel from the other where they can.

    arguments: those of the kernel; the name of its connection file has the kernel's id.
    """
    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, 0, NICENESS)
    file = Path(arguments[arguments.index("-f") + 1])
    # Forked kernels all have the command line of the process that they were forked from.
    with contextlib.suppress(OSError):
        Path("/proc/self/comm").write_text(kernel_name(file.stem.removeprefix("kernel-")))


def kernel_name(kernel_id: str) -> str:
    """The name of a kernel's process, as far as the system lets a process choose it."""
    return f"kernel {kernel_id[:8]}"


if __name__ == "__main__":
    step_back(sys.argv[1:])
    CourseKernelApp.launch_instance()
