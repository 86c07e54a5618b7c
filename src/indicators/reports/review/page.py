"""The frame of the review page: legend and filters, what needs a look, one section a document."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Sequence
from importlib.resources import files

from indicators.codebook import areas
from indicators.documents import DocumentError
from indicators.reports.fonts import subset
from indicators.reports.labels import indicator_name
from indicators.reports.review.attention import attention_html
from indicators.reports.review.table import figures_html, ties_html
from indicators.reports.review.text import text_html
from indicators.reports.review.view import OPEN, Figure, View
from indicators.reports.review.words import chinese, safe, word

_SYMBOLS = "=≠※◎"  # drawn by the style sheet, so they must be in the font


def page(views: Sequence[View], errors: Sequence[DocumentError], lang: str) -> str:
    """The page as text: style, font and script inside, nothing fetched, nothing else allowed to run."""
    template = files("indicators.reports").joinpath("template")
    styles = [template.joinpath(name).read_text("utf-8") for name in ("page.css", "review.css")]
    script = template.joinpath("review.js").read_text("utf-8")
    body = _body(views, errors, lang)
    font = subset(body + _SYMBOLS)
    style = (
        '\n@font-face { font-family: "Noto Sans SC"; src: url(data:font/woff2;base64,'
        f'{font}) format("woff2"); }}\n{"".join(styles)}'
    )
    policy = (
        f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; "
        "font-src data:; base-uri 'none'; form-action 'none'"
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-Hans" if lang == "zh" else "en"}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{word('title', lang)}: {safe(views[0].document.title)}</title>\n"
        f"<style>{style}</style>\n</head>\n<body>\n{body}<script>{script}</script>\n</body>\n</html>\n"
    )


def _digest(text: str) -> str:
    """The hash by which a content security policy knows a style or script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _body(views: Sequence[View], errors: Sequence[DocumentError], lang: str) -> str:
    sections = "".join(_section(view, lang) for view in views)
    return (
        f'<a class="skip" href="#main">{word("skip", lang)}</a>\n'
        f"<header><h1>{word('title', lang)}</h1><p>{_summary(views, lang)}</p>{_contents(views, lang)}"
        f'</header>\n<main id="main">\n{_filters(views, lang)}{attention_html(views, errors, lang)}'
        f'{sections}</main>\n<div id="card" role="region" aria-label="{word("observation", lang)}" '
        f'data-close="{word("close", lang)}" data-row="{word("to_row", lang)}" hidden></div>\n'
    )


def _summary(views: Sequence[View], lang: str) -> str:
    """What was read in one sentence."""
    figures = [figure for view in views for figure in view.figures]
    claimed = sum(figure.claimed for figure in figures)
    unread = sum(figure.family == "open" for figure in figures)
    ties = sum(len(view.ties) for view in views)
    rest = len(figures) - claimed - unread
    if lang == "zh":
        return (
            f"{len(views)} 份文件，{len(figures)} 个数：{claimed} 个归入指标，{unread} 个没有对应的指标，"
            f"{rest} 个是日期、序数、名称等；{ties} 项合作关系。"
        )
    return (
        f"{len(views)} document(s), {len(figures)} figures: {claimed} belong to an indicator, {unread} to none, "
        f"{rest} are dates, ordinals, names and the like; {ties} partnership(s)."
    )


def _contents(views: Sequence[View], lang: str) -> str:
    if len(views) < 2:
        return ""
    items = "".join(
        f'<li><a href="#{view.prefix}"{chinese(lang)}>{safe(view.document.title)}</a> '
        f"{sum(f.claimed for f in view.figures)}/{len(view.figures)}</li>"
        for view in views
    )
    return f'<nav aria-label="{word("documents", lang)}"><ol>{items}</ol></nav>'


def _filters(views: Sequence[View], lang: str) -> str:
    figures = [figure for view in views for figure in view.figures]
    return (
        f'<details class="filters" open><summary>{word("filters", lang)}</summary>'
        f"<form><fieldset><legend>{word('fates', lang)}</legend>{_boxes(figures, views, lang)}"
        f'<span class="choose"><button type="button" value="all">{word("show_all", lang)}</button> '
        f'<button type="button" value="none">{word("show_none", lang)}</button></span></fieldset>'
        f"{_choices(figures, lang)}"
        f'<output data-word="{word("shown", lang)}"></output></form>'
        f'<p class="remark">{word("help", lang)}</p></details>\n'
    )


def _boxes(figures: Sequence[Figure], views: Sequence[View], lang: str) -> str:
    """A box for each fate, loudest first; its label is drawn as the figures are."""
    fates = Counter(figure.fate for figure in figures)
    ordered = sorted(fates, key=lambda f: (f != "observation", f not in OPEN, -fates[f], f))
    family = {figure.fate: figure.family for figure in figures}
    boxes = [_box(f, f"m {family[f]} {f}", fates[f], lang) for f in ordered]
    ties = sum(len(view.ties) for view in views)
    if ties:
        boxes.insert(1 if fates["observation"] else 0, _box("tie", "tied", ties, lang))
    return "".join(boxes)


def _box(fate: str, kinds: str, count: int, lang: str) -> str:
    return (
        f'<label><input type="checkbox" value="{fate}" checked> '
        f'<span class="{kinds}">{safe(word(fate, lang))}</span> {count}</label>'
    )


def _choices(figures: Sequence[Figure], lang: str) -> str:
    """Which indicator, and only what is a target, repeated, corrected or contradicted."""
    names = Counter(figure.row["indicator"] for figure in figures if figure.claimed)
    flags = Counter(flag for figure in figures for flag in figure.flags)
    known = [(key, indicator_name(key, lang), names[key]) for key in sorted(names)]
    options = "".join(f'<option value="{k}">{safe(n)} ({c})</option>' for k, n, c in known)
    plural = {
        "target": "targets",
        "repeat": "repeats",
        "corrected": "decisions",
        "conflict": "conflicts",
    }
    only = "".join(
        f'<option value="{flag}">{word(plural[flag], lang)} ({flags[flag]})</option>'
        for flag in plural
        if flags[flag]
    )
    return (
        f'<label>{word("observation", lang)} <select name="indicator"><option value="">{word("all_indicators", lang)}'
        f"</option>{options}</select></label>"
        f'<label>{word("only", lang)} <select name="only"><option value="">{word("everything", lang)}</option>'
        f"{only}</select></label>"
    )


def _section(view: View, lang: str) -> str:
    document, prefix = view.document, view.prefix
    area = areas().get(document.area_code)
    about = f"{area.name} ({area.code})" if area else document.area
    cited = " · ".join(filter(None, [document.publisher, document.published, about]))
    noted = " · ".join(filter(None, [document.url, document.note]))
    return (
        f'<section aria-labelledby="{prefix}"><h2 id="{prefix}"{chinese(lang)}>{safe(document.title)}</h2>'
        f'<p class="remark cited"><span{chinese(lang)}>{safe(cited)}</span> {safe(noted)}</p>'
        f'<p class="jump"><a href="#{prefix}-figures">{word("to_table", lang)}</a></p>'
        f'<div class="pair"><div class="text" lang="zh-Hans">{text_html(view, lang)}</div>'
        f'<div class="side">{figures_html(view, lang)}{ties_html(view, lang)}</div></div></section>\n'
    )
