"""Reports: they run, open with no network, can be followed number by number, and repeat."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from indicators.reports import ReportError, report
from indicators.reports.page import slug
from indicators.reports.show import Link, Quote, Row, table

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "reports").glob("[0-9]*.html"))
LOADED = re.compile(
    r'(?:src|poster|data|srcset)="(?!data:)|<link|<script|<iframe|@import|url\((?!data:|#)'
)


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the project's notebooks and tables in another folder."""
    folder = tmp_path_factory.mktemp("另一处 copy")
    for name in ("notebooks", "data/processed"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def test_a_page_rendered_elsewhere_is_the_committed_page(project, monkeypatch):
    monkeypatch.chdir(project)
    pages = report("01-county-profile", "330213", "en")
    assert pages[0].read_bytes() == (ROOT / pages[0]).read_bytes()


def test_any_county_with_figures_has_a_profile(project, monkeypatch):
    monkeypatch.chdir(project)
    text = report("01-county-profile", "330822", "zh")[0].read_text(encoding="utf-8")
    assert "衢州市常山县" in text


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (
            {"area": "999999"},
            "nothing is known of area '999999'; areas with figures: .*330213 奉化区",
        ),
        ({"name": "99-nothing"}, "there is no report '99-nothing'; there are 01-county-profile"),
    ],
)
def test_what_cannot_be_rendered_is_one_line_and_leaves_the_pages(
    project, monkeypatch, given, words
):
    monkeypatch.chdir(project)
    before = {p.name: p.read_bytes() for p in Path("reports").glob("*.html")}
    with pytest.raises(ReportError, match=words):
        report(lang="zh", **({"name": "01-county-profile"} | given))
    assert {p.name: p.read_bytes() for p in Path("reports").glob("*.html")} == before


def test_a_cell_that_fails_is_named(project, monkeypatch):
    monkeypatch.chdir(project)
    notebook = json.loads(Path("notebooks/01-county-profile.ipynb").read_text(encoding="utf-8"))
    codes = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    codes[-1]["source"] = ["1 / 0"]
    Path("notebooks/02-broken.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    try:
        with pytest.raises(
            ReportError, match=r"02-broken.ipynb, at '1 / 0': ZeroDivisionError: division"
        ):
            report("02-broken", lang="zh")
    finally:
        Path("notebooks/02-broken.ipynb").unlink()


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_a_page_asks_nothing_of_the_network_and_every_link_has_a_target(page):
    text = page.read_text(encoding="utf-8")
    assert not LOADED.findall(text)
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    targets = re.findall(r'href="([^"]+)"', text)
    assert {t[1:] for t in targets if t.startswith("#")} <= set(ids)
    assert all(t.startswith(("#", "http://", "https://")) for t in targets)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_figure_has_words_for_those_who_cannot_see_it_and_its_table_behind(page):
    text = page.read_text(encoding="utf-8")
    named = re.findall(r'<figure id="[^"]+"><svg role="img" aria-label="([^"]{10,})"', text)
    assert len(named) == text.count("<figure ") >= 3
    for after in re.split(r"</figure>", text)[1:]:
        assert after.find("<table ") < (after.find("<figure ") % len(after))


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_number_leads_to_its_sentence_and_source(page):
    text = page.read_text(encoding="utf-8")
    rows = re.findall(r'<tr id="f-[^"]+">(.*?)</tr>', text)
    assert len(rows) >= 30
    assert all("<mark>" in row and 'href="#source-' in row for row in rows)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_a_page_names_no_folder_of_the_machine_that_made_it(page):
    text = page.read_text(encoding="utf-8")
    assert str(ROOT) not in text
    assert str(Path.home()) + "/" not in text


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_pages_are_small_and_say_their_language(page):
    text = page.read_text(encoding="utf-8")
    assert page.stat().st_size < 600_000
    assert f'<html lang="{"zh-Hans" if ".zh." in page.name else "en"}"' in text


def test_what_documents_say_is_escaped():
    cells = ["<script>x</script>", Link("<b>", '#x"y'), Quote("<i>1</i>", 3, 4)]
    html = table(["a", "b", "<u>"], [Row(cells, group="<s>")], "t", "<i>").html
    assert not re.search(r"<(script|b|i|u|s)>", html)
    assert 'href="#x&quot;y"' in html
    assert "&lt;i&gt;<mark>1</mark>&lt;/i&gt;" in html


def test_an_address_that_is_not_of_the_web_is_no_link():
    assert Link("t", "javascript:alert(1)").html() == "t"
    assert 'href="https://example.org"' in Link("t", "https://example.org").html()


def test_headings_become_ids():
    assert slug("Against the nation") == "against-the-nation"


@pytest.mark.browser
@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
@pytest.mark.parametrize("width", [1280, 390])
def test_a_page_opens_offline_without_overflow_or_errors(chromium, page, width):
    view = chromium.new_page(viewport={"width": width, "height": 900})
    asked, errors = [], []
    view.on("request", lambda r: asked.append(r.url))
    view.on("pageerror", lambda e: errors.append(str(e)))
    view.goto(page.as_uri())
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert errors == []
    assert view.evaluate("document.documentElement.scrollWidth") <= width
    assert view.evaluate("document.fonts.check('16px \"Noto Sans SC\"', '卫生')")
    view.close()
