"""From hostile bytes to a clean picture. With ``drawing/`` the only place that knows Pillow.

Two steps, far apart: ``inspect`` reads the header inside the request; ``clean`` decodes, in the worker.
"""

import io
import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import pillow_heif
from PIL import Image, ImageCms, ImageDraw

from app.core.errors import NOT_AN_IMAGE, TOO_MANY_PIXELS, DomainError
from app.photos.headers import is_whole, read_jpeg_scans, sniff
from app.photos.rules import Header, Kind, Rectangle

CLEAN_EDGE = 1600
THUMB_EDGE = 320
# What the decoders were measured for. The catalogue may allow less, never more.
CEILING = 50_000_000
# Cameras write about ten. Thousands of empty ones keep a decoder busy for minutes.
MOST_SCANS = 64
_GAP = 1.1
_PAPER = (255, 255, 255)
_INK = (11, 17, 28)

_DECODERS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG", Kind.WEBP: "WEBP", Kind.HEIC: "HEIF"}
_SRGB = ImageCms.createProfile("sRGB")

Image.MAX_IMAGE_PIXELS = CEILING
warnings.simplefilter("error", Image.DecompressionBombWarning)
pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)


class DamagedImage(Exception):
    """The header promised a picture, the bytes do not hold it."""


@dataclass(frozen=True)
class Derivatives:
    """The two pictures that people see, as JPEG without metadata; ``width`` and ``height`` are the clean one's, upright."""

    clean_jpeg: bytes
    thumb_jpeg: bytes
    width: int
    height: int


def inspect(data: bytes) -> Header:
    """Kind and size from the header alone, decoding nothing.

    ``DomainError(NOT_AN_IMAGE)`` for anything but a readable JPEG, PNG, WebP or HEIC header, ``TOO_MANY_PIXELS`` past
    ``CEILING``. The catalogue's own limits are ``rules.check_header``'s matter.
    """
    kind = sniff(data)
    if kind is None:
        raise DomainError(NOT_AN_IMAGE)
    try:
        with _open(kind, data) as image:
            width, height = image.size
        scans = read_jpeg_scans(data) if kind is Kind.JPEG else None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise DomainError(TOO_MANY_PIXELS, max_pixels=CEILING) from None
    except Exception:
        raise DomainError(NOT_AN_IMAGE) from None
    if width * height > CEILING:
        raise DomainError(TOO_MANY_PIXELS, max_pixels=CEILING, width=width, height=height)
    if scans and scans.scans > MOST_SCANS:
        raise DomainError(NOT_AN_IMAGE, detail=f"{scans.scans} scans")
    return Header(kind, width, height, progressive=scans is not None and scans.buffered)


def clean(data: bytes, cover: Sequence[Rectangle] = ()) -> Derivatives:
    """Decode once and draw anew: upright, sRGB, at most 1600 px and 320 px on the long edge, nothing but pixels.

    What lies under the rectangles of ``cover`` is painted over before anything is written, so that nothing of it is left.
    ``DamagedImage`` when the picture is cut off or broken; ``DomainError`` as ``inspect``.
    """
    header = inspect(data)
    if not is_whole(header.kind, data):
        raise DamagedImage("ends too early")
    try:
        picture = _fresh(_upright(header.kind, data))
        _paint_over(picture, cover)
        thumb = picture.copy()
        thumb.thumbnail((THUMB_EDGE, THUMB_EDGE), Image.Resampling.LANCZOS, reducing_gap=2.0)
        return Derivatives(_jpeg(picture, 82), _jpeg(thumb, 78), picture.width, picture.height)
    except Exception as error:
        raise DamagedImage(type(error).__name__) from error


def _paint_over(picture: Image.Image, cover: Sequence[Rectangle]) -> None:
    """One flat colour: a blur or a mosaic of a number plate can be guessed back from its averages, this cannot."""
    brush = ImageDraw.Draw(picture)
    wide, high = picture.size
    for left, top, width, height in cover:
        first = math.floor(left * wide), math.floor(top * high)
        brush.rectangle((*first, math.ceil((left + width) * wide), math.ceil((top + height) * high)), fill=_INK)


def _open(kind: Kind, data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data), formats=(_DECODERS[kind],))


def _upright(kind: Kind, data: bytes) -> Image.Image:
    """The picture at its final size, in its own colour mode, turned as its camera was held."""
    image = _open(kind, data)
    turn = _turn_of(image)
    # A JPEG shrinks while it is decoded, so it must not be loaded before; the other decoders cannot.
    if kind is not Kind.JPEG:
        image.load()
    if image.mode in ("1", "P", "PA"):
        image = image.convert("RGBA" if "transparency" in image.info or image.mode == "PA" else "RGB")
    # Two-step shrinking knows no 16-bit greys.
    gap = _GAP if image.mode in ("L", "LA", "RGB", "RGBA", "CMYK") else None
    image.thumbnail((CLEAN_EDGE, CLEAN_EDGE), Image.Resampling.LANCZOS, reducing_gap=gap)
    return image.transpose(turn) if turn is not None else image


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _turn_of(image: Image.Image) -> Image.Transpose | None:
    try:
        return _TURNS.get(image.getexif().get(0x0112, 1))
    except Exception:
        return None


def _fresh(image: Image.Image) -> Image.Image:
    """The pixels alone, as RGB in sRGB, in an image that was never read from a file."""
    rgb = _to_srgb(_flat(image), image.info.get("icc_profile"))
    # save() would carry a comment along from the image it was read from, so the pixels move house.
    fresh = Image.new("RGB", rgb.size)
    fresh.paste(rgb)
    return fresh


def _flat(image: Image.Image) -> Image.Image:
    """No transparency, 8 bits: ``L``, ``RGB`` or ``CMYK``."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda level: level * (1 / 257)).convert("L")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        paper = Image.new("RGB", image.size, _PAPER)
        paper.paste(image, mask=image.getchannel("A"))
        return paper
    return image if image.mode in ("L", "RGB", "CMYK") else image.convert("RGB")


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            # A profile that does not fit its picture is ignored, as browsers do.
            converted = None
        if converted is not None:
            return converted
    return image.convert("RGB")


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
