"""The site's own style sheet, script and icon sprite: many small source files, each kind served as one hashed response.

No build step: the files are joined at first use, compressed once and kept in the process. The address holds the hash of
the content, so a browser may keep it for a year; that of the style sheet names the owner's colour, too. In DEBUG the
sources are read again for every page.
"""

import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from time import time

import brotli
from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import condition, require_safe

from site_config.brand import brand_style, favicon
from site_config.guide_style import guide_style

STATIC = settings.BASE_DIR / "static"
STYLE_ORDER = ("tokens", "base", "prose", "layout")
# Components of pages one comes to from others.
FURTHER_COMPONENTS = {
    "act", "facet", "message", "progress", "review_row", "table", "tabs", "ticket_row",
}  # fmt: skip
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SVG = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


@dataclass(frozen=True)
class Asset:
    """One joined file in every encoding we serve."""

    name: str
    content_type: str
    body: bytes

    @cached_property
    def digest(self) -> str:
        return sha256(self.body).hexdigest()[:12]

    @cached_property
    def url(self) -> str:
        stem, suffix = self.name.rsplit(".", 1)
        return reverse("asset", args=[stem, self.digest, suffix])

    @property
    def effort(self) -> int:
        """As small as brotli can, once; quickly for a colour, because anybody may ask for any."""
        return 11 if self.name in KINDS or self.name in BRANDED else 9

    def encoded(self, accepted: str) -> tuple[bytes, str]:
        """The body as the browser accepts it, and the name of the encoding ("" for none)."""
        if "br" in accepted:
            return _brotli(self.body, self.effort), "br"
        if "gzip" in accepted:
            return _gzip(self.body), "gzip"
        return self.body, ""


@lru_cache(maxsize=32)
def _brotli(body: bytes, effort: int) -> bytes:
    return brotli.compress(body, quality=effort)


@lru_cache(maxsize=32)
def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)


def join_styles() -> str:
    """Tokens, base, prose, layout, components by name, what the pages need where people arrive."""
    files = [STATIC / "css" / f"{name}.css" for name in STYLE_ORDER]
    files += [file for file in _styles("components") if file.stem not in FURTHER_COMPONENTS]
    return _join([*files, *_styles("pages")])


def join_further_styles() -> str:
    """What the other pages need besides: who arrives at a thread or an article does not wait for it."""
    components = [file for file in _styles("components") if file.stem in FURTHER_COMPONENTS]
    return _join([*components, *_styles("further")])


def _styles(folder: str) -> list[Path]:
    return sorted((STATIC / "css" / folder).glob("*.css"))


def _join(files: list[Path]) -> str:
    """Comments and empty lines left out."""
    text = _CSS_COMMENT.sub("", "\n".join(file.read_text() for file in files))
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def join_scripts() -> str:
    """htmx, then every module of ``static/js/``, each in a scope of its own: they share nothing and import nothing.

    One file and not two: a request less in every first view, and htmx changes as seldom as our own modules do.
    """
    files = [STATIC / "js" / "vendor" / "htmx.min.js", *sorted((STATIC / "js").glob("*.js"))]
    sources = [file.read_text() for file in files]
    lines = (line.strip() for source in sources for line in ["{", *source.splitlines(), "}"])
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def join_guide_styles() -> str:
    """What the style guide shows itself with; only its own page asks for it."""
    read = [(STATIC / "css" / name).read_text() for name in ("guide/styleguide.css", "tokens.css")]
    return guide_style(*(_CSS_COMMENT.sub("", text) for text in read), join_styles() + join_further_styles())


def join_passkey_scripts() -> str:
    """allauth's three scripts for passkeys, in their order: the sign-in page asks for one file instead of three."""
    names = ("mfa/js/webauthn-json.js", "mfa/js/webauthn.js", "account/js/onload.js")
    return ";\n".join(Path(finders.find(name)).read_text() for name in names)


def join_icons() -> str:
    """One sprite of all ``static/icons/``: each a ``<symbol id="i-NAME">`` that takes its stroke from the page."""
    symbols = []
    for file in sorted((STATIC / "icons").glob("*.svg")):
        shapes = re.sub(r"\s+", " ", _SVG.search(file.read_text()).group(1)).strip().replace(" />", "/>")
        symbols.append(f'<symbol id="i-{file.stem}" viewBox="0 0 24 24">{shapes}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">' + "\n".join(symbols) + "</svg>"


KINDS: dict[str, tuple[str, Callable[[], str]]] = {
    "site.js": ("text/javascript; charset=utf-8", join_scripts),
    "passkey.js": ("text/javascript; charset=utf-8", join_passkey_scripts),
    "icons.svg": ("image/svg+xml", join_icons),
    "badges.svg": ("image/svg+xml", lambda: (STATIC / "badges.svg").read_text()),
    "further.css": ("text/css; charset=utf-8", join_further_styles),
    "styleguide.css": ("text/css; charset=utf-8", join_guide_styles),
}
# These come in the owner's colour, which their address then names: site-ffe600.….css
BRANDED: dict[str, tuple[str, Callable[[str], str]]] = {
    "site.css": ("text/css; charset=utf-8", lambda accent: join_styles() + brand_style(accent)),
    "favicon.svg": ("image/svg+xml", favicon),
}
_ACCENT = re.compile(r"(.+)-([0-9a-f]{6})")


@lru_cache(maxsize=1)
def _sources_stamp(second: int) -> float:
    return max(file.stat().st_mtime for file in STATIC.rglob("*") if file.suffix in {".css", ".js", ".svg"})


def asset(name: str, accent: str = "") -> Asset:
    """The joined file of that name, as the sources stand now (DEBUG) or stood at first use.

    ``accent`` is the owner's colour as ``#rrggbb``; empty, or for other files, ours.
    """
    stamp = _sources_stamp(int(time())) if settings.DEBUG else 0.0
    return _branded(name, accent, stamp) if name in BRANDED else _joined(name, stamp)


@cache
def _joined(name: str, stamp: float) -> Asset:
    content_type, join = KINDS[name]
    return Asset(name, content_type, join().encode())


@lru_cache(maxsize=32)
def _branded(name: str, accent: str, stamp: float) -> Asset:
    content_type, join = BRANDED[name]
    stem, suffix = name.rsplit(".", 1)
    return Asset(f"{stem}-{accent[1:]}.{suffix}" if accent else name, content_type, join(accent).encode())


@cache
def icon_names() -> frozenset[str]:
    return frozenset(file.stem for file in (STATIC / "icons").glob("*.svg"))


def _find(stem: str, suffix: str) -> Asset:
    found = _ACCENT.fullmatch(stem)
    name, accent = (f"{found[1]}.{suffix}", f"#{found[2]}") if found else (f"{stem}.{suffix}", "")
    if name not in BRANDED and (accent or name not in KINDS):
        raise Http404
    return asset(name, accent)


def _etag(request, stem, digest, suffix) -> str:
    return f'"{_find(stem, suffix).digest}"'


@require_safe
@condition(etag_func=_etag)
def serve(request, stem: str, digest: str, suffix: str):
    """Serve one joined file. An old hash gets today's content, and is not to be kept."""
    found = _find(stem, suffix)
    body, encoding = found.encoded(request.headers.get("Accept-Encoding", ""))
    response = HttpResponse(body, content_type=found.content_type)
    response["Cache-Control"] = "public, max-age=31536000, immutable" if digest == found.digest else "no-cache"
    response["Vary"] = "Accept-Encoding"
    if encoding:
        response["Content-Encoding"] = encoding
    return response
