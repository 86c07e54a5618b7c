"""The review page: the whole document, every numeral marked, safe to open."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.cli import main
from indicators.documents import Document
from indicators.extraction import extract
from indicators.reports.review import review, review_page
from indicators.reports.review.text import text_html
from indicators.reports.review.view import View

TEXT = "2024年以来，双向转诊达3.6万\n\n人次，同比增长27.93%。2023年5月，县人民医院与浙大一院签订协议。“3342X”布局。"
TABLE = """全区医疗机构情况


| 类别 | 机构数(个) | 床位数(张) |
|---|---|---|
| 总计 | 331 | 3121 |
| 卫生院 | 11 | 325 |

注：以上为年末数。
"""


def document(text=TEXT, title="通报", source_id="a", **known):
    given = {"publisher": "某局", "published": "2025-01", "area": "330213", "url": "", "note": ""}
    return Document(source_id, title, area_code="330213", body=text, **(given | known))


def shown_text(page):
    """The text of the first document as a reader can copy it."""
    shown = re.search(r'<div class="text" lang="zh-Hans">(.*?)</div>', page, re.S)
    return unescape(re.sub(r"<[^>]+>", "", shown[1]))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "text", [TEXT, TABLE, "\n\n\n\n床位5张\n\n\n", "指标\t2023年\n床位(张)\t5\n"]
)
def test_the_page_holds_the_document_as_it_was(lang, text):
    assert shown_text(review_page([document(text)], lang)) == text


@given(
    st.text("床位张卫生院1２3.,万人次|\t \n，。（）%<&\"'医院与签订协议", min_size=1, max_size=120)
)
def test_any_text_is_kept_to_the_character(text):
    whole = document(text)
    marked = text_html(View.of(whole, extract(whole), [], "d0"), "zh")
    assert unescape(re.sub(r"<[^>]+>", "", marked)) == text


def test_every_numeral_leads_to_its_row_and_back():
    page = review_page([document()])
    marks = re.findall(r'<a class="m \w+ ?(\w*)[\w ]*" id="([^"]+)-m" href="#([^"]+)"', page)
    assert page.count('class="m observation" id=') == 2
    assert {"date", "name"} <= {fate for fate, _, _ in marks}
    for _, name, row in marks:
        assert name == row
        assert f'<tr id="{row}"' in page
        assert f'href="#{row}-m"' in page


def test_a_figure_of_two_things_has_one_mark_and_two_rows():
    page = review_page([document("高血压、糖尿病患者规范管理率均达72%以上。")])
    mark = re.findall(r'<a class="m observation" id="([^"]+)"', page)
    assert len(mark) == 1
    assert page.count(f'<a href="#{mark[0]}">72%以上</a>') == 2


def test_every_partnership_leads_to_its_row_and_back():
    page = review_page([document()])
    assert re.search(
        r'<a class="tie" id="d0-t0-m" href="#d0-t0" [^>]*aria-label="合作关系 1: [^"]*浙江大学',
        page,
    )
    assert '<tr id="d0-t0"' in page
    assert 'href="#d0-t0-m"' in page


def test_every_telling_of_a_partnership_is_marked():
    told = "2023年5月，奉化区人民医院与浙江医院签订合作协议。"
    page = review_page([document(f"{told}双方高兴。\n\n{told}")])
    assert page.count('class="tie"') == 2
    assert "2 × " in page


HOSTILE = [
    '<script>alert(1)</script>床位5张"><img src=x onerror=alert(2)>',
    "</div></main></body></html><script>alert(1)</script>床位5张",
    "床位5张' onmouseover='alert(1)",
    "<!-- 床位5张 --><style>*{display:none}</style>",
    "| <b>类别</b> | 床位数(张) |\n| <img src=x> | 5 |",
    "床位5张&lt;b&gt;",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_document_is_only_text(text):
    evil = '"><b onclick=x>'
    page = review_page([document(text, evil, publisher=evil, note=evil, url=f"javascript:{evil}")])
    assert page.count("<script>") == 1
    assert page.count("<style>") == 1
    assert "<img" not in page
    assert "<b" not in page.replace("<body", "").replace("<br>", "").replace("<button", "")
    assert shown_text(page) == text


@pytest.mark.parametrize("unseen", ["\0", "\x1b", "\u202e", "\u2066", "\x85"])
def test_what_hides_or_reorders_text_is_shown_as_a_sign(unseen):
    page = review_page([document(f"床位{unseen}5张", title=f"年{unseen}报")])
    assert unseen not in page
    assert shown_text(page) == "床位\ufffd5张"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_asks_nothing_of_the_network(lang):
    page = review_page([document(url="https://example.org/a.html")], lang)
    assert not re.findall(r'(?:src|href)="(?!#)', page)
    assert not re.findall(r"url\((?!data:font)|@import", page)
    assert "default-src 'none'" in page


def test_only_the_page_s_own_style_and_script_may_run():
    page = review_page([document()])
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1]
    assert "unsafe" not in policy
    assert policy.count("'sha256-") == 2
    assert not re.search(r'<[^>]+ (?:style|on\w+)="', page)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_same_documents_give_the_same_bytes(tmp_path, lang):
    (tmp_path / "a.md").write_text(f"---\ntitle: 年报\n---\n\n{TEXT}", encoding="utf-8")
    pages = []
    for zone, seed, locale in (("UTC", "1", "C"), ("Asia/Tokyo", "2", "C.UTF-8")):
        out = tmp_path / f"{seed}.html"
        command = [sys.executable, "-m", "indicators.cli", "review", str(tmp_path / "a.md")]
        setting = os.environ | {"TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": locale}
        subprocess.run([*command, "--out", str(out), "--lang", lang], env=setting, check=True)
        pages.append(out.read_bytes())
    assert pages[0] == pages[1]


def test_bad_documents_are_reported_and_the_others_shown(tmp_path, capsys):
    (tmp_path / "a.md").write_text("---\ntitle: 年报\n---\n\n床位5张。", encoding="utf-8")
    (tmp_path / "b.md").write_bytes(b"")
    out = tmp_path / "page.html"
    assert main(["review", str(tmp_path), "--out", str(out)]) == 1
    assert "b.md: the file is empty" in capsys.readouterr().err
    page = out.read_text(encoding="utf-8")
    assert "年报" in page
    assert "<li>b.md: the file is empty" in page
    assert str(tmp_path) not in page


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
    assert 'class="m observation corrected"' in page
    assert "corrected by hand: the city is meant" in page
    assert "宁波市" in page
    assert "row 3 no longer fits: a has no '999张' there" in capsys.readouterr().err
    decisions = re.search(r'id="decisions".*?</table>', page, re.S)[0]
    assert re.findall(r"<td>([^<]+)</td></tr>", decisions) == ["applied", "no longer fits"]


def test_a_repeat_leads_to_what_it_repeats():
    page = review_page([document("2024年末床位3001张。2024年末床位3001张。")], "en")
    first = re.search(r'<a class="m observation" id="([^"]+)-m"', page)[1]
    assert page.count(f'<a class="tag" href="#{first}">repeat ') == 1


def test_documents_that_contradict_each_other_are_listed_first():
    one = document("2024年末全区床位3001张。", "甲", "a")
    other = document("2024年末全区床位3500张。", "乙", "b")
    page = review_page([one, other], "en")
    listed = re.search(r'id="conflicts".*?</table>', page, re.S)[0]
    assert re.findall(r'<a href="#(d\d)-r\d+">([^<]+)', listed) == [
        ("d0", "3001张"),
        ("d1", "3500张"),
    ]
    assert page.count('class="m observation conflict"') == 2


def test_a_part_leads_to_its_whole():
    page = review_page([document("2024年末医院床位300张，其中公立医院床位200张。")], "en")
    assert 'part of <span lang="zh-Hans">300张</span>' in page


def test_pages_of_a_pdf_are_told_in_text_and_table():
    body = "2024年末床位300张。\n2024年末诊疗5万人次。"
    found = document(body)
    paged = Document(**{**found.__dict__, "pages": (0, body.index("\n") + 1)})
    page = review_page([paged])
    assert '<span class="page" data-n="第2页"></span>' in page
    assert "<br>第2页</td>" in page


def test_a_table_of_the_document_is_drawn_as_one():
    page = review_page([document(TABLE)])
    assert page.count('class="tr"') == 3
    assert page.count('class="td"') == 9


VIEWS = [
    pytest.param(width, scheme, lang, id=f"{width}-{scheme}-{lang}")
    for width, scheme, lang in ((1280, "light", "zh"), (390, "dark", "en"))
]


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme", "lang"), VIEWS)
def test_figures_are_chosen_with_the_keyboard_and_filtered(chromium, tmp_path, width, scheme, lang):
    out = tmp_path / "page.html"
    (tmp_path / "a.md").write_text(f"---\ntitle: 年报\n---\n\n{TEXT}\n\n{TABLE}", encoding="utf-8")
    assert review([tmp_path / "a.md"], out, lang=lang) == []
    view = chromium.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    errors, asked = [], []
    view.on("pageerror", lambda e: errors.append(str(e)))
    view.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    view.on("request", lambda r: asked.append(r.url))
    view.goto(out.as_uri())
    first = view.locator("a.m.observation").first
    first.focus()
    view.keyboard.press("Enter")
    assert view.locator("tr.on").count() == 1
    view.keyboard.press("Escape")
    assert view.evaluate("document.activeElement.id") == first.get_attribute("id")
    view.keyboard.press("ArrowRight")
    assert view.evaluate("document.activeElement.id") != first.get_attribute("id")
    view.evaluate("document.querySelector('.filters').open = true")
    view.locator("input[value=date]").uncheck()
    assert view.locator("tr.off").count() >= 1
    view.locator("select[name=indicator]").select_option("hospital_beds")
    assert view.locator(".side tbody tr:not(.off)").count() == 1
    assert view.evaluate("document.documentElement.scrollWidth") <= width
    assert errors == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    view.close()


@pytest.mark.browser
def test_on_a_phone_a_figure_shows_its_row_at_the_foot(chromium, tmp_path):
    out = tmp_path / "page.html"
    (tmp_path / "a.md").write_text("---\ntitle: 年报\n---\n\n" + TEXT, encoding="utf-8")
    review([tmp_path / "a.md"], out)
    view = chromium.new_page(viewport={"width": 390, "height": 800})
    view.goto(out.as_uri())
    view.locator("a.m.observation").first.click()
    assert "双向转诊" in view.locator("#card").inner_text()
    view.locator("#card button").last.click()
    assert not view.locator("#card").is_visible()
    view.close()
