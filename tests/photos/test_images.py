"""Hostile and honest bytes through the two steps of ``images``."""

import io
import struct
import zipfile

import pytest
from PIL import Image

from app.core.errors import NOT_AN_IMAGE, TOO_MANY_PIXELS, DomainError
from app.photos import images
from app.photos.images import DamagedImage, clean, inspect
from app.photos.rules import Kind
from tests.photos import picture_bytes as pb

MARKERS = (b"alert(1)", b"<?php", b"PK\x03\x04", b"MAKERNOTE", b"SERIAL12345", b"MakerName", b"x:xmpmeta", b"acsp", b"Exif")


def served(data: bytes) -> bytes:
    made = clean(data)
    return made.clean_jpeg + made.thumb_jpeg


def refusal(data: bytes) -> str:
    with pytest.raises(DomainError) as caught:
        inspect(data)
    return caught.value.problem.slug


# ── honest pictures ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kind", "name"), [(Kind.JPEG, "JPEG"), (Kind.PNG, "PNG"), (Kind.WEBP, "WEBP"), (Kind.HEIC, "HEIF")]
)
def test_each_kind_is_known_from_its_header_and_becomes_a_jpeg(kind, name):
    data = pb.encode(pb.corners(2000, 1500), name)
    header = inspect(data)
    assert (header.kind, header.width, header.height) == (kind, 2000, 1500)
    made = clean(data)
    assert (made.width, made.height) == (1600, 1200)
    assert pb.opened(made.clean_jpeg).size == (1600, 1200)
    assert pb.opened(made.thumb_jpeg).size == (320, 240)
    assert pb.opened(made.clean_jpeg).format == "JPEG"


def test_a_small_picture_is_not_enlarged():
    made = clean(pb.jpeg(200, 100))
    assert pb.opened(made.clean_jpeg).size == pb.opened(made.thumb_jpeg).size == (200, 100)


def test_a_thread_of_a_picture_keeps_at_least_one_pixel():
    made = clean(pb.encode(Image.new("RGB", (20_000, 1)), "PNG"))
    assert (made.width, made.height) == (1600, 1)


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_ends_upright(name, orientation):
    upright = pb.corners(400, 300)
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }  # fmt: skip
    held = upright.transpose(undo[orientation]) if orientation in undo else upright
    made = clean(pb.encode(held, name, exif=pb.exif_with_position(orientation)))
    assert (made.width, made.height) == (400, 300)
    wanted = (pb.RED, pb.GREEN, pb.BLUE, pb.YELLOW)
    assert all(pb.near(found, colour) for found, colour in zip(pb.corner_colours(made.clean_jpeg), wanted, strict=True))


def test_a_turned_heic_is_turned_once():
    held = pb.corners(400, 300).transpose(Image.Transpose.ROTATE_90)
    held.info["exif"] = pb.exif_with_position(6).tobytes()
    made = clean(pb.encode(held, "HEIF"))
    assert (made.width, made.height) == (400, 300)
    assert pb.near(pb.corner_colours(made.clean_jpeg)[0], pb.RED)


def test_broken_exif_does_not_cost_the_picture():
    data = pb.after_start(pb.jpeg(), pb.segment(0xE1, b"Exif\0\0II*\0\xff\xff\xff\xff" + b"\x7f" * 40))
    assert clean(data).width == 400


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_mode_of_png_becomes_rgb(mode):
    image = Image.new("I;16", (40, 30), 40_000) if mode == "I;16" else pb.corners(40, 30).convert(mode)
    assert pb.opened(clean(pb.encode(image, "PNG")).clean_jpeg).mode == "RGB"


def test_sixteen_bit_greys_keep_their_brightness():
    made = clean(pb.encode(Image.new("I;16", (40, 30), 0x8000), "PNG"))
    assert pb.near(pb.opened(made.clean_jpeg).getpixel((20, 15)), (128, 128, 128), by=3)


def test_sixteen_bit_colour_keeps_its_brightness():
    rows = b"".join(b"\0" + struct.pack(">HHH", 0xFF00, 0x8000, 0x1000) * 8 for _ in range(8))
    made = clean(pb.png((8, 8, 16, 2), rows=rows))
    assert pb.near(pb.opened(made.clean_jpeg).getpixel((4, 4)), (255, 128, 16), by=6)


def test_what_is_transparent_becomes_paper():
    seen_through = Image.new("RGBA", (40, 30), (255, 0, 0, 0))
    for name in ("PNG", "WEBP"):
        assert pb.near(pb.opened(clean(pb.encode(seen_through, name)).clean_jpeg).getpixel((20, 15)), (255,) * 3, by=4)


def test_a_palette_with_a_clear_colour_becomes_paper():
    image = Image.new("P", (40, 30), 3)
    image.putpalette([0, 0, 0] * 4)
    made = clean(pb.encode(image, "PNG", transparency=3))
    assert pb.near(pb.opened(made.clean_jpeg).getpixel((20, 15)), (255,) * 3, by=4)


