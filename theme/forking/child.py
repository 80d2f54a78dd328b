"""What a process that was just forked does to become a kernel of its own."""

import contextlib
import fcntl
import importlib
import os
import signal
import socket
import stat
import sys
import threading
import traceback
from typing import NoReturn

from theme.kernels.start import CourseKernelApp, step_back

# What is imported only when a kernel starts, or gets its lesson: it is the quicker to find it.
for _late in (
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "faulthandler",
    "ipykernel.debugger",
    "ipykernel.ipkernel",
    "ipykernel.zmqshell",
    "theme.first.cells",
    "tornado.platform.asyncio",
):
    importlib.import_module(_late)
READY = b"1"  # what a kernel writes on its line to the server when it can be spoken to


def become_a_kernel(asked: dict, line: int, errors: int) -> NoReturn:
    """Be the kernel that was asked for, until it ends; never return.

    asked: its `arguments`, `environment` and `folder`. line: the descriptor of its line to the
    server; the line's end is the end of the one or the other. errors: where its errors go.
    """
    code = 1
    try:
        os.setsid()
        os.dup2(errors, sys.__stderr__.fileno())
        os.close(errors)
        step_back(asked["arguments"])
        os.environ.clear()
        os.environ.update(asked["environment"])
        os.chdir(asked["folder"])
        draw_anew()
        own_files()
        _run(asked["arguments"], socket.socket(fileno=line))
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    except BaseException:
        traceback.print_exc(file=sys.__stderr__)
    finally:
        sys.__stderr__.flush()
        os._exit(code)


def _run(arguments: list[str], line: socket.socket) -> None:
    threading.Thread(target=_leave_with_the_server, args=(line,), daemon=True).start()
    sys.argv = ["kernel", *arguments]
    kernel = CourseKernelApp.instance()
    kernel.initialize(arguments)
    line.send(READY)
    kernel.start()


def _leave_with_the_server(line: socket.socket) -> None:
    """Wait for the end of the line; nothing is ever said on it."""
    while line.recv(1):
        pass
    os.kill(os.getpid(), signal.SIGKILL)


def draw_anew() -> None:
    """Let this process draw other random numbers than its siblings.

    Python's own `random` does so after each fork, and what asks the system does so always.
    """
    numpy_random = sys.modules.get("numpy.random")
    if numpy_random:
        numpy_random.seed()


def own_files() -> None:
    """Open anew, at the same place, every file that is open: a copy would move on in it for all.

    Most are closed by now: matplotlib closes its fonts in each copy.
    """
    for descriptor in map(int, os.listdir("/proc/self/fd")):
        # The folder that was listed is closed again.
        with contextlib.suppress(OSError):
            if stat.S_ISREG(os.fstat(descriptor).st_mode):
                place = os.lseek(descriptor, 0, os.SEEK_CUR)
                flags = fcntl.fcntl(descriptor, fcntl.F_GETFL) & (os.O_ACCMODE | os.O_APPEND)
                own = os.open(f"/proc/self/fd/{descriptor}", flags)
                os.lseek(own, place, os.SEEK_SET)
                os.dup2(own, descriptor, inheritable=False)
                os.close(own)
