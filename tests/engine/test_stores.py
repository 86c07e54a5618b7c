"""Documents behind addresses: object storage, web servers, and stores that go wrong."""

from __future__ import annotations

import gzip
import json
import threading
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import fsspec
import pytest
from engine_notes import contents, write_notes
from engine_records import LINES, RECORDS, write_papers

import indicators as ind
from indicators.engine.inputs import Inputs
from indicators.engine.stores import fetch_all


def extract(paths, out=None, **options):
    return ind.extract(paths, out, engine="serial", progress=False, **options)


def note(beds, title="a"):
    return f"---\ntitle: {title}\n---\n\n床位{beds}张。".encode()


def beds(made):
    """What the documents of `note` say, wherever it went."""
    return sorted([*made.tables.unclaimed["value"], *made.tables.observations["value"]])


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    docs, out = tmp_path_factory.mktemp("files"), tmp_path_factory.mktemp("out")
    extract(write_papers(docs), out)
    return contents(out)


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
        client.put_object(Bucket="papers", Key=f"two/{name}.md", Body=note(12, name))
    address = "s3://papers/two/*.md"
    first = extract(address, tmp_path, storage_options=reach)
    client.put_object(Bucket="papers", Key="two/a.md", Body=note(13))
    second = extract(address, tmp_path, storage_options=reach)
    assert (first.documents, first.before, second.before) == (2, 0, 1)
    assert beds(second) == [12, 13]


def test_an_address_with_nothing_there_is_told(bucket, tmp_path):
    _, reach = bucket
    made = extract("s3://papers/none/a.md", tmp_path, storage_options=reach)
    assert made.failures[0]["file"] == "s3://papers/none/a.md"
    assert made.failures[0]["reason"] == "cannot be listed (no such file: papers/none/a.md)"


def test_hidden_names_and_what_runs_write_are_no_objects_to_read(bucket, tmp_path):
    client, reach = bucket
    docs = write_notes(tmp_path / "docs", 3)
    write_notes(docs / ".git", 1)
    write_notes(docs / "sources", 1).joinpath("note-000.md").rename(docs / "sources" / "z.md")
    extract(docs, docs / "out", format="parquet")
    for path in filter(lambda path: path.is_file(), docs.rglob("*")):
        client.upload_file(str(path), "papers", f"all/{path.relative_to(docs)}")
    ways = ("all", "all/**", "all/*", "al*", "al*/**/*.*")
    for given in (f"s3://papers/{way}" for way in ways):
        found = Inputs([given], storage=reach).files()
        assert [file.name.removeprefix("s3://papers/all/") for file in found] == [
            "note-000.md", "note-001.md", "note-002.md", "sources/z.md",
        ]  # fmt: skip


def test_an_object_may_be_named_like_a_pattern(bucket, tmp_path):
    client, reach = bucket
    client.put_object(Bucket="papers", Key="odd/a[1].md", Body=note(12))
    client.put_object(Bucket="papers", Key="odd/b[1].jsonl", Body=LINES)
    given = ["s3://papers/odd/a[1].md", "s3://papers/odd/b[1].jsonl"]
    assert len(extract(given, tmp_path, storage_options=reach).tables.sources) == 6


class Site(BaseHTTPRequestHandler):
    """Serves `pages`: by path the content and some headers; counts what is asked."""

    pages: ClassVar[dict] = {}
    asked: ClassVar[list] = []

    def do_HEAD(self):
        self.answer(False)

    def do_GET(self):
        self.answer(True)

    def answer(self, whole):
        self.asked.append((self.command, self.path))
        content, headers = self.pages.get(self.path, (None, {}))
        fails = headers.get("fails", [])
        status = 404 if content is None else fails.pop() if fails and whole else 200
        self.send_response(status)
        for name, value in headers.items():
            if name != "fails":
                self.send_header(name, value)
        if "Transfer" not in headers:
            self.send_header("Content-Length", str(len(content or b"")))
        self.end_headers()
        if whole:
            self.wfile.write(content or b"")

    def log_message(self, *args):
        pass


@pytest.fixture
def site():
    """A web server on loopback, and its address."""
    pages: dict = {}
    asked: list = []
    handler = type("Pages", (Site,), {"pages": pages, "asked": asked})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", pages, asked
    server.shutdown()
    server.server_close()


def asked_for(asked):
    found = [command for command, _ in asked]
    asked.clear()
    return found


@pytest.mark.parametrize("headers", [["ETag"], ["Last-Modified"], []])
def test_a_changed_page_is_read_again(site, tmp_path, headers):
    address, pages, _ = site
    seen = []
    for version, number in enumerate([12, 12, 13]):
        marks = {
            "ETag": f'"{number}"',
            "Last-Modified": formatdate(1_700_000_000 + number, usegmt=True),
        }
        pages["/a.md"] = (note(number), {name: marks[name] for name in headers})
        made = extract(f"{address}/a.md", tmp_path)
        seen.append((version, made.before, beds(made)))
    assert seen == [(0, 0, [12]), (1, 1, [12]), (2, 0, [13])]


