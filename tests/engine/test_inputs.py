"""Documents as records: JSON Lines and Parquet."""

from __future__ import annotations

import datetime
import gzip
import json
from itertools import islice

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from engine_notes import contents, write_notes
from engine_records import LINES, RECORDS, write_papers

import indicators as ind
from indicators.engine.containers import _lines
from indicators.engine.work import read_item
from indicators.tables.aside import set_aside


def extract(paths, out=None, **options):
    return ind.extract(paths, out, engine="serial", progress=False, **options)


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    """The tables of the same documents as files."""
    docs, out = tmp_path_factory.mktemp("files"), tmp_path_factory.mktemp("out")
    write_papers(docs)
    extract(docs, out)
    return contents(out)


def written(folder, suffix):
    path = folder / f"papers{suffix}"
    if suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(RECORDS), path)
    else:
        packed = {
            ".jsonl": LINES,
            ".jsonl.gz": gzip.compress(LINES),
            ".jsonl.zst": zstandard.compress(LINES),
        }
        path.write_bytes(packed[suffix])
    return path


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz", ".jsonl.zst", ".parquet"])
def test_files_of_many_documents_are_read_like_many_files(tmp_path, expected, suffix):
    path = written(tmp_path, suffix)
    made = extract(path, tmp_path / "out")
    assert contents(tmp_path / "out") == expected
    assert extract(path, tmp_path / "out").before == made.documents == 5


def test_zst_of_several_frames_is_read_to_its_end(tmp_path):
    lines = LINES.splitlines(keepends=True)
    (tmp_path / "a.jsonl.zst").write_bytes(b"".join(map(zstandard.compress, lines)))
    assert extract(tmp_path / "a.jsonl.zst").documents == 5


def test_a_bad_line_is_a_row_of_failures(tmp_path):
    lines = LINES.splitlines()
    bad = [b"{oops", b'{"source_id": "x", "title": "t"}', b'{"source_id": "y", "text": "5"}', b"7"]
    bad.append(json.dumps(RECORDS[0] | {"source_id": "z", "published": "2024-13"}).encode())
    (tmp_path / "a.jsonl").write_bytes(b"\n".join([*lines, b"", *bad]))
    made = extract(tmp_path / "a.jsonl")
    assert len(made.tables.sources) == 5
    assert [f["file"].rsplit("/")[-1] for f in made.failures] == [
        f"a.jsonl row {n}" for n in range(7, 12)
    ]
    assert [f["reason"] for f in made.failures] == [
        "is no JSON object",
        "the document is empty",
        "no title is given",
        "is no JSON object",
        "published 2024-13 does not exist",
    ]


@pytest.mark.parametrize("suffix", [".jsonl.gz", ".jsonl.zst", ".parquet"])
def test_a_file_cut_short_gives_what_it_still_holds(tmp_path, suffix):
    path = written(tmp_path, suffix)
    path.write_bytes(path.read_bytes()[:-9])
    made = extract([path, *map(str, write_notes(tmp_path / "docs", 2).iterdir())])
    assert made.failures[0]["file"] == str(path)
    assert made.failures[0]["reason"].startswith("cannot be read (it is ")
    assert {"note-000", "note-001"} <= set(made.tables.sources["source_id"])


def reasons(path, out=None, **options):
    """Why documents of a file failed, by row; "" for the file itself."""
    failures = extract(path, out, **options).failures
    return {f["file"].removeprefix(str(path)).removeprefix(" row "): f["reason"] for f in failures}


def as_lines(path, *records):
    path.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
    return path


def as_parquet(path, **columns):
    """Five papers, some of their columns in the place of the usual ones."""
    pq.write_table(pa.table(pa.Table.from_pylist(RECORDS).to_pydict() | columns), path)
    return path


def test_a_byte_order_mark_is_no_part_of_a_line(tmp_path, expected):
    (tmp_path / "a.jsonl").write_bytes(b"\xef\xbb\xbf" + LINES + b"\xef\xbb\xbf")
    extract(tmp_path / "a.jsonl", tmp_path / "out")
    assert contents(tmp_path / "out") == expected


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstandard.compress])
def test_ndjson_is_another_name_of_jsonl(tmp_path, expected, pack):
    ending = {bytes: "", gzip.compress: ".gz", zstandard.compress: ".zst"}[pack]
    (tmp_path / f"papers.ndjson{ending}").write_bytes(pack(LINES))
    extract(tmp_path, tmp_path / "out")
    assert contents(tmp_path / "out") == expected


