"""Text of HTML pages and Word files: one block a line, tables as rows of | cells |."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

_BLOCKS = frozenset(
    "address article aside blockquote dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main "
    "nav ol p pre section ul table tr br body caption".split()
)
_SILENT = frozenset(
    "script style noscript template svg head nav footer form iframe button select".split()
)
_MOST_TAGS = 200_000
_MOST_BYTES = 200 * 2**20


class UnreadableFile(ValueError):
    """A file of a known kind that cannot be read; the message says what is wrong."""


def html_text(html: str) -> str:
    """The visible text of a page; menus, forms and footers are left out.

    >>> html_text("<p>床位</p><table><tr><td>卫生院</td><td>75</td></tr></table>")
    '床位\\n| 卫生院 | 75 |'
    """
    from selectolax.lexbor import LexborHTMLParser

    if html.count("<") > _MOST_TAGS:
        raise UnreadableFile(f"the page has more than {_MOST_TAGS:,} tags")
    root = LexborHTMLParser(html)
    body = root.css_first("article") or root.css_first("main") or root.body
    lines: list[str] = [""]
    if body is not None:
        _walk(body, lines)
    kept = [" ".join(line.split()) for line in lines]
    return "\n".join(line for line in kept if line)


def _walk(top: Any, lines: list[str]) -> None:
    """Depth first without recursion: pages may nest deeper than Python allows."""
    stack: list[tuple[Any, bool]] = [(top, False)]
    while stack:
        node, done = stack.pop()
        if done:
            lines.append("")
        elif node.tag == "-text":
            lines[-1] += node.text_content or ""
        elif node.tag == "tr":
            lines += [_row(node), ""]
        elif node.tag not in _SILENT:
            if node.tag in _BLOCKS:
                lines.append("")
                stack.append((node, True))
            children = list(node.iter(include_text=True))
            stack.extend((child, False) for child in reversed(children))


def _row(node: Any) -> str:
    cells = [" ".join(cell.text().split()) for cell in node.css("td, th")]
    return "| " + " | ".join(cells) + " |" if cells else ""


def docx_text(data: bytes) -> str:
    """Paragraphs and tables of a Word file in their order.

    Raises
    ------
    UnreadableFile
        No Word file, or one that would unpack to more than 200 MiB.
    """
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(item.file_size for item in packed.infolist()) > _MOST_BYTES:
                raise UnreadableFile("it unpacks to more than 200 MiB")
        document = docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        if isinstance(error, UnreadableFile):
            raise
        raise UnreadableFile("it is no Word file, or a damaged one") from None
    return "\n".join(line for line in _blocks(document) if line)


def _blocks(document: Any) -> Iterator[str]:
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                yield "| " + " | ".join(" ".join(cell.text.split()) for cell in row.cells) + " |"
        else:
            yield block.text.strip()
