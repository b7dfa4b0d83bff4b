"""Badges: what they are (`declared`), what proves them (`evidence`, of `deeds`), how they come and go (`reviewing`,
`giving`, `telling`), who holds them (`holding`), which one stands beside a name (`beside`)."""

from community.badges.declared import BADGES, LADDER, Badge, Group

__all__ = ["BADGES", "LADDER", "Badge", "Group"]
