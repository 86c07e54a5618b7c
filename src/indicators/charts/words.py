"""Numbers and lists in words, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from indicators.charts.style import TEXT
from indicators.charts.text import at_size, shorten

ROOM = 320  # points, somewhat less than a chart is wide
LANGUAGES = ("zh", "en")
# How many things an alternative text lists; the table has them all.
MOST = 12
_STEPS = {
    "zh": ((1e8, "亿"), (1e4, "万")),
    "en": ((1e9, " billion"), (1e6, " million")),
}


def pick(lang: str, zh: str, en: str) -> str:
    """The words in a language.

    Raises
    ------
    ValueError
        A language that is not offered.

    >>> pick("en", "床位", "beds")
    'beds'
    """
    if lang not in LANGUAGES:
        raise ValueError(f"lang is {lang!r}; use {' or '.join(LANGUAGES)}")
    return zh if lang == "zh" else en


def number(value: Any) -> str:
    """A number with thousands separated, without a needless point; "" when missing.

    >>> number(36000.0), number(80.85)
    ('36,000', '80.85')
    """
    if value is None or value != value:
        return ""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.10g}"


def scale(value: Any, lang: str) -> tuple[float, str]:
    """The step in which a number is said, and its name: (10000, "万"); (1, "") for small ones.

    >>> scale(36000, "zh"), scale(36000, "en")
    ((10000.0, '万'), (1.0, ''))
    """
    if value is not None and value == value:
        for step, name in _STEPS[pick(lang, "zh", "en")]:
            if abs(value) >= step:
                return step, name
    return 1.0, ""


def amount(value: Any, lang: str) -> str:
    """A number as one says it: 3.55万, 40亿, 4 billion.

    >>> amount(35500.0, "zh"), amount(35500.0, "en"), amount(4e9, "en")
    ('3.55万', '35,500', '4 billion')
    """
    step, name = scale(value, lang)
    return number(value / step) + name if name else number(value)


def brief(value: Any, lang: str) -> str:
    """A number in about four digits, for labels and sentences; the table has all of them.

    >>> brief(12345.678, "en"), brief(0.0123456, "en"), brief(123456.0, "zh")
    ('12,346', '0.01235', '12.35万')
    """
    if value is None or value != value:
        return ""
    step, name = scale(value, lang)
    return number(_rounded(value / step)) + name


def _rounded(value: float) -> float:
    """Four significant digits, and no digit before the point given up."""
    if abs(value) >= 1000:
        return float(round(value))
    return float(f"{value:.4g}")


def with_unit(value: Any, unit: Any, lang: str) -> str:
    """A brief number with its unit behind it.

    >>> with_unit(36000, "人次", "zh"), with_unit(80.85, "%", "en"), with_unit(3, "beds", "en")
    ('3.6万人次', '80.85%', '3 beds')
    >>> with_unit(14.44, "1/10万", "zh")
    '14.44 (1/10万)'
    """
    text, unit = brief(value, lang), unit if isinstance(unit, str) else ""
    if not text or unit[:1].isdigit():
        return f"{text} ({unit})" if text else ""
    return text + unit if unit in ("%", "‰", "") or lang == "zh" else f"{text} {unit}"


def axis_label(what: str, unit: Any, step: str, lang: str, room: float = ROOM) -> str:
    """What an axis measures, with the unit and the step of its numbers, in `room` points.

    A name that is too long is cut; the unit is not.

    >>> axis_label("转诊", "人次", "万", "zh"), axis_label("Visits", "person-times", " million", "en")
    ('转诊 (万人次)', 'Visits (million person-times)')
    """
    unit = unit if isinstance(unit, str) else ""
    measure = f"{step}{unit}" if lang == "zh" else f"{step} {unit}".strip()
    behind = f" ({measure})" if what and measure else ""
    measured = at_size(TEXT)
    return shorten(what, room - measured(behind), measured) + behind if what else measure


def listed(items: Iterable[str], lang: str) -> str:
    """Items one after another.

    >>> listed(["升2", "降1"], "zh"), listed(["rise 2", "fall 1"], "en")
    ('升2、降1', 'rise 2, fall 1')
    """
    return pick(lang, "、", ", ").join(items)


def sentences(finding: str, details: Sequence[str], lang: str) -> str:
    """The finding and the figures behind it; a long list is cut and says so.

    >>> sentences("2 up.", ["beds 3 to 4", "nurses 5 to 6"], "en")
    '2 up. beds 3 to 4; nurses 5 to 6.'
    """
    said = list(details[:MOST])
    if len(details) > MOST:
        more = len(details) - MOST
        said.append(pick(lang, f"另有{more}项见表", f"{more} more in the table"))
    stop, gap = ("。", "；") if lang == "zh" else (". ", "; ")
    told = f"{gap.join(said)}{stop.strip()}" if said else ""
    return (finding.rstrip("。.") + stop + told).strip()
