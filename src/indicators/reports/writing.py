"""Writing a page: all of it or nothing."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_page(place: Path, text: str) -> None:
    """Write a page beside its place, then put it there: a failure leaves the last good one."""
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=f".{place.name}.", suffix=".tmp", dir=place.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.chmod(temporary, 0o644)
        os.replace(temporary, place)
    finally:
        Path(temporary).unlink(missing_ok=True)
