"""Place names in running Chinese text, resolved to GB/T 2260 codes."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

from ahocorasick_rs import AhoCorasick

from indicators.codebook.places import ancestors, areas, codes_by_name, resolve
from indicators.language.mentions import Mention

# Short names that are ordinary words, surnames or other names first.
_AFTER_SHORT = (
    "分院",
    "院区",
    "人民",
    "当地",
    "老百姓",
    "群众",
    "县委",
    "县政府",
    "全县",
    "百姓",
    "县",
    "市",
    "区",
    "籍",
)
_HOSPITAL_NAMES = ("医院", "大学", "医学院", "路", "街")

_LEVELS_OF = frozenset("域级")


@lru_cache(maxsize=1)
def _ordinary_words() -> frozenset[str]:
    """Short names that are ordinary words or parts of other names first: 和平, 新华, 平安."""
    source = files("indicators.language").joinpath("ordinary_words.txt")
    return frozenset(source.read_text(encoding="utf-8").split())


@lru_cache(maxsize=1)
def _names() -> tuple[AhoCorasick, list[str]]:
    names = [name for name in codes_by_name() if len(name) >= 2]
    return AhoCorasick(names), names


def find_places(text: str, near: str = "", year: int | None = None) -> list[Mention]:
    """The divisions that a text names, in order.

    Parameters
    ----------
    text : running Chinese text
    near : code of the area the text is about; prefers its neighbours among equal names
    year : the year the text is from

    Returns
    -------
    list of Mention of kind "place"; `value` is the code, "" when several places bear the name.
    A chain (贵州省紫云县) is one mention with the code of its last part.

    >>> [(m.text, m.value) for m in find_places("与衢州市柯城区人民政府签订协议", near="330100")]
    [('衢州市柯城区', '330802')]
    """
    finder, names = _names()
    hits = [(start, -end, n) for n, start, end in finder.find_matches_as_indexes(text, True)]
    found: list[Mention] = []
    place = 0
    for start, _, number in sorted(hits):  # at each place the longest name first
        if start < place:
            continue
        mention = _meant(text, start, names[number], found, near, year)
        if mention is not None:
            if found and mention.start < found[-1].end:
                found.pop()
            found.append(mention)
            place = mention.end
    return found


def _meant(
    text: str, place: int, name: str, found: list[Mention], near: str, year: int | None
) -> Mention | None:
    """The place that a name stands for here, None when it is another word."""
    outer = found[-1] if found and found[-1].end == place else None
    end = place + len(name)
    codes = codes_by_name()[name]
    inner = _inside(codes, outer)
    if not inner and _only_begins_so(text, end, name) and not _is_near(codes, near):
        return None
    if not inner and _is_short(name) and not _is_meant(text, place, end, name, codes, near):
        return None
    start = outer.start if inner and outer else place
    return Mention(start, end, "place", text[start:end], _code(inner or codes, near, year))


@lru_cache(maxsize=8192)  # a document names the same few places again and again
def _code(codes: tuple[str, ...], near: str, year: int | None) -> str:
    left = resolve(codes, year, near)
    return left[0] if len(left) == 1 else ""


@cache
def _is_short(name: str) -> bool:
    """常山, not 常山县: no division bears the name in full."""
    table = areas()
    return all(table[code].short_name == name != table[code].name for code in codes_by_name()[name])


def _only_begins_so(text: str, end: int, name: str) -> bool:
    """新建县域次中心, 南山区级医院: the words of a name that say something else elsewhere."""
    return name.startswith("新建") or (name[-1] in "县市区旗" and text[end : end + 1] in _LEVELS_OF)


def _is_near(codes: tuple[str, ...], near: str) -> bool:
    """Whether one of the places lies in the prefecture, or province, that the text is about."""
    around = near[:4].removesuffix("00")
    return bool(near) and any(code.startswith(around) for code in codes)


def _inside(codes: tuple[str, ...], outer: Mention | None) -> tuple[str, ...]:
    """The codes that lie in the place named right before."""
    if outer is None or not outer.value:
        return ()
    return tuple(code for code in codes if outer.value in ancestors(code))


@lru_cache(maxsize=8192)
def _levels(codes: tuple[str, ...]) -> frozenset[str]:
    return frozenset(areas()[code].level for code in codes)


def _is_meant(
    text: str, start: int, end: int, name: str, codes: tuple[str, ...], near: str
) -> bool:
    """Whether a short name (常山, 金华) is meant as the place."""
    levels = _levels(codes)
    if name in _ordinary_words() and not text.startswith(_AFTER_SHORT, end):
        return False
    if text.startswith(_HOSPITAL_NAMES[:1], end) and "county" in levels:
        return False
    if levels & {"province", "prefecture"}:
        return True
    if near and any(code[:4] == near[:4] for code in codes):
        return True
    return text.startswith(_AFTER_SHORT, end) and (
        not near or any(code[:2] == near[:2] for code in codes)
    )
