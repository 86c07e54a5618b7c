"""The review page: documents as they were, every figure marked by what became of it."""

from indicators.reports.review.write import review, review_page

__all__ = ["review", "review_page"]
