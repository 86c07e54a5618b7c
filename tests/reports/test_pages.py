"""Reports: they run, open with no network, can be followed number by number, and repeat."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from indicators.reports import ReportError, report
from indicators.reports.page import slug
from indicators.reports.show import Link, table

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "reports").glob("[0-9]*.html"))


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
        ({"area": "999999"}, "nothing is known of area '999999'; areas with figures: .*330213 奉化区"),
        ({"name": "99-nothing"}, "there is no report '99-nothing'; there are 01-county-profile"),
    ],
)
def test_what_cannot_be_rendered_is_one_line_and_leaves_the_pages(project, monkeypatch, given, words):
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
        with pytest.raises(ReportError, match=r"02-broken.ipynb: ZeroDivisionError: division by zero"):
            report("02-broken", lang="zh")
    finally:
        Path("notebooks/02-broken.ipynb").unlink()


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_a_page_asks_nothing_of_the_network_and_every_link_has_a_target(page):
    text = page.read_text(encoding="utf-8")
    assert not re.findall(r"(?:src|href)=\"(?!#|data:)[^\"]*\"", re.sub(r"xmlns[:\w]*=\"[^\"]*\"", "", text))
    assert not re.findall(r"url\((?!data:|#)", text)
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(ids)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_figure_has_words_for_those_who_cannot_see_it(page):
    text = page.read_text(encoding="utf-8")
    figures = re.findall(r"<figure id=\"([^\"]+)\"><svg[^>]*aria-labelledby=\"([^\"]+)\"", text)
    assert len(figures) == text.count("<figure ") >= 3
    for name, title in figures:
        words = re.search(rf'<title id="{title}">([^<]+)</title>', text)
        assert words, name
        assert len(words[1]) > 10


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_pages_are_small_and_say_their_language(page):
    text = page.read_text(encoding="utf-8")
    assert page.stat().st_size < 600_000
    assert f'<html lang="{"zh-Hans" if ".zh." in page.name else "en"}"' in text


def test_what_documents_say_is_escaped():
    import pandas as pd

    html = table(pd.DataFrame({"a": ["<script>x</script>", Link("<b>", 'x"y')]}), "t", "<i>").html
    assert "<script>" not in html
    assert "<b>" not in html
    assert 'href="#x&quot;y"' in html


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
