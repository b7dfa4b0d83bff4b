"""Who is who. Superusers may do what every role may."""

from accounts.models import AGENTS, EDITORS, MODERATORS


def has_role(user, role: str) -> bool:
    return bool(user.is_authenticated and user.is_active and (user.is_superuser or role in user.roles))


def is_editor(user) -> bool:
    return has_role(user, EDITORS)


def is_moderator(user) -> bool:
    return has_role(user, MODERATORS)


def is_agent(user) -> bool:
    return has_role(user, AGENTS)
