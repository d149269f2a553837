"""Photographs of twelve megapixels made by code: as heavy as a phone's, with all that a phone writes into them."""

from functools import cache

from tests.photos import picture_bytes as pb

WIDTH, HEIGHT = 4032, 3024


@cache
def camera_jpeg(seed: int = 1) -> bytes:
    """A JPEG of about 2 MB that lies on its side and says where and by which phone it was taken."""
    image = pb.noise(WIDTH, HEIGHT, seed)
    return pb.encode(image, "JPEG", quality=88, exif=pb.exif_with_position(orientation=6))


@cache
def camera_heic(seed: int = 1) -> bytes:
    """The same as HEIC, which iPhones take. The fast preset, since the slow ones need half a minute."""
    image = pb.noise(WIDTH, HEIGHT, seed)
    return pb.encode(image, "HEIF", quality=40, exif=pb.exif_with_position(), enc_params={"preset": "ultrafast"})
