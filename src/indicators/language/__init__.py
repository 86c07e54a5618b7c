"""From text to mentions; nothing here knows about health."""

from indicators.language.find import find_mentions
from indicators.language.mentions import Mention

__all__ = ["Mention", "find_mentions"]
