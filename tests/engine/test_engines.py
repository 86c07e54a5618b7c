"""One extraction, three places to run it: the same bytes."""

from __future__ import annotations

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from engine_notes import NOTE, contents, write_notes
from hypothesis import given, settings
from hypothesis import strategies as st

import indicators as ind
from indicators.cli import main
from indicators.engine.run import locked
from indicators.tables import extract_files


def extract(paths, out=None, **options):
    return ind.extract(paths, out, progress=False, **options)


@pytest.fixture(scope="module")
def undisturbed(notes, tmp_path_factory):
    """The tables in both forms, by the engine that does one document after another."""
    made = {}
    for form in ("csv", "parquet"):
        out = tmp_path_factory.mktemp(form)
        extract(notes, out, engine="serial", format=form)
        made[form] = contents(out)
    return made


def test_the_tables_are_those_of_a_small_run(notes, undisturbed, tmp_path):
    extract_files([str(notes)], tmp_path)
    small = contents(tmp_path)
    assert sorted(small) == [
        f"{n}.csv" for n in ("observations", "partnerships", "sources", "unclaimed")
    ]
    assert {**undisturbed["csv"], **small} == undisturbed["csv"]


@pytest.mark.parametrize(("form", "workers", "batch"), [("csv", 1, 5), ("parquet", 2, 3)])
def test_processes_write_the_same_bytes(notes, undisturbed, tmp_path, form, workers, batch):
    extract(notes, tmp_path, engine="processes", workers=workers, batch=batch, format=form)
    assert contents(tmp_path) == undisturbed[form]


def test_a_cluster_writes_the_same_bytes(notes, undisturbed, tmp_path, capsys):
    made = ind.extract(notes, tmp_path, engine="dask", workers=2, batch=4, format="parquet")
    assert contents(tmp_path) == undisturbed["parquet"]
    assert made.documents == 24
    assert "dashboard: http://127.0.0.1:" in capsys.readouterr().err


@settings(max_examples=5)
@given(batch=st.integers(1, 30), order=st.randoms(use_true_random=False))
def test_batches_and_order_leave_no_trace(notes, undisturbed, batch, order):
    files = sorted(map(str, notes.glob("*.md")))
    order.shuffle(files)
    with TemporaryDirectory() as out:
        extract(files, out, engine="serial", batch=batch, format="csv")
        assert contents(Path(out)) == undisturbed["csv"]


def test_only_a_changed_document_is_read_again(tmp_path):
    docs = write_notes(tmp_path / "docs", 6)
    first = extract(docs, tmp_path / "out", engine="serial")
    note = docs / "note-003.md"
    note.write_text(note.read_text(encoding="utf-8").replace("1003", "2003"), encoding="utf-8")
    (docs / "note-005.md").unlink()
    second = extract(docs, tmp_path / "out", engine="serial")
    assert (first.documents, first.before, second.documents, second.before) == (6, 0, 5, 4)
    values = second.tables.observations.query("indicator == 'hospital_beds' and measure == 'level'")
    assert sorted(values["value"]) == [1000, 1001, 1002, 1004, 2003]
    extract(docs, tmp_path / "fresh", engine="serial")
    assert contents(tmp_path / "out") == contents(tmp_path / "fresh")


def test_a_row_of_sources_is_part_of_what_a_document_says(tmp_path):
    (tmp_path / "a.txt").write_text("2023年末床位3001张。", encoding="utf-8")
    table = tmp_path / "sources.csv"
    seen = []
    for area in ("330213", "330203"):
        table.write_text(f"source_id,title,published,area\na,t,2024,{area}\n", encoding="utf-8")
        made = extract(tmp_path / "a.txt", tmp_path / "out", engine="serial", sources=table)
        seen += [*made.tables.observations["area_code"]]
    assert seen == ["330213", "330203"]


