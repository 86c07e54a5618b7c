"""Files made to break readers: one line each, and the others are read."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest

from indicators.cli import main
from indicators.documents import DocumentError, read

SOURCES = {"a": {"title": "通报", "published": "2024-01", "area": "330213"}}
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def word(document):
    """A Word file with nothing but its main part."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", TYPES)
        packed.writestr("_rels/.rels", RELATIONS)
        packed.writestr("word/document.xml", document)
    return out.getvalue()


def bomb():
    return word(b"\0" * (201 * 2**20))


def entities():
    grown = "".join(f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9))
    body = f"<w:document {W}><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>"
    return word(f'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "床位5张">{grown}]>{body}')


def pdf(content):
    """A PDF of one page with a content stream."""
    stream = zlib.compress(content)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, item in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + (
        b"xref\n0 6\n0000000000 65535 f \n%btrailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (table, len(out))
    )


def scattered():
    pieces = (b"1 0 0 1 %d %d Tm (a) Tj " % (n * 7 % 590, n * 13 % 790) for n in range(21_000))
    return pdf(b"BT /F1 1 Tf " + b"".join(pieces) + b"ET")


GOOD_WORD = word(
    f"<w:document {W}><w:body><w:p><w:r><w:t>5</w:t></w:r></w:p></w:body></w:document>"
)
HOSTILE = [
    ("a.docx", bomb, "more than 200 MiB"),
    ("a.docx", entities, "no Word file, or a damaged one"),
    ("a.docx", lambda: word(f"<w:document {W}><w:body>"), "damaged"),
    ("a.docx", lambda: word(f"<w:document {W}></w:document>"), "damaged"),
    ("a.docx", lambda: word(f"<w:document {W}>" + "<w:p>" * 9_000), "damaged"),
    ("a.docx", lambda: GOOD_WORD[: len(GOOD_WORD) // 2], "damaged"),
    ("a.docx", lambda: "床位5张".encode(), "no Word file"),
    ("a.docx", lambda: pdf(b""), "no Word file"),
    ("a.pdf", lambda: GOOD_WORD, "no PDF"),
    ("a.pdf", lambda: pdf(b"BT (5) Tj ET")[:200], "damaged"),
    ("a.pdf", scattered, "more than 20,000 pieces of text"),
    ("a.txt", lambda: GOOD_WORD, "a ZIP or Office file, not text"),
    ("a.txt", lambda: pdf(b""), "a PDF, not text"),
    ("a.txt", lambda: b"a" * 9_000 + b"\0\0\0" + "床位".encode(), "NUL bytes"),
    ("a.html", lambda: b"<div>" * 50_000 + b"5", "nested more than 1,000 deep"),
    ("a.html", lambda: b"<table><tr><td>" * 2_000, "nested more than 1,000 deep"),
    ("a.html", lambda: b"".join(b"<x%d>" % n for n in range(2_000)), "nested more than"),
    ("a.html", lambda: b"<html><body></body></html>", "the document is empty"),
]


@pytest.mark.parametrize(("name", "data", "words"), HOSTILE)
def test_a_hostile_file_is_one_line_with_the_way_out(tmp_path, name, data, words):
    (tmp_path / name).write_bytes(data())
    with pytest.raises(DocumentError, match=words) as caught:
        read(tmp_path / name, SOURCES)
    assert "\n" not in str(caught.value)
    assert "; " in str(caught.value)


def test_a_word_file_reads_no_other_file(tmp_path):
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    outside = f'<!DOCTYPE l [<!ENTITY x SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
    body = f"<w:document {W}><w:body><w:p><w:r><w:t>5 &x;</w:t></w:r></w:p></w:body></w:document>"
    (tmp_path / "a.docx").write_bytes(word(f'<?xml version="1.0"?>{outside}{body}'))
    assert "secret" not in read(tmp_path / "a.docx", SOURCES).body


def test_a_span_over_millions_of_columns_is_cut(tmp_path):
    page = "<table><tr><td colspan=99999999>床位</td><td rowspan=99999999>5</td></tr></table>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert len(read(tmp_path / "a.html", SOURCES).body) < 2_000


@pytest.mark.parametrize("title", ['"a\\ud800b"', '"a\\0b"', '"a\\nb"', '"a\\x1bb"'])
def test_a_title_holds_what_a_table_can_hold(tmp_path, title):
    text = f"---\ntitle: {title}\n---\n\n床位5张。"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    assert read(tmp_path / "a.md").title == "a b"


def test_yaml_nested_without_end_is_bad_yaml(tmp_path):
    (tmp_path / "a.md").write_text(f"---\ntitle: {'[' * 20_000}\n---\n\n5", encoding="utf-8")
    with pytest.raises(DocumentError, match="YAML"):
        read(tmp_path / "a.md")


def test_hostile_files_leave_complete_tables_of_all_others(tmp_path, capsys):
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    (raw / "good.md").write_text(
        "---\ntitle: 年报\npublished: 2024-03\narea: '330213'\n---\n\n2023年末床位3001张。", "utf-8"
    )
    for number, (name, data, _) in enumerate(HOSTILE):
        if data not in (bomb, scattered):
            (raw / f"b{number:02}{name}").write_bytes(data())
    assert main(["extract", str(raw), "--out", str(out)]) == 1
    told = capsys.readouterr().err.splitlines()
    assert len([line for line in told if "/b" in line]) == len(HOSTILE) - 2
    assert "good#8-13" in (out / "observations.csv").read_text(encoding="utf-8")
