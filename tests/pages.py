"""Every page of the site that a reader can meet, found in the demo content, by who sees it."""

from typing import NamedTuple

FIND = """
import json
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from accounts.models import User
from community.models import Thread
from kb.models import ArticlePage, VideoGuidePage
from tickets.models import Ticket

newcomer, made = User.objects.get_or_create(email="newcomer@demo.invalid")
if made:
    newcomer.set_password("stoa-demo")
    newcomer.save()
address, made = EmailAddress.objects.get_or_create(
    user=newcomer, email="newcomer@demo.invalid", defaults={"primary": True, "verified": True}
)
unproved, made = EmailAddress.objects.get_or_create(
    user=newcomer, email="second@demo.invalid", defaults={"verified": False}
)
reset_key = f"{user_pk_to_url_str(newcomer)}-{default_token_generator.make_token(newcomer)}"

found = {}
for lang in ("en", "fa", "ru", "el", "sq"):
    pages = {"reset_key": reset_key, "confirm_key": EmailConfirmationHMAC(unproved).key}
    for name, model in (("article", ArticlePage), ("guide", VideoGuidePage)):
        page = model.objects.live().filter(locale__language_code=lang, slug__startswith="return-an-item").first()
        pages[name] = page.relative_url(None)
    article = ArticlePage.objects.get(locale__language_code=lang, slug="return-an-item")
    pages["section"] = article.get_parent().relative_url(None)
    solved = Thread.objects.filter(language=lang, solved_at__isnull=False).order_by("-answer_count").first()
    pages["thread"] = f"/{lang}/community/{solved.pk}/{solved.slug}/"
    other = "en" if lang != "en" else None
    lacking = [page for page in ArticlePage.objects.live().filter(locale__language_code=other)
               if not page.get_translations().filter(locale__language_code=lang).exists()]
    pages["untranslated"] = "/" + lang + lacking[0].relative_url(None)[3:] if lacking else None
    pages["author"] = solved.author_id
    pages["board"] = solved.board.slug
    asker = "m20@demo.invalid" if lang == "fa" else "m01@demo.invalid"
    own = Thread.objects.public().filter(author__email=asker).first()
    pages["own_thread"] = own.pk
    ticket = Ticket.objects.filter(language=lang).order_by("pk").first()
    pages["ticket"] = ticket.pk
    pages["asker"] = ticket.requester.email
    found[lang] = pages
print(json.dumps(found))
"""

QUERIES = {
    **{"en": "refund", "fa": "بازگشت پول", "ru": "возврат денег", "el": "επιστροφή χρημάτων", "sq": "kthimi i parave"},
}


class Stop(NamedTuple):
    """A page to look at: its address and, where the page of interest is the answer to a form, that form sent empty."""

    address: str
    send_empty: str = ""


def guest_stops(language: str, found: dict) -> dict[str, Stop]:
    pages, account, community = found[language], f"/{language}/account", f"/{language}/community"
    return {
        "home": Stop(f"/{language}/"),
        "help": Stop(f"/{language}/help/"),
        "section": Stop(pages["section"]),
        "article": Stop(pages["article"]),
        "guide": Stop(pages["guide"]),
        "search": Stop(f"/{language}/search/?q={QUERIES[language]}"),
        "search with nothing": Stop(f"/{language}/search/?q=xyzzyplugh"),
        "search too short": Stop(f"/{language}/search/?q=a"),
        "search with no words": Stop(f"/{language}/search/?q="),
        "community": Stop(f"{community}/"),
        "newest questions": Stop(f"{community}/?show=newest"),
        "unsolved questions": Stop(f"{community}/?show=unsolved"),
        "solved questions": Stop(f"{community}/?show=solved&lang=all"),
        "board": Stop(f"{community}/?board={pages['board']}"),
        "boards": Stop(f"{community}/boards/"),
        "thread": Stop(pages["thread"]),
        "leaderboard": Stop(f"{community}/leaderboard/"),
        "leaderboard of all time": Stop(f"{community}/leaderboard/?period=all&board={pages['board']}"),
        "how points work": Stop(f"{community}/points/"),
        "points of a member": Stop(f"/{language}/members/{pages['author']}/points/"),
        "member": Stop(f"/{language}/members/{pages['author']}/"),
        "ask": Stop(f"{community}/ask/"),
        "ask with errors": Stop(f"{community}/ask/", "form[data-draft=ask]"),
        "contact with errors": Stop(f"/{language}/tickets/new/", "form[data-draft=contact]"),
        "sign in": Stop(f"{account}/login/"),
        "sign up": Stop(f"{account}/signup/"),
        "sign up with errors": Stop(f"{account}/signup/", "main form"),
        "reset": Stop(f"{account}/password/reset/"),
        "reset sent": Stop(f"{account}/password/reset/done/"),
        "reset from key": Stop(f"{account}/password/reset/key/{pages['reset_key']}/"),
        "reset with a wrong key": Stop(f"{account}/password/reset/key/1-wrong/"),
        "reset done": Stop(f"{account}/password/reset/key/done/"),
        "confirm email": Stop(f"{account}/confirm-email/{pages['confirm_key']}/"),
        "mail sent": Stop(f"{account}/confirm-email/"),
        "not found": Stop(f"/{language}/no/such/page/"),
        **({"not translated": Stop(pages["untranslated"])} if pages["untranslated"] else {}),
    }


