"""Readers that go wrong on documents with `poison` in their name, and slow ones."""

import os
import time
from pathlib import Path

from indicators.engine.work import read_item


def ends_worker(item, content):
    if "poison" in item.name:
        os._exit(1)
    return read_item(item, content)


def never_ends(item, content):
    if "poison" in item.name:
        time.sleep(3600)
    return read_item(item, content)


def takes_all_memory(item, content):
    if "poison" in item.name:
        bytearray(64 << 30)
    return read_item(item, content)


def slow(item, content):
    """Leaves the worker's number beside the documents, so that a test can end it."""
    pids = Path(item.name).parent.parent / "pids"
    pids.mkdir(exist_ok=True)
    (pids / str(os.getpid())).touch()
    time.sleep(0.03)
    return read_item(item, content)
