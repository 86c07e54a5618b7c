"""A matplotlib Figure that knows what it shows: its finding, its alternative text, its table."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure

from indicators.charts.svg import accessible

if TYPE_CHECKING:
    import pandas as pd


class Chart(Figure):
    """A Figure with its finding in words.

    A notebook shows it as SVG with the alternative text, without pyplot.

    Attributes
    ----------
    finding : the title, one sentence that the data make true
    alt : the finding and the figures behind it, for those who cannot see
    table : the rows that are drawn, with headings in the language of the chart
    """

    finding: str = ""
    alt: str = ""
    table: pd.DataFrame

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        import pandas as pd

        self.table = pd.DataFrame()

    def _repr_html_(self) -> str:
        """Inline SVG; ids carry a hash of the words, so that charts can share a page."""
        key = hashlib.sha256(f"{self.finding}\n{self.alt}".encode()).hexdigest()[:8]
        # Outside of our pages nothing limits the width, and the background may be dark.
        style = "max-width: 34rem; background: var(--paper, #ffffff)"
        return f'<figure style="{style}">{accessible(self, f"chart-{key}", self.alt)}</figure>'
