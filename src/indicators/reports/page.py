"""From an executed notebook to one self-contained page."""

from __future__ import annotations

import re
from html import unescape
from importlib.resources import files
from typing import Any

from indicators.reports.fonts import subset

_HEADING = re.compile(r"^(#{1,2})\s+(.*)$", re.M)


def render(notebook: Any, lang: str) -> str:
    """The page: no external address, the font it needs inside, code folded away."""
    from nbconvert.exporters import TemplateExporter

    template = files("indicators.reports").joinpath("template")
    exporter = TemplateExporter(  # type: ignore[no-untyped-call]
        template_file=str(template.joinpath("page.html.j2")), filters={"prose": prose}
    )
    title = _title(notebook)
    sections = [(slug(text), text) for text in _headings(notebook)]
    style = template.joinpath("page.css").read_text(encoding="utf-8")
    body, _ = exporter.from_notebook_node(
        notebook, resources={"lang": lang, "title": title, "sections": sections, "style": style, "font": "@@FONT@@"}
    )
    visible = unescape(re.sub(r"<[^>]+>", " ", body)) + title
    return re.sub(r"[ \t]+$", "", body, flags=re.M).replace("@@FONT@@", subset(visible)) + "\n"


def prose(source: str) -> str:
    """Markdown as HTML, headings with our ids and without the notebook's own anchor links."""
    from nbconvert.filters import markdown2html

    html = re.sub(r'<a class="anchor-link".*?</a>', "", markdown2html(source))
    return re.sub(
        r"<h([12])[^>]*>(.*?)</h\1>", lambda m: f'<h{m[1]} id="{slug(unescape(m[2]))}">{m[2]}</h{m[1]}>', html
    )


def slug(text: str) -> str:
    """A heading as an id: its words joined by hyphens.

    >>> slug("Against the nation"), slug("与全国相比")
    ('against-the-nation', '与全国相比')
    """
    return re.sub(r"[^\w]+", "-", text.strip().lower()).strip("-")


def _title(notebook: Any) -> str:
    for cell in notebook.cells:
        found = _HEADING.search(cell.source) if cell.cell_type == "markdown" else None
        if found and found[1] == "#":
            return found[2].strip()
    return "Report"


def _headings(notebook: Any) -> list[str]:
    return [
        m[2].strip()
        for cell in notebook.cells
        if cell.cell_type == "markdown"
        for m in _HEADING.finditer(cell.source)
        if m[1] == "##"
    ]
