"""From chosen results to the final tables: the same rows give the same bytes, however they came."""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from indicators.engine.choosing import Choice
from indicators.engine.parts import SCHEMA
from indicators.engine.pools import Call, Pool, all_values
from indicators.tables.build import EXTRACTED, BuildReport, write_checked
from indicators.tables.faults import Fault, TableFaults
from indicators.tables.partitions import folder_of, write_partitions

_DOCUMENTS = 2000  # in one file of the final tables: what a worker holds to check them
_SPLITS = 256  # files that the results are dealt into, all open at once
_HELD = 256 << 20  # bytes of results held before they are dealt out
_CHUNK = pa.field("chunk", pa.int32())


def settle_csv(choice: Choice, out: Path, report: BuildReport) -> None:
    """The tables as CSV files.

    Raises
    ------
    TableFaults
        They break their contract.
    """
    tables: dict[str, list[dict[str, object]]] = {name: [] for name in EXTRACTED}
    for part, _ in _pieces(choice.parts, choice.chosen.with_columns(chunk=pl.lit(0))):
        for row in part.to_pylist():
            tables["sources"].append(row["source"])
            for name in ("observations", "partnerships", "unclaimed"):
                tables[name] += row[name]
    if tables["sources"]:
        write_checked(tables, out, report, package=False)


def settle_parquet(choice: Choice, out: Path, work: Path, report: BuildReport, pool: Pool) -> None:
    """The tables as Parquet by province and year, checked and written by the workers.

    Raises
    ------
    TableFaults
        They break their contract; the tables before them stay.
    """
    spill, fresh = work / "spill", work / "tables"
    for folder in (spill, fresh):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
    chosen, labels = _chunks(choice.chosen)
    files = _deal(choice.parts, chosen, spill, len(labels))
    calls = [Call(settle_split, (path, fresh, labels)) for path in files]
    faults: list[Fault] = []
    rows: dict[str, int] = dict.fromkeys(EXTRACTED, 0)
    for counts, found in all_values(pool, calls):
        faults += found
        for name, count in counts.items():
            rows[name] += count
    if faults:
        raise TableFaults(faults)
    _swap(fresh, out)
    shutil.rmtree(spill)
    report.rows = rows


def _chunks(chosen: pl.DataFrame) -> tuple[pl.DataFrame, list[str]]:
    """The documents with the number of their file, and the path of each file."""
    partition = ["province", "year"]
    ranked = chosen.sort([*partition, "source_id"], nulls_last=True).with_columns(
        nth=pl.int_range(pl.len()).over(partition) // _DOCUMENTS
    )
    files = ranked.select(*partition, "nth").unique(maintain_order=True).with_row_index("chunk")
    labels = [
        f"{folder_of(province, year)}/{nth:05}.parquet"
        for province, year, nth in files.select(*partition, "nth").iter_rows()
    ]
    numbered = ranked.join(files, on=[*partition, "nth"], nulls_equal=True, maintain_order="left")
    return numbered, labels


def _pieces(parts: list[Path], chosen: pl.DataFrame) -> Iterator[tuple[Any, Any]]:
    """The chosen rows of each part, and the chunk that each belongs to."""
    wanted = chosen.sort("part", "row").partition_by("part", as_dict=True, maintain_order=True)
    for (number,), rows in sorted(wanted.items()):
        table = pq.read_table(parts[number], use_threads=False)
        yield table.take(pa.array(rows["row"])), rows["chunk"]


def _deal(parts: list[Path], chosen: pl.DataFrame, spill: Path, chunks: int) -> list[Path]:
    """The chosen rows in a few files, those of one chunk in one of them."""
    splits = max(1, min(_SPLITS, len(chosen) // _DOCUMENTS, chunks))
    files = [spill / f"{number:03}.parquet" for number in range(splits)]
    schema = SCHEMA.append(_CHUNK)
    writers = [pq.ParquetWriter(path, schema, compression="lz4") for path in files]
    first = chosen.group_by("chunk").len().sort("chunk")["len"].cum_sum() - 1
    splits_of = first * splits // max(1, len(chosen))  # as many documents in one as in another
    held: dict[int, list[Any]] = defaultdict(list)
    size = 0
    for table, chunk in _pieces(parts, chosen):
        table = table.append_column(_CHUNK, pa.array(chunk, pa.int32()))
        size += table.nbytes
        split = splits_of.gather(chunk)
        for number in split.unique():
            held[number].append(table.filter(pa.array(split == number)))
        if size > _HELD:
            _flush(held, writers)
            size = 0
    _flush(held, writers)
    for writer in writers:
        writer.close()
    return files


def _flush(held: dict[int, list[Any]], writers: list[Any]) -> None:
    for number, tables in held.items():
        writers[number].write_table(pa.concat_tables(tables))
    held.clear()


def settle_split(path: Path, folder: Path, labels: list[str]) -> tuple[dict[str, int], list[Fault]]:
    """Check and write the final files whose documents are in one file of the spill."""
    table = pq.read_table(path, use_threads=False)
    rows: dict[str, int] = defaultdict(int)
    faults: list[Fault] = []
    for chunks in _groups(table["chunk"].to_pylist()):
        mine = {labels[k]: _frames(table.filter(pc.equal(table["chunk"], k))) for k in chunks}
        counts, found = write_partitions(mine, folder)
        faults += found
        for name, count in counts.items():
            rows[name] += count
    return dict(rows), faults


def _groups(chunks: list[int]) -> Iterator[list[int]]:
    """Chunks taken together until they hold as many documents as a full one."""
    group: list[int] = []
    size = 0
    for chunk, documents in sorted(Counter(chunks).items()):
        if group and size + documents > _DOCUMENTS:
            yield group
            group, size = [], 0
        group.append(chunk)
        size += documents
    if group:
        yield group


def _frames(table: Any) -> dict[str, Any]:
    """Results of documents as the tables' frames."""
    lists = {
        name: table[name].combine_chunks().flatten() for name in EXTRACTED if name != "sources"
    }
    lists["sources"] = table["source"].combine_chunks()
    return {name: pl.from_arrow(pa.Table.from_struct_array(of)) for name, of in lists.items()}


def _swap(fresh: Path, out: Path) -> None:
    """New tables in the place of old ones, of whatever form."""
    for name in EXTRACTED:
        place, old = out / name, fresh / f"{name}.old"
        if place.exists():
            place.rename(old)
        if (fresh / name).exists():
            (fresh / name).rename(place)
        else:  # no row: the table is there, and empty
            place.mkdir()
        (out / f"{name}.csv").unlink(missing_ok=True)
    shutil.rmtree(fresh)
