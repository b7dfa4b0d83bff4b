"""Badges: what they are (`declared`), what proves them (`evidence`), who holds them (`holding`, `reviewing`)."""

from community.badges.declared import BADGES, LADDER, Badge, Group

__all__ = ["BADGES", "LADDER", "Badge", "Group"]
