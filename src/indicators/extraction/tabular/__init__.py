"""Figures in tables: what the row and the column head say together."""

from indicators.extraction.tabular.reading import TableFigure, read_grid

__all__ = ["TableFigure", "read_grid"]
