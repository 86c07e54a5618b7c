"""What is known about a document: front matter, a sources CSV, and their checks."""

from __future__ import annotations

import csv
import datetime
import re
from collections.abc import Mapping
from pathlib import Path

FIELDS = ("title", "publisher", "published", "area", "url", "note")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class DocumentError(ValueError):
    """A document that cannot be used: which file, what is wrong, the way out."""

    def __init__(self, path: str | Path, what: str, way_out: str) -> None:
        self.path, self.what, self.way_out = str(path), what, way_out
        super().__init__(f"{path}: {what}; {way_out}")


def split_front_matter(text: str) -> tuple[str | None, str]:
    """The YAML header (None without one) and the body after it.

    >>> split_front_matter("---\\ntitle: 年报\\n---\\n\\n床位744张。")
    ('title: 年报', '床位744张。')
    """
    if not text.startswith("---\n"):
        return None, text
    end = text.find("\n---\n", 3)
    if end < 0:
        return None, text
    header = text[4:end] if end > 3 else ""
    return header, text[end + 5 :].removeprefix("\n")


def parse_front_matter(header: str, path: str | Path) -> dict[str, str]:
    """The fields of a YAML header, all as text (so that 2018-01 stays 2018-01)."""
    import yaml

    try:
        loaded = yaml.load(header, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        where = getattr(error, "problem_mark", None)
        line = f" in line {where.line + 2}" if where else ""
        raise DocumentError(
            path, f"the front matter is not valid YAML{line}", "quote values that contain a colon"
        ) from None
    if not isinstance(loaded, Mapping):
        raise DocumentError(
            path, "the front matter has no fields", "write lines such as 'title: ...'"
        )
    return {k: v.strip() for k, v in loaded.items() if isinstance(v, str)}


def read_sources(path: str | Path) -> dict[str, dict[str, str]]:
    """The fields of each document from a CSV with a `source_id` column (the file's stem)."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except OSError as error:
        raise DocumentError(path, f"cannot be read ({error.strerror})", "check the path") from None
    except (UnicodeDecodeError, csv.Error):
        raise DocumentError(path, "is no CSV in UTF-8", "save it as CSV UTF-8") from None
    if not rows or "source_id" not in rows[0]:
        raise DocumentError(
            path, "has no column source_id", "name the column that holds the file stems source_id"
        )
    result: dict[str, dict[str, str]] = {}
    for row in rows:
        if row["source_id"] in result:
            raise DocumentError(path, f"lists {row['source_id']} twice", "keep one row a document")
        result[row["source_id"]] = {k: (row.get(k) or "").strip() for k in FIELDS}
    return result


def check_published(published: str, path: str | Path) -> str:
    """A publication date of any precision, refused when impossible or in the future."""
    way_out = "write published as 2025, 2025-03 or 2025-03-27"
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
        raise DocumentError(path, f"published {published} lies in the future", way_out)
    return published
