"""Files in folders and by patterns, alike: links are followed, hidden names left out."""

from __future__ import annotations

import os
import posixpath
import stat
from collections.abc import Callable, Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

from indicators.documents.metadata import DocumentError

MAGIC = frozenset("*?[")
Errors = list[DocumentError]


class Entry(NamedTuple):
    """A file or folder: the name it was reached by, its real path, its size."""

    name: str
    real: str
    size: int = 0
    folder: bool = False


def files_of(path: str, wanted: Callable[[Entry], bool], errors: Errors) -> Iterator[Entry]:
    """The file of a path, or those of a folder or a pattern that are wanted.

    What is not there is for its reader to say; a folder or pattern without a wanted file, and a
    path that is neither file nor folder, become entries of `errors`.
    """
    if os.path.isdir(path):
        said = "the folder holds no document", "name the folder of the documents"
        yield from _wanted(path, _files_of_folder(path, errors), wanted, said, errors)
    elif MAGIC & set(path) and not os.path.lexists(path):
        said = "no file matches", "check the pattern, and put it in quotes"
        yield from _wanted(path, _files_of_pattern(path, errors), wanted, said, errors)
    elif (entry := _entry_of(path, _real(path))) is not None:
        yield entry
    else:
        said = "is no regular file", "save what comes from it in a file"
        errors.append(DocumentError(path, *said))


def _wanted(
    path: str,
    entries: Iterator[Entry],
    wanted: Callable[[Entry], bool],
    otherwise: tuple[str, str],
    errors: Errors,
) -> Iterator[Entry]:
    told, count = len(errors), 0
    for entry in filter(wanted, entries):
        count += 1
        yield entry
    if not count and len(errors) == told:
        errors.append(DocumentError(path, *otherwise))


def _real(path: str) -> str:
    try:
        return os.path.realpath(path)
    except ValueError:  # no path at all: reading it will say so
        return path


def _files_of_folder(path: str, errors: Errors) -> Iterator[Entry]:
    """The files below a folder, in the order of their paths.

    A folder that several links lead to is entered once, so that none leads round in circles.
    One that cannot be listed becomes an entry of `errors`.
    """
    name = Path(path).as_posix()
    start = Entry("" if name == "." else name, os.path.realpath(path), folder=True)
    return (entry for entry in _below(start, errors) if not entry.folder)


def _files_of_pattern(pattern: str, errors: Errors) -> Iterator[Entry]:
    """The files that a pattern matches, and those below the folders that it matches."""
    path = Path(pattern)
    root = Path(path.anchor).as_posix() if path.anchor else ""
    start = Entry(root, os.path.realpath(root or "."), folder=True)
    parts = path.parts[1:] if root else path.parts
    found: dict[str, Entry] = {}
    for entry in _matching(start, parts, errors):
        inside = _files_of_folder(entry.name or ".", errors) if entry.folder else [entry]
        found.update((file.name, file) for file in inside)
    return iter(sorted(found.values(), key=lambda entry: Path(entry.name).parts))


def _below(start: Entry, errors: Errors) -> Iterator[Entry]:
    """A folder and all below it, each folder before what it holds."""
    entered: set[str] = set()
    ahead = [start]
    while ahead:
        entry = ahead.pop()
        if not entry.folder:
            yield entry
        elif entry.real not in entered:
            entered.add(entry.real)
            yield entry
            ahead += reversed(_inside(entry, errors))


def _matching(here: Entry, parts: Sequence[str], errors: Errors) -> Iterator[Entry]:
    if not parts:
        yield here
        return
    first, rest = parts[0], parts[1:]
    if first == "**":
        for entry in _below(here, errors) if rest else [here]:
            if entry.folder:
                yield from _matching(entry, rest, errors)
    elif MAGIC & set(first):
        for entry in _inside(here, errors, hidden=first.startswith(".")):
            if fnmatch(posixpath.basename(entry.name), first) and (entry.folder or not rest):
                yield from _matching(entry, rest, errors)
    elif os.path.lexists(name := posixpath.join(here.name, first)):
        there = _entry_of(name, os.path.realpath(name))
        if there is not None and (there.folder or not rest):
            yield from _matching(there, rest, errors)


def _inside(folder: Entry, errors: Errors, hidden: bool = False) -> list[Entry]:
    name = folder.name or "."
    try:
        with os.scandir(name) as listing:
            shown = [found for found in listing if hidden or not found.name.startswith(".")]
        shown.sort(key=lambda found: found.name)
        return [entry for found in shown if (entry := _entry(folder, found)) is not None]
    except OSError as error:
        what = f"the folder cannot be listed ({error.strerror})"
        if all((told.path, told.what) != (name, what) for told in errors):
            errors.append(DocumentError(name, what, "make it readable or leave it out"))
        return []


def _entry(folder: Entry, found: os.DirEntry[str]) -> Entry | None:
    name, real = posixpath.join(folder.name, found.name), os.path.join(folder.real, found.name)
    if found.is_symlink():
        return _entry_of(name, os.path.realpath(name))
    # A folder is one even where nothing more may be known: listing it will say what is wrong.
    return Entry(name, real, folder=True) if found.is_dir() else _entry_of(name, real)


def _entry_of(name: str, real: str) -> Entry | None:
    """What a name leads to; None for neither file nor folder: reading a pipe waits for ever."""
    try:
        about = os.stat(name)
    except (OSError, ValueError):  # reading it will say what is wrong
        return Entry(name, real)
    if stat.S_ISDIR(about.st_mode):
        return Entry(name, real, folder=True)
    return Entry(name, real, about.st_size) if stat.S_ISREG(about.st_mode) else None
