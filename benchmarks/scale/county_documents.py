"""Documents of the genre with known truth: templates of our own over the codebook and the places.

Document n of a seed is always the same, however many are made, so that a small run and a large
one can be compared document by document. Every figure, place and name of a hospital is invented.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from indicators.codebook import Area, Indicator, ancestors, areas, indicators

YEARS = range(2012, 2025)
FILLERS = (
    "各单位坚持以基层为重点，推动优质资源下沉，群众就医更加方便。",
    "相关负责人表示，改革的成效要让居民看得见、用得上。",
    "全年工作围绕能力提升、服务延伸和信息互通展开。",
    "乡镇卫生院与上级医院实行同质化管理，基层服务能力明显增强。",
    "下一步将继续完善协作机制，补齐短板。",
)
# Figures that are no indicator: the ledger must keep them out of the observations.
NOISE = (
    "工作推进会于{month}月{day}日召开，{few}个部门作了发言。",
    "会议印发了《实施方案》（第{few}号），明确了{few}项保障措施。",
    "培训为期{few}天，安排在{month}月中旬。",
)


@dataclass
class Writer:
    """A document under way: its text so far and the figures in it."""

    choose: random.Random
    source_id: str
    area: Area
    year: int
    text: str = ""
    truth: list[dict[str, object]] = field(default_factory=list)

    def say(self, words: str) -> None:
        """Words without a figure that counts."""
        self.text += words

    def figure(
        self,
        words: str,
        indicator: Indicator,
        value: float,
        bounds: tuple[float | None, float | None],
        measure: str = "level",
        **other: object,
    ) -> None:
        """A figure: the words as printed and what they mean."""
        start = len(self.text)
        self.text += words
        self.truth.append(
            {
                "source_id": self.source_id,
                "start": start,
                "end": len(self.text),
                "indicator": indicator.indicator,
                "measure": measure,
                "status": "actual",
                "area_code": self.area.code,
                "value": value,
                "value_low": bounds[0],
                "value_high": bounds[1],
                "period_end": f"{self.year}-12-31",
            }
            | other
        )


@lru_cache(maxsize=1)
def _places() -> tuple[Area, ...]:
    """Counties in force, in the order of their codes."""
    return tuple(a for a in areas().values() if a.level == "county" and a.valid_to is None)


@lru_cache(maxsize=4)
def _of(kind: str) -> tuple[Indicator, ...]:
    """Indicators whose first wording stands for itself."""
    found = []
    for one in indicators().values():
        words = one.aliases[0]
        plain = "…" not in words and len(words) >= 4 and not words.endswith("占")
        if plain and one.kind == kind and (kind != "rate" or one.unit == "%"):
            found.append(one)
    return tuple(found)


def _rounded(value: float, step: float) -> tuple[float, float]:
    return round(value - step / 2, 6), round(value + step / 2, 6)


def _count(writer: Writer) -> None:
    one = writer.choose.choice(_of("count"))
    value = writer.choose.randint(12, 9800)
    writer.say(f"{writer.year}年，{writer.area.name}{one.aliases[0]}")
    writer.figure(f"{value}{one.unit}", one, float(value), (float(value), float(value)))
    _growth(writer, one)


def _growth(writer: Writer, one: Indicator) -> None:
    tenths = writer.choose.randint(11, 399)
    up = writer.choose.random() < 0.7
    change = tenths / 10 if up else -tenths / 10
    writer.say(f"，同比{'增长' if up else '下降'}")
    writer.figure(f"{tenths / 10:.1f}%", one, change, _rounded(change, 0.1), "change_pct")
    writer.say("。")


def _large(writer: Writer) -> None:
    one = writer.choose.choice([i for i in _of("count") if i.unit in ("人次", "人")])
    tenths = writer.choose.randint(11, 999)
    writer.say(f"{writer.year}年全年{one.aliases[0]}达")
    value = tenths * 1000.0
    writer.figure(f"{tenths / 10:.1f}万{one.unit}", one, value, _rounded(value, 1000))
    _growth(writer, one)


def _more_than(writer: Writer) -> None:
    one = writer.choose.choice(_of("count"))
    tens = writer.choose.randint(2, 9) * 10
    writer.say(f"{writer.year}年，{writer.area.name}{one.aliases[0]}")
    writer.figure(f"{tens}余{one.unit}", one, float(tens), (float(tens), float(tens + 10)))
    writer.say("。")


def _rate(writer: Writer) -> None:
    one = writer.choose.choice(_of("rate"))
    hundredths, points = writer.choose.randint(3000, 9900), writer.choose.randint(11, 300)
    value = hundredths / 100
    writer.say(f"{writer.year}年，{writer.area.name}{one.aliases[0]}为")
    writer.figure(f"{value:.2f}%", one, value, _rounded(value, 0.01))
    writer.say("，比上年提高")
    pp = points / 100
    writer.figure(f"{pp:.2f}个百分点", one, pp, _rounded(pp, 0.01), "change_pp")
    writer.say("。")


def _target(writer: Writer) -> None:
    one = writer.choose.choice(_of("rate"))
    value, year = float(writer.choose.randint(60, 99)), writer.year + 3
    writer.say(f"到{year}年，{writer.area.name}{one.aliases[0]}力争达到")
    when = {"status": "target", "period_end": f"{year}-12-31"}
    writer.figure(f"{value:.0f}%", one, value, (value, value), "level", **when)
    writer.say("。")


def _noise(writer: Writer) -> None:
    numbers = {
        "month": writer.choose.randint(1, 12),
        "day": writer.choose.randint(1, 28),
        "few": writer.choose.randint(3, 9),
    }
    writer.say(writer.choose.choice(NOISE).format(**numbers))


def _filler(writer: Writer) -> None:
    writer.say(writer.choose.choice(FILLERS))


_SENTENCES: tuple[tuple[Callable[[Writer], None], int], ...] = (
    (_count, 4), (_large, 2), (_more_than, 1), (_rate, 3), (_target, 1), (_noise, 2), (_filler, 4),
)  # fmt: skip


def document(n: int, seed: int = 1) -> tuple[dict[str, str], list[dict[str, object]]]:
    """Document n of a seed as a record, and its figures."""
    choose = random.Random(f"{seed}/{n}")
    area, year = choose.choice(_places()), choose.choice(YEARS)
    writer = Writer(choose, f"doc-{n:08}", area, year)
    makers, weights = zip(*_SENTENCES, strict=True)
    for _ in range(choose.randint(4, 9)):
        for make in choose.choices(makers, weights, k=choose.randint(1, 4)):
            make(writer)
        writer.say("\n")
    whole = "".join(areas()[code].name for code in reversed(ancestors(area.code)[:-1])) + area.name
    record = {
        "source_id": writer.source_id,
        "title": f"{area.name}卫生健康工作情况",
        "publisher": f"{area.name}卫生健康局",
        "published": f"{year + 1}-{choose.randint(1, 6):02}",
        "area": area.code,
        "note": whole,
        "text": writer.text,
    }
    return record, writer.truth


def documents(
    first: int, last: int, seed: int = 1
) -> Iterator[tuple[dict[str, str], list[dict[str, object]]]]:
    """Documents from `first` to before `last`."""
    return (document(n, seed) for n in range(first, last))
