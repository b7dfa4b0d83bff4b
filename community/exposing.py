"""Before a text is shown to everyone: the private matters in it are named, and its author decides once about them.

    exposure = exposure_of(text, confirmed=request.POST.get("private_ok", ""))
    if exposure: include `community/parts/exposure.html` beside the field, publish nothing

Taking out is `personal_data.take_out`. "Post it anyway" sends ``exposure.confirmation`` back: it holds for this very
text alone, so what is added afterwards is looked at again. Secrets cannot be confirmed.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.crypto import constant_time_compare, salted_hmac

from community.personal_data import Finding, find_personal_data

CONFIRMATION_LENGTH = 32


@dataclass(frozen=True)
class Exposure:
    """What a text would show to everyone, and the word by which its author says that it may."""

    findings: tuple[Finding, ...]
    confirmation: str

    @property
    def has_secrets(self) -> bool:
        return any(finding.is_secret for finding in self.findings)


def exposure_of(*texts: str, confirmed: str = "", before: Iterable[str] = ()) -> Exposure | None:
    """None where there is nothing to decide: nothing private, or confirmed for these very texts.

    ``before``: what everyone could read already, for edits. Only its secrets are named once more.
    """
    known = {finding for text in before for finding in find_personal_data(text) if not finding.is_secret}
    found = (finding for text in texts for finding in find_personal_data(text))
    findings = tuple(dict.fromkeys(finding for finding in found if finding not in known))
    if not findings:
        return None
    exposure = Exposure(findings, confirmation_of("private", *texts))
    is_confirmed = not exposure.has_secrets and constant_time_compare(confirmed, exposure.confirmation)
    return None if is_confirmed else exposure


def confirmation_of(what: str, *texts: str) -> str:
    """A word that nobody sends by chance, and that holds for these texts alone."""
    return salted_hmac(f"confirmed-{what}", "\x1f".join(texts)).hexdigest()[:CONFIRMATION_LENGTH]
