"""The people of the demo shop who work on its support site. Their password is “stoa-demo”."""

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from accounts.models import AGENTS, EDITORS, MODERATORS, User

PASSWORD = "stoa-demo"  # noqa: S105 - the demo's, printed when it starts
STAFF = [
    ("agent.anna", "Anna (Kelora)", [AGENTS], "en"),
    ("agent.nikos", "Nikos (Kelora)", [AGENTS], "el"),
    ("agent.elena", "Elena (Kelora)", [AGENTS], "en"),
    ("agent.marek", "Marek (Kelora)", [AGENTS], "en"),
    ("editor", "Editor (Kelora)", [EDITORS], "en"),
    ("moderator", "Moderator (Kelora)", [MODERATORS], "en"),
    ("admin", "Admin (Kelora)", [], "en"),
]


def load_staff() -> None:
    """Make whoever is missing; who is there stays as they are."""
    emails = {address_of(key) for key, *_rest in STAFF}
    known = set(User.objects.filter(email__in=emails).values_list("email", flat=True))
    password = make_password(PASSWORD) if emails - known else ""
    for key, name, roles, language in STAFF:
        if address_of(key) not in known:
            _make(key, name, roles, language, password)


def _make(key: str, name: str, roles: list[str], language: str, password: str) -> None:
    is_admin = key == "admin"
    user = User.objects.create(
        email=address_of(key),
        display_name=name,
        language=language,
        password=password,
        is_staff=is_admin,
        is_superuser=is_admin,
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    user.groups.add(*Group.objects.filter(name__in=roles))


def address_of(key: str) -> str:
    return f"{key}@demo.invalid"


def person(key: str) -> User:
    return User.objects.get(email=address_of(key))


def agent_for(lang: str, text: str) -> User:
    """Who signed a reply, else the agent of the language."""
    signature = text[-80:]
    for name in ("Elena", "Marek"):
        if name in signature:
            return person(f"agent.{name.lower()}")
    return person("agent.nikos" if lang in ("el", "sq") else "agent.anna")
