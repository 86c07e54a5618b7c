"""Running a notebook for one area and language."""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from indicators.reports.errors import ReportError

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_LONGEST_SOCKET = 90  # bytes of a socket's path that every system takes


def run(path: Path, parameters: dict[str, str], folder: Path) -> Any:
    """The executed notebook; the file itself is not touched.

    Cells tagged lang-xx for other languages are left out; parameters the notebook does not
    declare in its cell tagged `parameters` are refused.

    Raises
    ------
    ReportError
        An unknown parameter, or a cell that fails: its line and message.
    """
    import nbformat

    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    notebook.cells = [cell for cell in notebook.cells if _wanted(cell, parameters["lang"])]
    _inject(notebook, parameters, path)
    _execute(notebook, folder, path)
    return notebook


def _wanted(cell: Any, lang: str) -> bool:
    languages = [tag[5:] for tag in cell.metadata.get("tags", []) if tag.startswith("lang-")]
    return not languages or lang in languages


def _inject(notebook: Any, parameters: dict[str, str], path: Path) -> None:
    cell = next((c for c in notebook.cells if "parameters" in c.metadata.get("tags", [])), None)
    if cell is None:
        raise ReportError(
            f"{path.name} has no cell tagged 'parameters'; tag the one that sets them"
        )
    declared = re.findall(r"^(\w+)\s*=", cell.source, flags=re.M)
    unknown = sorted(set(parameters) - set(declared))
    if unknown:
        raise ReportError(
            f"{path.name} has no parameter {', '.join(unknown)}; it has {', '.join(declared)}"
        )
    for name, value in parameters.items():
        line = f"{name} = {json.dumps(value, ensure_ascii=False)}"
        cell.source = "\n".join(
            line if re.match(rf"{name}\s*=", old) else old for old in cell.source.split("\n")
        )


def _execute(notebook: Any, folder: Path, path: Path) -> None:
    from nbclient.exceptions import CellExecutionError, DeadKernelError

    with tempfile.TemporaryDirectory(prefix="indicators-") as own:
        try:
            asyncio.run(_to_the_end(notebook, folder, Path(own)))
        except CellExecutionError as error:
            raise ReportError(f"{path.name}{_place(notebook)}: {_message(error)}") from None
        except (DeadKernelError, RuntimeError):  # the latter while it starts
            raise ReportError(f"{path.name}: the kernel died; is there enough memory?") from None


def _message(error: Any) -> str:
    """The last error, on one line; one of ours speaks for itself without its class."""
    value = " ".join(_COLOURS.sub("", str(error.evalue)).split())
    return value if error.ename == "ReportError" else f"{error.ename}: {value}"


def _place(notebook: Any) -> str:
    """The line of the cell that failed, as the notebook has it."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                found = re.findall(
                    r"^-+> *(\d+) ", _COLOURS.sub("", "\n".join(output.traceback)), re.M
                )
                lines = cell.source.splitlines()
                number = int(found[0]) if found and int(found[0]) <= len(lines) else len(lines)
                return f", at '{lines[number - 1].strip()}'" if lines else ""
    return ""


async def _to_the_end(notebook: Any, folder: Path, own: Path) -> None:
    from nbclient import NotebookClient

    kernel = _kernel(own)
    client = NotebookClient(
        notebook,
        km=kernel,
        timeout=600,
        record_timing=False,
        resources={"metadata": {"path": str(folder)}},
    )
    try:
        # No start-up files or history of the user's own IPython.
        await client.async_execute(env={**os.environ, "IPYTHONDIR": str(own / "ipython")})
    finally:
        if await kernel.is_alive():
            await kernel.shutdown_kernel(now=True)


def _kernel(own: Path) -> Any:
    """A kernel of this very interpreter, whatever kernels are registered on the machine.

    It listens on sockets in a folder of its own, not on the network, where the path allows.
    """
    from jupyter_client.kernelspec import KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager

    from indicators.reports import nursery

    place = own / "kernels" / "python3"
    place.mkdir(parents=True)
    command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec = {"argv": command, "display_name": "Python 3", "language": "python"}
    (place / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    specs = KernelSpecManager(kernel_dirs=[str(own / "kernels")])
    kernel = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=specs)
    if nursery.available():
        kernel.provisioner = nursery.NurseryProvisioner(
            parent=kernel, kernel_spec=kernel.kernel_spec
        )
    kernel.connection_file = str(own / "kernel.json")
    socket = str(own / "k")
    if os.name == "posix" and len(os.fsencode(socket)) < _LONGEST_SOCKET:
        kernel.transport, kernel.ip = "ipc", socket
    return kernel
