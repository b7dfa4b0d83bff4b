"""Small words every template needs: icons, localised numbers and times, addresses of our files and of this page in
other languages. Built in, no ``{% load %}`` needed."""

from functools import cache
from hashlib import sha256

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, get_language_info

from site_config import formats
from site_config.assets import asset
from site_config.context_processors import current_site, last_seen_site

register = template.Library()

register.filter("number", formats.localized_number)
register.filter("signed", formats.signed_number)
register.filter("digits", formats.localized_digits)
register.filter("local_date", formats.localized_date)
register.filter("local_datetime", formats.localized_datetime)


@register.filter
def isolate(words):
    """A name or title inside a sentence of the reader's language: {{ actor|isolate }}."""
    return formats.isolated(str(words or ""))


MIRRORED_ICONS = {
    *("chevron-right", "chevron-left", "arrow-right", "arrow-left", "reply", "undo-2", "undo", "send", "log-out"),
    *("log-in", "external-link", "list", "list-ordered", "book-open", "messages-square", "quote", "truck"),
}


@register.filter
def when(moment):
    """``<time>`` as people say it, with the exact moment on hover and for machines."""
    if not moment:
        return ""
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        moment.isoformat(timespec="seconds"),
        formats.localized_datetime(moment),
        formats.time_ago(moment),
    )


@register.filter
def duration(seconds):
    """A length or a moment of a video: ``2:14``, ``1:02:09``, in the reader's digits."""
    minutes, rest = divmod(int(seconds or 0), 60)
    hours, minutes = divmod(minutes, 60)
    text = f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
    return formats.localized_digits(text)


@register.filter
def initial(name):
    """The first letter of a name, for a round picture; ``?`` for none."""
    letters = [letter for letter in str(name) if letter.isalnum()]
    return letters[0].upper() if letters else "?"


@register.filter
def tint(name):
    """A number from 1 to 6 that stays the same for a name: which colour its round picture has."""
    return sha256(str(name).encode()).digest()[0] % 6 + 1


@register.filter
def startswith(text, beginning):
    return str(text).startswith(str(beginning))


@register.simple_tag
def icon(name, label="", css=""):
    """``{% icon "check" %}``: a picture from the sprite; hidden from screen readers unless it has a label.

    Icons that point along the line of text are mirrored in a right-to-left page.
    """
    classes = " ".join(filter(None, ["icon", "icon--mirrored" if name in MIRRORED_ICONS else "", css]))
    meaning = format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"'
    return format_html(
        '<svg class="{}" {} width="20" height="20"><use href="{}#i-{}"></use></svg>',
        classes, mark_safe(meaning), asset("icons.svg").url, name,
    )  # fmt: skip


@register.simple_tag
def home_url():
    """The start page in the reader's language. Needs no database: error pages ask, too."""
    return f"/{get_language() or settings.LANGUAGE_CODE}/"


@register.simple_tag
def site_settings():
    """The owner's settings, whatever a library's view calls ``site`` in its own context."""
    return current_site()


@register.simple_tag
def site_as_last_seen():
    """The owner's settings without asking the database: for pages that are shown when it fails."""
    return last_seen_site()


@register.simple_tag
def stylesheet_url(accent=""):
    return asset("site.css", accent).url


@register.simple_tag
def further_styles_url():
    """Where the styles are served that the pages of arrival (home, article, guide, thread) do without."""
    return asset("further.css").url


@register.simple_tag
def favicon_url(accent=""):
    return asset("favicon.svg", accent).url


@register.simple_tag
def script_url(name="site"):
    """Where the scripts of every page (``site``) or those of passkeys (``passkey``) are served."""
    return asset(f"{name}.js").url


@cache
def _languages():
    """Every language of the site: its code, its own name for itself and whether it runs right to left."""
    return [(code, get_language_info(code)["name_local"].capitalize(), get_language_info(code)["bidi"])
            for code, _ in settings.LANGUAGES]  # fmt: skip


@register.simple_tag(takes_context=True)
def language_links(context):
    """This page in every language: dicts of code, name, bidi, url, is_current, is_translated, is_missing, default_url.

    A view that knows better puts ``translations`` (code → url, nothing where there is none yet) into its context. A
    language without a translation then leads to the same address in that language: the page there says that it is not
    translated, and shows the nearest (`kb.views.page`). ``default_url`` stands on the one link for all other readers.
    """
    request, translations = context.get("request"), context.get("translations")
    current, here = get_language(), request.get_full_path() if request else "/"
    has_prefix = here.startswith(f"/{current}/")
    links = []
    for code, name, bidi in _languages():
        same_address = f"/{code}/{here.removeprefix(f'/{current}/')}" if has_prefix else f"/{code}/"
        url = same_address if translations is None else translations.get(code)
        links.append({
            "code": code, "name": name, "bidi": bidi, "is_current": code == current, "url": url or same_address,
            "is_translated": bool(url) and has_prefix, "is_missing": not url,
        })  # fmt: skip
    ours = [link for link in links if link["is_translated"]]
    for link in [link for link in ours if link["code"] == settings.LANGUAGE_CODE] or ours[:1]:
        link["default_url"] = "/" if link["url"] == f"/{link['code']}/" else link["url"]
    return links


@register.simple_tag(takes_context=True)
def unread_notifications(context):
    """How many notifications the signed-in reader has not opened; 0 for a guest, without a query."""
    user = getattr(context.get("request"), "user", None)
    if not user or not user.is_authenticated:
        return 0
    return user.unread_count


@register.simple_tag(takes_context=True)
def query_string(context, **changes):
    """The page's own query with some parameters changed; ``None`` or an empty value removes one."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = value
    return "?" + query.urlencode() if query else "."
