"""Which printed units fit which indicator."""

from __future__ import annotations

from indicators.codebook.indicators import Indicator
from indicators.language.units import unit_class

_PERSONS = frozenset("人 名 位 人份 人数".split())
_EVENTS = frozenset("人次 例次 台次 项次 人·次 次 例 人次数 户次".split())
_INSTITUTIONS = frozenset("家 所 间 个 处 座 院".split())
_FITS: dict[str, frozenset[str]] = {
    "人次": _PERSONS | _EVENTS,
    "人": _PERSONS | {"人次", "例"},
    "家": _INSTITUTIONS,
    "处": _INSTITUTIONS,
    "个": _INSTITUTIONS | frozenset("支 项 组 类 种 门 对 大".split()),
    "张": frozenset("张 张床 床 个".split()),
    "台": frozenset("台 例 台次 例次 人次 次".split()),
    "场": frozenset("场 场次 次 期 堂".split()),
    "批": frozenset("批 批次".split()),
    "项": frozenset("项 个 种 类 例".split()),
    "项次": frozenset("项次 次 人次 例次 项 例".split()),
    "种": frozenset("种 个 类 款 品 规".split()),
    "盒": frozenset("盒".split()),
    "次": frozenset("次 面 封 件 人次".split()),
    "月": frozenset("个月 月 年".split()),
    "天": frozenset("天 日".split()),
    "分钟": frozenset("分钟 分".split()),
    "岁": frozenset("岁 周岁".split()),
    "年": frozenset(("年", "年度")),
    "公里": frozenset(("公里", "千米")),
    "分": frozenset("分".split()),
    "‰": frozenset("‰".split()),
    "1/10万": frozenset(("1/10万",)),
    "个/千人": frozenset("个 张 名".split()),
    "张/千人": frozenset("张 床 张床 个".split()),
    "人/千人": _PERSONS | {"个"},
    "人/万人": _PERSONS | {"个"},
    "床日": frozenset(("床日", "天", "日")),
}


def fits(indicator: Indicator, unit: str, in_table: bool = False) -> bool:
    """Whether a level of an indicator can be printed with a unit.

    >>> from indicators.codebook import indicators
    >>> fits(indicators()["two_way_referrals"], "人次"), fits(indicators()["hospital_beds"], "%")
    (True, False)
    """
    wanted = indicator.unit
    if unit == wanted:
        return True
    if not unit:
        return wanted in ("", "分") or in_table
    if wanted in ("", "位"):
        return False
    if unit == "分" and indicator.indicator.endswith("satisfaction_rate"):
        return True  # out of a hundred
    if unit == "对" and indicator.indicator == "mentoring_trainees":
        return True  # 46对师徒
    allowed = _FITS.get(wanted)
    return unit in allowed if allowed is not None else False


def same_sort(first: str, second: str) -> bool:
    """Whether two printed units can belong to figures of one series (人 and 名, 家 and 个)."""
    if first == second:
        return True
    if not first or not second:
        return False
    return any(
        first in group and second in group for group in (_PERSONS, _EVENTS, _INSTITUTIONS)
    ) or (unit_class(first) == unit_class(second) == "money")
