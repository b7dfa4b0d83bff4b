"""Whose domain a mail address is of: a provider's that takes anybody, or a company's own."""

from functools import cache
from pathlib import Path

from django.conf import settings

_LIST = Path(__file__).with_name("public_mail.txt")
# Under which a country's registry gives names away: acme.co.uk is a name of its own, acme.uk as well.
_SECOND = {"ac", "co", "com", "edu", "gen", "go", "gob", "gov", "info", "ltd", "me", "mil", "ne", "net", "nom", "or"}
_SECOND |= {"org", "plc", "sch", "school", "web"}


def domain_of(email: str) -> str:
    """As it is compared: in small ASCII letters, whatever it was written in; empty for what is no address."""
    _name, _at, domain = email.rpartition("@")
    return normalised(domain) if _at else ""


def normalised(domain: str) -> str:
    domain = domain.strip().strip(".").lower()
    try:
        return domain.encode("idna").decode()
    except UnicodeError:
        return domain


def registered(domain: str) -> str:
    """The name a company has, of any of its subdomains: ``acme.co.uk`` of ``mail.eu.acme.co.uk``."""
    labels = domain.split(".")
    has_second = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND
    return ".".join(labels[-3:] if has_second else labels[-2:])


def is_public(domain: str) -> bool:
    """Whether anybody gets an address there."""
    labels = domain.split(".")
    if any(".".join(labels[start:]) in _public() for start in range(len(labels))):
        return True
    name, _dot, ending = registered(domain).partition(".")
    return f"{name}.*" in _public() and (ending == "com" or len(ending.split(".")[-1]) == 2)


def mailbox_of(email: str) -> str:
    """Where mail to an address arrives: what stands after a plus is a note to oneself, and so are dots at Google."""
    name, _at, _domain = email.strip().lower().rpartition("@")
    domain = domain_of(email)
    name = name.split("+")[0]
    if domain in ("gmail.com", "googlemail.com"):
        name, domain = name.replace(".", ""), "gmail.com"
    return f"{name}@{domain}" if name and domain else ""


def _public() -> frozenset[str]:
    return _listed() | _of_site(tuple(settings.PUBLIC_MAIL_DOMAINS))


@cache
def _listed() -> frozenset[str]:
    lines = _LIST.read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@cache
def _of_site(domains: tuple[str, ...]) -> frozenset[str]:
    return frozenset(normalised(domain) for domain in domains)
