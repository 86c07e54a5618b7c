"""The tables of the ten years; every figure leads to its sentence, every sentence to its source."""

from __future__ import annotations

from typing import Any

from indicators.codebook import indicators
from indicators.reports.decade.data import Decade
from indicators.reports.decade.words import (
    judged,
    measured,
    per_year,
    place_name,
    told,
)
from indicators.reports.evidence import sign
from indicators.reports.labels import domain, indicator_name, say
from indicators.reports.show import Link, Row, Shown, remark, table
from indicators.reports.subject import anchor
from indicators.reports.wording import amount, bounds, number


def trends_table(decade: Decade) -> Shown:
    """Every series: first and last figure, change a year, test and verdict."""
    heads = decade.pick(
        "指标|点数|首年|首年数值|末年|末年数值|每年变化（95%区间）|曼–肯德尔p|判断",
        "Indicator|Points|First year|First|Last year|Last|Change a year (95% interval)|"
        "Mann–Kendall p|Verdict",
    )
    rows = []
    for row in decade.trends:
        figures = decade.of(row)
        first, last = figures.iloc[0], figures.iloc[-1]
        cells = [
            indicator_name(row["indicator"], decade.lang), int(row["n"]),
            int(first["year"]), _figure(decade, first), int(last["year"]), _figure(decade, last),
            per_year(decade, row), _p(row["mk_p"]), judged(decade, row),
        ]  # fmt: skip
        rows.append(Row(cells, group=domain(indicators()[row["indicator"]].domain, decade.lang)))
    caption = decade.pick(
        f"全国序列的趋势，{decade.first}—{decade.last}年",
        f"Trends of the nation's series, {decade.first}–{decade.last}",
    )
    note = decade.credit(decade.window["observation_id"])
    return table(heads.split("|"), rows, "trends-table", caption, note)


def _figure(decade: Decade, point: Any) -> Link:
    words = amount(point["value"], decade.lang) + sign(point, decade.lang)
    return Link(words, "#" + anchor(point["observation_id"]), point["value"])


def _p(p: float) -> str:
    if p != p:
        return ""
    return f"{p:.4f}" if p >= 0.0001 else "<0.0001"


def yearly_table(decade: Decade) -> Shown:
    """Change on the year before in percent with bounds, a row a series, a column a year."""
    years = list(range(decade.first + 1, decade.last + 1))
    found = {(row["indicator"], row["year"]): row for row in decade.yearly}
    points = decade.window[["indicator", "year", "observation_id"]].itertuples(index=False)
    ids = {(name, year): key for name, year, key in points}
    heads = [decade.pick("指标", "Indicator"), *map(str, years)]
    rows = [
        Row([indicator_name(row["indicator"], decade.lang),
             *(_percent(decade, found.get((row["indicator"], year)), ids) for year in years)])
        for row in decade.trends
    ]  # fmt: skip
    caption = decade.pick(
        "比上年变化（%，方括号内为印出的数所允许的范围；?为不能断定升降）",
        "Change on the year before (%, in brackets what the printed figures allow; "
        "? where rise or fall is open)",
    )
    return table(heads, rows, "yearly-table", caption, decade.credit(ids.values()))


def _percent(
    decade: Decade, row: dict[str, Any] | None, ids: dict[tuple[str, int], str]
) -> Link | str:
    """A change with its bounds, leading to the later of its two figures."""
    if row is None or row["percent"] != row["percent"]:
        return ""
    low, high = (_one(row[name]) for name in ("percent_low", "percent_high"))
    span = f" [{low}, {high}]" if low != high else ""
    words = _one(row["percent"]) + span + ("?" if row["direction"] == "unsure" else "")
    return Link(words, "#" + anchor(ids[row["indicator"], row["year"]]), row["percent"])


def _one(value: float) -> str:
    if value != value:
        return ""
    digits = 1 if value == 0 or abs(value) >= 0.05 else 2
    return f"{value:+.{digits}f}".replace("-", "−")


def places_table(decade: Decade) -> Shown:
    """Every figure of a place beside the nation's, with the year the nation reached it."""
    if not decade.beside:
        return remark(decade.pick("没有可比的数字。", "No figure compares."))
    heads = decade.pick(
        "地方|指标|年份|数值|全国年份|全国|判断|全国何时达到",
        "Place|Indicator|Year|Figure|Year, nation|Nation|Verdict|Nation reached it",
    )
    rows = []
    for row in decade.beside:
        cells = [
            place_name(decade, row["area_code"]), decade.label(row), int(row["year"]),
            Link(number(row["value"]) + sign(row, decade.lang), "#" + anchor(row["id"]), row["value"]),
            int(row["benchmark_year"]),
            Link(number(row["benchmark"]) + sign(row, decade.lang),
                 "#" + anchor(row["benchmark_id"]), row["benchmark"]),
            say(row["verdict"], decade.lang), reached(decade, row),
        ]  # fmt: skip
        group = decade.pick("本地及所属", "This place and what contains it")
        rows.append(
            Row(cells, group=group if row["own"] else decade.pick("其他地方", "Other places"))
        )
    caption = decade.pick("各地的数字与全国", "Figures of places against the nation's")
    note = decade.credit(row[key] for row in decade.beside for key in ("id", "benchmark_id"))
    return table(heads.split("|"), rows, "places-table", caption, note)


