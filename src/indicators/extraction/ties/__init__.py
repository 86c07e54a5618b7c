"""Ties between parties as sentences word them: who did what with whom."""

from indicators.extraction.ties.find import donors, tellings
from indicators.extraction.ties.roles import Roles
from indicators.extraction.ties.skeleton import Skeleton, Slot
from indicators.extraction.ties.telling import Telling

__all__ = ["Roles", "Skeleton", "Slot", "Telling", "donors", "tellings"]
