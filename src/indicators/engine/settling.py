"""From chosen results to the final tables: the same rows give the same bytes, however they came."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from indicators.engine.choosing import Choice
from indicators.engine.errors import EngineError
from indicators.engine.pools import Call, Pool, all_values
from indicators.tables.build import EXTRACTED, BuildReport, write_checked
from indicators.tables.faults import Fault, TableFaults
from indicators.tables.partitions import (
    LISTED,
    arrow_type,
    folder_of,
    foreign,
    list_files,
    write_parquet,
    write_partitions,
)

_DOCUMENTS = 2000  # in one file of the final tables: what a worker holds to check them
_SPLITS = 512  # of the chosen rows; a worker holds one to check and write its files
_STRETCH = 10_000  # documents that are dealt out by one call, more when there are many
_STRETCHES = 64
_HELD = 64 << 20  # bytes of results held before they are dealt out
_SPLITS_IN = b"splits"  # of a file of dealt rows, in the order of its batches
_SETTLING = "settling-"
_AGAIN = "something else writes in this folder? give the command again"


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
    for leftover in work.glob(f"{_SETTLING}*"):
        shutil.rmtree(leftover, ignore_errors=True)
    # A name of its own: a worker of an earlier run that is only cut off must not write here.
    scratch = Path(tempfile.mkdtemp(prefix=_SETTLING, dir=work))
    try:
        rows = _settled(choice, scratch, pool)
        _complete(scratch / "tables")
        _swap(scratch / "tables", out)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    report.rows = rows


def _settled(choice: Choice, scratch: Path, pool: Pool) -> dict[str, int]:
    """New tables in a folder of `scratch`, and their rows."""
    spill, fresh = scratch / "spill", scratch / "tables"
    spill.mkdir()
    fresh.mkdir()
    chosen, labels = _chunks(choice.chosen)
    splits = _splits(chosen)
    stretches = enumerate(_stretches(choice.parts, splits))
    deals = [Call(deal, (*stretch, spill, number)) for number, stretch in stretches]
    for _ in all_values(pool, deals):
        pass
    numbers = splits["split"].unique().sort()
    calls = [Call(settle_split, (spill, number, fresh, labels)) for number in numbers]
    faults: list[Fault] = []
    rows: dict[str, int] = dict.fromkeys(EXTRACTED, 0)
    for counts, found in all_values(pool, calls):
        faults += found
        for name, count in counts.items():
            rows[name] += count
    if faults:
        raise TableFaults(faults)
    if rows["sources"] != len(chosen):
        raise EngineError(f"{len(chosen)} documents gave {rows['sources']} sources; {_AGAIN}")
    return rows


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


def _pieces(parts: Sequence[Path], chosen: pl.DataFrame) -> Iterator[tuple[Any, pl.DataFrame]]:
    """The chosen rows of each part, and what is known of each.

    Raises
    ------
    EngineError
        A part has changed since it was looked at.
    """
    wanted = chosen.sort("part", "row").partition_by("part", as_dict=True, maintain_order=True)
    for (number,), rows in sorted(wanted.items()):
        table = pq.read_table(parts[number], use_threads=False)
        last = rows["row"][-1]
        found = table.take(pa.array(rows["row"])) if last < len(table) else table
        if found["key"].to_pylist() != rows["key"].to_list():
            raise EngineError(f"{parts[number].name} has changed; {_AGAIN}")
        yield found, rows


def _splits(chosen: pl.DataFrame) -> pl.DataFrame:
    """The documents with the number of their split: whole chunks, as many documents in each."""
    chunks = chosen.group_by("chunk").len().sort("chunk")
    splits = max(1, min(_SPLITS, len(chosen) // _DOCUMENTS, len(chunks)))
    first = pl.col("len").cum_sum() - 1
    dealt = chunks.select("chunk", split=first * splits // max(1, len(chosen)))
    return chosen.join(dealt, on="chunk", maintain_order="left")


def _stretches(
    parts: Sequence[Path], chosen: pl.DataFrame
) -> Iterator[tuple[list[Path], pl.DataFrame]]:
    """Some parts and their chosen rows, `part` counted from the first of them."""
    size = max(_STRETCH, -(-len(chosen) // _STRETCHES))
    ends = chosen.group_by("part").len().sort("part").with_columns(end=pl.col("len").cum_sum())
    ends = ends.select("part", stretch=(pl.col("end") - 1) // size)
    rows = chosen.select("part", "row", "key", "chunk", "split").join(ends, on="part")
    for _, mine in sorted(rows.partition_by("stretch", as_dict=True).items()):
        numbers = mine["part"].unique().sort()
        paths = [parts[number] for number in numbers]
        yield paths, mine.with_columns(part=numbers.search_sorted(mine["part"]).cast(pl.Int32))


def deal(parts: Sequence[Path], chosen: pl.DataFrame, spill: Path, number: int) -> None:
    """The chosen rows of some parts in a folder of the spill, in files by split.

    The folder is there complete or not at all, whoever else is at the same stretch.
    """
    folder = Path(tempfile.mkdtemp(".tmp", f".{number:03}.", spill))
    held: list[Any] = []
    size = files = 0
    for table, rows in _pieces(parts, chosen):
        for name in ("chunk", "split"):
            table = table.append_column(name, pa.array(rows[name], pa.int32()))
        held.append(table)
        size += table.nbytes
        if size > _HELD:
            _write_dealt(held, folder / f"{files:04}.arrow")
            size, files = 0, files + 1
    if held:
        _write_dealt(held, folder / f"{files:04}.arrow")
    place = spill / f"{number:03}"
    try:
        folder.rename(place)
    except OSError:
        if not place.exists():  # else another attempt has been faster
            raise


def _write_dealt(held: list[Any], path: Path) -> None:
    """The rows of some tables by split, a batch of the file for each."""
    table = pa.concat_tables(held)
    held.clear()
    order = pc.sort_indices(table["split"])
    splits = pl.Series(table["split"].take(order)).rle().struct.unnest()
    (batch,) = table.take(order).combine_chunks().to_batches()
    schema = batch.schema.with_metadata({_SPLITS_IN: json.dumps(splits["value"].to_list())})
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    with pa.ipc.new_file(str(path), schema, options=options) as file:
        first = 0
        for length in splits["len"]:
            file.write_batch(batch.slice(first, length).replace_schema_metadata(schema.metadata))
            first += length


def _read_dealt(path: Path, split: int) -> list[Any]:
    """The batch of a split, in a list of one, or of none."""
    with pa.memory_map(str(path)) as bytes_, pa.ipc.open_file(bytes_) as file:
        splits = json.loads(file.schema.metadata[_SPLITS_IN])
        found = [file.get_batch(splits.index(split))] if split in splits else []
        return [batch.replace_schema_metadata(None) for batch in found]


def settle_split(
    spill: Path, split: int, folder: Path, labels: list[str]
) -> tuple[dict[str, int], list[Fault]]:
    """Check and write the final files whose documents are in one split."""
    files = sorted(spill.glob("[0-9]*/*.arrow"))
    table = pa.Table.from_batches([batch for file in files for batch in _read_dealt(file, split)])
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


def _complete(fresh: Path) -> None:
    """Make new tables whole: without leftovers, none missing, with the list of their files."""
    for name in EXTRACTED:
        table = fresh / name
        for leftover in table.rglob(".*.tmp"):  # of a worker that was killed
            leftover.unlink(missing_ok=True)
        if not table.exists():  # no row: a table that can be read all the same
            place = table / folder_of(None, None)
            place.mkdir(parents=True)
            empty = pa.schema(arrow_type(name)).empty_table()
            write_parquet(empty, place / "00000.parquet")
    (fresh / LISTED).write_text(list_files(fresh, EXTRACTED), encoding="utf-8")


def _swap(fresh: Path, out: Path) -> None:
    """New tables in the place of old ones, of whatever form.

    The list of their files goes first and comes last: without it there are no tables.
    """
    clear_partitions(out, into=fresh.parent)
    for name in EXTRACTED:
        (fresh / name).rename(out / name)
        (out / f"{name}.csv").unlink(missing_ok=True)
    (fresh / LISTED).replace(out / LISTED)


def clear_partitions(out: Path, into: Path) -> None:
    """Take tables by partition out of a folder, into another one that will be removed.

    Raises
    ------
    EngineError
        There are files that are no tables.
    """
    refuse_foreign(out)
    (out / LISTED).unlink(missing_ok=True)
    for name in EXTRACTED:
        if (out / name).exists():
            (out / name).rename(into / f"{name}.old")


def refuse_foreign(out: Path) -> None:
    """Go on only where nothing but tables stands in the place of tables.

    Raises
    ------
    EngineError
        There is a file that is no part of one.
    """
    other = foreign(out, EXTRACTED)
    if other is not None:
        what = f"{other} is in the place of a table and no part of it"
        raise EngineError(f"{what}; move it, or name another folder for the tables")
