"""Text of Word files: paragraphs and tables in their order, tables as rows of | cells |."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from indicators.documents.markup import UnreadableFile, cell_words, row_line

_MOST_BYTES = 200 * 2**20


def docx_text(data: bytes) -> str:
    """Paragraphs and tables of a Word file in their order.

    A cell merged over columns or rows stands in the first of them.

    Raises
    ------
    UnreadableFile
        No Word file, a damaged one, or one that would unpack to more than 200 MiB.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(item.file_size for item in packed.infolist()) > _MOST_BYTES:
                raise UnreadableFile("it unpacks to more than 200 MiB")
        return "\n".join(line for line in _lines(data) if line)
    except UnreadableFile:
        raise
    except Exception:
        # A file made to break parsers breaks them in many ways (ZIP, XML, missing parts), and
        # each only says that this is no document.
        raise UnreadableFile("it is no Word file, or a damaged one") from None


def _lines(data: bytes) -> Iterator[str]:
    import docx
    from docx.table import Table

    for block in docx.Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(block, Table):
            yield from _rows(block)
        else:
            yield block.text.strip()


def _rows(table: Any) -> Iterator[str]:
    """The rows of a table; python-docx repeats a merged cell for every place it covers."""
    above: list[Any] = []
    for row in table.rows:
        cells = [cell._tc for cell in row.cells]
        words = []
        for place, cell in enumerate(row.cells):
            merged = (place and cells[place] is cells[place - 1]) or (
                place < len(above) and cells[place] is above[place]
            )
            words.append("" if merged else cell_words(cell.text))
        above = cells
        if any(words):
            yield row_line(words)
