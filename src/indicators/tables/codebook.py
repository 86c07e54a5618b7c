"""The codebook and the place table as rows of tables."""

from __future__ import annotations

from indicators.codebook import areas, indicators
from indicators.tables.columns import TABLES

Row = dict[str, object]


def codebook_rows() -> dict[str, list[Row]]:
    """The codebook and the place table as rows.

    >>> sorted(codebook_rows())
    ['areas', 'indicators']
    """
    book: list[Row] = []
    for indicator in indicators().values():
        row: Row = vars(indicator) | {"aliases_zh": "|".join(indicator.aliases)}
        book.append({name: row[name] for name in TABLES["indicators"].names})
    places: list[Row] = [
        vars(area) | {"former_names": "|".join(area.former_names)} for area in areas().values()
    ]
    return {"indicators": book, "areas": places}
