"""Links of strangers that say where they lead, and elements that do not lie too deep in one another.

Both read HTML that nh3 has cleaned: balanced, lower case, attributes in double quotes.
"""

import re
import unicodedata
from html import escape, unescape
from urllib.parse import urlsplit

MAX_QUOTE_DEPTH = 4  # quotations inside quotations; the words of deeper ones stand in the last
MAX_DEPTH = 32  # elements inside elements: room for a list of ten levels

_LINK = re.compile(r'<a((?: [a-z]+="[^"]*")*)>(.*?)</a>', re.DOTALL)
_HREF = re.compile(r' href="([^"]*)"')
_ELEMENT = re.compile(r'<(/?)([a-z][a-z0-9]*)(?: [a-z]+="[^"]*")*>')
_WITHOUT_END = {"br", "hr", "img"}
# Words that look like an address: with a scheme or www anywhere, without them only when nothing else is said.
_ADDRESS = re.compile(r"(?:[a-z]{3,6}://|\bwww\.)(?:[^\s/@]*@)?([\w.-]+)", re.IGNORECASE)
_BARE_ADDRESS = re.compile(
    r"\s*(?:mailto:)?(?:[^\s/@]+@)?((?:[\w-]+\.)+[^\W\d_]{2,})\.?(?:[:/?#]\S*)?\s*", re.IGNORECASE
)


def honest_links(html: str) -> str:
    """Each link whose words name another address than it has, or whose host is not written in plain letters, says its
    host in brackets, in the form the network uses. Addresses made to be misread keep their words only."""
    return _LINK.sub(_honest, html)


def _honest(link: re.Match) -> str:
    href = _HREF.search(link[1])
    if not href:
        return link[2]
    host = host_of(unescape(href[1]))
    if host is None:
        return link[2]
    words = unescape(re.sub(r"<[^>]*>", "", link[2]))
    if host and host not in words and ("xn--" in host or _names_another(words, host)):
        return f"<a{link[1]}>{link[2]} ({escape(host)})</a>"
    return link[0]


def host_of(address: str) -> str | None:
    """The host as the network knows it; empty for a place on this site, None where readers and browsers may differ."""
    try:
        parts = urlsplit(address)
        host = parts.path.rpartition("@")[2].partition("?")[0] if parts.scheme == "mailto" else parts.hostname or ""
    except ValueError:
        return None
    if re.search(r"[\\\s\x00-\x20]", address) or "@" in parts.netloc or "%" in host or (parts.scheme and not host):
        return None
    host = unicodedata.normalize("NFKC", host).lower().rstrip(".")
    return ".".join(map(_in_plain_letters, re.split("[.。]", host)))


def _in_plain_letters(label: str) -> str:
    return label if label.isascii() else f"xn--{label.encode('punycode').decode('ascii')}"


def _names_another(words: str, host: str) -> bool:
    found = _BARE_ADDRESS.fullmatch(words) or _ADDRESS.search(words)
    named = found and (host_of(f"//{found[1]}") or "").removeprefix("www.")
    return bool(named) and host != named and not host.endswith(f".{named}")


def not_too_deep(html: str) -> str:
    """Without the tags of elements that lie deeper than `MAX_DEPTH`, and of quotations deeper than `MAX_QUOTE_DEPTH`.
    Their words stay. A browser draws what a stranger piled up as well as what it can."""
    is_kept: list[bool] = []
    depth = quotes = 0

    def one(tag: re.Match) -> str:
        nonlocal depth, quotes
        is_end, name = tag[1], tag[2]
        if name in _WITHOUT_END:
            return tag[0]
        is_quote = name == "blockquote"
        if is_end:
            kept = is_kept.pop()
            depth, quotes = depth - kept, quotes - is_quote
        else:
            kept = depth < MAX_DEPTH and (not is_quote or quotes < MAX_QUOTE_DEPTH)
            is_kept.append(kept)
            depth, quotes = depth + kept, quotes + is_quote
        return tag[0] if kept else "\n"

    return _ELEMENT.sub(one, html)
