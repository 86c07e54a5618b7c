"""A source document: its text as it was read and what is known about it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True)
class Document:
    """One source: text, citation and the area it is about.

    `published` is an ISO date of any precision (2025, 2018-01, 2018-11-29), "" when unknown.
    `area` is what the source says, `area_code` the GB/T 2260 code found for it ("" unknown,
    000000 the nation). `body` is the text as read, its layout untouched: every offset in every
    table points into it. `pages` are the offsets where the pages of a PDF begin.
    """

    source_id: str
    title: str
    publisher: str
    published: str
    area: str
    area_code: str
    url: str
    note: str
    body: str
    path: str = ""
    pages: tuple[int, ...] = ()

    def place(self, offset: int) -> str:
        """Where an offset of the body stands: its page in a PDF, its line in other files.

        >>> Document("a", "", "", "", "", "", "", "", "first\\nsecond").place(8)
        'line 2'
        """
        if self.pages:
            return f"page {bisect_right(self.pages, offset)}"
        return f"line {self.body.count(chr(10), 0, offset) + 1}"
