"""What goes wrong in a report."""

from __future__ import annotations


class ReportError(ValueError):
    """A report that cannot be made: what is wrong and the way out, in one line."""
