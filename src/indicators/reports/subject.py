"""What a page is about: the tables in its scope, an area, a language; and the way back to sources.

Every figure of a page has a number: its place in the page's evidence table, whose rows show the
sentence and lead to the source. Sentences, tables and charts carry those numbers as links.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from indicators.codebook import areas
from indicators.codebook.places import NATION
from indicators.reports import show
from indicators.reports.errors import ReportError
from indicators.reports.labels import LANGUAGES, area_name, indicator_name, say
from indicators.reports.markup import Link, Notes, Shown, Told
from indicators.reports.scope import is_here, narrow
from indicators.tables import Tables

if TYPE_CHECKING:
    from matplotlib.figure import Figure


MOST_NOTES = 12  # links behind one sentence or row; who needs more looks at the evidence table


def anchor(row_id: object) -> str:
    """The id of a row of the tables on the page.

    >>> anchor("2025-fenghua#10-14")
    'f-2025-fenghua-10-14'
    """
    return "f-" + str(row_id).replace("#", "-")


@dataclass(frozen=True)
class Subject:
    """What the tables hold in one scope, the area it is seen from, and the language.

    Raises
    ------
    ReportError
        A language that is not offered, or an area without figures (those with figures are named).
    """

    tables: Tables
    area: str
    lang: str
    scope: ClassVar[str] = "everything"

    def __post_init__(self) -> None:
        if self.lang not in LANGUAGES:
            raise ReportError(f"lang is '{self.lang}'; use {' or '.join(LANGUAGES)}")
        if self.area:
            known_area(self.tables, self.area)
        object.__setattr__(self, "tables", narrow(self.tables, self.scope, self.area))

    def pick(self, zh: str, en: str) -> str:
        """The words in the language of the page."""
        return zh if self.lang == "zh" else en

    def label(self, row: dict[str, Any]) -> str:
        """The indicator of a row with its measure, breakdown and hospital."""
        words = indicator_name(row["indicator"], self.lang)
        if row["measure"] != "level":
            words += self.pick("", ", ") + say(row["measure"], self.lang)
        for name in ("breakdown", "organisation"):
            if isinstance(row.get(name), str):
                words += f" · {row[name]}"
        return words

    def pool(self, row: dict[str, Any]) -> str:
        """Among whom a rank is held, "" when not stated."""
        return say(row["rank_pool"], self.lang) if isinstance(row["rank_pool"], str) else ""

    def place(self, code: object) -> str:
        """The name of an area; the whole nation by its word."""
        if code == NATION:
            return say("全国", self.lang)
        return area_name(code, self.lang) if isinstance(code, str) and code in areas() else ""

    @cached_property
    def by_id(self) -> dict[str, dict[str, Any]]:
        """Every observation in the scope by its id."""
        return {row["observation_id"]: row for row in self.tables.observations.to_dict("records")}

    @cached_property
    def evidence(self) -> list[dict[str, Any]]:
        """The observations that the page may cite, in the order of its evidence table."""
        return list(self.by_id.values())

    @cached_property
    def ties(self) -> list[dict[str, Any]]:
        """The partnerships that the page may cite, oldest first, undated last."""
        rows = self.tables.partnerships
        return list(rows.sort_values(["date", "partnership_id"]).to_dict("records"))

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of every row that can be cited; partnerships after observations."""
        ids = [row["observation_id"] for row in self.evidence]
        ids += [row["partnership_id"] for row in self.ties]
        return {row_id: number for number, row_id in enumerate(ids, 1)}

    @cached_property
    def sources(self) -> list[dict[str, Any]]:
        """The sources of what the page may cite."""
        used = {row["source_id"] for row in [*self.evidence, *self.ties]}
        rows = self.tables.sources
        return list(rows[rows["source_id"].isin(used)].sort_values("source_id").to_dict("records"))

    @cached_property
    def source_numbers(self) -> dict[str, int]:
        """The number of every source of the page."""
        return {row["source_id"]: number for number, row in enumerate(self.sources, 1)}

    @property
    def published(self) -> str:
        """When the sources of the page's own area were published: 2025, or 2018–2025."""
        own = {row["source_id"] for row in self.evidence if not self.area or self.is_own(row)}
        days = [row["published"] for row in self.sources if row["source_id"] in own]
        years = sorted({day[:4] for day in days if isinstance(day, str)})
        return "–".join(dict.fromkeys(years[:1] + years[-1:]))

    def is_own(self, row: dict[str, Any]) -> bool:
        """Whether a row speaks of the page's area."""
        return is_here(row["area_code"], self.area)

    def notes(self, *ids: str) -> Notes:
        """Links to the evidence of observations and partnerships."""
        known = list(dict.fromkeys(row_id for row_id in ids if row_id in self.numbers))
        links = [Link(str(self.numbers[row_id]), "#" + anchor(row_id)) for row_id in known]
        return Notes(links[:MOST_NOTES], more=len(links) > MOST_NOTES)

    def told(self, text: str, *ids: str) -> Told:
        """A sentence with the rows it rests on."""
        return Told(text, self.notes(*ids))

    def see(self, text: str, target: str) -> Told:
        """A sentence that sums up a table of the page, with the way to it where there is one."""
        if not self.numbers:
            return Told(text)
        return Told(text, Notes([Link(self.pick("表", "table"), "#" + target)]))

    def source_link(self, row: dict[str, Any]) -> Link:
        """The number of a row's source, leading to it."""
        return Link(f"[{self.source_numbers[row['source_id']]}]", f"#source-{row['source_id']}")

    def credit(self, ids: Iterable[str]) -> str:
        """What stands under a table or chart: the sources of its rows, as HTML."""
        rows = {row["partnership_id"]: row for row in self.ties} | self.by_id
        used = {rows[row_id]["source_id"] for row_id in ids if row_id in rows}
        links = [
            Link(f"[{number}]", f"#source-{source}").html()
            for source, number in self.source_numbers.items()
            if source in used
        ]
        return f"{self.pick('资料：', 'Sources: ')}{' '.join(links)}" if links else ""

    def table(
        self,
        heads: str,
        rows: Sequence[tuple[Sequence[Any], Sequence[str]]],
        name: str,
        caption: str,
    ) -> Shown:
        """A table whose rows lead to their evidence.

        Parameters
        ----------
        heads : the heads of the columns, parted by |; the one of the evidence is added
        rows : cells, and the ids of the observations or partnerships they rest on
        name, caption : the id and what stands above it
        """
        columns = [*heads.split("|"), self.pick("依据", "Evidence")]
        lines = [show.Row([*cells, self.notes(*ids)]) for cells, ids in rows]
        note = self.credit(row_id for _, ids in rows for row_id in ids)
        return show.table(columns, lines, name, caption, note)

    def figure(self, chart: Figure, name: str, ids: Iterable[str], alt: str = "") -> Shown:
        """A chart with its words (its own by default), and the sources of what it shows."""
        return show.figure(chart, name, alt, self.credit(ids))


def known_area(tables: Tables, area: str) -> None:
    """Refuse an area without figures, and name those that have some."""
    codes = set(tables.observations["area_code"].dropna())
    if any(is_here(code, area) for code in codes):
        return
    known = ", ".join(f"{c} {areas()[c].name}" for c in sorted(codes - {NATION}) if c in areas())
    name = f" ({areas()[area].name})" if area in areas() else ""
    raise ReportError(f"nothing is known of area '{area}'{name}; areas with figures: {known}")
