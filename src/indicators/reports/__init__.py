"""Reports: notebooks executed for an area and a language, rendered as self-contained pages."""

from indicators.reports.build import report
from indicators.reports.disagreements import disagreements
from indicators.reports.errors import ReportError
from indicators.reports.review import review

__all__ = ["ReportError", "disagreements", "report", "review"]
