"""Videos kept at YouTube or Vimeo: the address of the player that tells no one who watches, before play is pressed."""

import re
from urllib.parse import parse_qs, urlsplit

_YOUTUBE_ID = re.compile(r"[\w-]{11}")
_VIMEO_ID = re.compile(r"\d{3,12}")
_YOUTUBE_HOSTS = {"youtube.com", "m.youtube.com", "youtube-nocookie.com", "music.youtube.com"}


def embed_address(url: str) -> str:
    """The private player's address of a video at YouTube or Vimeo, or an empty text for any other address."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    steps = [step for step in parts.path.split("/") if step]
    if parts.scheme not in ("http", "https") or not steps:
        return ""
    if host == "youtu.be":
        return _youtube(steps[0])
    if host in _YOUTUBE_HOSTS:
        shared = parse_qs(parts.query).get("v", [""])[0]
        return _youtube(shared if steps[0] == "watch" else steps[-1])
    if host in ("vimeo.com", "player.vimeo.com") and _VIMEO_ID.fullmatch(steps[-1]):
        return f"https://player.vimeo.com/video/{steps[-1]}?dnt=1"
    return ""


def _youtube(video_id: str) -> str:
    return f"https://www.youtube-nocookie.com/embed/{video_id}" if _YOUTUBE_ID.fullmatch(video_id) else ""
