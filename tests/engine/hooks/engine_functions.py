"""Functions of whole series that worker processes can import."""

import polars as pl

from indicators.statistics.grouped import trends


def fitted(frame):
    """The trends of every series of a panel."""
    found = trends(frame["series"], frame["time"], frame["value"], offsets=False)
    return pl.DataFrame(found)


def spans(frame):
    """First and last row of every series, by place and kind."""
    rows = pl.struct(pl.all())
    return frame.group_by("place", "kind", maintain_order=True).agg(
        n=pl.len(), first=rows.first(), last=rows.last()
    )
