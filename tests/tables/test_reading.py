"""Reading: damaged files are named; what was written reads back, in both engines."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.tables import TABLES, TableFaults, build, extract_files, load, write
from indicators.tables.reading import read_table
from indicators.tables.validation import rows_of
from indicators.tables.writing import to_csv

ROOT = Path(__file__).parents[2]
NOTE = '---\ntitle: 年报\npublished: "2024-03"\narea: 浙江省宁波市奉化区\n---\n\n{}\n'
HEADER = ",".join(TABLES["areas"].names)
ENGINES = pytest.mark.parametrize("engine", ["pandas", "polars"])


@ENGINES
@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "areas.csv: is empty"),
        ("code,name\n奉化".encode("gb18030"), "areas.csv: is not in UTF-8; save it as CSV UTF-8"),
        (b'code,name\n"1', "areas.csv: is no CSV"),
        (b"code,code\n1,2\n", "has the column code twice"),
        (b"code,name\n1,2\n1,2,3\n", "areas.csv row 3 1: has 3 cells, the header has 2"),
        (b"code,valid_from\n1,20l9\n", "row 2 1: valid_from is '20l9', not a whole number"),
    ],
)
def test_a_damaged_file_is_named(engine, data, words):
    with pytest.raises(TableFaults, match=words):
        read_table(data, "areas", engine)


@ENGINES
def test_what_excel_saves_reads_the_same(engine):
    saved = f"\ufeff{HEADER}\r\n330213,奉化区,奉化,county,330200,,2016,,\r\n".encode()
    (row,) = rows_of(read_table(saved, "areas", engine))
    assert (row["code"], row["valid_from"], row["valid_to"]) == ("330213", 2016, None)


def test_an_unknown_engine_is_refused():
    with pytest.raises(ValueError, match="use 'pandas' or 'polars'"):
        load(ROOT / "data/processed", engine="dask")


CELL = st.text(st.characters(exclude_categories=("Cs",)), min_size=1)
NUMBER = st.none() | st.floats(allow_nan=False, allow_infinity=False)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(CELL, st.integers(0, 10**9), NUMBER), unique_by=lambda r: r[:2]))
def test_any_row_reads_back_as_it_was_written(cells):
    names = TABLES["unclaimed"].names
    rows = [
        dict.fromkeys(names) | {"source_id": s, "start": n, "end": n + 1, "value": v}
        for s, n, v in cells
    ]
    data = to_csv("unclaimed", rows)
    for engine in ("pandas", "polars"):
        read = rows_of(read_table(data, "unclaimed", engine))
        assert read == sorted(rows, key=lambda r: (r["source_id"], r["start"]))
        assert to_csv("unclaimed", read) == data


@ENGINES
def test_loaded_tables_write_back_to_the_same_bytes(tmp_path, engine):
    write(load(ROOT / "data/processed", engine), tmp_path)
    for path in (ROOT / "data/processed").iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()


def test_what_extract_wrote_loads_with_the_codebook_of_the_package(tmp_path):
    (tmp_path / "a.md").write_text(NOTE.format("2023年末全区床位3001张。"), encoding="utf-8")
    extract_files([tmp_path / "a.md"], tmp_path / "out")
    tables = load(tmp_path / "out")
    assert tables.observations["indicator"].tolist() == ["hospital_beds"]
    assert len(tables.areas) > 3000


def test_a_built_folder_that_lost_a_table_is_told(tmp_path):
    write(load(ROOT / "data/processed"), tmp_path)
    (tmp_path / "areas.csv").unlink()
    with pytest.raises(
        TableFaults,
        match=r"areas.csv: is not in .*; run 'indicators build' or 'indicators extract'",
    ):
        load(tmp_path)


def test_nothing_read_leaves_the_old_tables(tmp_path):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.md").write_text(NOTE.format("床位3001张。"), encoding="utf-8")
    build(tmp_path / "raw", tmp_path / "out")
    before = {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()}
    (tmp_path / "raw" / "a.md").write_bytes(b"\x00\x01" * 99)
    report = build(tmp_path / "raw", tmp_path / "out")
    assert (len(report.errors), report.rows) == (1, {})
    assert {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()} == before


def test_a_figure_that_cannot_be_goes_to_the_ledger_in_extract_and_stops_a_build(tmp_path):
    text = "2023年末全区床位3001张，居民健康素养水平142.5%。"
    (tmp_path / "a.md").write_text(NOTE.format(text), encoding="utf-8")
    report = extract_files([tmp_path / "a.md"], tmp_path / "out")
    assert [e.what.split(": ")[1] for e in report.aside] == ["a level of 142.5%"]
    tables = load(tmp_path / "out")
    assert tables.observations["value"].tolist() == [3001]
    assert "142.5%" in tables.unclaimed["text"].tolist()
    with pytest.raises(TableFaults, match=r"a level of 142.5%"):
        build(tmp_path, tmp_path / "built")
    assert not (tmp_path / "built").exists()


def test_a_document_the_program_fails_on_is_left_out(tmp_path, monkeypatch):
    for name in "ab":
        (tmp_path / f"{name}.md").write_text(NOTE.format("床位3001张。"), encoding="utf-8")
    from indicators.tables import aside

    extract = aside.extract

    def fails_on_a(document):
        return extract(document) if document.source_id == "b" else {}["x"]

    monkeypatch.setattr(aside, "extract", fails_on_a)
    report = extract_files([tmp_path / "a.md", tmp_path / "b.md"], tmp_path / "out")
    assert report.rows["sources"] == 1
    assert "a.md: cannot be extracted (KeyError" in str(report.errors[0])


def test_a_file_name_that_is_not_utf8_is_no_obstacle(tmp_path):
    import os

    name = os.fsdecode(b"\xb7\xee.md")
    try:
        (tmp_path / name).write_text(NOTE.format("2023年末床位3001张。"), encoding="utf-8")
    except OSError as error:
        pytest.skip(f"the file system takes UTF-8 names only ({error.strerror})")
    assert extract_files([tmp_path / name], tmp_path / "out").errors == []
    assert load(tmp_path / "out").sources["source_id"].tolist() == [r"\udcb7\udcee"]
