"""Pages: they open with no network, can be followed number by number, and can be used by anyone."""

from __future__ import annotations

import contextlib
import csv
import importlib.util
import io
import json
import os
import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.reports.conftest import ROOT

from indicators.reports import ReportError
from indicators.reports.checks import check
from indicators.reports.editions import editions
from indicators.reports.fonts import characters
from indicators.reports.page import slug, with_font
from indicators.reports.show import Link, Quote, Row, Shown, table

with contextlib.chdir(ROOT):
    PAGES = [edition.page for edition in editions()]
each_page = pytest.mark.parametrize("name", PAGES)
_ADDRESS = re.compile(r"https?://[^\s\"<>]+")


@pytest.fixture(scope="session")
def html(built):
    """A page's text by its name."""
    return {name: (built / name).read_text(encoding="utf-8") for name in [*PAGES, "index.html"]}


@each_page
def test_every_number_leads_to_a_source_in_two_clicks(html, name):
    """From every block that tells a number: a link, and behind it a link to a source or one itself."""
    page = LexborHTMLParser(html[name])
    blocks = page.css(
        ".finding li, p.finding, figure, table:not(#sources-table) tbody tr:not(.group)"
    )
    told = [block for block in blocks if tells_a_number(block)]
    lost = [block.text()[:60] for block in told if not leads(page, block)]
    assert lost == []
    assert len(told) > 20


def tells_a_number(block):
    return bool(re.search(r"\d", block.text() + (block.attributes.get("aria-label") or "")))


def leads(page, block):
    """Whether some link of the block reaches a row of the sources, at once or by one more."""
    first = [a.attributes["href"] for a in block.css("a[href^='#']")]
    if block.tag == "tr" and not first:  # a row that is a source's evidence stands under its table
        first = [a.attributes["href"] for a in surroundings(block).css("a[href^='#']")]
    return any(is_source(target) or is_source_behind(page, target) for target in first)


def is_source(target):
    return target.startswith("#source-")


def is_source_behind(page, target):
    place = page.css_first(f"[id='{target[1:]}']")
    region = place if place.tag == "tr" else surroundings(place)
    return any(is_source(a.attributes["href"]) for a in region.css("a[href^='#']"))


def surroundings(place):
    """The table around a place, with the note under it."""
    node = place
    while node.tag != "div":
        node = node.parent
    under = node.next
    return LexborHTMLParser(node.html + (under.html if under is not None and under.html else ""))


@each_page
def test_every_row_of_evidence_has_its_sentence_with_the_figure_marked(html, name):
    rows = LexborHTMLParser(html[name]).css("#figures-table tbody tr[id^='f-']")
    unmarked = [row.id for row in rows if row.css_first("q mark") is None]
    assert unmarked == []


@each_page
def test_a_page_keeps_its_promises(html, name):
    check(html[name])
    text = html[name]
    fetched = {a.attributes["href"] for a in LexborHTMLParser(text).css("a[href^='http']")}
    quoted = set(_ADDRESS.findall(re.sub(r'href="[^"]*"', "", text)))
    assert {q for q in quoted if "w3.org" not in q} <= fetched


@each_page
def test_a_page_is_small_says_its_language_and_can_be_skipped_through(html, name):
    assert len(html[name].encode()) <= 600_000
    page = LexborHTMLParser(html[name])
    assert page.css_first("html").attributes["lang"] == ("zh-Hans" if ".zh." in name else "en")
    assert page.css_first("body > a").attributes["href"] == "#main"
    assert len(page.css("h1")) == 1
    assert [a.text() for a in page.css("nav a")] == [h.text() for h in page.css("h2")]
    assert page.css_first("details.code[open]") is None
    assert len(page.css("details.code pre")) >= 5


@each_page
def test_every_table_has_scopes_and_ids(html, name):
    for grid in LexborHTMLParser(html[name]).css("table"):
        assert grid.id
        heads = grid.css("th")
        assert {head.attributes.get("scope") for head in heads} <= {"col", "row", "rowgroup"}
        assert all(row.id for row in grid.css("tbody tr:not(.group)"))


@each_page
def test_only_our_script_runs_and_nothing_is_loaded(html, name):
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html[name])[1]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert html[name].count("<script") == 1


@each_page
def test_a_page_names_no_folder_of_the_machine_that_made_it(html, name):
    assert str(ROOT) not in html[name]
    assert str(Path.home()) + "/" not in html[name]


