"""The open Chinese font that a package carries, so that no machine shows empty boxes."""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from pathlib import Path

FAMILY = ["Noto Sans SC", "DejaVu Sans"]


@lru_cache(maxsize=1)
def font_path() -> Path:
    """The Noto Sans SC file (Open Font License) that the zhplot package carries.

    zhplot itself is not imported: that would change matplotlib's settings.

    Raises
    ------
    ModuleNotFoundError
        The package, or its font, is not installed.

    >>> font_path().name
    'NotoSansSC-Regular.ttf'
    """
    spec = importlib.util.find_spec("zhplot")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("zhplot, which carries the Chinese font, is missing; install it")
    path = Path(spec.origin).parent / "fonts" / "NotoSansSC-Regular.ttf"
    if not path.exists():
        raise ModuleNotFoundError(f"zhplot has no font at {path}; install zhplot 1.0 or later")
    return path


@lru_cache(maxsize=1)
def register() -> None:
    """Make the font known to matplotlib, once."""
    from matplotlib import font_manager

    font_manager.fontManager.addfont(str(font_path()))
