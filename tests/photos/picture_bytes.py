"""Pictures made by code for the tests: honest ones, and the ones a bad day or a bad person would send."""

import io
import random
import struct
import zlib

import pillow_heif
from PIL import Image, ImageCms

pillow_heif.register_heif_opener()

# Four corners of different colours: whatever turns or mirrors the picture shows.
RED, GREEN, BLUE, YELLOW = (220, 30, 30), (30, 200, 30), (30, 30, 220), (230, 220, 40)


def corners(width: int = 400, height: int = 300) -> Image.Image:
    image = Image.new("RGB", (width, height), (90, 90, 90))
    half_w, half_h = width // 2, height // 2
    image.paste(RED, (0, 0, half_w, half_h))
    image.paste(GREEN, (half_w, 0, width, half_h))
    image.paste(BLUE, (0, half_h, half_w, height))
    image.paste(YELLOW, (half_w, half_h, width, height))
    return image


def noise(width: int, height: int, seed: int = 1) -> Image.Image:
    """Cheap detail, so that a JPEG of it has the weight of a photograph."""
    grain = random.Random(seed).randbytes(200 * 150 * 3)
    return Image.frombytes("RGB", (200, 150), grain).resize((width, height), Image.Resampling.BILINEAR)


def encode(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def jpeg(width: int = 400, height: int = 300, **options: object) -> bytes:
    return encode(corners(width, height), "JPEG", quality=85, **options)


def png_chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(header: tuple[int, int, int, int], *chunks: bytes, rows: bytes = b"") -> bytes:
    """A PNG by hand: ``header`` = width, height, bits, colour type."""
    start = png_chunk(b"IHDR", struct.pack(">IIBBBBB", *header, 0, 0, 0))
    body = png_chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + start + b"".join(chunks) + body + png_chunk(b"IEND", b"")


def sized_jpeg(width: int, height: int, *, marker: bytes = b"\xff\xc0") -> bytes:
    """A JPEG of less than 1 KB whose header claims ``width`` × ``height``."""
    small = bytearray(encode(Image.new("RGB", (64, 64), RED), progressive=marker == b"\xff\xc2"))
    at = small.index(marker)
    small[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(small)


def sized_webp(width: int, height: int) -> bytes:
    """A short film whose canvas claims ``width`` × ``height``, which a decoder may set aside before it looks on."""
    frames = [Image.new("RGB", (16, 16), colour) for colour in (RED, GREEN)]
    data = bytearray(encode(frames[0], "WEBP", save_all=True, append_images=frames[1:], duration=100))
    at = data.index(b"VP8X") + 12
    data[at : at + 3], data[at + 3 : at + 6] = struct.pack("<I", width - 1)[:3], struct.pack("<I", height - 1)[:3]
    return bytes(data)


def segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def after_start(data: bytes, *segments: bytes) -> bytes:
    """The JPEG with more segments behind its first two bytes."""
    return data[:2] + b"".join(segments) + data[2:]


def exif_with_position(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F], exif[0x0110], exif[0xA431] = "MakerName", "ModelName", "SERIAL12345"
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (11.0, 44.0, 5.5), "E", (108.0, 22.0, 7.5)
    exif.get_ifd(0x8769)[0x927C] = b"MAKERNOTE-PRIVATE"
    return exif


def swapped_profile() -> bytes:
    """sRGB with red and green exchanged: a profile whose conversion nobody can overlook."""
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return data.replace(b"rXYZ", b"????", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"????", b"gXYZ", 1)


def near(colour: tuple[int, ...], wanted: tuple[int, ...], by: int = 40) -> bool:
    return all(abs(a - b) <= by for a, b in zip(colour, wanted, strict=True))


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def corner_colours(data: bytes) -> list[tuple[int, ...]]:
    """Top left, top right, bottom left, bottom right."""
    image = opened(data).convert("RGB")
    right, low = image.width - 6, image.height - 6
    return [image.getpixel(at) for at in ((5, 5), (right, 5), (5, low), (right, low))]