def test_pages_of_an_index_are_marked_one_by_one(site, tmp_path):
    address, pages, _ = site
    links = "".join(f'<a href="{name}.md">{name}</a>' for name in "ab")
    pages["/docs/"] = (links.encode(), {})
    for number in (12, 13):
        pages["/docs/a.md"], pages["/docs/b.md"] = (note(number), {}), (note(20, "b"), {})
        made = extract(f"{address}/docs/", tmp_path)
    assert (made.before, beds(made)) == (1, [13, 20])


def test_a_page_is_no_folder_of_what_it_links_to(site, tmp_path):
    address, pages, asked = site
    page = '<title>年报</title><p>床位12张。</p><a href="b.html">b</a>'
    pages["/a.html"], pages["/b.html"] = (page.encode(), {"ETag": "1"}), (b"<p>5", {})
    table = tmp_path / "sources.csv"
    table.write_text("source_id,title\na,t\n", encoding="utf-8")
    assert beds(extract(f"{address}/a.html", tmp_path / "out", sources=table)) == [12]
    assert {command for command, path in asked if path == "/b.html"} == set()
    assert asked_for(asked).count("GET") == 1


def test_lines_of_a_web_server_are_read(site, expected, tmp_path):
    address, pages, _ = site
    pages["/papers.jsonl.gz"] = (gzip.compress(LINES), {})
    extract(f"{address}/papers.jsonl.gz", tmp_path)
    assert contents(tmp_path) == expected


def test_a_large_file_of_a_server_that_knows_no_pieces_is_read(site, tmp_path):
    address, pages, _ = site
    lines = [json.dumps(record | {"page": "x" * 1_200_000}) for record in RECORDS]
    pages["/papers.jsonl"] = ("\n".join(lines).encode(), {})
    assert len(extract(f"{address}/papers.jsonl", tmp_path).tables.sources) == 5


def test_what_fails_is_asked_once_more(site, tmp_path):
    address, pages, _ = site
    pages["/a.md"] = (note(12), {"ETag": "1", "fails": [503]})
    pages["/b.md"] = (note(13, "b"), {"ETag": "1", "fails": [503] * 9})
    made = extract([f"{address}/a.md", f"{address}/b.md", f"{address}/c.md"], tmp_path)
    assert beds(made) == [12]
    assert [f["file"][-4:] for f in made.failures] == ["c.md", "b.md"]
    assert "503" in made.failures[1]["reason"]
    assert made.failures[1]["way_out"] == "check the address, the network and the credentials"
    pages["/b.md"][1]["fails"].clear()
    again = extract([f"{address}/a.md", f"{address}/b.md"], tmp_path)
    assert (again.before, beds(again)) == (1, [12, 13])


def test_one_batch_may_be_of_several_stores(bucket, site, tmp_path):
    client, reach = bucket
    address, pages, _ = site
    client.put_object(Bucket="papers", Key="mixed/a.md", Body=note(1))
    pages["/b.md?c=1"] = pages["/b.md"] = (note(2), {})
    fsspec.filesystem("memory").pipe("/mixed/c.md", note(3))
    given = ["s3://papers/mixed/a.md", f"{address}/b.md", "memory://mixed/c.md", f"{address}/d.md"]
    given += ["nosuch://e.md"]
    held = fetch_all(given, {"s3": reach})
    assert [held[name] for name in given[:3]] == [note(1), note(2), note(3)]
    assert isinstance(held[given[3]], FileNotFoundError)
    assert isinstance(held[given[4]], ValueError)
    assert fetch_all([f"{address}/b.md?c=1"], {}) == {f"{address}/b.md?c=1": note(2)}
    made = extract(given, tmp_path, storage_options={"s3": reach})
    assert (beds(made), len(made.failures)) == ([1, 2, 3], 2)


@pytest.mark.parametrize("times", [1, 2])
def test_a_store_that_breaks_off_is_asked_once_more(tmp_path, monkeypatch, times):
    class Broken(Exception):
        pass

    store = fsspec.filesystem("memory")
    store.pipe("/broken/a.jsonl", LINES)
    opened, left = type(store).open, [True] * times

    class Handle:
        def __init__(self, file):
            self.file = file

        def __enter__(self):
            return self

        def __exit__(self, *error):
            self.file.close()

        def read(self, size):
            if left and self.file.tell():
                left.pop()
                raise Broken("connection\nlost")
            return self.file.read(len(LINES) // 2)

        def tell(self):
            return self.file.tell()

    monkeypatch.setattr(type(store), "open", lambda *given, **more: Handle(opened(*given, **more)))
    made = extract("memory://broken", tmp_path)
    said = [f["reason"] for f in made.failures]
    assert said == [[], ["cannot be read (connection lost)"]][times - 1]
    assert sorted(made.tables.sources["source_id"]) == [
        f"paper-{n}" for n in range([5, 2][times - 1])
    ]
