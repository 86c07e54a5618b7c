"""What stops a whole run, as against a document that fails by itself."""

from __future__ import annotations


class EngineError(RuntimeError):
    """The run cannot go on: what, and the way out. What is done is kept and used again."""


class OptionError(ValueError):
    """Options that contradict each other, or that ask for nothing: what, and the way out."""
