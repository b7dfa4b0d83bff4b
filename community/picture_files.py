"""A stranger's file becomes a picture of ours, or is refused.

What it is, its content says. Nothing of the file itself is kept: it is decoded and written anew, so that whatever else
it holds (a place, a name, a page, a script) is gone. Of an animation the first frame stays.
"""

from io import BytesIO
from threading import Lock

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from community.errors import Refused
from site_config.formats import localized_number

MAX_MEGABYTES = 5
MAX_PIXELS = 50_000_000  # more is not decoded
LONGEST_SIDE = 2_000  # pixels
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
_LOSSLESS_UP_TO = 600_000  # bytes: sharp edges of a screenshot are worth so much, a photo as PNG is not
_QUALITY = 82
_one_at_a_time = Lock()  # of a process: the largest picture takes half a gigabyte while it is decoded


def reencoded(upload) -> bytes:
    """A WebP file of the picture in an uploaded one: upright, at most `LONGEST_SIDE` long, without anything else."""
    if upload.size > MAX_MEGABYTES * 1024 * 1024:
        raise Refused(too_heavy())
    try:
        with _one_at_a_time, Image.open(upload, formats=FORMATS) as picture:
            _refuse_huge(picture)
            is_photo = picture.format in ("JPEG", "MPO")
            return _written(_upright(picture), is_photo)
    except Refused:
        raise
    except Image.DecompressionBombError:
        raise Refused(_too_large()) from None
    except Exception as error:
        raise Refused(_("This is not a picture we can read. Choose a PNG, JPEG, WebP or GIF file.")) from error


def too_heavy() -> str:
    limit = localized_number(MAX_MEGABYTES)
    return _("The picture is larger than %(limit)s MB. Choose a smaller one.") % {"limit": limit}


def _refuse_huge(picture: Image.Image) -> None:
    """By what its head says, before anything is decoded."""
    width, height = picture.size
    if width * height > MAX_PIXELS:
        raise Refused(_too_large())
    if picture.format in ("JPEG", "MPO"):
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))


def _too_large() -> str:
    limit = localized_number(MAX_PIXELS // 1_000_000)
    return _("The picture has too many pixels: the limit is %(limit)s million. Make it smaller.") % {"limit": limit}


def _upright(picture: Image.Image) -> Image.Image:
    has_holes = "A" in picture.getbands() or "transparency" in picture.info
    orientation = picture.getexif().get(0x0112, 1)
    mode = "RGBA" if has_holes else "RGB"
    plain = picture if picture.mode == mode else picture.convert(mode)
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)  # first: what follows copies it
    plain.getexif()[0x0112] = orientation
    return ImageOps.exif_transpose(plain)


def _written(picture: Image.Image, is_photo: bool) -> bytes:
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    content = b"" if is_photo else _as_webp(bare, lossless=True, quality=40, method=1)
    if is_photo or len(content) > _LOSSLESS_UP_TO:
        content = _as_webp(bare, quality=_QUALITY, method=3)
    return content


def _as_webp(picture: Image.Image, **how) -> bytes:
    out = BytesIO()
    picture.save(out, "WEBP", **how)
    return out.getvalue()
