"""From an executed notebook to one self-contained page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from importlib.resources import files
from typing import Any

from indicators.reports.fonts import subset

_HEADING = re.compile(r"^(#{1,2})\s+(.*)$", re.M)
_FONT = "@@FONT@@"
_STYLE = re.compile(r"<style>.*?</style>", re.S)


def render(notebook: Any, lang: str, subject: str) -> str:
    """The page: no external address, the font it needs inside, code folded away.

    Parameters
    ----------
    notebook : executed; its text/html outputs go into the page as they are
    lang : zh or en
    subject : what the edition is about, for the title of the window
    """
    from nbconvert.exporters import TemplateExporter

    template = files("indicators.reports").joinpath("template")
    exporter = TemplateExporter(  # type: ignore[no-untyped-call]
        template_file=str(template.joinpath("page.html.j2")), filters={"prose": prose}
    )
    resources = {
        "lang": lang,
        "title": f"{subject} · {next(_headings(notebook, '#'), 'Report')}",
        "sections": [(slug(text), text) for text in _headings(notebook, "##")],
        "style": template.joinpath("page.css").read_text(encoding="utf-8"),
        "font": _FONT,
    }
    body, _ = exporter.from_notebook_node(notebook, resources=resources)
    body = re.sub(r"[ \t]+$", "", body, flags=re.M).strip() + "\n"
    return body.replace(_FONT, subset(_text(body)))


def _text(html: str) -> str:
    """What a reader can see of a page: its text, without tags and styles."""
    return unescape(re.sub(r"<[^>]+>", " ", _STYLE.sub("", html)))


def prose(source: str) -> str:
    """Markdown as HTML, headings with our ids and without the notebook's own anchor links."""
    from nbconvert.filters import markdown2html

    html = re.sub(r'<a class="anchor-link".*?</a>', "", markdown2html(source))
    return re.sub(r"<h([12])[^>]*>(.*?)</h\1>", _heading, html)


def _heading(found: re.Match[str]) -> str:
    level, inner = found[1], found[2]
    return f'<h{level} id="{slug(unescape(inner))}">{inner}</h{level}>'


def slug(text: str) -> str:
    """A heading as an id: its words joined by hyphens.

    >>> slug("Against the nation"), slug("与全国相比")
    ('against-the-nation', '与全国相比')
    """
    return "h-" * text[:1].isdigit() + re.sub(r"[^\w]+", "-", text.strip().lower()).strip("-")


def _headings(notebook: Any, level: str) -> Iterator[str]:
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            yield from (m[2].strip() for m in _HEADING.finditer(cell.source) if m[1] == level)
