from accounts.permissions import is_agent, is_editor


def can_read_insights(user) -> bool:
    """Editors and agents, and admins, who may do what every role may."""
    return is_editor(user) or is_agent(user)
