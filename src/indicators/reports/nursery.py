"""Kernels that start in a moment: forked from a process that has imported what notebooks use.

Every kernel is still a fresh one: what is shared is the imported modules, never a variable. Where
processes cannot be forked, kernels start as they always do.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner

_NEEDED = ["indicators.reports.warm"]


class ForkedKernel:
    """A kernel with the face of a `subprocess.Popen`."""

    stdin = stdout = stderr = None

    def __init__(self, options: Sequence[str], folder: str, environment: dict[str, str]) -> None:
        self._process = _nursery().Process(
            target=_be_a_kernel, args=(list(options), folder, environment)
        )
        self._process.start()
        self.pid = self._process.pid
        self.kill, self.terminate = self._process.kill, self._process.terminate

    def poll(self) -> int | None:
        """Its exit code, None while it runs."""
        return self._process.exitcode

    def wait(self) -> int | None:
        """Its exit code, when it has ended."""
        self._process.join()
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        """Signal it, if it still runs."""
        if self.pid is not None and self.poll() is None:
            os.kill(self.pid, number)


class NurseryProvisioner(LocalProvisioner):
    """Kernels from the nursery for jupyter_client."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """A kernel with the options of a command, which begins `python -m ipykernel_launcher`."""
        environment = {name: str(value) for name, value in kwargs["env"].items()}
        kernel: Any = ForkedKernel(cmd[3:], str(kwargs["cwd"]), environment)
        self.process = kernel
        self.pid = self.pgid = kernel.pid
        return self.connection_info


def available() -> bool:
    """Whether processes can be forked here."""
    return "forkserver" in multiprocessing.get_all_start_methods()


@lru_cache(maxsize=1)
def _nursery() -> Any:
    """The process that kernels are forked from: clean, with the imports done."""
    # What a kernel sets for itself before it imports matplotlib.
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_NEEDED)
    return context


def _be_a_kernel(options: list[str], folder: str, environment: dict[str, str]) -> None:
    """What a forked process does: become the kernel that the options describe."""
    from ipykernel.kernelapp import IPKernelApp

    os.setsid()  # Ctrl-C is for the one who runs the notebook
    os.environ.clear()
    parent = str(os.getppid())  # the nursery: the kernel ends when it does
    os.environ.update(environment | {"JPY_PARENT_PID": parent})
    os.chdir(folder)
    IPKernelApp.launch_instance(argv=[*options, f"--IPKernelApp.parent_handle={parent}"])
