"""Rendering reports: which editions, what they rest on, and where the pages go."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from indicators.codebook.places import NATION
from indicators.reports.editions import Edition, editions
from indicators.reports.errors import ReportError
from indicators.reports.labels import area_name
from indicators.reports.writing import write_page as write_page

if TYPE_CHECKING:
    from indicators.reports.crew import Crew
    from indicators.tables import Tables


def report(
    name: str | None = None,
    area: str | None = None,
    lang: str | None = None,
    processed: str | Path = "data/processed",
    out: str | Path = "reports",
    *,
    all_areas: bool = False,
    parameters: Mapping[str, str] | None = None,
    raw: str | Path | None = None,
    jobs: int | None = None,
) -> list[Path]:
    """Render reports and the index, those whose content changed; the paths of all of them.

    Parameters
    ----------
    name : one notebook's stem (01-county-profile), all by default
    area : GB/T 2260 code; each notebook's own by default
    lang : zh or en, both by default
    processed, out : folders of tables and pages
    all_areas : every area with figures but the nation, in place of one
    parameters : further parameters of the notebooks, by name
    raw : folder of notes; the tables are made from it first where it changed
    jobs : pages made at once, by default as many as there are cores

    Raises
    ------
    ReportError
        Unknown report, area or parameter, or a cell that fails: its line and message. Pages
        rendered before stay as they were.
    """
    from indicators.reports.crew import Crew
    from indicators.reports.index import index_task
    from indicators.reports.tasks import perform

    out, processed = Path(out), Path(processed)
    if raw is not None:
        perform([_tables_task(Path(raw), processed)], out)
    areas = areas_with_figures(processed) if all_areas else [area] if area else []
    wanted = editions(name, areas, lang, parameters)
    digests = _digests(wanted, processed, out)
    with Crew() as crew:
        tasks = [_page_task(edition, digests, crew, processed, out) for edition in wanted]
        perform(tasks, out, jobs or _cores())
    perform([index_task(processed, out)], out, quiet=True)
    return [*(out / edition.page for edition in wanted), out / "index.html"]


def areas_with_figures(processed: Path) -> list[str]:
    """The codes of all areas that have figures, the nation left out."""
    import csv

    with (processed / "observations.csv").open(encoding="utf-8", newline="") as file:
        codes = {row["area_code"] for row in csv.DictReader(file)}
    return sorted(codes - {"", NATION})


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _csv_files(processed: Path) -> list[Path]:
    return sorted(processed.glob("*.csv")) or [processed / "observations.csv"]


def _tables_task(raw: Path, processed: Path) -> Any:
    """The tables, from the notes."""
    from indicators.reports.tasks import contents, task
    from indicators.tables import TABLES

    notes = sorted(path for path in raw.rglob("*") if path.is_file())
    tables = [processed / f"{name}.csv" for name in TABLES] + [processed / "datapackage.json"]
    looks = {"notes": lambda: contents(notes)}
    return task("tables", partial(_make_tables, raw, processed), outputs=tables, rests_on=looks)


def _make_tables(raw: Path, processed: Path) -> None:
    from indicators.tables import build

    made = build(raw, processed)
    if not made.rows:
        raise ReportError(f"{processed}: nothing was written; no document could be used")
    if made.errors or made.aside:
        raise ReportError("\n".join(str(error) for error in [*made.errors, *made.aside]))


def _digests(wanted: Sequence[Edition], processed: Path, out: Path) -> dict[tuple[str, str], str]:
    """What stands for the rows that each edition reads, computed when the tables changed."""
    from indicators.reports.tasks import perform, task

    scopes = sorted({(edition.scope, edition.area) for edition in wanted})
    tables = cache(partial(_load, processed))
    tasks = [
        task(
            f"rows {scope} {area} of {processed}", partial(_digest, tables, scope, area),
            inputs=_csv_files(processed),
        )
        for scope, area in scopes
    ]  # fmt: skip
    found = perform(tasks, out, quiet=True)
    return dict(zip(scopes, map(str, found), strict=True))


def _load(processed: Path) -> Tables:
    from indicators.tables import load

    return load(processed)


def _digest(tables: Any, scope: str, area: str) -> str:
    from indicators.reports.scope import digest
    from indicators.reports.subject import known_area

    if area:
        known_area(tables(), area)
    return digest(tables(), scope, area)


def _page_task(
    edition: Edition, digests: Mapping[tuple[str, str], str], crew: Crew, processed: Path, out: Path
) -> Any:
    from indicators.reports.tasks import task

    notebook = edition.notebook
    seen_from_it = Path(os.path.relpath(processed, notebook.parent)).as_posix()
    job = {
        "notebook": str(notebook),
        "page": str(out / edition.page),
        "parameters": edition.parameters(seen_from_it),
        "lang": edition.lang,
        "subject": area_name(edition.area, edition.lang) if edition.area else "",
    }
    rows = digests[edition.scope, edition.area]
    return task(
        edition.page,
        partial(crew.do, job),
        inputs=[notebook],
        outputs=[out / edition.page],
        rests_on={"rows": lambda: rows, "parameters": lambda: job["parameters"]},
    )
