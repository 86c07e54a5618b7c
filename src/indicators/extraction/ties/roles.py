"""Who gives and who receives in a tie, when the sentence leaves it open or unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from indicators.codebook.places import areas, prefecture_or_province, within
from indicators.extraction.parties import Parties
from indicators.extraction.ties.skeleton import Slot
from indicators.extraction.ties.telling import Telling

_NOBODY = frozenset(("我院", "本院", "该院"))
_PLAIN_LEAD = re.compile(
    r"(?:先后|分别|正式|成功|积极|主动|再次|继续|相继|陆续|率先|近年来|目前|日前|近日|同时|此外|另外|其中|随后|并|还|又|也|已|再|就"
    r"|全面|共同|多次|以来|自|从|起|年|月|日|中|上午|下午|当天|会上|现场|仪式上|拟|将|计划|医院|该院|我院|本院|院方|被|光荣|[\s(:])*"
)
_OFFICIAL = re.compile(r"([省市县区])(?:长|委)")


class Roles:
    """Turns what a sentence words into provider and recipient, by the document it stands in."""

    def __init__(self, parties: Parties, spoken: Iterable[str]) -> None:
        self.parties = parties
        self.home = parties.home
        foreign = {name for name in spoken if name not in _NOBODY and self._is_outside(name)}
        self.donor = foreign.pop() if len(foreign) == 1 else ""

    def pairs(self, telling: Telling) -> Iterator[tuple[str, str]]:
        """Every (provider, recipient) that a telling names or implies."""
        left, right = self._names(telling, telling.left), self._names(telling, telling.right)
        if telling.kind == "branch":
            yield from ((one, host) for one in left for host in self._host(telling, one, right))
            return
        if (telling.left and not left) or (telling.right and not right):
            return
        left = left or self._actor(telling, right)
        for one in left:
            for other in right or self._receiver(telling):
                pair = self._ordered(telling, one, other)
                if pair and self._plausible(telling, *pair):
                    yield pair

    def _names(self, telling: Telling, slots: list[Slot]) -> list[str]:
        """The parties that can be in such a tie: places assist, their governments sign."""
        return [name for slot in slots if (name := self._name(telling, slot))]

    def _name(self, telling: Telling, slot: Slot) -> str:
        if not slot.code:
            governs = slot.name.endswith("政府") and telling.directed
            return "" if governs or slot.name in _NOBODY else slot.name
        if telling.kind == "assistance":
            return slot.name
        signs = telling.kind == "agreement" and areas()[slot.code].level == "county"
        return slot.name + "人民政府" if signs else ""

    def _actor(self, telling: Telling, right: list[str]) -> list[str]:
        """Who acts where nobody is named: the donor spoken of, or the document's own hospital."""
        helped = telling.kind == "assistance" and telling.directed and self.donor
        if helped and not any(self._is_outside(name) for name in right):
            return [self.donor]
        official = _OFFICIAL.search(telling.lead) if telling.kind == "agreement" else None
        if official is not None:  # a head of the county signs for its government
            return [self.parties.government(official[1]) or self.home]
        return [self.home] if _PLAIN_LEAD.fullmatch(telling.lead) else []

    def _host(self, telling: Telling, provider: str, named: list[str]) -> list[str]:
        """The hospital that became a branch: the one in the place of its name, else the subject."""
        local = [n for n in named if n.endswith("院") and n != provider and not self._is_outside(n)]
        host = self.parties.in_place(telling.lead, provider) or (local or [self.home])[0]
        return [host] if host and host != provider else []

    def _receiver(self, telling: Telling) -> list[str]:
        """Who receives where nobody is named."""
        if telling.kind == "workstation":
            return [self.parties.publisher]
        return [self.home] if _PLAIN_LEAD.fullmatch(telling.lead) else []

    def _ordered(self, telling: Telling, one: str, other: str) -> tuple[str, str] | None:
        """Provider and recipient: as worded, else by standing, else the outsider first."""
        if not one or not other or one == other:
            return None
        mine, theirs = self.parties.standing(one), self.parties.standing(other)
        if telling.directed:
            # Nobody supports a hospital of renown: it stands behind the verb only by word order.
            return (other, one) if theirs == 3 > mine else (one, other)
        outsider = self._is_outside(other) and not self._is_outside(one)
        return (other, one) if theirs > mine or (theirs == mine and outsider) else (one, other)

    def _plausible(self, telling: Telling, provider: str, recipient: str) -> bool:
        """A place assists another region; doctors are sent to stay from elsewhere."""
        there = self.parties.area_of(recipient)
        if telling.kind == "assistance" and (place := self.parties.place_code(provider)):
            target = self.parties.place_code(recipient)
            county = not target or areas()[target].level == "county"
            around = within(there, place) or within(place, prefecture_or_province(there))
            return county and not around
        if telling.kind == "partnership" and telling.directed:
            standing = self.parties.standing
            return standing(provider) != 3 or standing(recipient) != 3
        return not telling.sent or self.parties.area_of(provider) != there

    def _is_outside(self, name: str) -> bool:
        """Whether a party lies in another prefecture than the document, and not around it."""
        code, home = self.parties.area_of(name), self.parties.home_area
        if not code or not home:
            return False
        return code[:4] != home[:4] and not within(home, code) and not within(code, home)
