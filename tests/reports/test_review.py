"""The review page: the whole document, every numeral marked, safe to open."""

from __future__ import annotations

import re
from html import unescape

import pytest

from indicators.cli import main
from indicators.documents import Document
from indicators.reports.review import review, review_page

TEXT = "2024年以来，双向转诊达3.6万\n\n人次，同比增长27.93%。2023年5月，县人民医院与浙大一院签订协议。“3342X”布局。"


def document(text=TEXT, title="通报"):
    return Document("a", title, "某局", "2025-01", "330213", "330213", "", "", text)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_holds_the_document_as_it_was(lang):
    page = review_page([document()], lang)
    shown = re.search(r'<div class="text" lang="zh-Hans">(.*?)</div>', page, re.S)
    assert unescape(re.sub(r"<[^>]+>", "", shown[1])) == TEXT


def test_every_numeral_leads_to_its_row_and_back():
    page = review_page([document()])
    marks = re.findall(r'<mark class="(\w+)" id="([^"]+)-m" data-row="([^"]+)"', page)
    assert [fate for fate, _, _ in marks].count("observation") == 2
    assert {"date", "name"} <= {fate for fate, _, _ in marks}
    for _, name, row in marks:
        assert name == row
        assert f'<tr id="{row}"' in page
        assert f'href="#{row}-m"' in page


def test_a_hostile_document_is_only_text():
    page = review_page(
        [document('<script>alert(1)</script>床位5张"><img src=x onerror=alert(2)>', '"><b>')]
    )
    assert page.count("<script>") == 1
    assert "<img" not in page
    assert "<b>" not in page


def test_the_page_asks_nothing_of_the_network():
    page = review_page([document()])
    assert not re.findall(r'(?:src|href)="(?!#)', page)
    assert "default-src 'none'" in page


def test_bad_documents_are_reported_and_the_others_shown(tmp_path, capsys):
    (tmp_path / "a.md").write_text("---\ntitle: 年报\n---\n\n床位5张。", encoding="utf-8")
    (tmp_path / "b.md").write_bytes(b"")
    out = tmp_path / "page.html"
    assert main(["review", str(tmp_path), "--out", str(out)]) == 1
    assert "b.md: the file is empty" in capsys.readouterr().err
    assert "年报" in out.read_text(encoding="utf-8")


def test_a_decision_beside_the_documents_shows_in_the_page(tmp_path, capsys):
    body = "2024年末床位3001张，占地120亩。"
    (tmp_path / "a.md").write_text(
        f"---\ntitle: 年报\narea: 330213\n---\n\n{body}", encoding="utf-8"
    )
    place = body.index("3001张")
    rows = [
        f"a,{place},{place + 5},3001张,area_code,330200,the city is meant",
        "a,0,3,999张,reject,,moved away",
    ]
    header = "source_id,start,end,text,field,value,reason"
    (tmp_path / "corrections.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    out = tmp_path / "page.html"
    assert main(["review", str(tmp_path / "a.md"), "--out", str(out), "--lang", "en"]) == 1
    page = out.read_text(encoding="utf-8")
    assert 'class="observation corrected"' in page
    assert "corrected: the city is meant" in page
    assert "宁波市" in page
    assert "row 3 no longer fits: a has no '999张' there" in capsys.readouterr().err


def test_a_repeat_names_what_it_repeats():
    page = review_page([document("2024年末床位3001张。2024年末床位3001张。")], "en")
    assert page.count("repeats a#") == 1


@pytest.mark.browser
def test_figures_are_chosen_with_the_keyboard_and_filtered(chromium, tmp_path):
    out = tmp_path / "page.html"
    (tmp_path / "a.md").write_text("---\ntitle: 年报\n---\n\n" + TEXT, encoding="utf-8")
    assert review([tmp_path / "a.md"], out) == []
    view = chromium.new_page(viewport={"width": 390, "height": 800})
    errors = []
    view.on("pageerror", lambda e: errors.append(str(e)))
    view.goto(out.as_uri())
    view.locator("mark.observation").first.focus()
    view.keyboard.press("Enter")
    assert view.locator("tr.on").count() == 1
    view.locator("input[value=date]").uncheck()
    assert view.locator("tr.off").count() >= 1
    assert view.evaluate("document.documentElement.scrollWidth") <= 390
    assert errors == []
    view.close()
