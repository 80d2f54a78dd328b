"""How Jupyter gets a forked kernel: a provisioner, which a kernel's specification names."""

import asyncio
from importlib.metadata import EntryPoint

from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner

from theme.forking.keeper import REHEARSED_S, NoParent
from theme.forking.process import ForkedProcess

NAME = "course-forked"
MODULE = "theme.kernels.start"  # what is started where nothing can be forked


def register() -> None:
    """Let Jupyter find the provisioner also where the course runs without having been installed."""
    value = f"{__name__}:{ForkedKernel.__name__}"
    entry = EntryPoint(NAME, value, KernelProvisionerFactory.GROUP_NAME)
    KernelProvisionerFactory.provisioners.setdefault(NAME, entry)


class ForkedKernel(LocalProvisioner):
    """Forks a kernel from the process that its manager keeps; without one it starts it as usual."""

    async def launch_kernel(self, cmd: list[str], **kwargs):
        """Fork the kernel and wait until it can be spoken to, or start it and wait for nothing.

        Raises RuntimeError where it ended before it could be spoken to.
        """
        keeper = getattr(self.parent.parent, "keeper", None)
        if keeper is None or not keeper.is_ready:
            return await super().launch_kernel(cmd, **kwargs)
        errors = kwargs["stderr"] if isinstance(kwargs.get("stderr"), int) else -1
        asked = {
            "arguments": cmd[cmd.index(MODULE) + 1 :],
            "environment": dict(kwargs["env"]),
            "folder": str(kwargs["cwd"]),
        }
        try:
            kernel = await keeper.fork(asked, errors if errors >= 0 else 2)
        except NoParent:
            return await super().launch_kernel(cmd, **kwargs)
        self.process, self.pid, self.cwd = kernel, kernel.pid, kwargs["cwd"]
        try:
            is_ready = await asyncio.wait_for(kernel.is_ready(), REHEARSED_S)
        except TimeoutError:
            is_ready = False
            kernel.kill()
        if not is_ready:
            self.process = None
            self.parent.cleanup_connection_file()
            self.parent.cleanup_ipc_files()
            raise RuntimeError(f"the kernel ended before it was ready, code {await kernel.end()}")
        return self.connection_info

    async def wait(self) -> int | None:
        """Wait for the end of the kernel; return its exit code."""
        if not isinstance(self.process, ForkedProcess):
            return await super().wait()
        code = await self.process.end()
        self.process = None
        return code
