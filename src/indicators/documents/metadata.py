"""What is known about a document: front matter, a sources CSV, and their checks."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Mapping
from pathlib import Path

from indicators.documents.encoding import UndecodableText, decode

FIELDS = ("title", "publisher", "published", "area", "url", "note")
# Between two lines of ---; an editor may have left a blank line before or blanks behind.
_FRONT = re.compile(
    r"\s{0,9}---[ \t]*\n((?:(?!---[ \t]*(?:\n|\Z))[^\n]*\n)*)---[ \t]*(?:\n{1,2}|\Z)"
)
# What no table can hold: halves of characters and control characters.
_UNPRINTABLE = dict.fromkeys([*range(32), *range(0x7F, 0xA0), *range(0xD800, 0xE000)], " ")
_LONGEST = 10_000  # characters of a field; CSV readers refuse a cell of 131,072
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
# What databases and data frames make of a date: 2024-03-01 00:00:00, 2024-03-01T00:00:00Z.
_TIME = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?\s?(?:Z|UTC|[+-]\d{2}:?\d{2})?"
)


class DocumentError(ValueError):
    """A document that cannot be used: which file, what is wrong, the way out."""

    def __init__(self, path: str | Path, what: str, way_out: str) -> None:
        self.path, self.what, self.way_out = str(path), what, way_out
        super().__init__(f"{path}: {what}; {way_out}")


class NotYet(DocumentError):
    """A document that is refused today and may be taken later."""


def split_front_matter(text: str) -> tuple[str | None, str]:
    """The YAML header (None without one) and the body after it.

    >>> split_front_matter("---\\ntitle: 年报\\n---\\n\\n床位744张。")
    ('title: 年报', '床位744张。')
    """
    found = _FRONT.match(text)
    return (found[1].removesuffix("\n"), text[found.end() :]) if found else (None, text)


def parse_front_matter(header: str, path: str | Path) -> dict[str, str]:
    """The fields of a YAML header, all as text (so that 2018-01 stays 2018-01)."""
    import yaml

    try:
        loaded = yaml.load(header, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        where = getattr(error, "problem_mark", None)
        line = f" in line {where.line + 2}" if where else ""
        raise DocumentError(
            path, f"the front matter is not valid YAML{line}", "quote values that contain a colon"
        ) from None
    if not isinstance(loaded, Mapping):
        raise DocumentError(
            path, "the front matter has no fields", "write lines such as 'title: ...'"
        )
    return {str(k): plain(v) for k, v in loaded.items() if isinstance(v, str)}


def plain(text: str) -> str:
    """A field as one line of printable characters.

    >>> plain(" 年报\\n2024 ")
    '年报 2024'
    """
    return " ".join(text.translate(_UNPRINTABLE).split())


def read_sources(path: str | Path) -> dict[str, dict[str, str]]:
    """The fields of each document from a CSV with a `source_id` column (the file's stem)."""
    rows = [row for _, row in csv_rows(path)]
    if not rows or "source_id" not in rows[0]:
        raise DocumentError(
            path, "has no column source_id", "name the column that holds the file stems source_id"
        )
    result: dict[str, dict[str, str]] = {}
    for row in rows:
        if row["source_id"] in result:
            raise DocumentError(path, f"lists {row['source_id']} twice", "keep one row a document")
        result[row["source_id"]] = {k: plain(row.get(k) or "") for k in FIELDS}
    return result


def csv_rows(path: str | Path) -> list[tuple[int, dict[str, str]]]:
    """The rows of a CSV by column name, each with the line that it ends on.

    Spreadsheets save Chinese as UTF-8, GB18030 or UTF-16: whichever it is, is read.

    Raises
    ------
    DocumentError
        The file cannot be read, or is no CSV.
    """
    try:
        text = decode(Path(path).read_bytes())
        reader = csv.DictReader(io.StringIO(text, newline=""), restval="", restkey="")
        rows = [(reader.line_num, {k: v for k, v in row.items() if k}) for row in reader]
    except OSError as error:
        raise DocumentError(path, f"cannot be read ({error.strerror})", "check the path") from None
    except (UndecodableText, csv.Error) as error:
        raise DocumentError(path, f"is no CSV ({error})", "save it as CSV UTF-8") from None
    return rows


def check_lengths(fields: Mapping[str, str], path: str | Path) -> None:
    """Refuse a field that is no title, note or name any more.

    Raises
    ------
    DocumentError
        It has more than 10,000 characters.
    """
    for name, value in fields.items():
        if len(value) > _LONGEST:
            what = f"{name} has {len(value)} characters, more than {_LONGEST}"
            raise DocumentError(path, what, f"shorten {name}")


def check_published(published: str, path: str | Path) -> str:
    """A publication date of any precision, refused when impossible or in the future.

    >>> check_published("2024-03-01 00:00:00", "a.md"), check_published("2024-03", "a.md")
    ('2024-03-01', '2024-03')
    """
    way_out = "write published as 2025, 2025-03 or 2025-03-27"
    timed = _TIME.fullmatch(published)
    published = timed[1] if timed else published
    match = _DATE.fullmatch(published)
    if match is None:
        raise DocumentError(path, f"published is '{published}', not a date", way_out)
    year, month, day = (int(part or 1) for part in match.groups())
    try:
        first = datetime.date(year, month, day)
    except ValueError:
        raise DocumentError(path, f"published {published} does not exist", way_out) from None
    if year < 1900:
        raise DocumentError(path, f"published {published} is implausibly early", way_out)
    # The clock decides only whether a document is refused, never what its rows say.
    if first > datetime.date.today() + datetime.timedelta(days=1):
        raise NotYet(path, f"published {published} lies in the future", way_out)
    return published
