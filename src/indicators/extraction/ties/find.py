"""Every wording of a tie in a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from indicators.extraction.ties.aid import assistance, trusteeship
from indicators.extraction.ties.bonds import agreement, partnership, workstation
from indicators.extraction.ties.membership import branch, joined
from indicators.extraction.ties.skeleton import Skeleton
from indicators.extraction.ties.teams import donors, teams
from indicators.extraction.ties.telling import Telling
from indicators.extraction.ties.words import AGREED, PARTED, TIE, UNREAL

__all__ = ["donors", "tellings"]
_READERS = {
    "trusteeship": trusteeship,
    "assistance": assistance,
    "agreement": agreement,
    "partnership": partnership,
    "workstation": workstation,
    "joined": joined,
    "branch": branch,
}
_BY_AGREEMENT = ("assistance", "partnership", "trusteeship")  # 合作办医协议 is signed: that is told
_NEAR = 30


def tellings(skeleton: Skeleton) -> Iterator[Telling]:
    """Every wording of a tie in one sentence, what is denied or hoped for left out."""
    text = skeleton.text
    for verb in TIE.finditer(text):
        kind = str(verb.lastgroup)
        if kind in _BY_AGREEMENT and AGREED.match(text, verb.end()):
            continue
        told = _READERS[kind](skeleton, verb)
        if told is None:
            continue
        clause = max(text.rfind(mark, 0, verb.start()) for mark in PARTED) + 1
        if not UNREAL.search(text, max(clause, verb.start() - _NEAR), verb.start()):
            yield told
    yield from teams(skeleton)
