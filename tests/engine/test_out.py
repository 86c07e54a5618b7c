"""What a run leaves in its folder, and what it leaves alone there."""

from __future__ import annotations

import os

import pytest
from engine_notes import write_notes

import indicators as ind
from indicators.cli import main
from indicators.engine import OptionError, settling


def run(paths, out, *options):
    return main(["extract", *map(str, paths), "--out", str(out), *options])


@pytest.mark.parametrize("options", [[], ["--engine", "serial"], ["--format", "parquet"]])
def test_folders_of_the_user_are_never_taken_for_tables(tmp_path, capsys, options):
    docs = write_notes(tmp_path / "sources", 3)
    assert run([docs], tmp_path, *options) == 1
    assert f"{docs / 'note-000.md'} is in the place of a table" in capsys.readouterr().err
    assert len(list(docs.iterdir())) == 3
    assert run([docs], tmp_path / "out", *options) == 0


@pytest.mark.parametrize("options", [[], ["--format", "csv"], ["--format", "parquet"]])
def test_a_file_of_the_user_is_never_taken_for_a_table(tmp_path, options):
    docs = write_notes(tmp_path / "docs", 2)
    (tmp_path / "sources").write_text("mine")
    assert run([docs], tmp_path, *options) == 1
    assert (tmp_path / "sources").read_text() == "mine"


def test_tables_that_cannot_be_completed_leave_the_last_good_ones(tmp_path, monkeypatch):
    docs = write_notes(tmp_path / "docs", 2)
    out = tmp_path / "out"
    assert run([docs], out, "--format", "parquet") == 0

    def full(folder, names):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(settling, "list_files", full)
    write_notes(tmp_path / "docs", 3)
    assert run([docs], out, "--engine", "serial", "--format", "parquet") == 1
    assert len(ind.load(out).sources) == 2


def test_a_small_run_replaces_the_tables_of_a_large_one(tmp_path):
    docs = write_notes(tmp_path / "docs", 3)
    out = tmp_path / "out"
    assert run([docs], out, "--format", "parquet") == 0
    assert run([docs / "note-001.md"], out) == 0
    assert [*ind.load(out).sources["source_id"]] == ["note-001"]
    assert not (out / "sources").exists()
    assert run([docs], out, "--format", "parquet") == 0
    assert len(ind.load(out).sources) == 3
    assert not (out / "sources.csv").exists()


@pytest.mark.parametrize("options", [[], ["--format", "csv"], ["--format", "parquet"]])
def test_failures_are_those_of_the_last_run(tmp_path, options):
    docs = write_notes(tmp_path / "docs", 2)
    out = tmp_path / "out"
    assert run([docs, tmp_path / "none.md"], out, *options) == 1
    assert "none.md" in (out / "failures.csv").read_text()
    assert run([docs], out, *options) == 0
    assert (out / "failures.csv").read_text() == "file,reason,way_out\n"


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_run_that_can_use_nothing_leaves_the_last_good_tables(tmp_path, form, capsys):
    docs = write_notes(tmp_path / "docs", 2)
    out = tmp_path / "out"
    assert run([docs], out, "--format", form) == 0
    capsys.readouterr()
    assert run([tmp_path / "typo"], out, "--format", form) == 1
    assert "nothing was written" in capsys.readouterr().err
    assert len(ind.load(out).sources) == 2


def test_figures_set_aside_are_kept_in_a_file(tmp_path):
    note = write_notes(tmp_path / "docs", 1) / "note-000.md"
    text = note.read_text(encoding="utf-8")
    note.write_text(text + "\n\n2023年检查检验结果互认率为140%。\n", encoding="utf-8")
    out = tmp_path / "out"
    for options in ([], ["--engine", "serial"]):
        assert run([note], out, *options) == 1
        rows = (out / "aside.csv").read_text(encoding="utf-8").splitlines()
        assert "140" in rows[1]
        assert rows[1].startswith(str(note))
    note.write_text(text, encoding="utf-8")
    assert run([note], out) == 0
    assert not (out / "aside.csv").exists()


def test_a_worker_of_an_earlier_run_cannot_leave_old_rows(tmp_path, monkeypatch):
    """It is cut off while it deals rows out, and goes on when the next run is there."""
    docs = write_notes(tmp_path / "docs", 3)
    out = tmp_path / "out"
    calls = []
    deal = settling.deal
    monkeypatch.setattr(settling, "deal", lambda *args: (calls.append(args), deal(*args)))
    ind.extract(docs, out, engine="serial", format="parquet", progress=False)
    old = calls.pop()

    def late(*args):
        with pytest.raises(OSError):
            deal(*old)
        deal(*args)

    monkeypatch.setattr(settling, "deal", late)
    note = docs / "note-001.md"
    note.write_text(note.read_text(encoding="utf-8").replace("1001", "7777"), encoding="utf-8")
    made = ind.extract(docs, out, engine="serial", format="parquet", progress=False)
    assert made.before == 2
    assert {7777} <= set(made.tables.observations["value"])
    assert 1001 not in set(made.tables.observations["value"])


