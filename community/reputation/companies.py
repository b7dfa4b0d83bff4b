"""Who belongs together, and pays each other nothing: the same company, or the same household (RULES §1).

Of the same company is whoever has an address of the same private domain, or belongs to the same `Organisation`: by the
domains it has, or by how its people sign in. A household is a pair that a person found, or one mailbox behind two
addresses.
"""

from community.reputation.facts import Fact
from community.reputation.mail_domains import domain_of, is_public, mailbox_of, registered
from community.reputation.ties import Ties, known_ties


def are_together(fact: Fact) -> bool:
    """Whether giver and member of a fact are of one company or household. Asks the database once a minute at most."""
    if not fact.giver_email or not fact.member_email:
        return False
    if mailbox_of(fact.giver_email) == mailbox_of(fact.member_email):
        return True
    ties = known_ties()
    if (min(fact.giver, fact.member), max(fact.giver, fact.member)) in ties.households:
        return True
    of_giver = companies_of(fact.giver_email, fact.giver_provider, ties)
    return not of_giver.isdisjoint(companies_of(fact.member_email, fact.member_provider, ties))


def companies_of(email: str, provider: str, ties: Ties) -> set[int | str]:
    """Keys of organisations, and the private domain itself."""
    domain = domain_of(email)
    labels = domain.split(".")
    found = {ties.domains.get(".".join(labels[start:])) for start in range(len(labels))}
    found.add(ties.providers.get(provider))
    if domain and not is_public(domain):
        found.add(registered(domain))
    return {company for company in found if company is not None}
