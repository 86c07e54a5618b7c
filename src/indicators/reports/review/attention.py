"""What needs a look before the rest: contradictions, decisions by people, unusable documents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from indicators.codebook import areas
from indicators.documents import DocumentError
from indicators.extraction.corrections import Correction
from indicators.reports.labels import indicator_name
from indicators.reports.review.conflicts import Conflict, conflicts
from indicators.reports.review.table import framed
from indicators.reports.review.view import Figure, View
from indicators.reports.review.words import chinese, safe, word
from indicators.reports.wording import period


def attention_html(views: Sequence[View], errors: Sequence[DocumentError], lang: str) -> str:
    """The section, or "" when nothing needs a look."""
    parts = _errors(errors, lang) + _conflicts(views, lang) + _decisions(views, lang)
    if not parts:
        return ""
    return (
        '<section class="attention" aria-labelledby="attention">'
        f'<h2 id="attention">{word("attention", lang)}</h2>{parts}</section>\n'
    )


def _errors(errors: Sequence[DocumentError], lang: str) -> str:
    if not errors:
        return ""
    lines = "".join(
        f"<li>{safe(f'{Path(e.path).name}: {e.what}; {e.way_out}')}</li>" for e in errors
    )
    return f"<h3>{word('unread', lang)}</h3><ul>{lines}</ul>"


def _conflicts(views: Sequence[View], lang: str) -> str:
    pairs = conflicts(list(views))
    if not pairs:
        return ""
    documents = {f.anchor: view for view in views for f in view.figures}
    rows = (_conflict(pair, documents, lang) for pair in pairs)
    return framed(word("conflict_table", lang), word("conflict_columns", lang), rows, "conflicts")


def _conflict(pair: Conflict, views: dict[str, View], lang: str) -> str:
    row = pair.first.row
    area = areas()[row["area_code"]].name if row["area_code"] else ""
    told = "".join(
        f"<td{chinese(lang)}>{_link(figure, views[figure.anchor])}<br>"
        f'<span class="remark">{safe(views[figure.anchor].document.title)}</span></td>'
        for figure in pair
    )
    return (
        f'<tr><th scope="row">{safe(indicator_name(row["indicator"], lang))}</th><td>{safe(period(row, lang))}</td>'
        f"<td{chinese(lang)}>{safe(area)}</td>{told}</tr>\n"
    )


def _link(figure: Figure, view: View) -> str:
    start, end = figure.span
    printed = "".join(view.document.body[start:end].split())
    return f'<a href="#{figure.anchor}">{safe(printed)}</a>'


def _decisions(views: Sequence[View], lang: str) -> str:
    rows = [_decision(view, decision, lang) for view in views for decision in view.decisions]
    if not rows:
        return ""
    return framed(word("decision_table", lang), word("decision_columns", lang), rows, "decisions")


def _decision(view: View, decision: Correction, lang: str) -> str:
    """A decision with a way to its figure, or the word that it no longer fits."""
    span = (decision.start, decision.end)
    figure = next((f for f in view.figures if f.span == span and "corrected" in f.flags), None)
    shown = f"<span{chinese(lang)}>{safe(decision.text)}</span>"
    first = f'<a href="#{figure.anchor}">{shown}</a>' if figure else shown
    field = word(decision.field, lang)
    cells = (field, decision.value, decision.reason, word("fits" if figure else "no_fit", lang))
    return (
        f'<tr><th scope="row">{first}</th>'
        + "".join(f"<td>{safe(c)}</td>" for c in cells)
        + "</tr>\n"
    )
