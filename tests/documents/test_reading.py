"""Reading documents: encodings, front matter, and one clear line for what is wrong."""

from __future__ import annotations

import pytest

from indicators.documents import DocumentError, read, read_all, read_sources

HEADER = '---\ntitle: 年报\npublished: "2024-03"\narea: 浙江省宁波市奉化区\n---\n\n'
BODY = "全区床位3001张。\n"


def write(folder, name, data):
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_every_usual_encoding_gives_the_same_document(tmp_path, encoding):
    document = read(write(tmp_path, "a.txt", (HEADER + BODY).encode(encoding)))
    assert (document.body, document.title, document.area_code) == (BODY, "年报", "330213")


def test_reduced_precision_of_the_date_is_kept(tmp_path):
    assert read(write(tmp_path, "a.md", HEADER + BODY)).published == "2024-03"


def test_a_sources_table_stands_in_for_front_matter(tmp_path):
    table = write(tmp_path, "s.csv", "source_id,title,published,area\na,新闻,2025,330213\n")
    document = read(write(tmp_path, "a.txt", BODY), read_sources(table))
    assert (document.title, document.published, document.area_code) == ("新闻", "2025", "330213")


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.txt", "", "empty"),
        ("a.txt", HEADER, "empty"),
        ("a.txt", BODY, "no front matter"),
        ("a.txt", bytes(range(256)) * 20, "binary|no encoding"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(100), "PNG"),
        ("a.xyz", BODY, "not read"),
        ("a.txt", HEADER.replace("2024-03", "2024-13") + BODY, "does not exist"),
        ("a.txt", HEADER.replace("2024-03", "2931") + BODY, "future"),
        ("a.txt", HEADER.replace("2024-03", "去年") + BODY, "not a date"),
        ("a.txt", HEADER.replace("奉化区", "桃源区") + BODY, "桃源区"),
        ("a.txt", HEADER.replace("title: 年报\n", "") + BODY, "no title"),
        ("a.txt", "---\ntitle: [\n---\n\n" + BODY, "YAML"),
    ],
)
def test_a_bad_document_is_one_line_with_the_way_out(tmp_path, name, data, what):
    path = write(tmp_path, name, data)
    with pytest.raises(DocumentError, match=what) as caught:
        read(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)
    assert "; " in str(caught.value)


def test_the_bad_are_reported_and_the_others_read(tmp_path):
    write(tmp_path, "good.md", HEADER + BODY)
    write(tmp_path, "bad.md", "")
    documents, errors = read_all([tmp_path, tmp_path / "missing.txt"])
    assert [d.source_id for d in documents] == ["good"]
    assert sorted(e.path.rsplit("/", 1)[-1] for e in errors) == ["bad.md", "missing.txt"]


def test_a_second_file_of_the_same_id_is_refused(tmp_path):
    write(tmp_path, "a.md", HEADER + BODY)
    write(tmp_path, "a.txt", HEADER + BODY)
    documents, errors = read_all([tmp_path])
    assert len(documents) == 1
    assert "is taken by" in str(errors[0])


@pytest.mark.parametrize(
    "text",
    [
        (HEADER + BODY).replace("\n", "\r\n"),
        "\n" + HEADER + BODY,
        "\ufeff" + HEADER + BODY,
        HEADER.replace("---\n", "---  \n") + BODY,
        HEADER.replace('"2024-03"', "2024-03") + BODY,
        HEADER.replace("title:", "tags: [a, b]\nnested: {a: 1}\ntitle:") + BODY,
    ],
    ids=["CRLF", "blank line before", "mark", "blanks behind", "unquoted date", "other fields"],
)
def test_front_matter_as_editors_leave_it(tmp_path, text):
    document = read(write(tmp_path, "a.md", text))
    assert (document.title, document.published, document.area_code) == ("年报", "2024-03", "330213")
    assert document.body == BODY


def test_a_full_date_without_quotes_stays_as_written(tmp_path):
    text = HEADER.replace('"2024-03"', "2024-03-05") + BODY
    assert read(write(tmp_path, "a.md", text)).published == "2024-03-05"


def test_a_rule_in_the_text_is_no_front_matter(tmp_path):
    table = write(tmp_path, "s.csv", "source_id,title\na,新闻\n")
    text = "床位5张。\n---\n医院2家。\n---\n"
    assert read(write(tmp_path, "a.md", text), read_sources(table)).body == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_sources_table_may_come_from_any_spreadsheet(tmp_path, encoding):
    text = "source_id,title,area\r\na,卫生统计新闻通报,330213\r\n"
    table = write(tmp_path, "s.csv", text.encode(encoding))
    assert read_sources(table)["a"]["title"] == "卫生统计新闻通报"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no column source_id"),
        (b"id,title\na,b\n", "no column source_id"),
        (b"source_id\na\na\n", "lists a twice"),
        (b"\x89PNG\r\n", "is no CSV"),
    ],
)
def test_a_bad_sources_table_is_one_line(tmp_path, data, words):
    with pytest.raises(DocumentError, match=words) as caught:
        read_sources(write(tmp_path, "s.csv", data))
    assert "\n" not in str(caught.value)