def test_the_index_lists_both_editions_with_the_dates_of_the_data_and_the_checks(html):
    page = LexborHTMLParser(html["index.html"])
    assert {a.attributes["href"] for a in page.css("#editions-table a")} == set(PAGES)
    data = page.css_first("#data + ul").text()
    assert re.search(r"\d+ sources published \d{4}(-\d\d){0,2} – \d{4}", data)
    assert f"all {len(PAGES)} ask nothing of a network" in page.css_first("#checks + ul").text()


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ('<img src="a.png">', "fetch something at"),
        ('<style>@import "x.css"</style>', "fetch something at"),
        ('<p style="background: url(http://x/y)">', "fetch something at"),
        ('<p id="a"><p id="a">', "the id 'a' stands 2 times"),
        ('<a href="#b">1</a>', "a link leads to '#b', which is not there"),
        ('<a href="javascript:x()">1</a>', "'javascript:x\\(\\)' is no address"),
        ('<figure id="f"><svg role="img"></svg></figure><table>', "'f' has no words"),
        (
            '<figure id="f"><svg role="img" aria-label="ten of them"></svg></figure>',
            "'f' has no table",
        ),
    ],
)
def test_a_page_that_breaks_a_promise_is_refused(page, words):
    with pytest.raises(ReportError, match=words):
        check(page)


def test_a_character_that_the_font_has_not_is_refused():
    assert ord("卫") in characters()
    with pytest.raises(ReportError, match=r"the font has no 𓀀 \(U\+13000\)"):
        with_font("<p>卫生 𓀀</p>")


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


@pytest.fixture
def view(chromium):
    """A page of the browser, told whom it asks and what goes wrong."""

    def opened(path, width=1280, scheme="light"):
        made = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        made.asked, made.errors = [], []
        made.on("request", lambda r: made.asked.append(r.url))
        made.on("pageerror", lambda e: made.errors.append(str(e)))
        made.on("console", lambda m: made.errors.append(m.text) if m.type == "error" else None)
        made.goto(path.as_uri())
        opened.pages.append(made)
        return made

    opened.pages = []
    yield opened
    for made in opened.pages:
        made.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", [*PAGES, "index.html"])
def test_a_page_opens_offline_without_overflow_or_errors(view, built, name, width):
    page = view(built / name, width)
    assert [url for url in page.asked if not url.startswith(("file:", "data:"))] == []
    assert page.errors == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.fonts.check('16px \"Noto Sans SC\"', '卫生')")


@pytest.mark.browser
def test_a_table_is_sorted_by_a_click_and_saved_as_csv(view, built):
    page = view(built / PAGES[0])
    button = page.locator("#figures-table thead th button").nth(3)
    orders = []
    for _ in range(2):
        button.click()
        rows = page.locator("#figures-table tbody").first.locator("tr:not(.group) td[data-sort]")
        orders.append([float(cell.get_attribute("data-sort")) for cell in rows.all()])
    assert orders[0] == sorted(orders[0]) != orders[1] == sorted(orders[1], reverse=True)
    assert page.locator("#figures-table th[aria-sort='descending']").count() == 1
    with page.expect_download() as saved:
        page.locator("button.csv").last.click()
    assert saved.value.suggested_filename.endswith("-sources-table.csv")
    text = Path(saved.value.path()).read_text(encoding="utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    assert len(lines) == page.locator("#sources-table tr").count()
    assert len({len(line) for line in lines}) == 1
    assert page.errors == []


@pytest.mark.browser
def test_a_saved_cell_is_no_formula(view, tmp_path, built):
    grid = table(["a", "b"], [Row(["=1+1", "-2"]), Row(["-x", '"q", r'])], "t", "c")
    script = re.search(r"<script>.*</script>", (built / PAGES[0]).read_text("utf-8"), re.S)[0]
    place = tmp_path / "p.html"
    place.write_text(f'<html lang="en"><body>{Shown(grid.html).html}{script}', encoding="utf-8")
    page = view(place)
    with page.expect_download() as saved:
        page.locator("button.csv").click()
    text = Path(saved.value.path()).read_bytes().decode("utf-8-sig")
    assert text == 'a,b\r\n\'=1+1,-2\r\n\'-x,"""q"", r"\r\n'


def axe():
    """axe-core's script: where AXE_CORE points to, in node_modules, or in the Python package."""
    found = importlib.util.find_spec("axe_playwright_python")
    places = [
        Path(os.environ.get("AXE_CORE", "")),
        ROOT / "node_modules/axe-core/axe.min.js",
        Path(found.origin).parent / "axe.min.js" if found and found.origin else Path(),
    ]
    return next((place for place in places if place.is_file()), None)


@pytest.mark.browser
@pytest.mark.skipif(axe() is None, reason="no axe-core here; npm install axe-core, or set AXE_CORE")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", [*PAGES, "index.html"])
def test_axe_finds_no_violation(view, built, name, scheme):
    page = view(built / name, scheme=scheme)
    page.evaluate(axe().read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then(r => r.violations.map(v => [v.id, v.nodes[0].html]))")
    assert json.dumps(found, ensure_ascii=False) == "[]"
