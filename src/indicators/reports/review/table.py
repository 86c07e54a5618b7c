"""The tables beside a document: every figure and what became of it, and its partnerships."""

from __future__ import annotations

from collections.abc import Iterable

from indicators.codebook import areas
from indicators.reports.labels import indicator_name, say, unit_name
from indicators.reports.review.view import Figure, Tie, View
from indicators.reports.review.words import chinese, place, rule_name, safe, word
from indicators.reports.wording import bounds, number, period


def figures_html(view: View, lang: str) -> str:
    """One row a figure, in the order of the text."""
    rows = (_row(view, figure, lang) for figure in view.figures)
    return framed(
        word("table", lang),
        word("columns", lang),
        rows,
        f"{view.prefix}-figures",
        view.document.title,
    )


def ties_html(view: View, lang: str) -> str:
    """One row a partnership; "" when there is none."""
    if not view.ties:
        return ""
    rows = (_tie(view, tie, lang) for tie in view.ties)
    return framed(
        word("ties", lang),
        word("tie_columns", lang),
        rows,
        f"{view.prefix}-ties",
        view.document.title,
    )


def framed(caption: str, columns: str, rows: Iterable[str], anchor: str, about: str = "") -> str:
    """A table with its caption, in a region that scrolls and has a name of its own."""
    heads = "".join(f'<th scope="col">{head}</th>' for head in columns.split("|"))
    label = safe(f"{caption}: {about}" if about else caption)
    return (
        f'<div class="table" id="{anchor}" tabindex="0" role="region" aria-label="{label}"><table>'
        f"<caption>{caption}</caption><thead><tr>{heads}</tr></thead>\n"
        f"<tbody>{''.join(rows)}</tbody></table></div>\n"
    )


def _row(view: View, figure: Figure, lang: str) -> str:
    row = figure.row
    printed = " ".join(view.document.body[row["start"] : row["end"]].split())
    flags = " ".join(sorted(figure.flags))
    indicator = f' data-i="{row["indicator"]}"' if figure.claimed else ""
    value = "" if row["value"] is None else f"{number(row['value'])} {unit_name(row['unit'], lang)}"
    cells = (
        _claimed_cells(view, figure, value.strip(), lang)
        if figure.claimed
        else _ledger_cells(view, figure, value.strip(), lang)
    )
    return (
        f'<tr id="{figure.anchor}" class="{figure.family}" data-f="{figure.fate}"{indicator}'
        f"{f' data-s={chr(34)}{flags}{chr(34)}' if flags else ''}>"
        f'<th scope="row"{chinese(lang)}><a href="#{figure.mark}">{safe(printed)}</a></th>{cells}</tr>\n'
    )


def _ledger_cells(view: View, figure: Figure, value: str, lang: str) -> str:
    where = place(view.place(figure.span[0]), lang)
    cells = (word(figure.fate, lang), value, "", "", "", where)
    return "".join(f"<td>{safe(cell)}</td>" for cell in cells)


def _claimed_cells(view: View, figure: Figure, value: str, lang: str) -> str:
    row = figure.row
    inherited = row["period_basis"] in ("inherited", "carried", "published")
    when = period(row, lang) + (f" ({say(row['period_basis'], lang)})" if inherited else "")
    return (
        f"<td>{_what(view, figure, lang)}</td><td>{safe(value)}</td>"
        f"<td>{safe(bounds(row, lang))}</td><td>{safe(when)}</td>"
        f"<td{chinese(lang)}>{safe(_about(figure))}</td><td>{_how(view, figure, lang)}</td>"
    )


def _what(view: View, figure: Figure, lang: str) -> str:
    """Indicator, class, measure and status, and the whole that it is a part of."""
    row = figure.row
    name = safe(indicator_name(row["indicator"], lang))
    if row["breakdown"]:
        name += f" <span{chinese(lang)}>({safe(row['breakdown'])})</span>"
    said = [say(row["measure"], lang)] if row["measure"] != "level" else []
    said += [word("target", lang)] if row["status"] == "target" else []
    tags = "".join(f' <span class="tag">{safe(tag)}</span>' for tag in said)
    return name + tags + _pointer(view, row["part_of"], "part", lang)


def _how(view: View, figure: Figure, lang: str) -> str:
    row = figure.row
    how = (rule_name(str(row["rule"]), lang), place(view.place(row["start"]), lang))
    pointer = _pointer(view, row["repeat_of"], "repeat", lang)
    clash = (
        f' <span class="tag">{word("conflict", lang)}</span>' if "conflict" in figure.flags else ""
    )
    return "<br>".join(map(safe, how)) + pointer + clash


def _pointer(view: View, observation_id: str, kind: str, lang: str) -> str:
    """A way to the row that this one repeats or is a part of."""
    other = view.by_id.get(observation_id)
    if other is None:
        return ""
    start, end = other.span
    printed = safe("".join(view.document.body[start:end].split()))
    return f' <a class="tag" href="#{other.anchor}">{word(kind, lang)} <span{chinese(lang)}>{printed}</span></a>'


def _about(figure: Figure) -> str:
    """The area, and the institution in it when the figure is that one's."""
    code, organisation = figure.row["area_code"], figure.row["organisation"]
    area = areas()[code].name if code else ""
    return " ".join(filter(None, [area, organisation]))


def _tie(view: View, tie: Tie, lang: str) -> str:
    row = tie.row
    tellings = str(row["evidence"]).split(" | ")
    count = f"{len(tellings)} × " if len(tellings) > 1 else ""
    told = "".join(f"<p>{safe(telling)}</p>" for telling in tellings)
    name = f"{word('tie_number', lang)}{tie.number}"
    where = place(view.place(tie.spans[0][0]), lang)
    return (
        f'<tr id="{tie.anchor}" class="bond" data-f="tie"><th scope="row"><a href="#{tie.anchor}-m">{name}</a></th>'
        f"<td>{safe(row['date'] or '—')}</td><td>{safe(say(row['kind'], lang))}</td>"
        f"<td{chinese(lang)}>{safe(row['provider'])}</td><td{chinese(lang)}>{safe(row['recipient'])}</td>"
        f"<td>{safe(say(row['status'], lang))}</td>"
        f"<td><details><summary>{count}{where}</summary><div{chinese(lang)}>{told}</div></details></td></tr>\n"
    )