def reached(decade: Decade, row: dict[str, Any]) -> str:
    """The first later year in which the nation was as good as a better place had been."""
    if row["verdict"] != "better" or row["measure"] != "level":
        return ""
    line = decade.national[decade.national["indicator"] == row["indicator"]].sort_values("year")
    line = line[line["year"] > row["year"]]
    more = indicators()[row["indicator"]].polarity == "higher_better"
    good = line["value"] >= row["value"] if more else line["value"] <= row["value"]
    years = line[good]["year"]
    if len(years):
        return str(int(years.iloc[0]))
    if line.empty:
        return ""
    last = int(line["year"].iloc[-1])
    return decade.pick(f"至{last}年尚未", f"not by {last}")


def targets_table(decade: Decade) -> Shown:
    """Targets of the nation and of the area against what was reached."""
    if not decade.promised:
        return remark(decade.pick("资料中没有目标。", "The sources state no target."))
    heads = decade.pick(
        "指标|地方|期限|目标|最近的数|截至|目前|判断|说明",
        "Indicator|Place|Deadline|Target|Last figure|As of|So far|Verdict|Note",
    )
    rows = []
    for row in decade.promised:
        limit = "≤" if row["needed"] == "at_most" else "≥"
        target = f"{limit} {measured(decade, row['target'], row, 6)}"
        last: Any = ""
        if row["reached"] == row["reached"] and row["reached"] is not None:
            words = measured(decade, row["reached"], row, 6)
            last = Link(words, "#" + anchor(row["reached_id"]), row["reached"])
        deadline = row["deadline"] if isinstance(row["deadline"], str) else ""
        when = row["reached_at"] if isinstance(row["reached_at"], str) else ""
        cells = [
            indicator_name(row["indicator"], decade.lang), place_name(decade, row["area_code"]),
            deadline[:4], Link(target, "#" + anchor(row["target_id"])), last, when[:4],
            told(decade, row["so_far"]) or say(str(row["so_far"]), decade.lang) * (row["so_far"] == "unsure"),
            told(decade, row["verdict"]), told(decade, row["reason"]),
        ]  # fmt: skip
        rows.append(Row(cells))
    caption = decade.pick("目标与实际", "Targets against what was reached")
    note = decade.credit(row[key] for row in decade.promised for key in ("target_id", "reached_id"))
    return table(heads.split("|"), rows, "targets-table", caption, note)


def checks_table(decade: Decade) -> Shown:
    """Figures that cannot both be right."""
    wrong = decade.checks[decade.checks["verdict"] == "contradicts"].to_dict("records")
    if not wrong:
        return remark(decade.pick("核对没有发现不符。", "No check found a contradiction."))
    heads = decade.pick(
        "指标|年份|公布|资料|由其他数得|资料|相差",
        "Indicator|Year|Stated|Source|By the others|Source|Difference",
    )
    rows = []
    for row in sorted(wrong, key=lambda r: (r["check"], r["indicator"], r["period_end"])):
        cells = [
            indicator_name(row["indicator"], decade.lang), row["period_end"][:4],
            measured(decade, row["stated"], row, 8), _source(decade, row, "first"),
            measured(decade, row["computed"], row, 4 if row["check"] != "telling" else 8),
            _source(decade, row, "second"), _difference(row),
        ]  # fmt: skip
        rows.append(Row(cells, group=told(decade, row["check"])))
    caption = decade.pick("互相不符的数字", "Figures that contradict each other")
    note = decade.credit(
        row[f"{role}_id"] for row in wrong for role in ("first", "second", "third")
    )
    return table(heads.split("|"), rows, "checks-table", caption, note)


def _source(decade: Decade, row: dict[str, Any], role: str) -> Link:
    """The number of a figure's source, leading to the figure."""
    number = decade.source_numbers[row[f"{role}_source"]]
    return Link(f"[{number}]", "#" + anchor(row[f"{role}_id"]))


def _difference(row: dict[str, Any]) -> str:
    """How far the two lie apart: in points of growth, else in percent."""
    if row["check"] == "growth":
        return f"{abs(row['stated'] - row['computed']):.2g}"
    return f"{abs(row['stated'] / row['computed'] - 1) * 100:.2g}%"