def member_stops(language: str, found: dict) -> dict[str, Stop]:
    pages, account = found[language], f"/{language}/account"
    return {
        "inbox": Stop(f"{account}/inbox/"),
        "preferences": Stop(f"{account}/preferences/"),
        "own place": Stop(f"/{language}/community/leaderboard/?period=all"),
        "own requests": Stop(f"/{language}/tickets/"),
        "contact": Stop(f"/{language}/tickets/new/"),
        "thread as member": Stop(pages["thread"]),
        "own thread": Stop(f"/{language}/community/{pages['own_thread']}/"),
        "edit own thread": Stop(f"/{language}/community/thread/{pages['own_thread']}/edit/"),
        "email addresses": Stop(f"{account}/email/"),
        "password": Stop(f"{account}/password/change/"),
        "password with errors": Stop(f"{account}/password/change/", "main form"),
        "second step": Stop(f"{account}/2fa/"),
        "authenticator app": Stop(f"{account}/2fa/totp/activate/"),
        "passkeys": Stop(f"{account}/2fa/webauthn/"),
        "sign out": Stop(f"{account}/logout/"),
    }


def newcomer_stops(language: str, found: dict) -> dict[str, Stop]:
    return {
        "empty inbox": Stop(f"/{language}/account/inbox/"),
        "no requests": Stop(f"/{language}/tickets/"),
    }


def asker_stops(language: str, found: dict) -> dict[str, Stop]:
    return {"request": Stop(f"/{language}/tickets/{found[language]['ticket']}/")}


def moderator_stops(language: str, found: dict) -> dict[str, Stop]:
    return {
        "thread as moderator": Stop(found[language]["thread"]),
        "moderation": Stop(f"/{language}/community/moderation/"),
        "notices and silences": Stop(f"/{language}/community/moderation/members/{found[language]['author']}/"),
    }


def staff_stops(language: str, found: dict) -> dict[str, Stop]:
    stops = {
        "desk": Stop(f"/{language}/desk/"),
        "desk ticket": Stop(f"/{language}/desk/{found[language]['ticket']}/"),
        "style guide": Stop(f"/{language}/styleguide/"),
    }
    for name in ("400", "403", "404", "429", "500", "csrf", "maintenance"):
        stops[f"error {name}"] = Stop(f"/{language}/styleguide/errors/{name}/")
    return stops


def rounds(language: str, found: dict) -> list[tuple[str, dict[str, Stop]]]:
    """Who goes round (an address to sign in with, none for a guest) and what they look at."""
    member = "m20@demo.invalid" if language == "fa" else "m01@demo.invalid"
    return [
        ("", guest_stops(language, found)),
        (member, member_stops(language, found)),
        ("newcomer@demo.invalid", newcomer_stops(language, found)),
        (found[language]["asker"], asker_stops(language, found)),
        ("moderator@demo.invalid", moderator_stops(language, found)),
        ("admin@demo.invalid", staff_stops(language, found)),
    ]


def public_pages(language: str, found: dict) -> dict[str, str]:
    """Name → address of the pages a guest reads."""
    return {name: stop.address for name, stop in guest_stops(language, found).items() if not stop.send_empty}
