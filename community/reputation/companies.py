"""Who belongs together, and pays each other nothing: the same company, or the same household (RULES §1).

Of the same company is whoever has an address of the same private domain, or belongs to the same `Organisation`: by the
domains it has, or by how its people sign in. A household is a pair that a person found, or one mailbox behind two
addresses.
"""

from typing import NamedTuple

from allauth.socialaccount.models import SocialAccount

from accounts.models import User
from community.reputation.facts import Fact
from community.reputation.mail_domains import domain_of, is_public, mailbox_of, registered
from community.reputation.ties import Ties, known_ties, named_providers


def are_together(fact: Fact) -> bool:
    """Whether giver and member of a fact are of one company or household. Asks the database once a minute at most."""
    giver = Known(fact.giver or 0, fact.giver_email, fact.giver_provider)
    return _are_tied(giver, Known(fact.member, fact.member_email, fact.member_provider))


def of_one_company(one: User, other: User) -> bool:
    """The same of two members."""
    return _are_tied(_known(one), _known(other))


class Known(NamedTuple):
    member: int
    email: str
    provider: str


def _known(member: User) -> Known:
    named = named_providers()
    ways = SocialAccount.objects.filter(user=member, provider__in=named).order_by("provider", "pk") if named else []
    return Known(member.pk, member.email, next((way.provider for way in ways), ""))


def _are_tied(one: Known, other: Known) -> bool:
    if not one.email or not other.email:
        return False
    if mailbox_of(one.email) == mailbox_of(other.email):
        return True
    ties = known_ties()
    if (min(one.member, other.member), max(one.member, other.member)) in ties.households:
        return True
    companies = companies_of(one.email, one.provider, ties)
    return not companies.isdisjoint(companies_of(other.email, other.provider, ties))


def companies_of(email: str, provider: str, ties: Ties) -> set[int | str]:
    """Keys of organisations, and the private domain itself."""
    domain = domain_of(email)
    labels = domain.split(".")
    found = {ties.domains.get(".".join(labels[start:])) for start in range(len(labels))}
    found.add(ties.providers.get(provider))
    if domain and not is_public(domain):
        found.add(registered(domain))
    return {company for company in found if company is not None}
