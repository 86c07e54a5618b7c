"""Text of PDF files with columns in reading order, read in a process of its own.

A small PDF can ask for gigabytes, and the library that reads it is C++: a worker with a
memory limit and a time limit takes the blow instead of the caller.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from typing import Any, NamedTuple

from indicators.documents.markup import UnreadableFile

_SECONDS = 120
_MEMORY = 2 * 2**30
_MOST_LINES = 2_000  # of a page; more are no columns of text
_MOST_PIECES = 20_000
_FEW = 4  # lines that a column must have on each side of a gutter


# Half a character, which no text file can hold.
_LONE = dict.fromkeys([0, *range(0xD800, 0xE000)], "\ufffd")


class _Line(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float
    text: str


def pdf_pages(data: bytes) -> list[str]:
    """The text of each page.

    Raises
    ------
    UnreadableFile
        No PDF, a password, no text layer (a scan), or more memory or time than it may take.
    """
    command = [sys.executable, "-m", "indicators.documents.pdf"]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise UnreadableFile(f"reading takes more than {_SECONDS} seconds") from None
    if done.returncode == 3:
        raise UnreadableFile(done.stderr.decode("utf-8", "replace").strip().split("\n")[-1])
    if done.returncode:
        raise UnreadableFile("it is damaged or needs too much memory")
    pages = [page.translate(_LONE) for page in json.loads(done.stdout)]
    if not any(page.strip() for page in pages):
        raise UnreadableFile("it has no text layer (a scan)")
    return pages


def in_reading_order(lines: list[_Line]) -> list[_Line]:
    """Columns from left to right, each from top to bottom; lines across them where they stand.

    >>> left = [_Line(0, y, 40, y + 8, f"l{y}") for y in (60, 50, 40, 30)]
    >>> right = [_Line(60, y, 100, y + 8, f"r{y}") for y in (60, 50, 40, 30)]
    >>> [line.text for line in in_reading_order([*right, *left])][:5]
    ['l60', 'l50', 'l40', 'l30', 'r60']
    """
    gutter = _gutter(lines) if len(lines) <= _MOST_LINES else None
    if gutter is None:
        return sorted(lines, key=lambda line: (-round(line.top / 3), line.left))
    across = sorted((k for k in lines if k.left < gutter < k.right), key=lambda k: -k.top)
    ordered: list[_Line] = []
    ceiling = float("inf")
    for bar in [*across, None]:
        floor = bar.top if bar is not None else float("-inf")
        band = [k for k in lines if floor < (k.top + k.bottom) / 2 <= ceiling and k not in across]
        ordered += in_reading_order([k for k in band if k.right <= gutter])
        ordered += in_reading_order([k for k in band if k.left >= gutter])
        if bar is not None:
            ordered.append(bar)
            ceiling = bar.bottom
    return ordered


def _gutter(lines: list[_Line]) -> float | None:
    """A blank upright strip with lines on both sides that few lines cross."""
    best: tuple[int, float, float] | None = None
    edges = sorted({line.right for line in lines})
    for edge in edges:
        x = edge + 1
        left = [k for k in lines if k.right <= x]
        right = [k for k in lines if k.left >= x]
        crossing = len(lines) - len(left) - len(right)
        if min(len(left), len(right)) < _FEW or crossing > 0.2 * len(lines):
            continue
        width = min(k.left for k in right) - max(k.right for k in left)
        low = max(min(k.bottom for k in left), min(k.bottom for k in right))
        high = min(max(k.top for k in left), max(k.top for k in right))
        if width >= 6 and high > low and (best is None or (crossing, -width) < best[:2]):
            best = crossing, -width, x
    return best[2] if best else None


def _page_text(page: Any) -> str:
    text = page.get_textpage()
    lines = []
    pieces = text.count_rects()
    if pieces > _MOST_PIECES:
        raise UnreadableFile(f"a page has more than {_MOST_PIECES:,} pieces of text")
    for number in range(pieces):
        left, bottom, right, top = text.get_rect(number)
        words = text.get_text_bounded(left, bottom, right, top).replace("\r", "").replace("\n", "")
        if words.strip():
            lines.append(_Line(left, bottom, right, top, words))
    return "\n".join(line.text for line in in_reading_order(_joined(lines)))


def _joined(pieces: list[_Line]) -> list[_Line]:
    """Pieces of one line: on one height, hardly a character apart (a change of font)."""
    joined: list[_Line] = []
    for piece in sorted(pieces, key=lambda p: (-round((p.top + p.bottom) / 8), p.left)):
        last = joined[-1] if joined else None
        if last is not None and _touches(last, piece):
            top, bottom = max(last.top, piece.top), min(last.bottom, piece.bottom)
            joined[-1] = _Line(last.left, bottom, piece.right, top, last.text + piece.text)
        else:
            joined.append(piece)
    return joined


def _touches(last: _Line, piece: _Line) -> bool:
    height = max(last.top - last.bottom, piece.top - piece.bottom)
    level = abs((last.top + last.bottom) - (piece.top + piece.bottom)) < height
    return level and -0.5 * height < piece.left - last.right < 0.8 * height


def _worker() -> int:
    """Read a PDF from standard input, write its pages as JSON; 3 and a line when it cannot be."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    signal.alarm(_SECONDS + 10)  # the end, should whoever started this be gone
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    except pypdfium2.PdfiumError as error:
        password = "assword" in str(error)
        print(
            "it asks for a password" if password else "it is no PDF, or a damaged one",
            file=sys.stderr,
        )
        return 3
    try:
        json.dump([_page_text(page) for page in document], sys.stdout)
    except UnreadableFile as error:
        print(error, file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(_worker())
