"""WebVTT captions: read them, say clearly what is wrong, and tell a time as people do."""

from dataclasses import dataclass

import webvtt
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from webvtt.errors import MalformedCaptionError, MalformedFileError

from site_config.formats import localized_digits
from site_config.markdown import plain_text

MAX_VTT_LENGTH = 500_000


@dataclass(frozen=True)
class Cue:
    start: float
    end: float
    text: str

    @property
    def seconds(self) -> int:
        """Where to seek to: whole seconds."""
        return int(self.start)

    @property
    def label(self) -> str:
        return clock(self.start)


def clock(seconds: float) -> str:
    """A time in a video: ``2:14``, ``1:02:14``, in the reader's digits."""
    hours, rest = divmod(int(seconds), 3600)
    minutes, rest = divmod(rest, 60)
    return localized_digits(f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}")


def read_cues(vtt: str) -> list[Cue]:
    """The cues of a WebVTT text in order; raises ValidationError saying which rule it breaks."""
    if len(vtt) > MAX_VTT_LENGTH:
        raise ValidationError(_("The captions are too long."))
    vtt = vtt.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    try:
        captions = webvtt.from_string(vtt).captions
    except MalformedFileError as error:
        raise ValidationError(_("Captions must begin with a line that says WEBVTT.")) from error
    except (MalformedCaptionError, ValueError, IndexError) as error:
        raise ValidationError(_("A caption cannot be read: %(reason)s"), params={"reason": error}) from error
    cues = [
        Cue(c.start_time.in_milliseconds() / 1000, c.end_time.in_milliseconds() / 1000, plain(c.text)) for c in captions
    ]
    if len(cues) < (timings := sum("-->" in line for line in vtt.splitlines())):
        raise ValidationError(
            _("%(number)s captions cannot be read. A time looks like this: 00:00:01.000 --> 00:00:04.000"),
            params={"number": timings - len(cues)},
        )
    if not cues:
        raise ValidationError(
            _("There is no caption. One looks like this: 00:00:01.000 --> 00:00:04.000 and the words below it.")
        )
    for number, cue in enumerate(cues, start=1):
        if cue.end <= cue.start:
            raise ValidationError(
                _("Caption %(number)s (%(start)s) ends before it begins."),
                params={"number": number, "start": clock(cue.start)},
            )
    return cues


def plain(text: str) -> str:
    """The words of a cue: no voice tags, no line breaks."""
    return " ".join(plain_text(text).split())


def validate_vtt(vtt: str) -> None:
    read_cues(vtt)


def write_vtt(cues: list[tuple[float, float, str]]) -> str:
    """WebVTT of (start, end, words); ``-->`` in the words cannot break out of its cue."""
    lines = ["WEBVTT", ""]
    for start, end, words in cues:
        safe = " ".join(words.split()).replace("&", "&amp;").replace("<", "&lt;").replace("-->", "--&gt;")
        lines += [f"{_timestamp(start)} --> {_timestamp(end)}", safe, ""]
    return "\n".join(lines)


def _timestamp(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole % 3600 // 60:02}:{whole % 60:02}.{round((seconds - whole) * 1000):03}"
