"""What a phone's camera sees of a printed sheet: turned, bent, out of focus, grainy, in the dark."""

import base64
import io

import segno
from PIL import Image, ImageChops, ImageEnhance, ImageFilter

WIDTH, HEIGHT = 640, 480
Corner = tuple[float, float]
Corners = tuple[Corner, Corner, Corner, Corner]
# Where the sheet's corners lie in the picture: clockwise from the one that hangs on top left.
SEEN: dict[str, Corners] = {
    "straight": ((200, 120), (440, 125), (438, 362), (205, 358)),
    "turned": ((330, 60), (520, 250), (330, 430), (140, 240)),
    "from the side": ((215, 105), (432, 128), (442, 372), (200, 345)),
    "small": ((235, 155), (405, 160), (402, 325), (238, 322)),
}


def camera_picture(text: str, corners: Corners, *, blur: float = 1.2, grain: float = 8, light: float = 1) -> Image.Image:
    """The sheet with this code as the camera sees it."""
    printed = io.BytesIO()
    segno.make(text, error="m").save(printed, kind="png", border=4, scale=16)
    sheet = Image.open(printed).convert("L")
    bent = sheet.transform(
        (WIDTH, HEIGHT), Image.Transform.PERSPECTIVE, _bend(corners, sheet.width), Image.Resampling.BICUBIC, fillcolor=120
    )
    dim = ImageEnhance.Brightness(bent.filter(ImageFilter.GaussianBlur(blur))).enhance(light)
    return ImageChops.add(dim, Image.effect_noise((WIDTH, HEIGHT), grain), offset=-128).convert("RGB")


def as_address(picture: Image.Image) -> str:
    """The picture as an address that a page can show."""
    written = io.BytesIO()
    picture.save(written, "PNG")
    return "data:image/png;base64," + base64.b64encode(written.getvalue()).decode()


def _bend(corners: Corners, side: float) -> list[float]:
    """The eight numbers by which a square of this side fills the corners."""
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(corners, ((0, 0), (side, 0), (side, side), (0, side)), strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y, u], [0, 0, 0, x, y, 1, -v * x, -v * y, v]]
    for column in range(8):
        pivot = max(range(column, 8), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [value / rows[column][column] for value in rows[column]]
        for row in range(8):
            if row != column:
                share = rows[row][column]
                rows[row] = [a - share * b for a, b in zip(rows[row], rows[column], strict=True)]
    return [row[8] for row in rows]
