"""What a report may read: the rows of the tables that can change one of its pages, and no more.

A report sees the tables through its scope, so a page can only depend on what the digest of the
scope covers: when the digest stays, the page need not be made again.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from indicators.codebook import indicators
from indicators.codebook.places import NATION, current
from indicators.tables import Tables

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Scope:
    """Rows a report reads: the area's own beside the nation's, or some domains of all areas."""

    own: bool = False
    domains: tuple[str, ...] = ()
    more: tuple[str, ...] = ()  # single indicators of other domains
    partnerships: bool = True
    ledger: bool = True


SCOPES = {
    "everything": Scope(),
    "county": Scope(own=True),
    "referrals": Scope(
        domains=("tiered_care", "information_sharing"), partnerships=False, ledger=False
    ),
    "talent": Scope(
        domains=("workforce", "expert_deployment", "disciplines_and_research", "finance"),
        more=("infrastructure_investment", "public_hospitals_under_construction"),
        partnerships=False, ledger=False,
    ),
    "partnerships": Scope(domains=("partnership",), ledger=False),
}  # fmt: skip


def narrow(tables: Tables, scope: str, area: str = "") -> Tables:
    """The tables with the rows of a scope and an area only; their codebook is left whole.

    >>> import pandas as pd
    >>> rows = {"source_id": ["a", "b"], "indicator": ["hospital_beds"] * 2}
    >>> rows = pd.DataFrame(rows | {"area_code": ["330213", "330922"]})
    >>> narrow(Tables(rows, rows, rows, rows, None, None), "county", "330213").observations.shape
    (1, 3)
    """
    chosen = SCOPES[scope]
    rows, ties, ledger = tables.observations, tables.partnerships, tables.unclaimed
    if chosen.own:
        here = _here(rows, area)
        told = set(rows[here]["indicator"])
        rows = rows[here | ((rows["area_code"] == NATION) & rows["indicator"].isin(told))]
        ties = ties[_here(ties, area)]
        ledger = ledger[ledger["source_id"].isin(set(tables.observations[here]["source_id"]))]
    if chosen.domains:
        wanted = {name for name, i in indicators().items() if i.domain in chosen.domains}
        wanted |= set(chosen.more)
        rows = rows[rows["indicator"].isin(wanted)]
    ties, ledger = (
        ties[: None if chosen.partnerships else 0],
        ledger[: None if chosen.ledger else 0],
    )
    sources = _sources(tables.sources, scope, rows, ties)
    return replace(tables, observations=rows, partnerships=ties, unclaimed=ledger, sources=sources)


def _here(frame: pd.DataFrame, area: str) -> Any:
    return frame["area_code"].map(lambda code: is_here(code, area)).astype(bool)


def is_here(code: object, area: str) -> bool:
    """Whether a code is the area's, or was once.

    >>> is_here("330283", "330213")
    True
    """
    return isinstance(code, str) and current(code) == current(area)


def _sources(sources: pd.DataFrame, scope: str, *tables: pd.DataFrame) -> pd.DataFrame:
    """Those the rows come from; all of them where a report is about the collection."""
    if scope == "everything":
        return sources
    used = {source for table in tables for source in table["source_id"]}
    return sources[sources["source_id"].isin(used)]


def digest(tables: Tables, scope: str, area: str = "") -> str:
    """What stands for the content of a scope; the same rows give the same digest."""
    seen = narrow(tables, scope, area)
    told = hashlib.sha256(f"{scope} {area}".encode())
    for name in ("observations", "partnerships", "unclaimed", "sources"):
        told.update(_csv(getattr(seen, name)))
    return told.hexdigest()


def _csv(frame: Any) -> bytes:
    return str(frame.to_csv(index=False, lineterminator="\n")).encode("utf-8")
