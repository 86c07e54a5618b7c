"""Text of HTML pages: one block a line, tables as rows of | cells |."""

from __future__ import annotations

import re
from typing import Any

_BLOCKS = frozenset(
    "address article aside blockquote dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main "
    "nav ol p pre section ul table tbody thead tfoot tr td th br body caption center".split()
)
_SILENT = frozenset(
    "script style noscript template svg head nav footer form iframe button select textarea".split()
)
_MOST_TAGS = 200_000
# The parser's time grows with the square of the depth; pages that people wrote stay below 100.
_DEEPEST = 1_000
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)")
# Void elements, those whose end may be left out, and the leaves of drawings.
_NOT_NESTED = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th tbody thead tfoot "
    "option optgroup colgroup rp rt body html head path circle ellipse rect line polygon polyline use image".split()
)
_LONGEST_CELL = 300
_WIDEST = 200


class UnreadableFile(ValueError):
    """A file of a known kind that cannot be read; the message says what is wrong."""


def html_text(html: str) -> str:
    """The visible text of a page; menus, forms and footers are left out.

    Tables of data become rows of cells, a cell over several columns or rows standing in the
    first of them; tables that only lay out a page are read like its other blocks.

    Raises
    ------
    UnreadableFile
        More tags than an article has, or tags nested deeper.

    >>> html_text("<p>床位</p><table><tr><td>卫生院</td><td>75</td></tr></table>")
    '床位\\n| 卫生院 | 75 |'
    """
    from selectolax.lexbor import LexborHTMLParser

    _refuse_huge(html)
    root = LexborHTMLParser(html)
    body = root.css_first("article") or root.css_first("main") or root.body
    lines: list[str] = [""]
    if body is not None:
        _walk(body, lines)
    kept = [" ".join(line.split()) for line in lines]
    return "\n".join(line for line in kept if line)


def _refuse_huge(html: str) -> None:
    if html.count("<") > _MOST_TAGS:
        raise UnreadableFile(f"the page has more than {_MOST_TAGS:,} tags")
    depth = deepest = 0
    for close, name in _TAG.findall(html):
        if name.lower() not in _NOT_NESTED:
            depth = max(0, depth + (-1 if close else 1))
            deepest = max(deepest, depth)
    if deepest > _DEEPEST:
        raise UnreadableFile(f"its tags are nested more than {_DEEPEST:,} deep")


def _walk(top: Any, lines: list[str]) -> None:
    """Depth first without recursion: pages may nest deeper than Python allows."""
    stack: list[tuple[Any, bool]] = [(top, False)]
    while stack:
        node, done = stack.pop()
        if done:
            lines.append("")
        elif node.tag == "-text":
            lines[-1] += node.text_content or ""
        elif node.tag == "table" and _holds_data(node):
            lines += [*_table(node), ""]
        elif node.tag not in _SILENT:
            if node.tag in _BLOCKS:
                lines.append("")
                stack.append((node, True))
            children = list(node.iter(include_text=True))
            stack.extend((child, False) for child in reversed(children))


def _holds_data(table: Any) -> bool:
    """Rows of several short cells; a table with a table or an article in a cell lays out a page."""
    if len(table.css("table")) > 1:
        return False
    rows = table.css("tr")
    cells = [cell for row in rows for cell in row.css("td, th")]
    longest = max((len(cell.text()) for cell in cells), default=0)
    return len(cells) > len(rows) and longest <= _LONGEST_CELL


def _table(table: Any) -> list[str]:
    """The caption and the rows, each cell in its column."""
    lines = [" ".join(caption.text().split()) for caption in table.css("caption")]
    taken: dict[tuple[int, int], bool] = {}
    for level, row in enumerate(table.css("tr")):
        words: list[str] = []
        for cell in row.css("td, th"):
            while taken.get((level, len(words))):
                words.append("")
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            for down in range(1, high):
                taken.update({(level + down, len(words) + right): True for right in range(wide)})
            words += [cell_words(cell.text()), *[""] * (wide - 1)]
        if any(words):
            lines.append(row_line(words))
    return lines


def _span(cell: Any, name: str) -> int:
    """How many columns or rows a cell covers, as far as a real table goes."""
    stated = str(cell.attributes.get(name) or "1").strip()
    return min(max(int(stated), 1), _WIDEST) if re.fullmatch(r"[0-9]{1,9}", stated) else 1


def cell_words(text: str) -> str:
    """The words of a cell on one line, without the bar that parts cells.

    >>> cell_words(" 床位 | 张\\n数 ")
    '床位 / 张 数'
    """
    return " ".join(text.replace("|", "/").split())


def row_line(words: list[str]) -> str:
    """A row of cells as a line.

    >>> row_line(["医院", "", "12"])
    '| 医院 |  | 12 |'
    """
    return "| " + " | ".join(words) + " |"
