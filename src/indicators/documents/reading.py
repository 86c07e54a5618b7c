"""Reading source documents: one file, or many with the bad ones reported."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from pathlib import Path

from indicators.codebook.places import UnknownArea, find_area
from indicators.documents.document import Document
from indicators.documents.encoding import UndecodableText, decode
from indicators.documents.folders import Entry, files_of
from indicators.documents.markup import UnreadableFile, html_text
from indicators.documents.metadata import (
    FIELDS,
    DocumentError,
    check_lengths,
    check_published,
    parse_front_matter,
    split_front_matter,
)
from indicators.documents.pdf import pdf_pages
from indicators.documents.word import docx_text

SUFFIXES = (".md", ".txt", ".html", ".htm", ".docx", ".pdf")
_WAYS_OUT = {
    ".pdf": "have its text recognised (OCR), or save the text as .txt",
    ".docx": "save it again as .docx, or as .txt",
    ".html": "save the article alone",
    ".htm": "save the article alone",
}
Sources = Mapping[str, Mapping[str, str]]


def read(path: str | Path, sources: Sources | None = None) -> Document:
    """One document with its citation.

    Parameters
    ----------
    path : .md, .txt or .html in UTF-8, GB18030 or UTF-16; .docx; .pdf with a text layer
    sources : fields by file stem (see `read_sources`) for files without front matter

    Returns
    -------
    Document, its `body` as read and its area resolved to a GB/T 2260 code

    Raises
    ------
    DocumentError
        One line: the file, what is wrong with it, the way out.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(path, f"cannot be read ({error.strerror})", "check the path") from None
    return parse(path, data, sources)


def parse(path: str | Path, data: bytes, sources: Sources | None = None) -> Document:
    """One document from the bytes of a file that were fetched by somebody else.

    Parameters
    ----------
    path : names the document (its stem is the id) and says by its suffix what `data` is
    data : the whole file
    sources : as for `read`

    Raises
    ------
    DocumentError
        As for `read`.

    >>> parse("a.md", "---\\ntitle: 年报\\n---\\n\\n床位744张。".encode()).body
    '床位744张。'
    """
    path = Path(path)
    text, pages = _text(path, data)
    header, body = split_front_matter(text)
    if not body.strip():
        raise DocumentError(path, "the document is empty", "add its text or remove the file")
    fields = dict.fromkeys(FIELDS, "") | _fields(path, header, sources)
    check_lengths(fields, path)
    if not fields["title"]:
        raise DocumentError(path, "no title is given", "add 'title: ...' to its front matter")
    published = check_published(fields["published"], path) if fields["published"] else ""
    return Document(
        source_id=path.stem,
        title=fields["title"],
        publisher=fields["publisher"],
        published=published,
        area=fields["area"],
        area_code=area_code_of(path, fields["area"], published),
        url=fields["url"],
        note=fields["note"],
        body=body,
        path=path.as_posix(),
        pages=pages,
    )


def read_all(
    paths: Iterable[str | Path], sources: Sources | None = None
) -> tuple[list[Document], list[DocumentError]]:
    """Every readable document of files and folders, and one error for each of the others.

    Folders are searched for files of every kind that `read` takes (README.md and hidden names
    left out). Documents come in the order of their ids. A second file with the same id is an
    error, the first is kept.
    """
    documents: dict[str, Document] = {}
    errors: list[DocumentError] = []
    for path in _files(paths, errors):
        try:
            document = read(path, sources)
        except DocumentError as error:
            errors.append(error)
            continue
        first = documents.setdefault(document.source_id, document)
        if first is not document:
            what = f"its id {document.source_id} is taken by {first.path}"
            errors.append(DocumentError(path, what, "rename one of the two files"))
    return [documents[key] for key in sorted(documents)], errors


def _files(paths: Iterable[str | Path], errors: list[DocumentError]) -> list[Path]:
    found: dict[str, Path] = {}
    for path in paths:
        for entry in files_of(str(path), _is_document, errors):
            found.setdefault(entry.real, Path(entry.name))
    return list(found.values())


def _is_document(entry: Entry) -> bool:
    name = posixpath.basename(entry.name)
    return name.lower().endswith(SUFFIXES) and name != "README.md"


def _text(path: Path, data: bytes) -> tuple[str, tuple[int, ...]]:
    """The text of a file and, for a PDF, where its pages begin."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        kinds = ", ".join(SUFFIXES)
        what = f"{path.suffix or 'a file without suffix'} is not read"
        raise DocumentError(path, what, f"save it as one of {kinds}")
    if not data.strip():
        raise DocumentError(path, "the file is empty", "add its text or remove the file")
    try:
        if suffix == ".pdf":
            return _joined(pdf_pages(data))
        if suffix == ".docx":
            return docx_text(data), ()
        text = decode(data)
        return (html_text(text) if suffix in (".html", ".htm") else text), ()
    except UndecodableText as error:
        raise DocumentError(path, str(error), "save the text as UTF-8") from None
    except UnreadableFile as error:
        raise DocumentError(path, str(error), _WAYS_OUT[suffix]) from None


def _joined(pages: list[str]) -> tuple[str, tuple[int, ...]]:
    """Pages as one text; a sentence may go on over the page's end."""
    starts, length = [], 0
    for page in pages:
        starts.append(length)
        length += len(page) + 1
    return "\n".join(pages), tuple(starts)


def _fields(path: Path, header: str | None, sources: Sources | None) -> dict[str, str]:
    """Front matter first; a sources row fills what it leaves open."""
    listed = dict((sources or {}).get(path.stem, {}))
    if header is not None:
        stated = parse_front_matter(header, path)
        listed |= {k: stated[k] for k in FIELDS if stated.get(k)}
    elif not listed:
        raise DocumentError(
            path,
            "no front matter and no row in the sources table",
            "start the file with '---', 'title: ...', '---', or list it with --sources CSV",
        )
    return listed


def area_code_of(path: str | Path, area: str, published: str) -> str:
    """The GB/T 2260 code of the area that a document names, "" when it names none."""
    if not area:
        return ""
    year = int(published[:4]) if published else None
    try:
        return find_area(area, year=year).code
    except UnknownArea as error:
        raise DocumentError(
            path,
            f"area: {error}",
            "give a GB/T 2260 code or a full name such as 浙江省宁波市奉化区",
        ) from None
