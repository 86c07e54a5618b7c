"""What is known of one area: the tables, findings and figures of the county profile."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from indicators import charts
from indicators.codebook import areas, indicators
from indicators.codebook.places import NATION, current
from indicators.reports.errors import ReportError
from indicators.reports.labels import (
    area_name,
    bounds,
    domain,
    indicator_name,
    number,
    period,
    say,
    unit_name,
)
from indicators.reports.show import Link, Shown, figure, finding, table
from indicators.tables import Tables
from indicators.trends import against, implied_earlier

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Profile:
    """An area's rows of the tables, and how to show them in one language."""

    tables: Tables
    area: str
    lang: str

    def __post_init__(self) -> None:
        if self.lang not in ("zh", "en"):
            raise ReportError(f"lang is '{self.lang}'; use zh or en")
        if self.own.empty:
            known = self.tables.observations["area_code"].dropna().unique()
            listed = ", ".join(f"{c} {areas()[c].name}" for c in sorted(known) if c != NATION)
            raise ReportError(f"nothing is known of area '{self.area}'; areas with figures: {listed}")

    def _say(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en

    @property
    def name(self) -> str:
        """The area's name."""
        return area_name(self.area, self.lang)

    @property
    def own(self) -> pd.DataFrame:
        """The area's observations, those under a former code included, in the codebook's order."""
        rows = self.tables.observations
        codes = {c for c in rows["area_code"].dropna().unique() if current(c) == current(self.area)}
        order = {name: place for place, name in enumerate(indicators())}
        mine = rows[rows["area_code"].isin(codes)]
        return mine.assign(order=mine["indicator"].map(order)).sort_values(["order", "source_id", "start"])

    @property
    def sources(self) -> pd.DataFrame:
        """The sources of the area's observations."""
        used = self.own["source_id"].unique()
        return self.tables.sources[self.tables.sources["source_id"].isin(used)]

    def headline(self) -> Shown:
        """The place this edition is about."""
        return Shown(f'<p class="place">{escape(self.name)}</p>')

    def summary(self) -> Shown:
        """How many figures of how many indicators, how exact, from how many sources."""
        rows = self.own
        exact = int((rows["qualifier"] == "exact").sum())
        counts = (len(rows), rows["indicator"].nunique(), len(self.sources), exact, len(rows) - exact)
        return finding(
            self._say(
                "已知{0}个数字，涉及{1}项指标，来自{2}份资料；其中{3}个是确数，{4}个带有余、近、以上或四舍五入。",
                "{0} figures of {1} indicators are known, from {2} source(s); {3} are exact, {4} are rounded or "
                "qualified (余, 近, 以上).",
            ).format(*counts)
        )

    def figures(self) -> Shown:
        """Every figure: indicator, measure, value, bounds, period, and a link to its evidence."""
        import pandas as pd

        heads = self._say("指标|口径|数值|单位|界限|时期|证据", "Indicator|Measure|Value|Unit|Bounds|Period|Evidence")
        rows = [self._figure_row(row) for row in self.own.to_dict("records")]
        return table(pd.DataFrame(rows, columns=heads.split("|")), "figures", self._say("全部数字", "All figures"))

    def _figure_row(self, row: dict[str, Any]) -> list[Any]:
        name = indicator_name(row["indicator"], self.lang)
        if isinstance(row["breakdown"], str):
            name += f" ({row['breakdown']})"
        measure = say(row["measure"], self.lang)
        if row["status"] == "target":
            measure += f" ({say('target', self.lang)})"
        rank = row["measure"] == "rank" and isinstance(row["rank_pool"], str)
        unit = row["rank_pool"] if rank else unit_name(row["unit"], self.lang)
        link = Link(self._say("原句", "sentence"), _anchor(row["observation_id"]))
        return [name, measure, number(row["value"]), unit, bounds(row, self.lang), period(row, self.lang), link]

    def exactness(self) -> Shown:
        """The figures that are not exact, and how much each leaves open."""
        rows = self.own[(self.own["qualifier"] != "exact") & (self.own["value"] != 0)]
        if rows.empty:
            return finding(self._say("所有数字都是确数。", "All figures are exact."))
        wide = rows.assign(span=(rows["value_high"] - rows["value_low"]) / rows["value"].abs())
        wide = wide.sort_values(["span", "order", "start"], ascending=[False, True, True], na_position="first").head(15)
        frame = wide.assign(label=[self._label(r) for r in wide.to_dict("records")])
        opens = int(rows[["value_low", "value_high"]].isna().any(axis=1).sum())
        title = self._say(
            f"{len(rows)}个数字不是确数，{opens}个有一端不封口",
            f"{len(rows)} figures are not exact, {opens} have an open end",
        )
        axis = self._say("与印出数值之差（%）", "Difference from the printed value (%)")
        alt = title + self._say("。最宽的是：", ". The widest: ") + "; ".join(
            f"{self._named(r)} {bounds(r, self.lang)}" for r in frame.head(3).to_dict("records")
        )
        chart = charts.exactness(frame[["label", "value", "value_low", "value_high"]], title, axis)
        return figure(chart, "exactness", alt)

    def _named(self, row: dict[str, Any]) -> str:
        """The indicator with its measure, unless that is a plain level."""
        measure = "" if row["measure"] == "level" else " " + say(row["measure"], self.lang)
        return indicator_name(row["indicator"], self.lang) + measure

    def _label(self, row: dict[str, Any]) -> str:
        """The same in lines short enough for a chart."""
        return _wrapped(self._named(row), 14 if self.lang == "zh" else 26)

    def exactness_table(self) -> Shown:
        """The same as a table."""
        import pandas as pd

        rows = self.own[(self.own["qualifier"] != "exact") & (self.own["value"] != 0)]
        heads = self._say("指标|数值|界限|说法", "Indicator|Value|Bounds|Wording")
        cells = [
            [self._named(r), f"{number(r['value'])} {unit_name(r['unit'], self.lang)}".strip(), bounds(r, self.lang),
             say(r["qualifier"], self.lang)]
            for r in rows.to_dict("records")
        ]  # fmt: skip
        return table(pd.DataFrame(cells, columns=heads.split("|")), "exactness-table", self._say("界限", "Bounds"))

    @property
    def compared(self) -> pd.DataFrame:
        """The area's rates and growth beside the nation's."""
        return against(self.tables.observations, self.area)

    def benchmark(self) -> Shown:
        """Growth and rates in percent, the area beside the nation."""
        rows = self.compared
        rows = rows[rows["unit"].isin(["%", "百分点"])]
        if rows.empty:
            return finding(self._say("没有可与全国相比的百分数。", "No percentage can be compared with the nation."))
        frame = rows.assign(label=[self._label(r) for r in rows.to_dict("records")])
        first = frame.to_dict("records")[0]
        title = self._say(
            f"{self._named(first)}：本地{first['value']:g}%，全国{first['benchmark']:g}%（{say(first['verdict'], 'zh')}）",
            f"{self._named(first)}: here {first['value']:g}%, nation {first['benchmark']:g}% ({say(first['verdict'], 'en')})",
        )
        names = (self.name, self._say("全国", "Nation"))
        chart = charts.benchmark(frame, title, names, "%")
        alt = "; ".join(
            f"{self._named(r)}: {r['value']:g} ({r['year']}), {names[1]} {r['benchmark']:g} ({r['benchmark_year']})"
            for r in frame.to_dict("records")
        )
        return figure(chart, "benchmark", title + ". " + alt)

    def benchmark_table(self) -> Shown:
        """Every comparison with its years, bounds and verdict."""
        import pandas as pd

        rows = self.compared
        if rows.empty:
            return finding(self._say("表中没有可比的全国数字。", "The tables hold no national figure to compare with."))
        heads = self._say(
            "指标|本地|年份|全国|年份 |判断|本地原句|全国原句",
            "Indicator|Here|Year|Nation|Year |Verdict|Sentence here|Sentence, nation",
        )
        word = self._say("原句", "sentence")
        cells = [
            [self._named(r), number(r["value"]) + _percent(r), r["year"], number(r["benchmark"]) + _percent(r),
             r["benchmark_year"], say(r["verdict"], self.lang), Link(word, _anchor(r["id"])),
             Link(word, _anchor(r["benchmark_id"]))]
            for r in rows.to_dict("records")
        ]  # fmt: skip
        return table(pd.DataFrame(cells, columns=heads.split("|")), "benchmark-table", self._say("与全国相比", "Against the nation"))

    @property
    def earlier_levels(self) -> pd.DataFrame:
        """Earlier levels that growth implies; derived."""
        rows = implied_earlier(self.own.drop(columns="order"))
        return rows[rows["value"] > 0]

    def earlier(self) -> Shown:
        """The first level with published growth, and the earlier level it implies."""
        rows = self.earlier_levels.to_dict("records")
        if not rows:
            return finding(self._say("没有同时公布水平和增长率的指标。", "No level is published with its growth."))
        row = rows[0]
        level = self.own.set_index("observation_id").loc[row["level_id"]].to_dict()
        name, unit = indicator_name(row["indicator"], self.lang), unit_name(row["unit"], self.lang)
        title = self._say(
            f"{name}：由增长率推算，上年约{number(round(row['value_low'] or row['value']))}–"
            f"{number(round(row['value_high'] or row['value']))}{unit}",
            f"{name}: growth implies {number(round(row['value_low'] or row['value']))}–"
            f"{number(round(row['value_high'] or row['value']))} {unit} a year before",
        )
        points = [
            (period(row, self.lang) + self._say("（推算）", " (derived)"), row["value"], row["value_low"], row["value_high"]),
            (period(level, self.lang), level["value"], _open(level["value_low"]), _open(level["value_high"])),
        ]
        return figure(charts.earlier(points, title, unit), "earlier", title)

    def earlier_table(self) -> Shown:
        """All implied earlier levels."""
        import pandas as pd

        heads = self._say("指标|推算值|下限|上限|单位|时期|水平原句|增长原句", "Indicator|Derived value|Low|High|Unit|Period|Level|Growth")
        word = self._say("原句", "sentence")
        cells = [
            [indicator_name(r["indicator"], self.lang), number(round(r["value"], 2)), number(_rounded(r["value_low"])),
             number(_rounded(r["value_high"])), unit_name(r["unit"], self.lang), period(r, self.lang),
             Link(word, _anchor(r["level_id"])), Link(word, _anchor(r["growth_id"]))]
            for r in self.earlier_levels.to_dict("records")
        ]  # fmt: skip
        return table(pd.DataFrame(cells, columns=heads.split("|")), "earlier-table", self._say("推算的上年水平", "Implied earlier levels"))

    def parts(self) -> Shown:
        """The whole with most published parts, divided."""
        found = self._whole()
        if found is None:
            return finding(self._say("没有“其中”的分解。", "No figure is broken down into parts."))
        whole, pieces = found
        name = indicator_name(whole["indicator"], self.lang)
        unit = unit_name(whole["unit"], self.lang)
        labels = [(_wrapped(indicator_name(p["indicator"], self.lang), 10 if self.lang == "zh" else 18), p["value"]) for p in pieces]
        shown = sum(p["value"] for p in pieces)
        title = self._say(
            f"{name}{number(whole['value'])}{unit}，其中{len(pieces)}类写明，合计{number(shown)}（{shown / whole['value']:.0%}）",
            f"{name}: {number(whole['value'])} {unit}, of which {number(shown)} ({shown / whole['value']:.0%}) in {len(pieces)} named parts",
        )
        rest = self._say("其余", "rest")
        return figure(charts.parts(whole["value"], labels, rest, title, unit), "parts", title)

    def parts_table(self) -> Shown:
        """Wholes and their parts."""
        import pandas as pd

        rows = self.own.set_index("observation_id")
        heads = self._say("整体|数值|部分|数值 |单位", "Whole|Value|Part|Value |Unit")
        cells = [
            [self._named(rows.loc[p["part_of"]].to_dict()), number(rows.loc[p["part_of"]]["value"]), self._named(p),
             number(p["value"]), unit_name(p["unit"], self.lang)]
            for p in self.own.to_dict("records")
            if isinstance(p["part_of"], str) and p["part_of"] in rows.index
        ]  # fmt: skip
        return table(pd.DataFrame(cells, columns=heads.split("|")), "parts-table", self._say("整体与部分", "Wholes and parts"))

    def _whole(self) -> tuple[dict[str, Any], list[dict[str, Any]]] | None:
        rows = {r["observation_id"]: r for r in self.own.to_dict("records")}
        groups: dict[str, list[dict[str, Any]]] = {}
        for row in rows.values():
            whole = rows.get(row["part_of"]) if isinstance(row["part_of"], str) else None
            if whole and whole["unit"] == row["unit"] and row["measure"] == "level":
                groups.setdefault(whole["observation_id"], []).append(row)
        fitting = {w: p for w, p in groups.items() if sum(r["value"] for r in p) <= rows[w]["value"]}
        if not fitting:
            return None
        best = max(sorted(fitting), key=lambda w: len(fitting[w]))
        return rows[best], sorted(fitting[best], key=lambda r: r["start"])

    def partnerships(self) -> Shown:
        """Who supports whom in the area, since when."""
        import pandas as pd

        rows = self.tables.partnerships
        mine = rows[[isinstance(c, str) and current(c) == current(self.area) for c in rows["area_code"]]]
        if mine.empty:
            return finding(self._say("资料中没有本地的合作关系。", "The sources tell of no partnership here."))
        heads = self._say("日期|方式|支持方|受援方|状态", "Date|Kind|Provider|Recipient|Status")
        cells = [
            [r["date"] if isinstance(r["date"], str) else "—", say(r["kind"], self.lang), r["provider"], r["recipient"], say(r["status"], self.lang)]
            for r in mine.to_dict("records")
        ]
        return table(pd.DataFrame(cells, columns=heads.split("|")), "partnerships", self._say("合作关系", "Partnerships"))

    def unread(self) -> Shown:
        """What the area's sources say that became no figure, by reason."""
        import pandas as pd

        rows = self.tables.unclaimed
        counts = Counter(rows[rows["source_id"].isin(self.sources["source_id"])]["reason"])
        heads = self._say("原因|个数", "Reason|Count")
        cells = [[say(reason, self.lang), count] for reason, count in sorted(counts.items(), key=lambda i: (-i[1], i[0]))]
        return table(pd.DataFrame(cells, columns=heads.split("|")), "unread", self._say("没有成为数字的数码", "Numerals that became no figure"))

    def evidence(self) -> Shown:
        """Every figure's sentence with its source; the tables link here."""
        import pandas as pd

        wanted = [*self.own["observation_id"], *self.compared["benchmark_id"]]
        rows = self.tables.observations.drop_duplicates("observation_id").set_index("observation_id", drop=False)
        titles = self.tables.sources.set_index("source_id")
        heads = self._say("编号|原句|资料", "Id|Sentence|Source")
        cells = []
        for key in dict.fromkeys(wanted):
            source = titles.loc[rows.loc[key]["source_id"]]
            cells.append([key, rows.loc[key]["evidence"], _citation(source)])
        shown = table(pd.DataFrame(cells, columns=heads.split("|")), "evidence", self._say("证据", "Evidence"))
        html = shown.html
        for place, key in enumerate(dict.fromkeys(wanted), 1):
            html = html.replace(f'<tr id="evidence-{place}">', f'<tr id="{_anchor(key)}">')
        return Shown(html)

    def domains(self) -> Shown:
        """Figures by group of indicators."""
        import pandas as pd

        counts = Counter(indicators()[name].domain for name in self.own["indicator"])
        heads = self._say("领域|数字个数", "Group|Figures")
        cells = [[domain(key, self.lang), count] for key, count in counts.items()]
        return table(pd.DataFrame(cells, columns=heads.split("|")), "domains", self._say("按领域", "By group"))


def _anchor(observation_id: object) -> str:
    return "e-" + str(observation_id).replace("#", "-")


def _citation(source: Any) -> str:
    publisher = source["publisher"] if isinstance(source["publisher"], str) else ""
    published = source["published"] if isinstance(source["published"], str) else ""
    return ", ".join(filter(None, [source["title"], publisher, published]))


def _percent(row: dict[str, Any]) -> str:
    return "%" if row["unit"] in ("%", "百分点") else ""


def _open(value: float) -> float | None:
    return None if value is None or value != value else value


def _rounded(value: float | None) -> float | None:
    return None if value is None or value != value else round(value, 2)


def _wrapped(text: str, width: int) -> str:
    """A label in lines of at most about `width` characters, broken at spaces if it has any."""
    lines = [""]
    for word in text.split(" ") if " " in text else [text[i : i + width] for i in range(0, len(text), width)]:
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)
