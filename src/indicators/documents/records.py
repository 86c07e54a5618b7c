"""Documents that come as records: a line of JSON Lines, a row of a Parquet file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from indicators.documents.document import Document
from indicators.documents.metadata import (
    FIELDS,
    DocumentError,
    check_lengths,
    check_published,
    plain,
)
from indicators.documents.reading import area_code_of

# Halves of characters, which JSON can write and no file can hold.
_HALVES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def parse_record(record: Mapping[str, Any], where: str) -> Document:
    """One document from the fields of a record.

    Parameters
    ----------
    record : source_id, title and text; publisher, published, area, url and note when known
    where : names the record in messages, such as "papers.jsonl row 12"

    Raises
    ------
    DocumentError
        A field is missing, is no text, or says what cannot be.

    >>> parse_record({"source_id": "a", "title": "年报", "text": "床位744张。"}, "row 1").body
    '床位744张。'
    """
    fields = {name: plain(_text(record, name, where)) for name in ("source_id", *FIELDS)}
    check_lengths(fields, where)
    body = _text(record, "text", where).translate(_HALVES)
    if not body.strip():
        raise DocumentError(where, "the document is empty", "give its text in the field text")
    for name in ("source_id", "title"):
        if not fields[name]:
            raise DocumentError(where, f"no {name} is given", f"fill the field {name}")
    published = check_published(fields["published"], where) if fields["published"] else ""
    return Document(
        source_id=fields["source_id"],
        title=fields["title"],
        publisher=fields["publisher"],
        published=published,
        area=fields["area"],
        area_code=area_code_of(where, fields["area"], published),
        url=fields["url"],
        note=fields["note"],
        body=body,
        path=where,
    )


def _text(record: Mapping[str, Any], name: str, where: str) -> str:
    value = record.get(name)
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)  # a year or a code that somebody wrote as a number
    if not isinstance(value, str):
        what = f"{name} is a {type(value).__name__}, not a text"
        raise DocumentError(where, what, f"write {name} as a text")
    return value
