"""Where every number of a page comes from: its sentence, and the sentence's source."""

from __future__ import annotations

from typing import Any

from indicators.codebook import indicators
from indicators.reports.labels import domain, say, unit_name
from indicators.reports.show import Amount, Link, Quote, Row, Shown, remark, table
from indicators.reports.subject import Subject, anchor
from indicators.reports.wording import amount, bounds, period, printed


def figures_table(subject: Subject) -> Shown:
    """Every figure of the page: as printed, with bounds, measure, period, its sentence and source."""
    if not subject.evidence:
        return remark(subject.pick("没有数字。", "There are no figures."))
    several = len({row["area_code"] for row in subject.evidence}) > 1
    heads = subject.pick(
        "指标|编号|原文写法|数值与界限|口径|时期|原句|资料",
        "Indicator|No.|As printed|Value and bounds|Measure|Period|Sentence|Source",
    )
    rows = [_figure_row(subject, row, several) for row in subject.evidence]
    return table(heads.split("|"), rows, "figures-table", subject.pick("全部数字", "All figures"))


def _figure_row(subject: Subject, row: dict[str, Any], several: bool) -> Row:
    text, start, end = printed(row)
    measure = say(row["measure"], subject.lang)
    if row["status"] == "target":
        measure += f" ({say('target', subject.lang)})"
    when = period(row, subject.lang)
    if row["period_basis"] not in ("stated", "unknown"):
        when += f" ({say(row['period_basis'], subject.lang)})"
    name = subject.label({**row, "measure": "level"})
    if several and not (subject.area and subject.is_own(row)):
        name += f" · {subject.place(row['area_code'])}"
    cells = [
        name, subject.numbers[row["observation_id"]], Quote(text) if text else "",
        Amount(value_words(subject, row), row["value"]), measure, when,
        Quote(row["evidence"], start, end), subject.source_link(row),
    ]  # fmt: skip
    group = domain(indicators()[row["indicator"]].domain, subject.lang)
    return Row(cells, anchor(row["observation_id"]), group)


def value_words(subject: Subject, row: dict[str, Any]) -> str:
    """A value as its bounds allow it, with its unit; a rank with its pool."""
    if row["measure"] == "rank":
        pool = subject.pool(row)
        return f"{row['value']:g}" + (f" ({pool})" if pool else "")
    within = bounds(row, subject.lang)
    value = (within or amount(row["value"], subject.lang)) + sign(row, subject.lang)
    return value + (f" ({say(row['qualifier'], subject.lang)})" if within else "")


_SAID = {
    "more_than": "more than ", "at_least": "at least ", "nearly": "nearly ", "up_to": "up to ",
    "approx": "about ",
}  # fmt: skip


def said(subject: Subject, row: dict[str, Any]) -> str:
    """A value as a sentence says it: in Chinese as printed, in English with its qualifier."""
    text, *_ = printed(row)
    if subject.lang == "zh" and text:
        return text
    if row["qualifier"] == "range":
        return bounds(row, subject.lang) + sign(row, subject.lang)
    before = subject.pick("", _SAID.get(row["qualifier"], ""))
    return before + amount(row["value"], subject.lang) + sign(row, subject.lang)


def sign(row: dict[str, Any], lang: str) -> str:
    """The unit behind a number: %, or a word behind a blank."""
    unit = unit_name(row["unit"], lang)
    if lang == "zh":  # 20.1/10万, not 20.11/10万
        return unit.removeprefix("1") if unit.startswith("1/") else unit
    return unit if unit in ("%", "‰") else f" {unit}".rstrip()


def ties_table(subject: Subject) -> Shown:
    """Who supports whom, since when."""
    if not subject.ties:
        return remark(
            subject.pick(
                "资料中没有写明双方的合作。",
                "The sources name no partnership with both its parties.",
            )
        )
    heads = subject.pick(
        "日期|编号|方式|支持方|受援方|状态|原句|资料",
        "Date|No.|Kind|Provider|Recipient|Status|Sentence|Source",
    )
    rows = [_tie_row(subject, row) for row in subject.ties]
    caption = subject.pick("合作关系", "Partnerships")
    return table(heads.split("|"), rows, "partnerships-table", caption)


def _tie_row(subject: Subject, row: dict[str, Any]) -> Row:
    cells = [
        row["date"] if isinstance(row["date"], str) else say("unknown", subject.lang),
        subject.numbers[row["partnership_id"]], say(row["kind"], subject.lang),
        Quote(row["provider"]), Quote(row["recipient"]), say(row["status"], subject.lang),
        Quote(row["evidence"]), subject.source_link(row),
    ]  # fmt: skip
    return Row(cells, anchor(row["partnership_id"]))


def sources_table(subject: Subject) -> Shown:
    """Where everything comes from."""
    heads = subject.pick("编号|题名|出版者|日期|说明", "No.|Title|Publisher|Date|Note")
    rows = []
    for source in subject.sources:
        title: Any = Quote(source["title"])
        if isinstance(source["url"], str) and source["url"]:
            title = Link(source["title"], source["url"])
        number = f"[{subject.source_numbers[source['source_id']]}]"
        cells = [number, title, source["publisher"], source["published"], source["note"]]
        rows.append(Row(cells, f"source-{source['source_id']}"))
    return table(heads.split("|"), rows, "sources-table", subject.pick("资料", "Sources"))
