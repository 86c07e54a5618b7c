"""Documents to run on; readers that go wrong are in hooks, where worker processes find them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

HOOKS = Path(__file__).parent / "hooks"
sys.path.insert(0, str(HOOKS))


@pytest.fixture(autouse=True)
def _hooks(monkeypatch):
    """What is in hooks can also be imported by programs that a test starts."""
    monkeypatch.setenv("PYTHONPATH", str(HOOKS))


@pytest.fixture(scope="session")
def notes(tmp_path_factory) -> Path:
    from engine_notes import write_notes

    return write_notes(tmp_path_factory.mktemp("notes") / "docs", 24)
