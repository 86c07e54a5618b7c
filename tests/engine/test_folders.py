"""Which files a run reads: each once, of folders and patterns alike, and none that a run wrote."""

from __future__ import annotations

import os
import shutil

import pytest
from engine_notes import NOTE, contents, write_notes

import indicators as ind
from indicators.engine.inputs import Inputs


def extract(paths, out=None, **options):
    return ind.extract(paths, out, engine="serial", progress=False, **options)


def names(*paths, out=None):
    """The last parts of the names that are found, in order."""
    return [file.name.rsplit("/")[-1] for file in Inputs(list(map(str, paths)), out=out).files()]


def refused(*paths):
    inputs = Inputs(list(map(str, paths)))
    assert inputs.files() == []
    return [(error.path, error.what) for error in inputs.errors]


@pytest.fixture
def docs(tmp_path, monkeypatch):
    """Three notes in docs, and the folder above them as the place to be."""
    monkeypatch.chdir(tmp_path)
    return write_notes(tmp_path / "docs", 3)


ALL = [f"note-{n:03}.md" for n in range(3)]
WAYS = ["docs", "docs/**/*.md", "docs/**", "docs*", "doc?/*"]


@pytest.fixture
def locked_up(monkeypatch):
    """Folders called closed cannot be listed, whoever runs the tests."""
    scandir = os.scandir

    def refuse(path):
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)


@pytest.mark.parametrize("way", WAYS)
def test_a_folder_that_cannot_be_listed_is_a_failure(docs, locked_up, way):
    write_notes(docs / "sub" / "closed", 1)
    inputs = Inputs([way])
    assert len(inputs.files()) == 3
    assert [(error.path, error.what) for error in inputs.errors] == [
        ("docs/sub/closed", "the folder cannot be listed (Permission denied)")
    ]


@pytest.mark.parametrize("way", WAYS)
def test_links_are_followed_once(docs, tmp_path, way):
    write_notes(tmp_path / "elsewhere", 1).joinpath("note-000.md").rename("elsewhere/z.md")
    (docs / "linked").symlink_to(tmp_path / "elsewhere")
    (docs / "again").symlink_to(tmp_path / "elsewhere")
    (docs / "round").symlink_to(docs)
    (docs / "note-009.md").symlink_to("note-000.md")
    assert sorted(names(way)) == [*ALL, "z.md"]
    assert {f.name for f in Inputs([way]).files()} >= {"docs/again/z.md", "docs/note-000.md"}


@pytest.mark.parametrize("way", WAYS)
def test_hidden_names_and_pipes_are_no_documents(docs, way):
    (docs / "._note.md").write_text("x", encoding="utf-8")
    write_notes(docs / ".git", 1)
    os.mkfifo(docs / "x.md")
    assert names(way) == ALL


def test_a_pipe_that_is_named_is_a_failure(docs):
    os.mkfifo(docs / "x.md")
    assert refused("docs/x.md") == [("docs/x.md", "is no regular file")]


def test_a_hidden_folder_can_be_named(docs):
    write_notes(docs / ".old", 1)
    assert names("docs/.old") == names("docs/.old/*.md") == names("docs/.o*/*.md") == ALL[:1]


def test_a_link_that_leads_nowhere_is_a_failure(docs):
    (docs / "x.md").symlink_to("nowhere.md")
    made = extract(docs)
    assert [f["file"] for f in made.failures] == [str(docs / "x.md")]
    assert made.failures[0]["reason"] == "cannot be read (No such file or directory)"


def test_one_file_is_taken_once_however_it_is_called(docs):
    ways = ["./docs/note-001.md", "docs", docs, "docs/../docs/*.md", f"file://{docs}", "docs/"]
    found = [file.name for file in Inputs(list(map(str, ways))).files()]
    assert found == ["./docs/note-001.md", "docs/note-000.md", "docs/note-002.md"]
    assert extract(ways).failures == []


def test_names_with_marks_of_patterns_and_addresses_are_files(docs, tmp_path):
    for name in ("a[1].md", "b::c.md", "d?.md"):
        (docs / name).write_text(NOTE, encoding="utf-8")
        assert names(f"docs/{name}") == [name]
    line = '{"source_id": "a", "title": "t", "text": "2023年末床位3001张。"}'
    for name in ("zip::a.jsonl", "a[1].jsonl"):
        (docs / name).write_text(line, encoding="utf-8")
        assert len(extract(f"docs/{name}").tables.sources) == 1


def test_what_runs_write_is_no_input(docs, tmp_path):
    extract("docs", "docs/mine", format="parquet")
    extract("docs", "docs/of/others", format="parquet")
    (tmp_path / "link").symlink_to(docs / "mine")
    assert any((docs / "mine" / "sources").rglob("*.parquet"))
    for out in (None, docs / "mine", tmp_path / "link", "docs/../docs/mine"):
        for way in [*WAYS, f"file://{docs}", "docs/mine/..", "docs/**/*"]:
            assert names(way, out=out) == ALL
    assert refused("docs/mine/.parts") == [("docs/mine/.parts", "the folder holds no document")]
    shutil.rmtree(docs / "mine" / ".parts")
    for way in WAYS:
        assert names(way, out=tmp_path / "link") == ALL


def test_a_run_into_the_folder_of_the_documents_reads_the_same_again(docs):
    extract("docs", "docs", format="parquet")
    made = extract(docs, "docs/../docs", format="parquet")
    assert (made.documents, made.before, made.failures) == (3, 3, [])


@pytest.mark.parametrize("name", ["sources", "observations", "areas", "indicators"])
def test_folders_of_documents_may_be_called_like_tables(docs, tmp_path, name):
    docs.rename(tmp_path / name)
    (tmp_path / ".parts").mkdir()
    for given in (".", name, "**", "*/*.md", tmp_path):
        assert names(given, out=tmp_path) == ALL


def test_documents_stay_beside_the_tables_of_a_folder(docs):
    extract("docs", "docs", format="parquet")
    write_notes(docs / "sources", 1).joinpath("note-000.md").rename(docs / "sources" / "z.md")
    assert names("docs") == [*ALL, "z.md"]


def test_the_order_is_that_of_the_paths(docs):
    write_notes(docs / "note", 1)
    write_notes(docs / "a" / "b", 1)
    want = ["docs/a/b/note-000.md", "docs/note/note-000.md", *(f"docs/{name}" for name in ALL)]
    for way in WAYS:
        assert [file.name for file in Inputs([way]).files()] == want


def test_the_small_run_reads_the_same_files(docs, tmp_path):
    write_notes(docs / ".git", 1)
    (docs / "._note.md").write_text("x", encoding="utf-8")
    (docs / "again.md").symlink_to("note-000.md")
    os.mkfifo(docs / "x.md")
    extract("docs", "run", format="csv")
    ind.tables.extract_files(["docs", docs, "docs/note-001.md"], "small")
    small, run = contents(tmp_path / "small"), contents(tmp_path / "run")
    assert run == run | small


def test_a_pattern_that_matches_nothing_is_told(tmp_path):
    made = extract([f"{tmp_path}/*.md"], tmp_path / "out")
    assert [f["reason"] for f in made.failures] == ["no file matches"]
    assert made.rows == {}


def test_a_name_that_is_no_utf8_is_shown_by_its_bytes(tmp_path):
    docs = write_notes(tmp_path / "docs", 1)
    os.rename(docs / "note-000.md", os.fsencode(docs) + b"/\xd5\xe3.md")
    made = extract(docs, tmp_path / "out", format="parquet")
    assert list(made.tables.sources["source_id"]) == ["\\udcd5\\udce3"]