def test_the_version_that_read_a_document_is_told_by_its_part(tmp_path, monkeypatch):
    from indicators.engine import parts

    docs = write_notes(tmp_path / "docs", 3)
    out = tmp_path / "out"
    ind.extract(docs, out, engine="serial", progress=False)
    folder = out / ".parts" / "parts"
    assert len(parts.read_keys(folder)) == 1
    monkeypatch.setattr(parts, "version", lambda: "another")
    assert parts.read_keys(folder) == {}
    assert not list(folder.iterdir())


def test_a_folder_that_cannot_be_read_for_the_moment_costs_no_part(tmp_path, monkeypatch):
    from indicators.engine import parts

    docs = write_notes(tmp_path / "docs", 3)
    ind.extract(docs, tmp_path / "out", engine="serial", progress=False)
    folder = tmp_path / "out" / ".parts" / "parts"

    def stale(path):
        raise OSError(116, os.strerror(116), str(path))

    monkeypatch.setattr(parts.pq, "ParquetFile", stale)
    with pytest.raises(OSError, match=os.strerror(116)):
        parts.read_keys(folder)
    assert len(list(folder.glob("*.parquet"))) == 1


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"engine": "processes", "scheduler": "tcp://127.0.0.1:9"}, "a scheduler is for engine"),
        ({"engine": "serial", "workers": 2}, "workers is without effect"),
        ({"scheduler": "tcp://127.0.0.1:9", "memory": 1 << 30}, "memory is without effect"),
        ({"engine": "processes", "workers": -1}, "workers is -1"),
        ({"engine": "processes", "timeout": 0}, "timeout is 0"),
        ({"engine": "processes", "batch": 0}, "batch is 0"),
        ({"format": "xlsx"}, "'xlsx'; use one of auto, csv, parquet"),
    ],
)
def test_options_without_sense_are_refused(tmp_path, options, told):
    with pytest.raises(OptionError, match=told):
        ind.extract(tmp_path, tmp_path / "out", progress=False, **options)


def test_wrong_options_of_the_command_are_wrong_usage(tmp_path, capsys):
    docs = write_notes(tmp_path / "docs", 1)
    assert run([docs], tmp_path / "out", "--engine", "serial", "--workers", "2") == 2
    assert run([docs], "s3://bucket/tables", "--engine", "serial") == 2
    assert "the tables go to a folder" in capsys.readouterr().err


def test_a_long_cell_is_no_damaged_csv(tmp_path):
    docs = write_notes(tmp_path / "docs", 1)
    made = ind.extract(docs, tmp_path / "out", engine="serial", format="csv", progress=False)
    path = tmp_path / "out" / "sources.csv"
    frame = made.tables.sources
    frame.loc[0, "note"] = "长" * 140_000
    frame.to_csv(path, index=False, lineterminator="\n")
    assert len(ind.load(tmp_path / "out").sources["note"][0]) == 140_000


def test_a_date_ahead_is_looked_at_again_when_it_has_come(tmp_path, monkeypatch):
    import datetime

    from indicators.documents import metadata

    note = write_notes(tmp_path / "docs", 1) / "note-000.md"
    head, _, rest = note.read_text(encoding="utf-8").partition("published: ")
    note.write_text(
        f'{head}published: "2999-01-01"\n{rest.partition(chr(10))[2]}', encoding="utf-8"
    )
    out = tmp_path / "out"
    made = ind.extract(note, out, engine="serial", progress=False)
    assert "lies in the future" in made.failures[0]["reason"]

    class Later(datetime.date):
        @classmethod
        def today(cls):
            return cls(3000, 1, 1)

    monkeypatch.setattr(metadata.datetime, "date", Later)
    made = ind.extract(note, out, engine="serial", progress=False)
    assert (made.failures, made.before, len(made.tables.sources)) == ([], 0, 1)


def test_documents_of_one_text_are_not_taken_for_work_done_before(tmp_path):
    docs = write_notes(tmp_path / "docs", 1)
    (tmp_path / "again").mkdir()
    (tmp_path / "again" / "note-000.md").write_bytes((docs / "note-000.md").read_bytes())
    made = ind.extract([docs, tmp_path / "again"], tmp_path / "out", engine="serial")
    assert (made.documents, made.before, len(made.failures)) == (2, 0, 1)


def test_workers_need_not_see_the_documents(tmp_path, monkeypatch):
    """A relative path, on a machine where the folder is another one."""
    from indicators.engine import running

    write_notes(tmp_path / "docs", 3)
    monkeypatch.chdir(tmp_path)
    work = running.work
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()

    def far_away(job, batch):
        os.chdir(elsewhere)
        try:
            return work(job, batch)
        finally:
            os.chdir(tmp_path)

    monkeypatch.setattr(running, "work", far_away)
    monkeypatch.setattr(settling, "deal", _there(settling.deal, elsewhere, tmp_path))
    monkeypatch.setattr(
        settling, "settle_split", _there(settling.settle_split, elsewhere, tmp_path)
    )
    made = ind.extract("docs", "out", engine="serial", format="parquet", progress=False)
    assert (made.failures, len(made.tables.sources)) == ([], 3)


def _there(function, elsewhere, home):
    def moved(*args):
        os.chdir(elsewhere)
        try:
            return function(*args)
        finally:
            os.chdir(home)

    return moved
