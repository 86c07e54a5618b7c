"""The tables: what is refused, that both kinds of frame are served, that bytes repeat."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from indicators.tables import TABLES, TableFaults, build, load, validate, write
from indicators.tables.reading import read_table
from indicators.tables.validation import all_faults
from indicators.tables.writing import to_csv

ROOT = Path(__file__).parents[2]
ROW = {
    "observation_id": "a#10-15",
    "source_id": "a",
    "indicator": "hospital_beds",
    "measure": "level",
    "status": "actual",
    "area_code": "330213",
    "period_start": "2023-12-31",
    "period_end": "2023-12-31",
    "period_basis": "stated",
    "period_text": "2023年末",
    "value": 1200.0,
    "value_low": 1200.0,
    "value_high": 1200.0,
    "qualifier": "exact",
    "unit": "张",
    "evidence": "床位1200张",
    "start": 10,
    "end": 15,
    "rule": "before",
}


def frame(tmp_path, rows, name="observations", engine="pandas"):
    path = tmp_path / f"{name}.csv"
    path.write_bytes(to_csv(name, rows))
    return read_table(path, name, engine)


@pytest.mark.parametrize("engine", ["pandas", "polars"])
def test_a_good_row_is_valid_in_both_kinds_of_frame(tmp_path, engine):
    table = frame(tmp_path, [ROW], engine=engine)
    assert validate(table, "observations") is table


@pytest.mark.parametrize("engine", ["pandas", "polars"])
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"value": 1300.0, "evidence": "床位1300张"}, "outside its bounds"),
        ({"value_high": None}, "has two bounds"),
        ({"period_start": "2024-05-01"}, "ends before it starts"),
        ({"period_end": "2023-02-30"}, "does not exist"),
        ({"period_basis": "unknown"}, "unknown goes with empty dates"),
        ({"unit": "%"}, "hospital_beds is counted in 张"),
        ({"measure": "change_pct"}, "in %"),
        ({"measure": "total"}, "not one of"),
        ({"area_code": "奉化"}, "area_code is '奉化'"),
        ({"indicator": None}, "indicator is empty"),
        ({"end": 10, "observation_id": "a#10-10"}, "is empty"),
    ],
)
def test_each_fault_is_one_line_that_names_the_row(tmp_path, engine, changes, words):
    with pytest.raises(TableFaults, match=words) as caught:
        validate(frame(tmp_path, [ROW | changes], engine=engine), "observations")
    assert [str(f) for f in caught.value.faults] == str(caught.value).split("\n")
    assert str(caught.value).startswith("observations.csv row 2 ")


def test_missing_and_foreign_columns_are_named(tmp_path):
    table = frame(tmp_path, [ROW]).drop(columns="unit").assign(extra="x")
    with pytest.raises(TableFaults, match=r"extra is not in the table[\s\S]*unit is missing"):
        validate(table, "observations")


def test_a_key_stands_once(tmp_path):
    with pytest.raises(TableFaults, match="more than one row"):
        validate(frame(tmp_path, [ROW, ROW]), "observations")


def test_links_and_spans_are_checked_across_tables(tmp_path):
    ledger = {
        "source_id": "a",
        "start": 12,
        "end": 16,
        "text": "00张",
        "kind": "quantity",
        "reason": "no_unit",
    }
    frames = {
        "observations": frame(tmp_path, [ROW | {"part_of": "a#1-2", "indicator": "beds"}]),
        "unclaimed": frame(tmp_path, [ledger], "unclaimed"),
        "sources": frame(tmp_path, [{"source_id": "b", "title": "t"}], "sources"),
        "indicators": load(ROOT / "data/processed", check=False).indicators,
    }
    lines = "\n".join(map(str, all_faults(frames)))
    assert "source_id a is not in sources.csv" in lines
    assert "indicator beds is not in indicators.csv" in lines
    assert "part_of a#1-2 is not in observations.csv" in lines
    assert "claims characters that observations.csv row 2 claims too" in lines


def test_numbers_are_written_as_short_as_they_read_back():
    text = to_csv("observations", [ROW | {"value": 80.85, "value_low": 4e9}]).decode()
    assert ",80.85,4000000000,1200," in text


def test_a_failed_write_leaves_the_old_tables(tmp_path, monkeypatch):
    write({"sources": [{"source_id": "a", "title": "old"}]}, tmp_path)
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    monkeypatch.setattr("os.fdopen", lambda *a: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        write({"sources": [{"source_id": "a", "title": "new"}]}, tmp_path)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before


def test_a_rebuild_changes_nothing(tmp_path):
    report = build(ROOT / "data/raw", tmp_path)
    assert report.errors == []
    for path in sorted(tmp_path.iterdir()):
        committed = ROOT / "data/processed" / path.name
        assert path.read_bytes() == committed.read_bytes(), (
            f"run 'make report' and commit {path.name}"
        )


def test_the_datapackage_describes_every_table():
    package = json.loads((ROOT / "data/processed/datapackage.json").read_text(encoding="utf-8"))
    described = {
        r["name"]: [f["name"] for f in r["schema"]["fields"]] for r in package["resources"]
    }
    assert described == {name: table.names for name, table in TABLES.items()}
    for resource in package["resources"]:
        assert resource["bytes"] == (ROOT / "data/processed" / resource["path"]).stat().st_size


def test_pandas_and_polars_load_the_same_rows():
    one, other = load(ROOT / "data/processed"), load(ROOT / "data/processed", engine="polars")
    assert isinstance(other.observations, pl.DataFrame)
    assert one.observations.shape == other.observations.shape
    assert one.observations["area_code"].tolist() == other.observations["area_code"].to_list()
    assert one.observations["value"].sum() == pytest.approx(other.observations["value"].sum())


def test_a_folder_without_tables_says_how_to_make_them(tmp_path):
    with pytest.raises(TableFaults, match="run 'indicators build' or 'indicators extract' first"):
        load(tmp_path)
