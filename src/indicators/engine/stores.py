"""Documents behind addresses: what a store lists, what it says of their content, their bytes."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, NamedTuple, TypeVar

from indicators.documents import DocumentError
from indicators.documents.folders import MAGIC, Errors
from indicators.engine.own import WORK, run_of

_AT_ONCE = 8  # questions to a store that lists its files without a mark
# How stores call a digest of the content, and when it was last changed.
_DIGESTS = (
    "ETag", "etag", "md5Hash", "content_md5", "Content-MD5", "Digest", "content_hash", "checksum",
    "sha", "blob_id", "CRC",
)  # fmt: skip
_DATES = (
    "Last-Modified", "LastModified", "last_modified", "modified", "modify", "mtime", "updated",
)  # fmt: skip
_WAY_OUT = "check the address, the network and the credentials"
T = TypeVar("T")


class Remote(NamedTuple):
    """A file in a store; `mark` changes with its content."""

    address: str
    size: int
    mark: str


def store_of(address: str, storage: Mapping[str, Any]) -> tuple[Any, str]:
    """The file system of an address and the path in it.

    Options may be given by protocol ({"s3": {...}, "https": {...}}) or for all.
    """
    import fsspec

    own = storage.get(address.partition("://")[0])
    if not isinstance(own, Mapping):
        protocols = set(fsspec.available_protocols())
        own = {name: value for name, value in storage.items() if name not in protocols}
    fs, path = fsspec.core.url_to_fs(address, **own)
    return fs, str(path)


def list_files(
    address: str,
    storage: Mapping[str, Any],
    wanted: Callable[[str], bool],
    unmarked: Callable[[str], bool],
    errors: Errors,
) -> list[Remote]:
    """The wanted files of an address: itself, those it matches, those below it.

    Those `unmarked` need no mark. A file that gets none becomes an entry of `errors`. What a
    store raises is raised: each kind has errors of its own.
    """
    fs, root = store_of(address, storage)
    fs.invalidate_cache()
    listed = _listed(fs, root, wanted)
    files = {name: about for name, about in listed.items() if about.get("type") == "file"}
    if root not in files:
        names = _shown(fs, root, files)
        files = {name: files[name] for name in sorted(names) if wanted(posixpath.basename(name))}
    marks: dict[str, str | Exception] = {k: stated_mark(about) for k, about in files.items()}
    asked = [name for name, mark in marks.items() if not mark and not unmarked(name)]
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        marks |= zip(asked, threads.map(partial(_asked_mark, fs), asked), strict=True)
    found = []
    for name, about in files.items():
        known, mark = fs.unstrip_protocol(name), marks[name]
        if isinstance(mark, str):
            found.append(Remote(known, int(about.get("size") or 0), mark))
        else:
            errors.append(unreadable(known, mark))
    return found


def _listed(fs: Any, root: str, wanted: Callable[[str], bool]) -> dict[str, Any]:
    if MAGIC & set(root) and not _exists(fs, root):
        return _matched(fs, root)
    # To know whether an address is a folder, a web server would be asked for all that is there.
    if wanted(posixpath.basename(root)):
        about = fs.info(root)
        if about.get("type") == "file":
            return {root: about}
    return dict(fs.find(root, detail=True)) if fs.isdir(root) else {root: fs.info(root)}


def _exists(fs: Any, path: str) -> bool:
    try:
        return bool(fs.exists(path))
    except Exception:  # a pattern is no name that every store may be asked for
        return False


def _matched(fs: Any, pattern: str) -> dict[str, Any]:
    """What a pattern matches, and what the folders hold that it matches."""
    found = dict(fs.glob(pattern, detail=True))
    if not pattern.endswith("**"):
        for name in [name for name, about in found.items() if about.get("type") == "directory"]:
            found |= fs.find(name, detail=True)
    return found


def _shown(fs: Any, root: str, names: Iterable[str]) -> list[str]:
    """Names without those that are hidden, or the tables of a run, below what was asked for."""
    fixed = root
    while MAGIC & set(fixed):
        fixed = posixpath.dirname(fixed)
    inside = [(name, name.removeprefix(fixed).strip("/").split("/")) for name in names]
    shown = [name for name, parts in inside if not any(part.startswith(".") for part in parts)]
    found = set(map(run_of, shown)) - {None}
    runs = {run for run in found if _exists(fs, f"{run}/{WORK}")}
    return [name for name in shown if run_of(name) not in runs]


def _asked_mark(fs: Any, name: str) -> str | Exception:
    """The mark of a file whose listing gives none: what the store says of it alone, else its
    bytes; a name says nothing of what is there today."""
    try:
        if mark := stated_mark(fs.info(name)):
            return mark
        return hashlib.blake2b(twice(lambda: fs.cat_file(name)), digest_size=16).hexdigest()
    except Exception as error:
        return error


def stated_mark(about: Mapping[str, Any]) -> str:
    """What a store says of a file's content, "" when it says nothing of use.

    >>> stated_mark({"ETag": "abc"}), stated_mark({"size": 7, "mtime": 1.5}), stated_mark({})
    ('abc', '1.5, 7 bytes', '')
    """
    for name in _DIGESTS:
        if about.get(name):
            return str(about[name])
    changed = next((about[name] for name in _DATES if about.get(name)), None)
    size = about.get("size")
    return "" if changed is None or size is None else f"{changed}, {size} bytes"


def fetch_all(addresses: Sequence[str], storage: Mapping[str, Any]) -> dict[str, bytes | Exception]:
    """The bytes at each address, or why there are none; those of one store all at once.

    What failed is tried once more: most troubles of networks pass.
    """
    held: dict[str, bytes | Exception] = {}
    for _ in range(2):
        ahead = [a for a in addresses if not isinstance(held.get(a), bytes | FileNotFoundError)]
        held |= _fetched(ahead, storage)
    return held


def _fetched(addresses: Sequence[str], storage: Mapping[str, Any]) -> dict[str, bytes | Exception]:
    held: dict[str, bytes | Exception] = {}
    stores: dict[int, tuple[Any, dict[str, str]]] = {}
    for address in addresses:
        try:
            fs, path = store_of(address, storage)
        except Exception as error:
            held[address] = error
            continue
        stores.setdefault(id(fs), (fs, {}))[1][path] = address
    for fs, paths in stores.values():
        # Not `cat`, which takes a name with a question mark for a pattern.
        try:
            got = fs.cat_ranges(list(paths), None, None, on_error="return")
        except Exception as error:
            got = [error] * len(paths)
        held |= dict(zip(paths.values(), got, strict=True))
    return held


def twice(ask: Callable[[], T]) -> T:
    """The answer of a store, asked once more when it fails."""
    try:
        return ask()
    except FileNotFoundError:
        raise
    except Exception:
        return ask()


def reason(error: Exception) -> str:
    """What an error says, in one line.

    >>> reason(KeyError()), reason(OSError(13, "Permission denied"))
    ('KeyError', 'Permission denied')
    >>> reason(FileNotFoundError("bucket/a.md"))
    'no such file: bucket/a.md'
    """
    stated = getattr(error, "strerror", None)
    said = " ".join(str(stated or error).split()) or type(error).__name__
    # Stores say only what was not found.
    return f"no such file: {said}" if isinstance(error, FileNotFoundError) and not stated else said


def unreadable(name: str, error: Exception) -> DocumentError:
    """A file that could not be read or fetched."""
    way_out = _WAY_OUT if "://" in name else "check the path"
    return DocumentError(name, f"cannot be read ({reason(error)})", way_out)