def test_cmyk_becomes_rgb():
    made = clean(pb.encode(Image.new("CMYK", (40, 30), (0, 255, 255, 0)), "JPEG", quality=95))
    assert pb.near(pb.opened(made.clean_jpeg).getpixel((20, 15)), (254, 0, 0), by=12)


@pytest.mark.parametrize("name", ["PNG", "WEBP"])
def test_only_the_first_picture_of_a_film_is_kept(name):
    frames = [Image.new("RGB", (64, 48), colour) for colour in (pb.RED, pb.GREEN, pb.BLUE)]
    data = pb.encode(frames[0], name, save_all=True, append_images=frames[1:], duration=100)
    assert inspect(data).kind in (Kind.PNG, Kind.WEBP)
    assert pb.near(pb.opened(clean(data).clean_jpeg).getpixel((30, 20)), pb.RED)


def test_a_foreign_profile_is_applied_and_dropped():
    made = clean(pb.jpeg(icc_profile=pb.swapped_profile()))
    assert pb.near(pb.corner_colours(made.clean_jpeg)[0], pb.GREEN, by=60)
    assert "icc_profile" not in pb.opened(made.clean_jpeg).info


def test_a_senseless_profile_is_ignored():
    assert clean(pb.jpeg(icc_profile=b"not a profile at all")).width == 400


