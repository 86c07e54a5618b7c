"""Who is meant: full names of organisations, their area and their standing."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from indicators.codebook.hospitals import hospitals
from indicators.codebook.places import areas, codes_by_name, prefecture_or_province, resolve
from indicators.documents import Document
from indicators.extraction.areas import scope_area
from indicators.extraction.spans import Covered
from indicators.language.mentions import Mention
from indicators.language.organisations import find_organisations
from indicators.language.places import find_places

_SELF = re.compile(r"(?:我院|本院|该院)")
_LOCAL = re.compile(
    r"^(省|市|县|区|旗|州)(?=人民医院|中医院|中医医院|妇保院|妇幼保健院|政府|人民政府|医院|第[一二三四五]|中心医院)"
)
_GOVERNMENT = re.compile(r"(?<!人民)政府$")
_TREATS = re.compile(r"(?:院|卫生服务中心)$")
_SHORT = re.compile(r"\((?:以下)?简称[:为]?[“\"]?([^()“”\"]{2,10})[”\"]?\)")
_ORDINAL = re.compile(r"(附属|第[一二三四五六七八九十]+)(附属|第[一二三四五六七八九十]+)(?=医院$)")
_NUMBERED = re.compile(r"^([一二三四五六])院$")


def _abbreviations(text: str, named: list[Mention]) -> dict[str, str]:
    """What a text itself says that it calls an organisation: (以下简称“温医一院”)."""
    if "简称" not in text:
        return {}
    found = ((m.text, _SHORT.match(text, m.end)) for m in named)
    return {match[1]: name for name, match in found if match}


def _reordered(name: str) -> str:
    """某大学附属第一医院 is 某大学第一附属医院."""
    return _ORDINAL.sub(r"\2\1", name)


class Parties:
    """The organisations of one document under their full names."""

    def __init__(self, document: Document, text: str) -> None:
        self.home_area = document.area_code
        year = int(document.published[:4]) if document.published else None
        self._year = year
        self.mentions = find_organisations(text)
        self._names: dict[str, str] = {}
        self._said = _abbreviations(text, self.mentions)
        self._areas: dict[str, str] = {}
        self.places: dict[str, str] = {}  # divisions that are parties, by name
        self._seats: dict[str, tuple[str, str]] = {}
        self.publisher = ""  # the hospital whose own bulletin this is
        self.home = ""
        self.home = self._home(document, text)
        self._names.clear()  # 我院 has a meaning only now

    def _home(self, document: Document, text: str) -> str:
        """The hospital that publishes the document, or the one it speaks of most."""
        published = find_organisations(document.publisher)
        if published and published[0].text.endswith("院"):
            self.publisher = self.full_name(document.publisher)
            return self.publisher
        counts = Counter(
            self.full_name(m.text)
            for m in self.mentions
            if m.text.endswith("医院") and self._is_local(m.text)
        )
        for name in counts:
            number = re.search(r"第([一二三四五六])", name)
            counts[name] += text.count(number[1] + "院") if number else 0
        return max(counts, key=lambda name: counts[name]) if counts else ""

    def _is_local(self, name: str) -> bool:
        """A hospital whose name says that it lies in the document's own prefecture."""
        chain = find_places(name, near=self.home_area, year=self._year)
        if name in hospitals() or not chain or chain[0].start:
            return bool(_LOCAL.match(name))
        return str(chain[0].value)[:4] == self.home_area[:4]

    def full_name(self, name: str) -> str:
        """The name in full, remembered: documents name the same few hospitals many times."""
        if name not in self._names:
            self._names[name] = self._full_name(name)
        return self._names[name]

    def _full_name(self, name: str) -> str:
        """省妇保院 -> 浙江大学医学院附属妇产科医院, 县人民医院 -> 常山县人民医院, 我院 -> the home."""
        name = self._said.get(name, name)
        known = hospitals().get(name) or hospitals().get(_reordered(name))
        if known is not None:
            return known.name
        home = self.home
        if _SELF.match(name):
            rest = _SELF.sub("", name, count=1)
            return home + rest if home else name
        numbered = _NUMBERED.match(name)
        if numbered and f"第{numbered[1]}" in home:
            return home
        local = _LOCAL.match(name)
        if local and self.home_area:
            area = self._around(local[1])
            if area:
                name = area + name[1:]
                if name in hospitals():
                    return hospitals()[name].name
        name = self._without_parents(name)
        return _GOVERNMENT.sub("人民政府", name)

    def _around(self, level: str) -> str:
        """The name of the county, city or province that the document is from."""
        area = areas().get(scope_area("全" + level, self.home_area))
        fits = area is not None and (area.name.endswith(level) or area.level == "province")
        return area.name if area is not None and fits else ""

    def government(self, level: str) -> str:
        """The people's government of the document's county, city or province, "" if none."""
        name = self._around(level)
        return name + "人民政府" if name else ""

    def _without_parents(self, name: str) -> str:
        """新疆沙雅县人民医院 -> 沙雅县人民医院: the last place of a chain is enough."""
        chain = find_places(name, near=self.home_area, year=self._year)
        if not chain or chain[0].start or not chain[0].value:
            return name
        area = areas()[str(chain[0].value)]
        own = [area.name, *area.former_names, area.short_name + "县"]
        for form in own:
            if chain[0].text.endswith(form) and chain[0].text != form:
                return form + name[chain[0].end :]
        return name

    def area_of(self, name: str) -> str:
        """The division an organisation lies in, remembered."""
        if name not in self._areas:
            self._areas[name] = self._area_of(name)
        return self._areas[name]

    def _area_of(self, name: str) -> str:
        """The division an organisation lies in: by its name, by renown, else the document's."""
        known = hospitals().get(name)
        if known is not None:
            return known.area_code
        if name in self.places:
            return self.places[name]
        chain = find_places(name, near=self.home_area, year=self._year)
        if chain and not chain[0].start and chain[0].value:
            return str(chain[0].value)
        return self.home_area

    def with_nicknames(self, text: str) -> list[Mention]:
        """The organisations of the text, and 二院 where the document's own is the 第二医院."""
        number = re.search(r"第([一二三四五六])", self.home)
        if number is None:
            return self.mentions
        taken = Covered((m.start, m.end) for m in self.mentions)
        short = [
            Mention(m.start(), m.end(), "organisation", m[0], m[0])
            for m in re.finditer(number[1] + "院", text)
            if not taken.overlaps(*m.span())
        ]
        return sorted([*self.mentions, *short])

    def place_code(self, name: str) -> str:
        """The code of a division that is a party under its own name (泰安市), "" for others."""
        if name in self.places:
            return self.places[name]
        codes = codes_by_name().get(name, ())
        if len(codes) > 1:
            codes = tuple(resolve(codes, self._year, self.home_area))
        return codes[0] if len(codes) == 1 else ""

    def is_place(self, name: str) -> bool:
        """Whether a word is the name of a division, in full or short."""
        return name in codes_by_name()

    def is_renowned(self, name: str) -> bool:
        """Whether a hospital is known under this name."""
        return name in hospitals()

    def seated(self, mention: Mention) -> Mention:
        """An organisation with the code of its area as value, "" for a visitor, and its full name.

        What a hospital from elsewhere does in a county is told of the county. Governments and
        universities are no subject of health figures; they have a place and no name.
        """
        if mention.text not in self._seats:
            self._seats[mention.text] = self._seat(self.full_name(mention.text))
        value, name = self._seats[mention.text]
        return Mention(mention.start, mention.end, mention.kind, mention.text, value, unit=name)

    def _seat(self, full: str) -> tuple[str, str]:
        area = self.area_of(full)
        visits = self.home_area[4:] != "00" and area[:2] != self.home_area[:2]
        visits = visits or (full in hospitals() and area[:4] != self.home_area[:4])
        name = full if _TREATS.search(full) else ""
        return "" if visits and self.home_area else area, name

    def standing(self, name: str) -> int:
        """3 provincial or university, 2 city, 1 county, 0 township or government."""
        if name.endswith(("政府", "卫生院", "卫生服务中心", "护理院")):
            return 0
        if name in hospitals() or "大学" in name or "医学院" in name:
            return 3
        area = areas().get(self.area_of(name))
        level = (
            area.level if area is not None and name.startswith((area.name, area.short_name)) else ""
        )
        return {"province": 3, "nation": 3, "prefecture": 2, "county": 1}.get(level, 1)

    @cached_property
    def _local_hospitals(self) -> list[str]:
        """The hospitals of the document under their full names, those of renown left out."""
        written = dict.fromkeys(m.text for m in self.mentions if m.text.endswith("医院"))
        names = dict.fromkeys(map(self.full_name, written))
        return [name for name in names if name not in hospitals()]

    def in_place(self, place: str, other: str = "") -> str:
        """A hospital of the document in a place (嵊泗, 衢州): the recipient of a branch there of another."""
        near = find_places(place, near=self.home_area, year=self._year)
        code = str(near[0].value) if near and near[0].value else ""
        candidates = []
        for name in self._local_hospitals:
            area = self.area_of(name)
            if other and name.startswith(other):
                continue
            if place in name:
                candidates.append((2, name))
            elif code and (area == code or prefecture_or_province(area) == code):
                candidates.append((1, name))
        return max(candidates, key=lambda item: item[0])[1] if candidates else ""
