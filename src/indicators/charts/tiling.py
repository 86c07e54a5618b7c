"""Which squares a place picture has, and under which heading each stands."""

from __future__ import annotations

from indicators.charts.rows import Row
from indicators.codebook import areas
from indicators.codebook.places import NATION, ancestors, current


def placed(row: Row) -> Row:
    """The row with its present code and short name.

    Raises
    ------
    ValueError
        A code that is in no list.
    """
    code = current(str(row["area_code"]))
    if code not in areas():
        raise ValueError(
            f"tiles needs GB/T 2260 codes, got {row['area_code']!r}. find_area gives a name's code."
        )
    return row | {"area_code": code, "name": areas()[code].short_name}


def by_code(rows: list[Row]) -> dict[str, Row]:
    """One row a place.

    Raises
    ------
    ValueError
        A place twice, or divisions of different levels.
    """
    found: dict[str, Row] = {}
    for row in rows:
        if row["area_code"] in found:
            raise ValueError(
                f"tiles draws one figure a place, got several for {row['area_code']} {row['name']}. "
                "Filter to one year and indicator."
            )
        found[row["area_code"]] = row
    levels = {areas()[code].level for code in found}
    if len(levels) > 1 or NATION in found:
        raise ValueError(
            f"tiles draws divisions of one level below the nation, got {', '.join(sorted(levels))}. "
            "Draw each level by itself."
        )
    return found


def _common(codes: list[str]) -> str:
    """The nearest division that holds all places; "" where only the nation does."""
    chains = [[outer for outer in ancestors(code) if outer != NATION] for code in codes]
    return next((code for code in chains[0] if all(code in chain for chain in chains)), "")


def groups_of(found: dict[str, Row], within: str) -> dict[str, list[str]]:
    """Codes under their parents' names, in the order of codes.

    Raises
    ------
    ValueError
        A place that does not lie in `within`.
    """
    common = within or _common(list(found))
    codes = sorted(set(found) | set(_neighbours(found, within, common)))
    outside = [code for code in found if within and within not in ancestors(code)]
    if outside:
        raise ValueError(f"{outside[0]} does not lie in {within}. Choose another `within`.")
    groups: dict[str, list[str]] = {}
    for code in codes:
        groups.setdefault(_parents(code, common), []).append(code)
    return groups


def _neighbours(found: dict[str, Row], within: str, common: str) -> list[str]:
    """Places without a figure that are drawn too: all in `within`, or beside those with one."""
    level = areas()[next(iter(found))].level
    parents = {areas()[code].parent for code in found}
    return [
        code
        for code, area in areas().items()
        if area.level == level
        and area.valid_in(None)
        and (within in ancestors(code) if within else bool(common) and area.parent in parents)
    ]


def _parents(code: str, within: str) -> str:
    """What a place lies in, below the division that is drawn: 宁波市, 浙江省宁波市, 全国."""
    outer = {NATION, *(ancestors(within) if within else ())}
    inner = [p for p in reversed(ancestors(code)) if p not in outer]
    if within in inner and len(inner) > 1:
        inner.remove(within)
    return "".join(areas()[p].name for p in inner) or areas()[NATION].name
