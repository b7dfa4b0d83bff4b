"""Pictures that come in ``data:`` addresses: checked by Pillow before they are kept, once each."""

import base64
import binascii
import io
import warnings

from django.core.files.base import ContentFile
from PIL import Image as Pillow
from PIL import UnidentifiedImageError
from wagtail.images import get_image_model

from site_config.imports import BadLine

MAX_BYTES = 5_000_000
MAX_PIXELS = 40_000_000
FORMATS = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WEBP": "webp", "AVIF": "avif"}
_MIME = {"PNG": "png", "JPEG": "jpeg", "GIF": "gif", "WEBP": "webp", "AVIF": "avif"}


def keep_picture(address: str, words: str) -> int:
    """Keep the picture of a ``data:`` address; returns its number. The same bytes are kept once."""
    return picture_of(address, words).pk


def picture_of(address: str, words: str):
    """The stored picture of a ``data:`` address; raises BadLine for what is not a decent picture."""
    content = _decoded(address)
    name, size = _checked(content)
    model = get_image_model()
    image = model(title=(words or "picture")[:255], width=size[0], height=size[1])
    image.file = ContentFile(content, name=f"import.{FORMATS[name]}")
    image._set_file_hash()
    known = model.objects.filter(file_hash=image.file_hash).order_by("pk").first()
    if known:
        return known
    image.file_size = len(content)
    image.save()
    return image


def data_address(image) -> str:
    """The ``data:`` address of a stored picture, byte for byte; empty when its file is gone."""
    try:
        with image.file.open("rb") as stored:
            content = stored.read()
    except FileNotFoundError:
        return ""
    try:
        name, _ = _checked(content)
    except BadLine:
        return ""
    return f"data:image/{_MIME[name]};base64,{base64.b64encode(content).decode()}"


def _decoded(address: str) -> bytes:
    head, _, body = address.partition(",")
    if not head.lower().startswith("data:image/") or not head.lower().endswith(";base64"):
        raise BadLine("a picture must be a data: address in base64")
    if len(body) > MAX_BYTES * 4 / 3 + 4:
        raise BadLine(f"a picture is larger than {MAX_BYTES // 1_000_000} MB")
    try:
        return base64.b64decode("".join(body.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadLine("a picture is not written in base64") from error


def _checked(content: bytes) -> tuple[str, tuple[int, int]]:
    """Format and size of a picture that Pillow can read to its end."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            with Pillow.open(io.BytesIO(content), formats=list(FORMATS)) as picture:
                name, size = picture.format, picture.size
                if size[0] * size[1] > MAX_PIXELS:
                    raise BadLine(f"a picture has more than {MAX_PIXELS // 1_000_000} million pixels")
                picture.verify()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Pillow.DecompressionBombError, Warning) as error:
        raise BadLine("a picture cannot be read; PNG, JPEG, GIF, WebP and AVIF can") from error
    return name, size
