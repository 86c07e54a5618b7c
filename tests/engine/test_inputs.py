"""Documents from folders, patterns, JSON Lines, Parquet and object storage."""

from __future__ import annotations

import gzip
import json
import os

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from engine_notes import contents, write_notes

import indicators as ind
from indicators.engine.inputs import Inputs

RECORDS = [
    {
        "source_id": f"paper-{n}",
        "title": f"奉化区{2018 + n}年报",
        "publisher": "奉化日报",
        "published": f"{2019 + n}-03-01",
        "area": "330213",
        "text": f"{2018 + n}年末全区床位{3000 + n}张。",
    }
    for n in range(5)
]
LINES = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in RECORDS).encode()


def extract(paths, out=None, **options):
    return ind.extract(paths, out, engine="serial", progress=False, **options)


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    """The tables of the same documents as files."""
    docs, out = tmp_path_factory.mktemp("files"), tmp_path_factory.mktemp("out")
    for record in RECORDS:
        head = "".join(f'{k}: "{v}"\n' for k, v in record.items() if k not in ("source_id", "text"))
        path = docs / f"{record['source_id']}.md"
        path.write_text(f"---\n{head}---\n\n{record['text']}", encoding="utf-8")
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


def test_folders_and_patterns_leave_out_what_a_run_writes(tmp_path):
    docs = write_notes(tmp_path / "a", 3)
    (docs / "README.md").write_text("about", encoding="utf-8")
    out = docs / "out"
    extract(docs, out, format="parquet")
    for given in (docs, f"{docs}/**/*.md", f"{docs}/**"):
        names = [f.name.rsplit("/")[-1] for f in Inputs([str(given)], out=out).files()]
        assert names[:3] == ["note-000.md", "note-001.md", "note-002.md"]
        assert [n for n in names if n.endswith("parquet")] == []
    docs = write_notes(tmp_path / "b", 3)
    extract(docs, docs, format="parquet")
    assert len(Inputs([str(docs)], out=docs).files()) == 3


def test_a_pattern_that_matches_nothing_is_told(tmp_path):
    made = extract([f"{tmp_path}/*.md"], tmp_path / "out")
    assert [f["reason"] for f in made.failures] == ["no file matches"]
    assert made.rows == {}


@pytest.fixture(scope="module")
def bucket():
    """An object store of our own, on loopback, and how to reach it."""
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    reach = {
        "key": "k",
        "secret": "s",
        "client_kwargs": {"endpoint_url": f"http://{host}:{port}", "region_name": "us-east-1"},
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_PROXY", "127.0.0.1")
        client = boto3.client(
            "s3", aws_access_key_id="k", aws_secret_access_key="s", **reach["client_kwargs"]
        )
        client.create_bucket(Bucket="papers")
        yield client, reach
    server.stop()


def test_object_storage_is_read_like_a_folder(bucket, expected, tmp_path):
    client, reach = bucket
    client.put_object(Bucket="papers", Key="2024/papers.jsonl.gz", Body=gzip.compress(LINES))
    options = {"storage_options": reach, "workers": 2, "progress": False, "batch": 2}
    ind.extract("s3://papers/2024", tmp_path / "lines", engine="processes", **options)
    assert contents(tmp_path / "lines") == expected
    docs = write_notes(tmp_path / "docs", 6)
    for path in docs.iterdir():
        client.upload_file(str(path), "papers", f"notes/{path.name}")
    extract(docs, tmp_path / "here")
    for given in ("s3://papers/notes", "s3://papers/notes/*.md"):
        made = extract(given, tmp_path / "there", batch=2, storage_options=reach)
        assert contents(tmp_path / "there") == contents(tmp_path / "here")
    assert made.before == 6


def test_only_a_changed_object_is_fetched_again(bucket, tmp_path):
    client, reach = bucket
    for name in "ab":
        client.put_object(Bucket="papers", Key=f"two/{name}.jsonl", Body=LINES)
        note = f"---\ntitle: {name}\n---\n\n床位12张。"
        client.put_object(Bucket="papers", Key=f"two/{name}.md", Body=note.encode())
    address = "s3://papers/two/*.md"
    first = extract(address, tmp_path, storage_options=reach)
    client.put_object(
        Bucket="papers", Key="two/a.md", Body="---\ntitle: a\n---\n\n床位13张。".encode()
    )
    second = extract(address, tmp_path, storage_options=reach)
    assert (first.documents, first.before, second.before) == (2, 0, 1)
    assert sorted(second.tables.unclaimed["value"]) + sorted(
        second.tables.observations["value"]
    ) in ([12, 13], [13, 12])


def test_an_address_with_nothing_there_is_told(bucket, tmp_path):
    _, reach = bucket
    made = extract("s3://papers/none/a.md", tmp_path, storage_options=reach)
    assert made.failures[0]["file"] == "s3://papers/none/a.md"


def test_a_name_that_is_no_utf8_is_shown_by_its_bytes(tmp_path):
    docs = write_notes(tmp_path / "docs", 1)
    os.rename(docs / "note-000.md", os.fsencode(docs) + b"/\xd5\xe3.md")
    made = extract(docs, tmp_path / "out", format="parquet")
    assert list(made.tables.sources["source_id"]) == ["\\udcd5\\udce3"]
