"""Small pictures for tests, each of its own colour."""

import base64
import io

from PIL import Image


def png(number: int = 1, size: tuple[int, int] = (90, 60)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (number * 37 % 256, number * 91 % 256, 120)).save(out, "PNG")
    return out.getvalue()


def data_png(number: int = 1, size: tuple[int, int] = (90, 60)) -> str:
    return f"data:image/png;base64,{base64.b64encode(png(number, size)).decode()}"
