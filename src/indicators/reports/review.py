"""The document as it was, every figure marked by what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

from indicators.codebook import areas
from indicators.documents import Document, DocumentError, read_all, read_sources
from indicators.extraction import Extraction, extract
from indicators.extraction.corrections import decided, decisions_for
from indicators.reports.build import write_page
from indicators.reports.fonts import subset
from indicators.reports.labels import LANGUAGES, indicator_name, say
from indicators.reports.wording import bounds, number, period

Row = dict[str, Any]
_WORDS = {
    "title": ("核对", "Review"),
    "skip": ("跳到正文", "Skip to the text"),
    "filters": ("筛选", "Show"),
    "observation": ("指标", "indicator"),
    "repeat": ("重复", "repeats"),
    "tie": ("合作关系", "partnership"),
    "table": ("每个数码的去处", "What became of every numeral"),
    "columns": (
        "原文|去处|数值|界限|时期|地区|规则",
        "As printed|What became of it|Value|Bounds|Period|Area|Rule",
    ),
    "ties": ("合作关系", "Partnerships"),
    "tie_columns": ("日期|方式|支持方|受援方|状态", "Date|Kind|Provider|Recipient|Status"),
    "help": (
        "点击或用 Tab 和回车选中一个数，可在表中看到它；在表中选中，可回到原文。",
        "Click a figure, or reach it with Tab and Enter, to see its row; choose a row to return to the text.",
    ),
}


@dataclass(frozen=True)
class _Mark:
    """A span of the body and the row of the table it leads to."""

    start: int
    end: int
    fate: str
    title: str
    row: str


def review(
    paths: Sequence[str | Path],
    out: str | Path,
    sources: str | Path | None = None,
    lang: str = "zh",
    corrections: str | Path | None = None,
) -> list[DocumentError]:
    """Write one self-contained page that shows documents with every figure marked.

    Parameters
    ----------
    paths : documents or folders
    out : the page to write
    sources : CSV with the citations of files without front matter
    lang : zh or en
    corrections : CSV of human decisions; else the corrections.csv beside the documents

    Returns
    -------
    One error for each document that could not be read and each decision that no longer fits;
    the page shows the rest

    Raises
    ------
    DocumentError
        No document could be read.
    """
    documents, errors = read_all(paths, read_sources(sources) if sources else None)
    if not documents:
        raise errors[0] if errors else DocumentError("", "no document is given", "name files or folders")
    decisions = decisions_for(paths, corrections)
    found = []
    for document in documents:
        rows, misfits = decided(document, extract(document), decisions)
        found.append(rows)
        errors += misfits
    write_page(Path(out), _page(documents, found, lang))
    return errors


def review_page(documents: Sequence[Document], lang: str = "zh") -> str:
    """The page as text; everything from the documents is escaped."""
    return _page(documents, [extract(document) for document in documents], lang)


def _page(documents: Sequence[Document], extractions: Sequence[Extraction], lang: str) -> str:
    template = files("indicators.reports").joinpath("template")
    sections, fates = [], Counter[str]()
    for place, (document, found) in enumerate(zip(documents, extractions, strict=True)):
        fates.update(["observation"] * len(found.observations))
        fates.update(str(row["reason"]) for row in found.unclaimed)
        fates.update(["tie"] * len(found.partnerships))
        sections.append(_section(document, found, f"d{place}", lang))
    style = "".join(
        template.joinpath(name).read_text(encoding="utf-8") for name in ("page.css", "review.css")
    )
    body = (
        f'<a class="skip" href="#main">{_say("skip", lang)}</a>\n<header><h1>{_say("title", lang)}</h1>'
        f"<p>{_say('help', lang)}</p>{_filters(fates, lang)}</header>\n"
        f'<main id="main">\n{"".join(sections)}</main>\n'
    )
    script = template.joinpath("review.js").read_text(encoding="utf-8")
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-Hans" if lang == "zh" else "en"}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'; '
        "script-src 'unsafe-inline'; font-src data:\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_say('title', lang)}: {escape(documents[0].title)}</title>\n<style>\n"
        '@font-face { font-family: "Noto Sans SC"; src: url(data:font/woff2;base64,'
        f'{subset(body)}) format("woff2"); }}\n{style}</style>\n</head>\n<body>\n{body}'
        f"<script>\n{script}</script>\n</body>\n</html>\n"
    )


def _say(key: str, lang: str) -> str:
    return _WORDS[key][LANGUAGES.index(lang)]


def _fate(key: str, lang: str) -> str:
    return _say(key, lang) if key in _WORDS else say(key, lang)


def _filters(fates: Counter[str], lang: str) -> str:
    ordered = sorted(fates, key=lambda f: (f != "observation", f != "tie", -fates[f], f))
    boxes = "".join(
        f'<label class="{fate}"><input type="checkbox" value="{fate}" checked> {escape(_fate(fate, lang))} {fates[fate]}</label>'
        for fate in ordered
    )
    return f"<fieldset><legend>{_say('filters', lang)}</legend>{boxes}</fieldset>"


def _section(document: Document, found: Extraction, prefix: str, lang: str) -> str:
    rows = sorted([*found.observations, *found.unclaimed], key=lambda r: (r["start"], r["end"]))
    marks = [_mark(row, f"{prefix}-r{n}", lang) for n, row in enumerate(rows)]
    ties = [
        _Mark(int(r["start"]), int(r["end"]), "tie", _tie_title(r, lang), f"{prefix}-t{n}")  # type: ignore[call-overload]
        for n, r in enumerate(found.partnerships)
    ]
    cited = ", ".join(filter(None, [document.publisher, document.published, document.area]))
    text = "".join(_marked(document.body, marks, ties))
    return (
        f'<section aria-labelledby="{prefix}"><h2 id="{prefix}">{escape(document.title)}</h2>'
        f'<p class="remark">{escape(cited)}</p><div class="pair"><div class="text" lang="zh-Hans">{text}</div>'
        f'<div class="side">{_table(rows, prefix, document, lang)}{_ties(found.partnerships, prefix, lang)}</div>'
        "</div></section>\n"
    )


def _mark(row: Row, target: str, lang: str) -> _Mark:
    fate = "observation" if "indicator" in row else str(row["reason"])
    title = indicator_name(row["indicator"], lang) if "indicator" in row else _fate(fate, lang)
    if "corrected: " in str(row.get("rule", "")):
        title += f" ({_fate('corrected', lang)})"
        fate += " corrected"
    return _Mark(int(row["start"]), int(row["end"]), fate, title, target)


def _tie_title(row: Row, lang: str) -> str:
    return f"{say(str(row['kind']), lang)}: {row['provider']} → {row['recipient']}"


def _marked(body: str, marks: list[_Mark], ties: list[_Mark]) -> Iterator[str]:
    """The body cut at every edge; figures are marks, ties are underlined pieces around them."""
    edges = sorted({0, len(body), *(e for m in [*marks, *ties] for e in (m.start, m.end))})
    by_start = {m.start: m for m in marks}
    inside: _Mark | None = None
    for start, end in zip(edges, edges[1:], strict=False):
        if inside is None and start in by_start:
            inside = by_start[start]
            yield (
                f'<mark class="{inside.fate}" id="{inside.row}-m" data-row="{inside.row}" data-fate="{inside.fate.split()[0]}" '
                f'tabindex="0" role="button" aria-label="{escape(body[inside.start : inside.end])}: {escape(inside.title)}" '
                f'title="{escape(inside.title)}">'
            )
        tied = [t for t in ties if t.start <= start and end <= t.end]
        piece = escape(body[start:end])
        yield f'<span class="tied" title="{escape(tied[0].title)}">{piece}</span>' if tied else piece
        if inside is not None and end == inside.end:
            inside = None
            yield "</mark>"


def _table(rows: list[Row], prefix: str, document: Document, lang: str) -> str:
    heads = "".join(f'<th scope="col">{h}</th>' for h in _say("columns", lang).split("|"))
    body = "".join(_table_row(row, f"{prefix}-r{n}", document, lang) for n, row in enumerate(rows))
    caption = _say("table", lang)
    return (
        f'<div class="table" tabindex="0" role="region" aria-label="{caption}"><table><caption>{caption}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _table_row(row: Row, target: str, document: Document, lang: str) -> str:
    printed = " ".join(document.body[row["start"] : row["end"]].split())
    claimed = "indicator" in row
    fate = "observation" if claimed else str(row["reason"])
    name = _fate(fate, lang)
    value = "" if row["value"] is None else f"{number(row['value'])} {row['unit']}".strip()
    cells = [name, value, "", "", "", ""]
    if claimed:
        breakdown = f" ({row['breakdown']})" if row["breakdown"] else ""
        measure = "" if row["measure"] == "level" else " · " + say(row["measure"], lang)
        status = "" if row["status"] == "actual" else " · " + say(row["status"], lang)
        cells = [
            indicator_name(row["indicator"], lang) + breakdown + measure + status,
            value,
            bounds(row, lang),
            period(row, lang),
            areas()[row["area_code"]].name if row["area_code"] else "",
            f"{row['rule']} · {document.place(row['start'])}{_repeated(row, lang)}",
        ]
    inner = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    link = f'<a href="#{target}-m">{escape(printed)}</a>'
    return f'<tr id="{target}" data-fate="{fate}"><th scope="row">{link}</th>{inner}</tr>'


def _repeated(row: Row, lang: str) -> str:
    """What a repeat says of itself: which telling it repeats."""
    return f" · {_say('repeat', lang)} {row['repeat_of']}" if row["repeat_of"] else ""


def _ties(rows: list[Row], prefix: str, lang: str) -> str:
    if not rows:
        return ""
    heads = "".join(f'<th scope="col">{h}</th>' for h in _say("tie_columns", lang).split("|"))
    body = "".join(
        f'<tr id="{prefix}-t{n}" data-fate="tie">'
        + "".join(
            f"<td>{escape(str(cell))}</td>"
            for cell in (
                row["date"] or "—", say(row["kind"], lang), row["provider"], row["recipient"], say(row["status"], lang)
            )
        )
        + "</tr>"
        for n, row in enumerate(rows)
    )  # fmt: skip
    caption = _say("ties", lang)
    return (
        f'<div class="table" tabindex="0" role="region" aria-label="{caption}"><table><caption>{caption}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )
