"""Running a notebook for one area and language."""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path
from typing import Any

from indicators.reports.errors import ReportError


def run(path: Path, parameters: dict[str, str], folder: Path) -> Any:
    """The executed notebook.

    Cells tagged lang-xx for other languages are left out; parameters the notebook does not
    declare in its cell tagged `parameters` are refused.

    Raises
    ------
    ReportError
        An unknown parameter, or a cell that fails: its source line and message.
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
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", []):
            declared = re.findall(r"^(\w+)\s*=", cell.source, flags=re.M)
            unknown = sorted(set(parameters) - set(declared))
            if unknown:
                raise ReportError(f"{path.name} has no parameter {', '.join(unknown)}; it has {', '.join(declared)}")
            for name, value in parameters.items():
                cell.source = re.sub(rf"^{name}\s*=.*$", f"{name} = {value!r}", cell.source, flags=re.M)
            return
    raise ReportError(f"{path.name} has no cell tagged 'parameters'")


def _execute(notebook: Any, folder: Path, path: Path) -> None:
    from nbclient.exceptions import CellExecutionError

    # Sockets of the kernel lie in a folder of their own: nothing listens on the network.
    with tempfile.TemporaryDirectory(prefix="indicators-") as sockets:
        try:
            asyncio.run(_to_the_end(notebook, folder, f"{sockets}/k"))
        except CellExecutionError as error:
            message = re.sub(r"\x1b\[[0-9;]*m", "", f"{error.ename}: {error.evalue}")
            raise ReportError(f"{path.name}: {message}") from None


async def _to_the_end(notebook: Any, folder: Path, socket: str) -> None:
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient

    kernel = AsyncKernelManager(kernel_name="python3", transport="ipc", ip=socket)
    client = NotebookClient(
        notebook,
        km=kernel,
        timeout=600,
        record_timing=False,
        resources={"metadata": {"path": str(folder)}},
    )
    try:
        await client.async_execute()
    finally:
        if await kernel.is_alive():
            await kernel.shutdown_kernel(now=True)