def test_lines_in_another_encoding_are_called_so(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(LINES.decode().encode("gb18030") + LINES)
    assert reasons(path) == dict.fromkeys("12345", "is not in UTF-8 (in GB18030 perhaps)")
    for name in ("utf-16", "utf-16-le", "utf-16-be"):
        path.write_bytes(LINES.decode().encode(name))
        assert reasons(path) == {"": "is in UTF-16 or no text, not in UTF-8"}


def test_zst_of_the_largest_window_is_read(tmp_path):
    """One frame as zstd --long=31 begins it, with one block as it is."""
    block = (len(LINES) << 3 | 1).to_bytes(3, "little")
    path = tmp_path / "a.jsonl.zst"
    path.write_bytes(b"\x28\xb5\x2f\xfd\x00\xa8" + block + LINES)
    assert len(extract(path).tables.sources) == 5


@pytest.mark.parametrize("type_", [pa.binary(), pa.large_binary(), pa.string_view()])
def test_texts_of_any_form_are_read(tmp_path, expected, type_):
    columns = {
        name: pa.array([record[name].encode() for record in RECORDS], pa.binary()).cast(type_)
        for name in ("text", "title", "source_id")
    }
    as_parquet(tmp_path / "a.parquet", **columns)
    extract(tmp_path / "a.parquet", tmp_path / "out")
    assert contents(tmp_path / "out") == expected


def in_two_encodings():
    """The papers' texts as bytes, the fourth in GB18030."""
    codes = ["gb18030" if n == 3 else "utf-8" for n in range(5)]
    texts = [r["text"].encode(code) for r, code in zip(RECORDS, codes, strict=True)]
    raw = pa.array(texts, pa.binary())
    return raw, pa.Array.from_buffers(pa.string(), 5, raw.buffers())


@pytest.mark.parametrize("form", [0, 1])
def test_a_text_in_another_encoding_is_a_failure_of_its_row(tmp_path, form):
    path = as_parquet(tmp_path / "a.parquet", text=in_two_encodings()[form])
    assert reasons(path) == {"4": "is not in UTF-8 (in GB18030 perhaps)"}


def test_what_arrow_refuses_is_a_failure_of_the_file(tmp_path):
    texts = pa.DictionaryArray.from_arrays(pa.array(range(5), pa.int8()), in_two_encodings()[1])
    path = as_parquet(tmp_path / "a.parquet", text=texts)
    assert reasons(path) == {"": "cannot be read (it is damaged: Invalid UTF8 payload)"}


def test_times_of_publication_are_dates(tmp_path, expected):
    days = [datetime.datetime(2019 + n, 3, 1) for n in range(5)]
    zone = datetime.timezone(datetime.timedelta(hours=8))
    columns = [
        pa.array(days, pa.timestamp("ns")),
        pa.array([day.replace(tzinfo=zone) for day in days], pa.timestamp("us", "Asia/Shanghai")),
        pa.array(days, pa.date32()),
        pa.array([str(day) for day in days]),
        pa.array([f"{day.isoformat()}Z" for day in days]),
        pa.array([f"{day.isoformat()}.000+08:00" for day in days]),
    ]
    for column in columns:
        path = as_parquet(tmp_path / "a.parquet", published=column)
        extract(path, tmp_path / "out")
        assert contents(tmp_path / "out") == expected


def test_a_table_without_texts_is_one_failure(tmp_path):
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"id": range(1000), "body": ["床位12张。"] * 1000}), path)
    assert reasons(path) == {"": "has no column text among its columns id, body"}


def test_other_columns_make_no_other_document(tmp_path):
    made = []
    for extra in ("x", "y"):
        columns = {extra: [{"deep": [1]}] * 5, "bad": pa.array([b"\xff"] * 5)}
        made.append(extract(as_parquet(tmp_path / "a.parquet", **columns), tmp_path / "out"))
        lines = [{"crawled": extra, **record, "note": None} for record in RECORDS]
        made.append(extract(as_lines(tmp_path / "a.jsonl", *lines), tmp_path / "out"))
    assert [(run.before, run.failures) for run in made] == [(0, []), (5, []), (5, []), (5, [])]