# ── cut off ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("progressive", [False, True])
def test_a_jpeg_cut_anywhere_is_refused_or_damaged(progressive):
    data = pb.encode(pb.noise(800, 600), progressive=progressive, exif=pb.exif_with_position())
    cuts = {*range(0, len(data), max(1, len(data) // 60)), len(data) - 1, len(data) - 2, len(data) - 3}
    for cut in sorted(cuts):
        with pytest.raises((DomainError, DamagedImage)):
            clean(data[:cut])


@pytest.mark.parametrize("name", ["PNG", "WEBP", "HEIF"])
def test_another_kind_cut_anywhere_is_refused_or_damaged(name):
    data = pb.encode(pb.noise(400, 300), name)
    for cut in sorted({*range(0, len(data), max(1, len(data) // 40)), len(data) - 1, len(data) - 5, len(data) - 12}):
        with pytest.raises((DomainError, DamagedImage)):
            clean(data[:cut])


def test_a_cut_photo_has_a_good_header_and_is_found_damaged_only_when_decoded():
    data = pb.encode(pb.noise(800, 600))[:-2000]
    assert inspect(data).width == 800
    with pytest.raises(DamagedImage):
        clean(data)


def test_scrambled_bytes_never_raise_anything_else():
    for name in ("JPEG", "PNG", "WEBP", "HEIF"):
        whole = pb.encode(pb.noise(160, 120), name)
        for at in range(12, len(whole), max(1, len(whole) // 50)):
            spoiled = bytearray(whole)
            spoiled[at : at + 8] = b"\xff\x00\x80\x7f\x01\xfe\xda\xd9"[: len(spoiled) - at]
            try:
                clean(bytes(spoiled))
            except (DomainError, DamagedImage):
                continue


# ── forged ───────────────────────────────────────────────────────────────────────────────────────────────────────────

FORGED = {
    "nothing": b"",
    "gif": pb.encode(pb.corners(20, 20), "GIF"),
    "bmp": pb.encode(pb.corners(20, 20), "BMP"),
    "tiff": pb.encode(pb.corners(20, 20), "TIFF"),
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "html": b"<!doctype html><script>alert(1)</script>",
    "pdf": b"%PDF-1.7\n1 0 obj<<>>endobj",
    "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
    "fits": b"SIMPLE  =                    T" + b" " * 50,
    "psd": b"8BPS\x00\x01" + b"\0" * 40,
    "mp4": b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2avc1mp41" + b"\0" * 40,
    "avif": b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00mif1avifmiaf" + b"\0" * 40,
    "avif under a general brand": b"\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00mif1avifmiaf" + b"\0" * 40,
    "jpeg 2000": b"\x00\x00\x00\x0cjP  \r\n\x87\n" + b"\0" * 40,
    "wav": b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\0" * 20,
    "ico": b"\x00\x00\x01\x00\x01\x00\x10\x10" + b"\0" * 40,
    "zip": b"PK\x03\x04" + b"\0" * 40,
    "only the first bytes of a jpeg": b"\xff\xd8\xff\xe0",
    "a jpeg that ends before its picture": b"\xff\xd8\xff\xd9",
}


@pytest.mark.parametrize("name", FORGED)
def test_what_is_no_photo_is_refused_from_its_header(name):
    assert refusal(FORGED[name]) == NOT_AN_IMAGE.slug


def test_no_decoder_but_the_named_one_is_tried(monkeypatch):
    tried: list[object] = []

    def note(_file: object, formats: object = None) -> None:
        tried.append(formats)
        raise OSError

    monkeypatch.setattr(images.Image, "open", note)
    for data in (*FORGED.values(), pb.jpeg()):
        with pytest.raises(DomainError):
            inspect(data)
    assert set(tried) == {("JPEG",)}


# ── bombs ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("size", [(65_000, 65_000), (13_000, 13_000), (9_000, 9_000), (7_100, 7_100)])
def test_a_jpeg_header_of_too_many_pixels_is_refused(size):
    assert refusal(pb.sized_jpeg(*size)) == TOO_MANY_PIXELS.slug


@pytest.mark.parametrize("size", [(65_000, 65_000), (13_000, 13_000), (9_000, 9_000)])
def test_a_png_header_of_too_many_pixels_is_refused(size):
    assert refusal(pb.png((*size, 8, 2), rows=b"\0" * 1000)) == TOO_MANY_PIXELS.slug


@pytest.mark.parametrize("size", [(16_000, 16_000), (9_000, 9_000), (7_100, 7_100)])
def test_a_webp_header_of_too_many_pixels_is_refused(size):
    assert refusal(pb.sized_webp(*size)) == TOO_MANY_PIXELS.slug


def test_a_heic_header_of_too_many_pixels_is_refused():
    data = pb.encode(pb.corners(640, 480), "HEIF")
    lie = data.replace(struct.pack(">II", 640, 480), struct.pack(">II", 12_000, 12_000))
    assert lie != data
    assert refusal(lie) in (TOO_MANY_PIXELS.slug, NOT_AN_IMAGE.slug)


def test_fifty_megapixels_in_one_colour_are_read():
    assert inspect(pb.sized_jpeg(7000, 7000)).pixels == 49_000_000


def test_a_lying_header_below_the_limit_gives_a_small_picture_or_damage():
    # The decoder fills up what is not there with grey; it must only stay cheap and within bounds.
    try:
        assert len(clean(pb.sized_jpeg(6000, 6000)).clean_jpeg) < 100_000
    except DamagedImage:
        return


def test_a_progressive_jpeg_says_so():
    assert inspect(pb.encode(pb.noise(400, 300), progressive=True)).progressive
    assert not inspect(pb.encode(pb.noise(400, 300))).progressive


def test_a_jpeg_with_colours_in_separate_scans_counts_as_progressive():
    # The scan's count of colours sits behind its length; one instead of three means that more scans follow.
    data = bytearray(pb.jpeg())
    at = data.index(b"\xff\xda")
    data[at + 4] = 1
    assert inspect(bytes(data)).progressive


def test_a_jpeg_of_endless_scans_is_refused():
    data = pb.encode(pb.noise(64, 48), progressive=True)
    at = data.rindex(b"\xff\xda")
    last_scan = data[at:-2]
    assert refusal(data[:-2] + last_scan * 200 + data[-2:]) == NOT_AN_IMAGE.slug


# ── smuggled ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def zip_of_a_script() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("x.html", "<script>alert(1)</script>")
    return out.getvalue()


XMP = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>alert(1)</x:xmpmeta>"
SMUGGLED = {
    "html behind the end": pb.jpeg() + b"<script>alert(1)</script>",
    "php behind the end": pb.jpeg() + b"<?php system($_GET[0]); ?>",
    "zip behind the end": pb.jpeg() + zip_of_a_script(),
    "comment": pb.after_start(pb.jpeg(), pb.segment(0xFE, b"<script>alert(1)</script>")),
    "xmp": pb.after_start(pb.jpeg(), pb.segment(0xE1, XMP)),
    "unknown app": pb.after_start(pb.jpeg(), pb.segment(0xED, b"Photoshop 3.0\0alert(1)")),
    "profile": pb.jpeg(icc_profile=b"acsp alert(1)" * 20),
    "exif": pb.jpeg(exif=pb.exif_with_position()),
    "png text": pb.png((1, 1, 8, 2), pb.png_chunk(b"tEXt", b"Comment\0<script>alert(1)</script>"), rows=b"\0\0\0\0"),
    "webp exif": pb.encode(pb.corners(), "WEBP", exif=pb.exif_with_position(), xmp=XMP),
    "heic exif": pb.encode(pb.corners(), "HEIF", exif=pb.exif_with_position(), xmp=XMP),
}


@pytest.mark.parametrize("name", SMUGGLED)
def test_nothing_smuggled_reaches_a_served_picture(name):
    data = SMUGGLED[name]
    out = served(data)
    assert any(marker in data for marker in MARKERS), "the sample must carry what the test looks for"
    assert not [marker for marker in MARKERS if marker in out]


@pytest.mark.parametrize("name", SMUGGLED)
def test_a_served_picture_has_no_segments_but_its_own(name):
    for data in (clean(SMUGGLED[name]).clean_jpeg, clean(SMUGGLED[name]).thumb_jpeg):
        image = pb.opened(data)
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert not image.getexif()
        # Quantisation, Huffman tables, frame and scan: all else would be luggage.
        assert {marker for marker, _ in image.applist} <= {"APP0"}


def test_where_a_photo_was_taken_is_in_no_derivative():
    data = pb.jpeg(exif=pb.exif_with_position())
    assert pb.opened(data).getexif().get_ifd(0x8825)
    assert not pb.opened(clean(data).clean_jpeg).getexif().get_ifd(0x8825)
