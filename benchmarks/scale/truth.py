"""How much of the generated truth a run has found, and how much of what it found is true."""

from __future__ import annotations

from pathlib import Path

import polars as pl

FIELDS = ("indicator", "measure", "status", "area_code")
NUMBERS = ("value", "value_low", "value_high")


def score(observations: pl.LazyFrame, truth: pl.LazyFrame) -> dict[str, float]:
    """Recall and precision of whole rows: span, indicator, measure, status, area, value, bounds.

    Targets are compared without their bounds and start: a plan has none.
    """
    keys = ["source_id", "start", "end"]
    joined = truth.join(observations, on=keys, how="left", suffix="_read")
    same = [pl.col(name).eq_missing(pl.col(f"{name}_read")) for name in FIELDS]
    close = [
        (pl.col(name) - pl.col(f"{name}_read")).abs() <= 1e-6 * (1 + pl.col(name).abs())
        for name in NUMBERS
    ]
    ends = pl.col("period_end").eq_missing(pl.col("period_end_read"))
    target = pl.col("status") == "target"
    right = pl.all_horizontal(*same, ends) & (target | pl.all_horizontal(*close)).fill_null(False)
    asked = joined.select(
        figures=pl.len(),
        claimed=pl.col("observation_id").is_not_null().sum(),
        exact=right.fill_null(False).sum(),
    ).collect(engine="streaming")
    found = observations.select(pl.len()).collect(engine="streaming").item()
    figures, claimed, exact = asked.row(0)
    return {
        "figures": figures,
        "recall": claimed / figures,
        "exact": exact / figures,
        "precision": claimed / max(found, 1),
    }


def observed(out: Path) -> pl.LazyFrame:
    """The observations a run has written, in either form."""
    if (out / "observations.csv").exists():
        texts = dict.fromkeys(FIELDS, pl.String)
        return pl.scan_csv(
            out / "observations.csv", schema_overrides=texts, infer_schema_length=None
        )
    return pl.scan_parquet(out / "observations" / "**" / "*.parquet", hive_partitioning=False)
