"""The columns of every table: type, meaning, vocabulary, key. Everything else is made from here."""

from __future__ import annotations

from dataclasses import dataclass

MEASURES = ("level", "share", "change_pct", "change_pp", "change_abs", "rank")
QUALIFIERS = ("exact", "rounded", "more_than", "at_least", "nearly", "up_to", "approx", "range")
PARTNERSHIP_KINDS = (
    "agreement", "partnership", "branch", "trusteeship", "assistance", "workstation",
)  # fmt: skip
DATE = r"\d{4}-\d{2}-\d{2}"
REDUCED_DATE = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
AREA_CODE = r"\d{6}"
# How a pattern is called in a fault.
FORMS = {
    DATE: "a date such as 2024-12-31",
    REDUCED_DATE: "a date such as 2024, 2024-03 or 2024-03-27",
    AREA_CODE: "a code of six digits such as 330213",
}


@dataclass(frozen=True)
class Column:
    """One column: `kind` is string, number or integer; `pattern` is matched as a whole."""

    name: str
    kind: str
    description: str
    nullable: bool = False
    allowed: tuple[str, ...] = ()
    pattern: str = ""


@dataclass(frozen=True)
class Table:
    """One table: its columns, its key, and the columns that point to other tables' keys."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    foreign: tuple[tuple[str, str, str], ...] = ()

    @property
    def names(self) -> list[str]:
        """The column names in their order."""
        return [column.name for column in self.columns]


def _text(name: str, description: str, nullable: bool = False, **rules: object) -> Column:
    return Column(name, "string", description, nullable, **rules)  # type: ignore[arg-type]


def _number(name: str, description: str, nullable: bool = False) -> Column:
    return Column(name, "number", description, nullable)


_START = Column("start", "integer", "first character of the figure in the source's body as read")
_END = Column("end", "integer", "character behind the figure in the source's body")
_SOURCE = _text("source_id", "the source document: its file stem")
_AREA = _text(
    "area_code", "GB/T 2260 code, valid when the source appeared; 000000 the nation", True,
    pattern=AREA_CODE,
)  # fmt: skip

OBSERVATIONS = Table(
    "observations",
    "One row for every figure that an indicator of the codebook claims.",
    (
        _text("observation_id", "source_id#start-end"),
        _SOURCE,
        _text("indicator", "id in the codebook"),
        _text("measure", "level; share of a whole (%); change in %, percentage points or units; "
              "rank (lower is better)", allowed=MEASURES),
        _text("status", "actual, or target for anything planned", allowed=("actual", "target")),
        _AREA,
        _text("organisation", "the institution a figure is about, when it is not the area", True),
        _text("breakdown", "the class the figure is limited to (综合医院, 农村), empty for all", True),
        _text("part_of", "observation_id of the whole that the figure is a part of", True),
        _text("repeat_of", "observation_id of the first telling of the same fact in the source: "
              "a repeat confirms and is not to be summed", True),
        _text("period_start", "first day; empty when open or unknown", True, pattern=DATE),
        _text("period_end", "last day; empty when open or unknown", True, pattern=DATE),
        _text("period_basis", "stated in the sentence, inherited from before it in the paragraph or from a heading,"
              " carried over from the paragraph before, published (a stock told without a date, as"
              " of the day of publication), or unknown",
              allowed=("stated", "inherited", "carried", "published", "unknown")),
        _text("period_text", "the words that state the period", True),
        _number("value", "the figure, 万 and 亿 expanded, money in 元, percent as printed"),
        _number("value_low", "lower bound of what the wording says; empty = open", True),
        _number("value_high", "upper bound; empty = open", True),
        _text("qualifier", "what the wording says about the bounds", allowed=QUALIFIERS),
        _text("unit", "unit as printed (人次, 家, %, 1/10万, 元 ...)", True),
        _text("rank_pool", "what a rank is a place among (全市, 全国80家)", True),
        _text("evidence", "the sentence, or the clauses around the figure"),
        _START,
        _END,
        _text("rule", "how the indicator was found"),
    ),
    ("observation_id",),
    (("source_id", "sources", "source_id"), ("indicator", "indicators", "indicator"),
     ("area_code", "areas", "code"), ("part_of", "observations", "observation_id"),
     ("repeat_of", "observations", "observation_id")),
)  # fmt: skip

PARTNERSHIPS = Table(
    "partnerships",
    "One row for every tie between a supporting and a supported institution.",
    (
        _text("partnership_id", "source_id#number"),
        _SOURCE,
        _text("date", "day, month or year of the event; empty when not stated", True,
              pattern=REDUCED_DATE),
        _text("kind", "what ties the parties", allowed=PARTNERSHIP_KINDS),
        _text("provider", "the supporting institution, full name"),
        _text("recipient", "the supported institution or government, full name"),
        _text("area_code", "GB/T 2260 code of the recipient", True, pattern=AREA_CODE),
        _text("status", "actual or planned", allowed=("actual", "planned")),
        _text("evidence", "the sentence; tellings elsewhere in the source follow behind ' | '"),
        Column("start", "integer", "first character of the first telling in the source's body as read"),
        Column("end", "integer", "character behind the first telling"),
    ),
    ("partnership_id",),
    (("source_id", "sources", "source_id"), ("area_code", "areas", "code")),
)  # fmt: skip

UNCLAIMED = Table(
    "unclaimed",
    "The ledger: every numeral that became no observation, with the reason.",
    (
        _SOURCE,
        _START,
        _END,
        _text("text", "the numeral as printed, with its unit"),
        _text("kind", "what it was read as"),
        _number("value", "as in observations; empty for what measures nothing", True),
        _number("value_low", "lower bound", True),
        _number("value_high", "upper bound", True),
        _text("unit", "unit as printed", True),
        _text("reason", "why it is no observation",
              allowed=("no_indicator", "no_unit", "date", "partnership_date", "ordinal", "name",
                       "list_marker", "age_band", "duration", "corrected", "not_understood")),
    ),
    ("source_id", "start", "end"),
    (("source_id", "sources", "source_id"),),
)  # fmt: skip

SOURCES = Table(
    "sources",
    "One row for every document read.",
    (
        _SOURCE,
        _text("title", "title of the document"),
        _text("publisher", "who published it", True),
        _text("published", "date of publication, of any precision", True, pattern=REDUCED_DATE),
        _text("area", "the area as the document's header gives it", True),
        _AREA,
        _text("url", "where it was published", True),
        _text("note", "what was inferred, and other remarks", True),
    ),
    ("source_id",),
    (("area_code", "areas", "code"),),
)

INDICATORS = Table(
    "indicators",
    "The codebook: what each indicator is.",
    (
        _text("indicator", "id"),
        _text("name_zh", "Chinese name"),
        _text("name_en", "English name"),
        _text("unit", "unit of a level; empty for an index", True),
        _text("kind", "kind of quantity",
              allowed=("count", "rate", "ratio", "money", "rank", "duration")),
        _text("timing", "counted at a moment (stock) or added up over a period (flow)",
              allowed=("stock", "flow")),
        _text("polarity", "which direction is better",
              allowed=("higher_better", "lower_better", "neutral")),
        _text("domain", "group of indicators"),
        _text("parent", "indicator of which this is a part", True),
        _text("aliases_zh", "wordings that announce it, separated by |", True),
        _text("definition_en", "definition"),
    ),
    ("indicator",),
    (("parent", "indicators", "indicator"),),
)  # fmt: skip

AREAS = Table(
    "areas",
    "Every division of mainland China, former ones included.",
    (
        _text("code", "GB/T 2260", pattern=AREA_CODE),
        _text("name", "full name"),
        _text("short_name", "name without its level"),
        _text("level", "level", allowed=("nation", "province", "prefecture", "county")),
        _text("parent", "code of the division that contains it", True, pattern=AREA_CODE),
        _text("former_names", "earlier names under the same code, separated by |", True),
        Column("valid_from", "integer", "first year; empty = before the lists begin", True),
        Column("valid_to", "integer", "last year; empty = in force", True),
        _text("successor", "code that took its place", True, pattern=AREA_CODE),
    ),
    ("code",),
    (("parent", "areas", "code"), ("successor", "areas", "code")),
)

TABLES = {t.name: t for t in (OBSERVATIONS, PARTNERSHIPS, UNCLAIMED, SOURCES, INDICATORS, AREAS)}


def observation_id(source_id: str, start: int, end: int, nth: int = 1) -> str:
    """The id of an observation: its source and its characters there.

    `nth` tells apart the rows that one figure makes when it is said of several things at once
    (三项指标均达95%以上).

    >>> observation_id("2024-report", 10, 15), observation_id("2024-report", 10, 15, 2)
    ('2024-report#10-15', '2024-report#10-15.2')
    """
    return f"{source_id}#{start}-{end}" + (f".{nth}" if nth > 1 else "")


def belongs_to(given: str, source_id: str, start: int, end: int) -> bool:
    """Whether an observation's id is that of its source and span, numbered or not.

    >>> belongs_to("a#10-15.2", "a", 10, 15), belongs_to("a#10-15.2", "a", 10, 16)
    (True, False)
    """
    first = observation_id(source_id, start, end)
    number = given.removeprefix(first + ".")
    return given == first or (number.isdecimal() and int(number) > 1)
