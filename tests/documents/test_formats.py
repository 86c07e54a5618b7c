"""HTML, Word and PDF: the same figures as from plain text, and clear words for what cannot be read."""

from __future__ import annotations

import io

import pytest

from indicators.documents import DocumentError, read
from indicators.documents.pdf import pdf_pages
from indicators.extraction import extract

SOURCES = {"a": {"title": "通报", "published": "2024-01", "area": "330213"}}
LINES = ["2023年全区双向转诊4.2万人次，同比增长12.5%。", "2023年末全区床位3121张。"]


def figures(path):
    rows = extract(read(path, SOURCES)).observations
    return [(r["indicator"], r["measure"], r["value"]) for r in rows]


WANTED = [
    ("two_way_referrals", "level", 42000),
    ("two_way_referrals", "change_pct", 12.5),
    ("hospital_beds", "level", 3121),
]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_page_gives_the_figures_of_its_article(tmp_path, encoding):
    body = "".join(f"<p>{line}</p>" for line in LINES)
    html = f"<title>x99</title><body><nav>1 2 3</nav><main>{body}</main><script>var a=5</script>"
    (tmp_path / "a.html").write_bytes(html.encode(encoding))
    assert figures(tmp_path / "a.html") == WANTED


def test_tables_of_a_page_are_read_by_row_and_column(tmp_path):
    rows = "".join(
        f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in [("合计", "331"), ("卫生院", "2")]
    )
    html = f"<table><tr><th>类型</th><th>机构(个)</th></tr>{rows}</table>"
    (tmp_path / "a.html").write_text(html, encoding="utf-8")
    assert figures(tmp_path / "a.html") == [
        ("health_institutions", "level", 331),
        ("township_health_centres", "level", 2),
    ]


def test_a_word_file_gives_paragraphs_and_tables(tmp_path):
    docx = pytest.importorskip("docx")
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    table = document.add_table(rows=2, cols=2)
    for place, text in enumerate(["类型", "机构(个)", "卫生院", "2"]):
        table.cell(place // 2, place % 2).text = text
    document.save(tmp_path / "a.docx")
    assert figures(tmp_path / "a.docx") == [*WANTED, ("township_health_centres", "level", 2)]


def two_columns():
    """A PDF page with a title across two columns; sentences go on down each column."""
    from matplotlib.backends.backend_pdf import FigureCanvasPdf
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

    from indicators.charts import font_path

    font = FontProperties(fname=font_path(), size=11)
    figure = Figure(figsize=(8, 6))
    FigureCanvasPdf(figure)
    figure.text(
        0.08, 0.93, "全区卫生健康工作取得新的进展各项指标稳步提升群众满意" * 2, fontproperties=font
    )
    left = [
        "2023年全区双向转",
        "诊4.2万人次，同比增",
        "长12.5%。下一步将",
        "继续努力做好工作。",
        "深化医改。",
    ]
    right = [
        "2023年末全区床位",
        "3121张。群众就医",
        "更加方便，看病更加",
        "便捷，服务更加好。",
        "稳步提升。",
    ]
    for column, lines in ((0.08, left), (0.55, right)):
        for number, line in enumerate(lines):
            figure.text(column, 0.85 - 0.05 * number, line, fontproperties=font)
    out = io.BytesIO()
    figure.savefig(out, format="pdf")
    return out.getvalue()


def test_columns_of_a_pdf_are_read_one_after_the_other(tmp_path):
    (tmp_path / "a.pdf").write_bytes(two_columns())
    assert figures(tmp_path / "a.pdf") == WANTED


def test_an_offset_leads_back_to_its_page(tmp_path):
    (tmp_path / "a.pdf").write_bytes(two_columns())
    document = read(tmp_path / "a.pdf", SOURCES)
    assert document.place(document.body.index("3121")) == "page 1"


def scan():
    from matplotlib.backends.backend_pdf import FigureCanvasPdf
    from matplotlib.figure import Figure

    figure = Figure(figsize=(2, 2))
    FigureCanvasPdf(figure)
    out = io.BytesIO()
    figure.savefig(out, format="pdf")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.pdf", scan, "no text layer"),
        ("a.pdf", lambda: b"%PDF-1.4 broken", "no PDF, or a damaged one"),
        ("a.docx", lambda: b"PK\x03\x04 broken", "no Word file"),
        ("a.html", lambda: b"<div>" * 300_000, "tags"),
    ],
)
def test_what_cannot_be_read_says_so_and_the_way_out(tmp_path, name, data, words):
    (tmp_path / name).write_bytes(data())
    with pytest.raises(DocumentError, match=words) as caught:
        read(tmp_path / name, SOURCES)
    assert "; " in str(caught.value)


def test_pages_keep_their_order():
    assert pdf_pages(two_columns())[0].startswith("全区卫生健康")


def html(tmp_path, body):
    (tmp_path / "a.html").write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    return read(tmp_path / "a.html", SOURCES).body


def test_a_head_over_several_columns_stands_in_the_first(tmp_path):
    table = (
        "<table><caption>床位</caption><tr><th rowspan=2>类别</th><th colspan=2>床位(张)</th></tr>"
        "<tr><th>2022年</th><th>2023年</th></tr><tr><td>医院</td><td>2700</td><td>2800</td></tr></table>"
    )
    assert html(tmp_path, table).split("\n") == [
        "床位",
        "| 类别 | 床位(张) | |",
        "| | 2022年 | 2023年 |",
        "| 医院 | 2700 | 2800 |",
    ]
    rows = extract(read(tmp_path / "a.html", SOURCES)).observations
    assert [(r["indicator"], r["value"], r["period_end"]) for r in rows] == [
        ("beds_in_hospitals", 2700, "2022-12-31"),
        ("beds_in_hospitals", 2800, "2023-12-31"),
    ]


def test_a_table_that_lays_out_a_page_is_read_as_its_paragraphs(tmp_path):
    inner = "<table><tr><td>医院</td><td>12</td></tr></table>"
    page = f"<p>第一段。</p><p>第二段。</p>{inner}"
    assert html(tmp_path, f"<table><tr><td>{page}</td></tr></table>").split("\n") == [
        "第一段。",
        "第二段。",
        "| 医院 | 12 |",
    ]


def test_a_bar_in_a_cell_parts_no_cells(tmp_path):
    assert (
        html(tmp_path, "<table><tr><td>医院|卫生院</td><td>12</td></tr></table>")
        == "| 医院/卫生院 | 12 |"
    )


def test_merged_cells_of_a_word_table_stand_once(tmp_path):
    docx = pytest.importorskip("docx")
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    for (row, column), text in {
        (0, 0): "类别", (0, 1): "床位(张)", (1, 1): "2022年", (1, 2): "2023年",
        (2, 0): "医院", (2, 1): "2700", (2, 2): "2800",
    }.items():  # fmt: skip
        table.cell(row, column).text = text
    document.save(tmp_path / "a.docx")
    assert read(tmp_path / "a.docx", SOURCES).body.split("\n") == [
        "| 类别 | 床位(张) |  |",
        "|  | 2022年 | 2023年 |",
        "| 医院 | 2700 | 2800 |",
    ]
    values = [r["value"] for r in extract(read(tmp_path / "a.docx", SOURCES)).observations]
    assert values == [2700, 2800]
