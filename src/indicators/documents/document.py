"""A source document: its text as it was read and what is known about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Document:
    """One source: text, citation and the area it is about.

    `published` is an ISO date of any precision (2025, 2018-01, 2018-11-29), "" when unknown.
    `area` is what the source says, `area_code` the GB/T 2260 code found for it ("" unknown,
    000000 the nation). `body` is the text as read, its layout untouched: every offset in every
    table points into it.
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