def test_a_parquet_file_that_breaks_off_gives_what_is_before(tmp_path):
    path = tmp_path / "a.parquet"
    table = pa.Table.from_pylist(RECORDS)
    with pq.ParquetWriter(path, table.schema, compression="zstd") as writer:
        writer.write_table(table)
        writer.write_table(table)
    data = bytearray(path.read_bytes())
    with pq.ParquetFile(path) as file:
        place = file.metadata.row_group(1).column(5).data_page_offset
    data[place : place + 60] = bytes(60)
    path.write_bytes(data)
    made = extract(path)
    assert len(made.tables.sources) == 5
    assert [f["file"] for f in made.failures] == [str(path)]
    assert made.failures[0]["reason"].startswith("cannot be read (")


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.ndjson", "a.parquet"])
@pytest.mark.parametrize("whole", [False, True])
def test_a_file_without_documents_is_a_failure(tmp_path, name, whole):
    packed = {"gz": gzip.compress(b"\n"), "zst": zstandard.compress(b"")}
    path = tmp_path / name
    path.write_bytes(packed.get(name.rpartition(".")[2], b"\n\n") if whole else b"")
    said = "the file holds no document"
    if name.endswith(".parquet"):
        if whole:
            pq.write_table(pa.Table.from_pylist(RECORDS).slice(0, 0), path)
        else:
            said = "cannot be read (it is no Parquet file: Parquet file size is 0 bytes)"
    assert reasons(path) == {"": said}


def test_json_nested_without_end_is_a_failure_of_its_line(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(LINES + b"[" * 100_000 + b'\n{"text": ' + b'{"a":' * 100_000)
    table = tmp_path / "corrections.csv"
    table.write_text("source_id,start\n", encoding="utf-8")
    assert reasons(path) == dict.fromkeys("67", "is no JSON object")


def test_fields_of_records_are_one_printable_line(tmp_path):
    odd = {"source_id": " a\n\x00b ", "title": "年\r\n报\ud800", "note": "x" * 9_999 + "\x07"}
    path = as_lines(tmp_path / "a.jsonl", RECORDS[0] | odd)
    source = extract(path).tables.sources.iloc[0]
    assert (source["source_id"], source["title"]) == ("a b", "年 报")
    assert source["note"] == "x" * 9_999


def test_a_field_without_end_is_named(tmp_path):
    path = as_lines(tmp_path / "a.jsonl", RECORDS[0] | {"note": "x" * 140_000}, RECORDS[1])
    assert reasons(path) == {"1": "note has 140000 characters, more than 10000"}
    (tmp_path / "a.md").write_text(f"---\ntitle: {'x' * 10_001}\n---\n2023", encoding="utf-8")
    assert list(reasons(tmp_path / "a.md").values()) == [
        "title has 10001 characters, more than 10000"
    ]


def test_half_a_character_keeps_its_place(tmp_path):
    text = "\ud800\udc00\ud83d 2023年末床位3001张。"
    extract(as_lines(tmp_path / "a.jsonl", RECORDS[0] | {"text": text}), tmp_path / "out")
    rows = (tmp_path / "out" / "observations.csv").read_text(encoding="utf-8")
    assert ",3001," in rows


@pytest.mark.parametrize(
    "error", [KeyError("x"), RecursionError(), UnicodeError("y"), OSError(5, "z")]
)
def test_whatever_goes_wrong_with_a_document_is_its_failure(tmp_path, error):
    def read(item, content):
        if item.name.endswith("note-001.md"):
            raise error
        return read_item(item, content)

    docs = write_notes(tmp_path / "docs", 3)
    made = extract(docs, tmp_path / "out", reader=read)
    assert [f["file"] for f in made.failures] == [str(docs / "note-001.md")]
    assert made.failures[0]["reason"].startswith("cannot be read (")
    again = extract(docs, tmp_path / "out")
    assert (again.before, again.failures) == (2, [])


def test_whatever_goes_wrong_after_extraction_is_a_failure_too(tmp_path, monkeypatch):
    def fails(document, found):
        if document.source_id == "note-001":
            raise IndexError
        return set_aside(document, found)

    monkeypatch.setattr("indicators.engine.work.set_aside", fails)
    made = extract(write_notes(tmp_path / "docs", 3))
    assert [f["reason"][:27] for f in made.failures] == ["cannot be read (IndexError,"]
    assert len(made.tables.sources) == 2


def test_whatever_goes_wrong_with_a_container_is_its_failure(tmp_path, monkeypatch):
    def fails(raw, name):
        yield from islice(_lines(raw, name), 2)
        raise RuntimeError("what is\nthis")

    monkeypatch.setattr("indicators.engine.containers._lines", fails)
    path = written(tmp_path, ".jsonl")
    made = extract([path, *write_notes(tmp_path / "docs", 1).iterdir()])
    assert [f["reason"] for f in made.failures] == ["cannot be read (what is this)"]
    assert len(made.tables.sources) == 3


def test_every_batch_is_a_line(tmp_path, capsys):
    ind.extract(write_notes(tmp_path / "docs", 3), engine="serial", batch=1)
    said = capsys.readouterr().err
    assert [f"batch {n}: 1 document; {n} done" in said for n in (1, 2, 3)] == [True] * 3
