"""Rendering reports: which notebooks, areas and languages, and where the pages go."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from indicators.reports.errors import ReportError
from indicators.reports.execute import run
from indicators.reports.index import index_page
from indicators.reports.labels import LANGUAGES, area_name
from indicators.reports.page import render

NOTEBOOKS = Path("notebooks")
DEFAULT_AREA = "330213"


def report(
    name: str | None = None,
    area: str | None = None,
    lang: str | None = None,
    processed: str | Path = "data/processed",
    out: str | Path = "reports",
) -> list[Path]:
    """Render reports and the index; the paths of the pages.

    Parameters
    ----------
    name : one notebook's stem (01-county-profile), all by default
    area : GB/T 2260 code, 奉化区 by default
    lang : zh or en, both by default
    processed, out : folders of tables and pages

    Raises
    ------
    ReportError
        Unknown report or area, or a cell that fails; pages rendered before stay as they were.
    """
    out = Path(out)
    chosen = [_page(path, area or DEFAULT_AREA, language, processed, out)
              for path in _notebooks(name) for language in ([lang] if lang else LANGUAGES)]  # fmt: skip
    index = out / "index.html"
    write_page(index, index_page(out))
    return [*chosen, index]


def _notebooks(name: str | None) -> list[Path]:
    found = sorted(NOTEBOOKS.glob("[0-9][0-9]-*.ipynb"))
    if not found:
        raise ReportError(
            f"there are no notebooks in '{NOTEBOOKS}'; run this in the project's folder"
        )
    chosen = [path for path in found if name in (None, path.stem)]
    if not chosen:
        raise ReportError(
            f"there is no report '{name}'; there are {', '.join(p.stem for p in found)}"
        )
    return chosen


def _page(path: Path, area: str, lang: str, processed: str | Path, out: Path) -> Path:
    began = time.perf_counter()
    place = out / f"{path.stem}-{area}.{lang}.html"
    parameters = {
        "area": area,
        "lang": lang,
        "processed": Path(os.path.relpath(processed, path.parent)).as_posix(),
    }
    write_page(place, render(run(path, parameters, path.parent), lang, area_name(area, lang)))
    print(f"{place}  {time.perf_counter() - began:.1f} s", file=sys.stderr)
    return place


def write_page(place: Path, text: str) -> None:
    """Write a page beside its place, then put it there: a failure leaves the last good one."""
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=f".{place.name}.", dir=place.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.chmod(temporary, 0o644)
        os.replace(temporary, place)
    finally:
        Path(temporary).unlink(missing_ok=True)
