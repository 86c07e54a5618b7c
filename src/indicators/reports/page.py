"""From an executed notebook to one self-contained page."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from importlib.resources import files
from typing import Any

from indicators import __version__
from indicators.reports.checks import check
from indicators.reports.errors import ReportError
from indicators.reports.fonts import characters, subset

_HEADING = re.compile(r"^(#{1,2})\s+(.*)$", re.M)
FONT = "@@FONT@@"
_UNSEEN = re.compile(r"<(style|script)\b.*?</\1>", re.S)


@dataclass(frozen=True)
class Block:
    """A stretch of a page: prose and results, and the code behind them, folded."""

    html: str
    code: str = ""


def render(notebook: Any, lang: str, subject: str) -> str:
    """The page: no external address, the font it needs inside, code folded away.

    Parameters
    ----------
    notebook : executed; its text/html outputs go into the page as they are
    lang : zh or en
    subject : what the edition is about, for the title of the window; may be empty

    Raises
    ------
    ReportError
        The text has characters that the font cannot show, or the page breaks a promise (`checks`).
    """
    from nbconvert.exporters import TemplateExporter

    template = files("indicators.reports").joinpath("template")
    exporter = TemplateExporter(  # type: ignore[no-untyped-call]
        template_file=str(template.joinpath("page.html.j2"))
    )
    top = next(_headings(notebook, "#"), "Report")
    script = template.joinpath("page.js").read_text(encoding="utf-8")
    resources = {
        "lang": lang,
        "title": " · ".join(filter(None, (top, subject))),
        "about": subject,
        "top": (slug(top), top),
        "sections": [(slug(text), text) for text in _headings(notebook, "##")],
        "blocks": list(blocks(notebook)),
        "style": template.joinpath("page.css").read_text(encoding="utf-8"),
        "script": script,
        "policy": policy(script),
        "version": __version__,
        "font": FONT,
    }
    body, _ = exporter.from_notebook_node(notebook, resources=resources)
    body = re.sub(r"[ \t]+$", "", body, flags=re.M).strip() + "\n"
    if lang == "zh":  # quotations need not say again what the page says
        body = body.replace('<q lang="zh-Hans">', "<q>")
    check(body)
    return with_font(body)


def with_font(page: str) -> str:
    """The page with the characters of its text in place of `FONT`.

    Raises
    ------
    ReportError
        The font has not all of them.
    """
    return page.replace(FONT, subset(_checked(_text(page))))


def policy(script: str) -> str:
    """What a browser may do for the page: run this very script, and load nothing."""
    allowed = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    return (
        f"default-src 'none'; script-src 'sha256-{allowed}'; style-src 'unsafe-inline'; "
        "font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
    )


def blocks(notebook: Any) -> Iterator[Block]:
    """The cells of a notebook, those of one section together: its code folds as one."""
    html: list[str] = []
    code: list[str] = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and code and _HEADING.search(cell.source):
            yield Block("\n".join(html), "\n\n".join(code))
            html, code = [], []
        if cell.cell_type == "markdown":
            html.append(prose(_HEADING.sub(_not_first, cell.source)))
        elif cell.cell_type == "code" and cell.source.strip():
            html += _results(cell)
            code.append(cell.source)
    yield Block("\n".join(html), "\n\n".join(code))


def _not_first(found: re.Match[str]) -> str:
    """The first heading stands in the head of the page."""
    return "" if found[1] == "#" else found[0]


def _results(cell: Any) -> Iterator[str]:
    for output in cell.outputs:
        if output.output_type in ("display_data", "execute_result"):
            yield from filter(None, [output.data.get("text/html")])


def _text(html: str) -> str:
    """What a reader can see of a page: its text, without tags, styles and scripts."""
    return unescape(re.sub(r"<[^>]+>", " ", _UNSEEN.sub("", html))) + "↕↑↓下载CSVDownload"


def _checked(text: str) -> str:
    """The text, all of whose characters the font has."""
    missing = sorted({c for c in text if c.isprintable() and ord(c) not in characters()})
    if missing:
        told = ", ".join(f"{c} (U+{ord(c):04X})" for c in missing[:8])
        raise ReportError(f"the font has no {told}; replace what prints as an empty box")
    return text


def prose(source: str) -> str:
    """Markdown as HTML, headings with our ids and without the notebook's own anchor links."""
    from nbconvert.filters import markdown2html

    html = re.sub(r'<a class="anchor-link".*?</a>', "", markdown2html(source))
    return re.sub(r"<h([12])[^>]*>(.*?)</h\1>", _heading, html).strip()


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
