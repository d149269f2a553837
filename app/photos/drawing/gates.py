"""Gates and public houses at night."""

from app.photos.drawing.album import picture
from app.photos.drawing.built import ribs, road, village, window
from app.photos.drawing.outdoors import ground, hills, sky, tree
from app.photos.drawing.palette import (
    BLUE,
    BRICK,
    CONCRETE,
    CREAM,
    GOLD,
    GREEN,
    INK,
    ORANGE,
    PLASTER,
    RED,
    STEEL,
    darker,
    lighter,
)
from app.photos.drawing.scene import HIGH, WIDE, Scene


@picture("village_gate")
def village_gate(s: Scene) -> None:
    """A village gate with a tiled beam, its road running through."""
    sky(s, 780)
    hills(s, 780, 240, (70, 84, 116))
    village(s, 780)
    ground(s, 780)
    road(s, 780, near=(180, 1420), far=(700, 900))
    for x in (330, 1110):
        s.soft(x + 80, 1010, 170, 26)
        s.box(x, 420, 160, 590, PLASTER)
        s.box(x - 24, 950, 208, 60, darker(CONCRETE, 0.1))
        s.box(x - 16, 400, 192, 30, lighter(PLASTER, 0.2))
        s.box(x + 30, 500, 100, 380, darker(PLASTER, 0.12), r=10)
    s.box(290, 300, 1020, 110, RED)
    s.box(330, 322, 940, 66, (150, 44, 40))
    s.line([(480, 355), (1120, 355)], 12, GOLD)
    s.slab((330, 1270, 190), (220, 1380, 310), BRICK)
    for x in range(260, 1360, 44):
        s.line([(x, 305), (330 + (x - 220) * 0.81, 194)], 6, darker(BRICK, 0.25))
    s.box(318, 174, 964, 22, darker(BRICK, 0.3), r=10)
    s.bulb(s.near(800, 30), 440, 16, 620)
    s.light(800, 980, 560, 0.5, haze=0)


@picture("school_gate")
def school_gate(s: Scene) -> None:
    """A school's closed gate, the building behind it dark."""
    sky(s, 850)
    ground(s, 840)
    s.box(180, 420, 1240, 425, PLASTER)
    s.box(150, 390, 1300, 36, darker(BRICK, 0.1))
    for x in range(230, 1380, 190):
        for y in (470, 650):
            window(s, x, y, 100, 120, lit=False)
    tree(s, 120, 900, 620)
    tree(s, 1500, 900, 540)
    s.box(0, 1010, WIDE, HIGH - 1010, (104, 108, 120))
    for x in (300, 1180):
        s.box(x, 560, 120, 470, BLUE)
        s.box(x - 14, 540, 148, 30, CREAM)
        s.soft(x + 60, 1030, 150, 22)
    s.box(290, 500, 1020, 70, BLUE)
    s.line([(520, 535), (1080, 535)], 10, CREAM)
    for x in range(436, 1176, 36):
        s.box(x, 640, 10, 380, STEEL)
    for y in (650, 820, 1005):
        s.box(424, y, 752, 14, lighter(STEEL, 0.1))
    for lamp in (s.near(360, 8), 1240.0):
        s.bulb(lamp, 510, 14, 560)
        s.light(lamp, 1060, 360, 0.4, haze=0)


@picture("culture_house")
def culture_house(s: Scene) -> None:
    """The village's culture house with its porch light and flag pole."""
    sky(s, 800)
    hills(s, 800, 200, (66, 82, 112))
    ground(s, 800, (120, 112, 104))
    s.soft(800, 900, 760, 50)
    s.box(220, 470, 1160, 420, PLASTER)
    s.slab((330, 1270, 290), (150, 1450, 480), BRICK)
    for x in range(200, 1440, 50):
        s.line([(x, 478), (330 + (x - 150) * 0.723, 292)], 4, darker(BRICK, 0.22))
    s.shade(220, 480, 1160, 110, top=130, low=0)
    s.poly([(560, 480), (800, 330), (1040, 480)], lighter(PLASTER, 0.12))
    s.oval(800, 425, 36, 36, RED)
    for x in (590, 990):
        s.box(x, 480, 40, 410, lighter(PLASTER, 0.25))
    s.box(690, 600, 220, 290, darker(BLUE, 0.2))
    s.box(796, 600, 8, 290, INK)
    lit = s.rng.choice((290, 430, 1070, 1210))
    for x in (290, 430, 1070, 1210):
        window(s, x, 600, 100, 140, lit=x == lit)
    s.box(540, 880, 520, 40, CONCRETE)
    s.line([(1500, 960), (1500, 200)], 14, STEEL)
    s.blob([(1492, 206), (1440, 216), (1380, 204), (1382, 296), (1440, 310), (1492, 300)], RED)
    s.bulb(800, 550, 14, 640)
    s.light(800, 960, 520, 0.5, haze=0)