def test_documents_that_fail_are_rows_and_the_others_complete(notes, tmp_path, capsys):
    bad = {"a.md": b"\x00\x01\x02" * 500, "b.md": NOTE.encode()[:20], "note-000.txt": b"2023"}
    (tmp_path / "bad").mkdir()
    for name, data in bad.items():
        (tmp_path / "bad" / name).write_bytes(data)
    given = ["extract", str(notes), str(tmp_path / "bad"), str(tmp_path / "none.md")]
    out = tmp_path / "out"
    assert main([*given, "--out", str(out), "--engine", "serial", "--format", "csv"]) == 1
    assert "4 document(s) left out" in capsys.readouterr().err
    with open(out / "failures.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["file"].rsplit("/")[-1] for row in rows] == ["none.md", *sorted(bad)]
    assert all(row["reason"] and row["way_out"] for row in rows)
    extract(notes, tmp_path / "alone", engine="serial", format="csv")
    alone = contents(tmp_path / "alone")
    assert {**alone, "failures.csv": b""} == {**contents(out), "failures.csv": b""}


def test_of_two_documents_with_one_id_the_first_is_taken(tmp_path):
    for folder in ("a", "b"):
        write_notes(tmp_path / folder, 2)
    made = extract([tmp_path / "a", tmp_path / "b"], tmp_path / "out", engine="serial")
    assert len(made.tables.sources) == 2
    assert [f["file"].split("/")[-2:] for f in made.failures] == [
        ["b", "note-000.md"],
        ["b", "note-001.md"],
    ]
    assert "is taken by" in made.failures[0]["reason"]


def test_decisions_beside_the_documents_hold(tmp_path):
    docs = write_notes(tmp_path / "docs", 3)
    plain = extract(docs, tmp_path / "plain", engine="serial").tables.observations
    row = plain.query("source_id == 'note-001' and value == 1001").iloc[0]
    lines = ["source_id,start,end,text,field,value,reason"]
    lines.append(f"note-001,{row['start']},{row['end']},1001张,reject,,printed wrong")
    lines.append("note-002,1,2,5,value,6,no such figure")
    (docs / "corrections.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    made = extract(docs, tmp_path / "plain", engine="serial")
    assert made.before == 1
    assert 1001 not in set(made.tables.observations["value"])
    assert [(f["file"], f["reason"]) for f in made.failures] == [
        (str(docs / "corrections.csv"), "row 3 no longer fits: note-002 has no '5' there")
    ]


@pytest.mark.parametrize("name", ["{0}", "{0}/*.md", "{0}/**/*.md", "file://{0}"])
def test_decisions_hold_however_the_documents_are_named(tmp_path, name):
    docs = write_notes(tmp_path / "docs", 2)
    lines = ["source_id,start,end,text,field,value,reason", "note-001,1,2,5,value,6,no such figure"]
    (docs / "corrections.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    made = extract(name.format(docs), tmp_path / "out", engine="serial")
    assert "note-001 has no '5' there" in made.failures[0]["reason"]


def test_two_runs_do_not_write_into_one_folder(notes, tmp_path):
    with (
        locked(tmp_path / ".parts"),
        pytest.raises(ind.EngineError, match="another run is at work"),
    ):
        extract(notes, tmp_path, engine="serial")


def test_an_unknown_engine_is_refused_with_the_known_ones(notes, tmp_path):
    with pytest.raises(ValueError, match="'spark'; use one of serial, processes, dask"):
        extract(notes, tmp_path, engine="spark")


def test_a_scheduler_that_is_not_there_is_one_line(notes, tmp_path, monkeypatch):
    import indicators.engine.cluster as cluster

    monkeypatch.setattr(cluster, "_PATIENCE", "1s")
    with pytest.raises(ind.EngineError, match=r"no scheduler at tcp://127\.0\.0\.1:9; check"):
        extract(notes, tmp_path, scheduler="tcp://127.0.0.1:9")


def test_progress_tells_rate_failures_and_time_left(notes, tmp_path, capsys):
    ind.extract(notes, tmp_path, engine="serial", batch=10)
    lines = capsys.readouterr().err.strip().split("\n")
    assert [line.split(";")[0] for line in lines] == [
        "batch 1: 10 documents", "batch 2: 10 documents", "batch 3: 4 documents",
        "checking and writing the tables", f"{tmp_path}: 24 documents done, 0 failed",
    ]  # fmt: skip
    assert "10 done" in lines[0]
    assert " documents/s, 0 failed, " in lines[0]
    assert lines[0].endswith("left")


def test_without_a_folder_the_tables_live_as_long_as_their_run(notes):
    made = extract(notes, engine="serial")
    assert len(made.tables.sources) == 24
    assert made.rows["sources"] == 24


def test_large_runs_write_parquet(notes, tmp_path, monkeypatch):
    import indicators.engine.run as run

    monkeypatch.setattr(run, "LARGE", 10)
    extract(notes, tmp_path, engine="serial", format="csv")
    extract(notes, tmp_path, engine="serial")
    assert not (tmp_path / "observations.csv").exists()
    assert list((tmp_path / "observations").glob("province=330000/year=*/*.parquet"))


@pytest.mark.parametrize("wrong", [["--memory", "100MB"], ["--memory", "x"], ["--workers", "0"]])
def test_limits_that_make_no_sense_are_wrong_usage(wrong, tmp_path, capsys):
    with pytest.raises(SystemExit) as caught:
        main(["extract", "a.md", "--out", str(tmp_path), *wrong])
    assert caught.value.code == 2
    assert wrong[0] in capsys.readouterr().err


def test_more_than_a_handful_goes_to_all_cores(notes, tmp_path, capsys):
    assert main(["extract", str(notes), "--out", str(tmp_path), "--corrections", "none.csv"]) == 1
    capsys.readouterr()
    assert main(["extract", str(notes), "--out", str(tmp_path)]) == 0
    told = capsys.readouterr()
    assert told.out.startswith(f"{tmp_path}: ")
    assert "batch 1: 24 documents; 24 done" in told.err
