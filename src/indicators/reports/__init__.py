"""Reports: notebooks executed for an area and a language, rendered as self-contained pages."""

from indicators.reports.build import report
from indicators.reports.errors import ReportError

__all__ = ["ReportError", "report"]
