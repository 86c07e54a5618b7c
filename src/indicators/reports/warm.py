"""What every kernel would do first, done once before kernels are forked: imports, and the font."""

from importlib import import_module

from indicators.charts.fonts import register

for _name in (
    "ipykernel.kernelapp", "IPython.core.completer", "pandas", "pandera.pandas", "matplotlib.figure",
    "matplotlib.backends.backend_svg", "matplotlib.backends.backend_agg",
    "indicators.tables.schemas", "indicators.tables.validation", "indicators.trends",
    "indicators.charts", "indicators.reports.county", "indicators.reports.decade",
    "indicators.reports.topic", "indicators.reports.network", "indicators.reports.quality",
):  # fmt: skip
    import_module(_name)
register()
