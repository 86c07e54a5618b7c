"""Tables by province and year: what a reader gets, and what is found wrong with them."""

from __future__ import annotations

import duckdb
import pandas as pd
import polars as pl
import pytest
from engine_notes import write_notes
from pandas.testing import assert_frame_equal

import indicators as ind
from indicators.cli import main
from indicators.tables import TABLES
from indicators.tables.parquet import PARTITIONED
from indicators.tables.partitions import LISTED, list_files

KEYS = {name: list(TABLES[name].key) for name in PARTITIONED}


@pytest.fixture(scope="module")
def both(notes, tmp_path_factory):
    """The same tables as CSV and as Parquet."""
    made = {}
    for form in ("csv", "parquet"):
        made[form] = tmp_path_factory.mktemp(form)
        ind.extract(notes, made[form], engine="serial", format=form, progress=False)
    return made


@pytest.fixture
def parquet(tmp_path):
    """Tables of a few documents that a test may spoil."""
    docs = write_notes(tmp_path / "docs", 4)
    ind.extract(docs, tmp_path / "out", engine="serial", format="parquet", progress=False)
    return tmp_path / "out"


def test_either_form_loads_as_the_same_frames(both):
    small, large = ind.load(both["csv"]), ind.load(both["parquet"])
    for name, key in KEYS.items():
        frames = [getattr(tables, name) for tables in (small, large)]
        assert_frame_equal(*(frame.sort_values(key, ignore_index=True) for frame in frames))
    assert_frame_equal(small.areas, large.areas)


def test_either_form_loads_lazily(both):
    for form in both.values():
        tables = ind.load(form, engine="lazy")
        assert isinstance(tables.observations, pl.LazyFrame)
        eager = ind.load(form, engine="polars").observations
        assert tables.observations.collect().equals(eager)
    assert isinstance(tables.areas, pl.LazyFrame)


def test_other_programs_read_the_partitions(both):
    place = f"{both['parquet']}/observations/**/*.parquet"
    count = len(ind.load(both["csv"]).observations)
    frame = pl.scan_parquet(place, hive_partitioning=True).collect()
    assert frame.filter(pl.col("province") == 330000).height > 0
    assert frame.height == count
    query = f"SELECT count(*), count(DISTINCT year) FROM read_parquet('{place}')"
    assert duckdb.sql(query).fetchall() == [(count, 7)]
    assert len(pd.read_parquet(both["parquet"] / "observations")) == count


def test_a_fault_is_told_with_its_partition(parquet, capsys):
    path = next((parquet / "observations").rglob("*.parquet"))
    frame = pl.read_parquet(path, hive_partitioning=False)
    spoilt = frame.with_columns(pl.lit("none_such").alias("indicator"), pl.lit("x").alias("status"))
    spoilt.write_parquet(path)
    place = path.relative_to(parquet).as_posix()
    with pytest.raises(ind.TableFaults) as caught:
        ind.load(parquet)
    lines = str(caught.value).split("\n")
    key = frame["observation_id"][0]
    assert f"{place} row 2 {key}: indicator none_such is not in indicators.csv; add it" in lines[0]
    assert f"{place} row 2 {key}: status is 'x', not one of actual, target" in str(caught.value)
    assert main(["check", str(parquet)]) == 1
    assert place in capsys.readouterr().err


def test_a_document_in_two_partitions_is_found_without_holding_them(parquet):
    first, *_ = sorted((parquet / "sources").rglob("*.parquet"))
    copies = {}
    for name in KEYS:
        path = parquet / name / first.relative_to(parquet / "sources")
        if path.exists():
            copy = parquet / name / "province=990000" / "year=2020" / "00000.parquet"
            copy.parent.mkdir(parents=True)
            copy.write_bytes(path.read_bytes())
            copies[name] = copy
    (parquet / LISTED).write_text(list_files(parquet, KEYS))
    with pytest.raises(ind.TableFaults) as caught:
        ind.load(parquet)
    told = str(caught.value)
    assert "note-002: belongs to province=110000/year=2018; run the extraction again" in told
    assert "more than one row has the same source_id, also in sources/province=990000/" in told
    assert {f.table.split("/")[0] for f in caught.value.faults} == set(copies)


def test_a_damaged_file_is_named(parquet):
    path = next((parquet / "sources").rglob("*.parquet"))
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(ind.TableFaults, match="is no Parquet file, or a damaged one"):
        ind.load(parquet)


@pytest.mark.parametrize("table", KEYS)
def test_a_file_that_is_gone_is_told(parquet, table):
    path = next((parquet / table).rglob("*.parquet"))
    path.unlink()
    place = path.relative_to(parquet).as_posix()
    with pytest.raises(ind.TableFaults, match=f"{place}: is missing; run the extraction again"):
        ind.load(parquet)


def test_rows_that_are_gone_are_told(parquet):
    path = next((parquet / "observations").rglob("*.parquet"))
    frame = pl.read_parquet(path, hive_partitioning=False)
    frame[:-1].write_parquet(path)
    with pytest.raises(ind.TableFaults, match=f"{len(frame) - 1} rows, {len(frame)} were written"):
        ind.load(parquet)


def test_a_column_that_is_gone_is_told(parquet):
    path = next((parquet / "sources").rglob("*.parquet"))
    pl.read_parquet(path, hive_partitioning=False).drop("source_id").write_parquet(path)
    with pytest.raises(ind.TableFaults, match="the column source_id is missing"):
        ind.load(parquet)


def test_a_table_without_rows_is_there_for_other_programs(parquet):
    frame = pl.scan_parquet(f"{parquet}/partnerships/**/*.parquet", hive_partitioning=True)
    assert frame.select(pl.len()).collect().item() == 0


def test_tables_that_break_a_rule_leave_the_last_good_ones(parquet, monkeypatch):
    from indicators.tables import validation

    before = {p: p.read_bytes() for p in parquet.rglob("*.parquet")}
    monkeypatch.setattr(validation, "row_faults", lambda name, rows: [_fault(name)])
    docs = write_notes(parquet.parent / "docs", 5)
    with pytest.raises(ind.TableFaults, match="spoilt"):
        ind.extract(docs, parquet, engine="serial", format="parquet", progress=False)
    assert {p: p.read_bytes() for p in before} == before


def _fault(name):
    from indicators.tables import Fault

    return Fault(name, 2, "x", "is spoilt", "mend it")


def test_large_partitions_are_cut_into_files_of_one_size(tmp_path, monkeypatch):
    from indicators.engine import settling

    docs = write_notes(tmp_path / "docs", 30)
    ind.extract(docs, tmp_path / "whole", engine="serial", format="parquet", progress=False)
    monkeypatch.setattr(settling, "_DOCUMENTS", 2)
    ind.extract(docs, tmp_path / "cut", engine="serial", format="parquet", progress=False)
    files = {p.name for p in (tmp_path / "cut" / "sources").rglob("*.parquet")}
    assert files == {"00000.parquet", "00001.parquet"}
    frames = [ind.load(tmp_path / form, engine="polars") for form in ("whole", "cut")]
    for name in KEYS:
        assert getattr(frames[0], name).equals(getattr(frames[1], name))
