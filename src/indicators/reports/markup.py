"""Pieces of a page: links, quotations, footnotes, sentences. Everything from outside is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Shown:
    """A piece of HTML that Jupyter displays."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


@dataclass(frozen=True)
class Link:
    """A cell that leads to another place of the page, or to a web address."""

    text: str
    target: str
    value: float | None = None  # what a column of numbers is sorted by

    def html(self) -> str:
        """The link; an address that is not http(s) is shown and not linked."""
        inside = self.target.startswith("#")
        if not inside and not self.target.startswith(("http://", "https://")):
            return escape(self.text)
        more = "" if inside else ' rel="noopener noreferrer"'
        return f'<a href="{escape(self.target)}"{more}>{escape(self.text)}</a>'


@dataclass(frozen=True)
class Quote:
    """A sentence of a document, the figure in it marked."""

    text: str
    start: int = 0
    end: int = 0

    def html(self) -> str:
        """The sentence, as Chinese whatever the language of the page."""
        before, marked, after = (
            escape(self.text[a:b])
            for a, b in ((0, self.start), (self.start, self.end), (self.end, None))
        )
        inner = f"<mark>{marked}</mark>" if marked else ""
        return f'<q lang="zh-Hans">{before}{inner}{after}</q>'


@dataclass(frozen=True)
class Notes:
    """Footnotes: links to the rows that something rests on.

    >>> Notes([Link("3", "#f-a-1-2")]).html()
    '<span class="notes">[<a href="#f-a-1-2">3</a>]</span>'
    """

    links: Sequence[Link]
    more: bool = False  # there are others

    @property
    def text(self) -> str:
        """The numbers of the rows."""
        return " ".join(link.text for link in self.links)

    def html(self) -> str:
        """The links in brackets; nothing when there are none."""
        inner = ", ".join([*(link.html() for link in self.links), *(["…"] * self.more)])
        return f'<span class="notes">[{inner}]</span>' if inner else ""


@dataclass(frozen=True)
class Told:
    """A sentence that the data make true, with the rows it rests on."""

    text: str
    notes: Notes = Notes(())

    def html(self) -> str:
        """The sentence and its footnotes."""
        return escape(self.text) + self.notes.html()