@picture("market_gate")
def market_gate(s: Scene) -> None:
    """A market's gate pulled shut."""
    sky(s, 700, stars=25)
    ground(s, 900, (112, 112, 122))
    s.box(0, 470, WIDE, 560, (84, 92, 116))
    s.box(430, 470, 740, 550, (62, 70, 96))
    for x in range(440, 1160, 64):
        s.box(x, 520, 18, 490, STEEL)
    for y in (560, 780, 980):
        s.box(430, y, 740, 20, lighter(STEEL, 0.08))
    for x in (0, 1180):
        s.box(x, 470, 420, 560, (186, 160, 116))
        s.shade(x, 470, 420, 130, top=150, low=0)
    s.box(0, 240, WIDE, 150, RED)
    s.box(0, 384, WIDE, 96, darker(RED, 0.25))
    s.box(360, 300, 880, 40, (255, 232, 170), r=20)
    s.light(800, 330, 760, 0.6)
    ground(s, 1020, (118, 118, 126))
    s.bulb(s.near(800, 40), 540, 16, 640)
    s.light(800, 1100, 640, 0.5, haze=0)


@picture("market_stalls")
def market_stalls(s: Scene) -> None:
    """A row of shut stalls under coloured awnings."""
    sky(s, 960, stars=25)
    ground(s, 960, (110, 112, 124))
    colours = [ORANGE, GREEN, (112, 128, 196), GOLD, (188, 88, 110)]
    s.rng.shuffle(colours)
    for index, colour in enumerate(colours[:3]):
        x = 40 + index * 510
        s.box(x + 10, 430, 480, 560, (84, 94, 120))
        ribs(s, x + 40, 520, 420, 450, (132, 146, 174), step=52, level=True)
        s.box(x + 220, 900, 60, 34, INK, r=8)
        s.slab((x, x + 500, 400), (x + 40, x + 460, 560), colour)
        for stripe in range(0, 460, 92):
            top, low = x + stripe, x + 40 + stripe * 0.84
            s.slab((top, top + 46, 400), (low, low + 39, 560), lighter(colour, 0.25))
        s.shade(x + 40, 560, 420, 90, top=150, low=0)
        s.soft(x + 250, 990, 260, 22)
    for lamp in (s.near(540, 30), s.near(1060, 30)):
        s.line([(lamp, 250), (lamp, 300)], 6, INK)
        s.bulb(lamp, 320, 14, 580)
        s.light(lamp, 1060, 420, 0.45, haze=0)


@picture("bus_station")
def bus_station(s: Scene) -> None:
    """A bus shelter with its sign and a bench."""
    sky(s, 780)
    village(s, 780)
    ground(s, 770, (116, 118, 128))
    s.box(0, 1040, WIDE, 162, (92, 96, 110))
    s.box(0, 1030, WIDE, 16, CREAM)
    s.soft(760, 1000, 560, 26)
    s.slab((340, 1200, 380), (280, 1260, 440), lighter(BLUE, 0.15))
    s.box(320, 436, 900, 34, BLUE)
    for x in (360, 1150):
        s.box(x, 460, 26, 540, STEEL)
    s.box(400, 520, 730, 250, (120, 140, 160), alpha=150)
    s.box(430, 840, 660, 34, (168, 118, 76), r=8)
    for x in (480, 1020):
        s.box(x, 870, 20, 130, STEEL)
    s.line([(1390, 1030), (1390, 420)], 20, STEEL)
    s.box(1300, 330, 180, 180, BLUE, r=24)
    s.box(1340, 370, 100, 80, CREAM, r=12)
    s.box(1354, 384, 72, 30, BLUE)
    for x in (1362, 1418):
        s.oval(x, 458, 12, 12, CREAM)
    s.light(780, 500, 640, 0.8, (236, 226, 204), haze=0.3)
    s.glowing([(520, 474), (1040, 474), (1040, 488), (520, 488)], (240, 240, 236))
    s.bulb(s.near(120, 40), 330, 12, 480)
