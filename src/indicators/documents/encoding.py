"""From bytes to text: which encoding a Chinese document is in."""

from __future__ import annotations

import codecs

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP or Office file",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"GIF8": "a GIF picture",
    b"\x1f\x8b": "a gzip file",
}


class UndecodableText(ValueError):
    """The bytes are no text in an encoding that Chinese documents use."""


def decode(data: bytes) -> str:
    """The text of a document, line ends as \\n.

    Tried in turn: a byte order mark, UTF-16 without one (by its NUL bytes), UTF-8, GB18030
    (which contains GB2312 and GBK); what is still implausible goes to charset-normalizer.

    Raises
    ------
    UndecodableText
        Binary data, or no encoding gives plausible text.

    >>> decode("双向转诊3.6万人次".encode("gb18030"))
    '双向转诊3.6万人次'
    """
    text = _decode(data)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode(data: bytes) -> str:
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise UndecodableText(f"the content is {what}, not text")
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _strictly(data, name)
    if b"\0" in data:
        return _utf16_without_mark(data)
    for name in ("utf-8", "gb18030"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if _plausible(text):
            return text
    return _guess(data)


def _strictly(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise UndecodableText(f"marked as {name} but broken at byte {error.start}") from None


def _utf16_without_mark(data: bytes) -> str:
    """UTF-16 has its NULs at even or at odd places; binary data has them anywhere."""
    sample = data[:4096]
    name = "utf-16-be" if sample[::2].count(0) > sample[1::2].count(0) else "utf-16-le"
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        raise UndecodableText("binary data (NUL bytes)") from None
    if not _plausible(text):
        raise UndecodableText("binary data (NUL bytes)")
    return text


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes  # slow to import, rarely needed

    best = from_bytes(data).best()
    text = str(best) if best is not None else ""
    if not text or not _plausible(text):
        raise UndecodableText("no encoding gives readable text")
    return text


def _plausible(text: str) -> bool:
    """Few control or private-use characters, and mostly common ones."""
    sample = text[:20000]
    if not sample:
        return True
    odd = sum(
        (ch < " " and ch not in "\n\r\t\f\v")
        or "\x7f" <= ch < "\xa0"
        or "\ue000" <= ch < "\uf900"
        or ch == "\ufffd"
        or "\u0180" <= ch < "\u0370"
        or "\u0530" <= ch < "\u2000"
        for ch in sample
    )
    return odd <= 0.02 * len(sample)
