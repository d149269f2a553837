"""Stores, shops, huts and works at night."""

from app.photos.drawing.album import picture
from app.photos.drawing.built import bricks, house, lamp_post, power_pole, ribs, window, wires
from app.photos.drawing.curves import bend
from app.photos.drawing.outdoors import banana, bush, grass, ground, hills, moon, pine, sky, tree
from app.photos.drawing.palette import (
    BLUE,
    CONCRETE,
    CREAM,
    DEEP,
    GOLD,
    GREEN,
    INK,
    PLASTER,
    RED,
    STEEL,
    WOOD,
    darker,
    lighter,
)
from app.photos.drawing.scene import HIGH, WIDE, Scene


@picture("cold_store")
def cold_store(s: Scene) -> None:
    """A store of sheet metal with a lamp above its side door."""
    s.ambient = (74, 88, 132)
    sky(s, 1100, stars=30)
    ground(s, 1090)
    s.poly([(40, 330), (800, 80), (1560, 330)], (108, 122, 152))
    ribs(s, 110, 330, 1380, 780, (138, 156, 188), step=98)
    s.shade(110, 330, 1380, 130, top=130, low=0)
    s.box(910, 500, 330, 610, (208, 212, 222))
    s.box(930, 522, 290, 588, (66, 80, 104))
    s.box(960, 560, 230, 190, (78, 94, 120), r=8)
    s.ring((1160, 766), (22, 30), 10, lighter(STEEL, 0.3), start=180)
    s.box(1130, 770, 60, 90, GOLD, r=14)
    s.bulb(s.near(1070, 24), 420, 18, 820)
    s.light(1070, 1100, 460, 0.6, haze=0)


@picture("door_ajar")
def door_ajar(s: Scene) -> None:
    """A door that stands a hand's width open, with light in the gap."""
    s.ambient = DEEP
    wall = s.rng.choice(((168, 158, 138), (140, 160, 150), (170, 150, 130)))
    s.box(0, 0, WIDE, HIGH, wall)
    s.shade(0, 0, WIDE, 520, top=150, low=0)
    ground(s, 1040, (128, 120, 112))
    s.box(470, 160, 660, 890, darker(WOOD, 0.4))
    s.glowing([(1016, 210), (1090, 210), (1090, 1040), (1016, 1040)], (250, 206, 126))
    s.light(1060, 640, 620, 0.85, haze=0.55)
    s.beam([(1016, 1040), (1092, 1040), (1330, HIGH), (1010, HIGH)], 0.7)
    s.poly([(520, 210), (1026, 210), (1000, 1076), (520, 1040)], lighter(WOOD, 0.1))
    for x, wide in ((570, 180), (790, 170)):
        for y in (270, 650):
            s.box(x, y, wide, 320, darker(WOOD, 0.12), r=8)
            s.box(x + 14, y + 14, wide - 28, 292, lighter(WOOD, 0.04), r=6)
    s.oval(955, 650, 20, 20, GOLD)
    s.soft(800, 1060, 420, 26)


@picture("shop_shutter")
def shop_shutter(s: Scene) -> None:
    """A shop front with its shutter down and a lamp over it."""
    s.box(0, 0, WIDE, HIGH, PLASTER)
    s.shade(0, 0, WIDE, 560, top=150, low=0)
    awning = s.rng.choice((GREEN, BLUE, (186, 96, 60)))
    s.box(250, 330, 1100, 730, INK)
    ribs(s, 280, 400, 1040, 650, STEEL, step=46, level=True)
    s.box(740, 930, 120, 46, INK, r=10)
    s.slab((200, 1400, 230), (130, 1470, 390), awning)
    for x in range(200, 1400, 150):
        low = 130 + (x - 200) * 1.1167
        s.slab((x, x + 75, 230), (low, low + 84, 390), lighter(awning, 0.22))
    s.shade(130, 390, 1340, 100, top=120, low=0)
    ground(s, 1050, (126, 124, 128))
    s.bulb(s.near(800, 60), 470, 15, 680)
    s.light(800, 1080, 560, 0.5, haze=0)


@picture("greenhouses")
def greenhouses(s: Scene) -> None:
    """Flower greenhouses shining on a slope."""
    sky(s, 560)
    hills(s, 560, 260, (62, 78, 110))
    for x in range(40, 1600, 130):
        pine(s, s.near(x, 40), 580, s.rng.uniform(120, 220), (50, 84, 86))
    ground(s, 560, (70, 84, 84))
    for y, high, wide in ((640, 90, 250), (790, 130, 350), (990, 190, 500)):
        for index in range(-1, int(WIDE / wide) + 1):
            _greenhouse(s, index * wide * 1.08 + s.near(30, 10), y, wide, high)


def _greenhouse(s: Scene, x: float, y: float, wide: float, high: float) -> None:
    arch = [(x, y + high), (x + wide * 0.06, y + high * 0.3), (x + wide / 2, y - high * 0.12)]
    arch += [(x + wide * 0.94, y + high * 0.3), (x + wide, y + high)]
    s.light(x + wide / 2, y + high / 2, wide * 0.62, 0.42, (255, 176, 120), haze=0.35)
    s.poly([*bend(arch), (x, y + high)], (246, 206, 170))
    for rib in range(1, 6):
        top = y + high * (-0.1 + 0.42 * (abs(rib - 3) / 3) ** 2)
        s.line([(x + wide * rib / 6, top), (x + wide * rib / 6, y + high)], 4, (176, 140, 116))
    s.box(x, y + high - 6, wide, 10, (92, 92, 90))


@picture("forest_hut")
def forest_hut(s: Scene) -> None:
    """A forest watch hut on stilts among pines."""
    s.ambient = DEEP
    sky(s, 860, stars=60)
    moon(s, s.near(1280, 100), 190)
    hills(s, 860, 300, (64, 82, 108))
    ground(s, 860, (66, 84, 76))
    for x in (90, 250, 420, 1180, 1360, 1520):
        pine(s, s.near(x, 30), s.near(960, 30), s.rng.uniform(560, 800))
    for x in (600, 760, 980):
        s.line([(x, 1060), (x + 20, 640)], 22, darker(WOOD, 0.2))
    s.line([(600, 1040), (980, 720)], 12, darker(WOOD, 0.3))
    s.box(560, 620, 480, 30, WOOD)
    s.box(600, 410, 400, 215, lighter(WOOD, 0.1))
    for y in range(430, 620, 34):
        s.box(600, y, 400, 5, darker(WOOD, 0.25))
    s.poly([(540, 420), (800, 270), (1060, 420)], (112, 96, 74))
    window(s, 660, 470, 120, 100)
    s.box(850, 470, 90, 155, darker(WOOD, 0.4))
    for y in range(680, 1060, 60):
        s.line([(1040, y), (1120, y + 20)], 10, WOOD)
    for x in (1030, 1110):
        s.line([(x, 645), (x + 30, 1080)], 12, WOOD)
    s.bulb(965, 452, 10, 460)
    grass(s, 0, 1130, WIDE, 60)


@picture("houses_asleep")
def houses_asleep(s: Scene) -> None:
    """A lane of houses, most of them asleep."""
    sky(s, 740)
    moon(s, s.near(300, 120), 180)
    hills(s, 740, 220, (66, 80, 112))
    ground(s, 720, (106, 104, 104))
    house(s, 120, 860, 420, lit=False)
    house(s, 980, 880, 470, wall=(190, 204, 190), roof=(140, 98, 100))
    banana(s, 690, 900, 320)
    banana(s, 60, 930, 280)
    s.slab((560, 760, 880), (0, 1600, HIGH), (126, 120, 114))
    lamp_post(s, 860, 1000, 720, arm=-140)


@picture("pump_station")
def pump_station(s: Scene) -> None:
    """A small pump house by a canal, its pipe running out."""
    sky(s, 760)
    hills(s, 760, 180, (64, 80, 112))
    ground(s, 760, (84, 98, 84))
    s.soft(620, 900, 420, 30)
    bricks(s, 340, 480, 560, 420)
    s.slab((320, 920, 440), (280, 960, 490), (116, 122, 134))
    s.box(420, 600, 160, 300, darker(GREEN, 0.2))
    window(s, 690, 600, 130, 130, lit=False)
    s.line([(880, 800), (1120, 800), (1240, 930), (1240, 1040)], 70, BLUE)
    s.line([(880, 782), (1115, 782), (1222, 905)], 12, lighter(BLUE, 0.3))
    s.oval(1240, 1050, 44, 20, INK)
    s.box(0, 1030, WIDE, 172, (78, 104, 142))
    s.box(0, 1010, WIDE, 30, CONCRETE)
    s.poly([(1205, 1050), (1275, 1050), (1310, 1130), (1180, 1130)], (170, 200, 226), 150)
    for x in (120, 240, 1420):
        bush(s, s.near(x, 20), 1010, 180)
    s.bulb(s.near(500, 20), 560, 13, 600)
    s.light(560, 980, 460, 0.4, haze=0)


@picture("transformer")
def transformer(s: Scene) -> None:
    """A transformer on two poles behind a warning fence."""
    sky(s, 800)
    hills(s, 800, 200, (66, 82, 114))
    ground(s, 790, (96, 100, 98))
    for x in (560, 1000):
        power_pole(s, x, 960, 760)
    wires(s, (0, 150), (560, 220))
    wires(s, (560, 220), (1000, 220), sag=24)
    wires(s, (1000, 220), (1600, 120))
    s.box(500, 560, 560, 30, STEEL)
    s.box(640, 400, 280, 165, (112, 132, 126), r=10)
    for x in range(660, 910, 34):
        s.box(x, 420, 14, 130, darker((112, 132, 126), 0.3))
    for x in (690, 780, 870):
        s.box(x - 10, 340, 20, 62, (186, 128, 100), r=6)
    for x in range(320, 1300, 44):
        s.box(x, 800, 10, 200, STEEL)
    for y in (830, 960):
        s.box(310, y, 980, 12, STEEL)
    s.poly([(780, 830), (850, 945), (710, 945)], GOLD)
    s.poly([(792, 856), (760, 906), (784, 906), (770, 938), (806, 892), (782, 892)], INK)
    lamp_post(s, 1420, 1010, 640, arm=-150)


@picture("watch_post")
def watch_post(s: Scene) -> None:
    """The team's post: a table with a tea pot under a lamp, a barrier beside it."""
    sky(s, 780)
    hills(s, 780, 180, (64, 80, 112))
    tree(s, 1380, 900, 640)
    ground(s, 780, (116, 110, 104))
    ribs(s, 180, 260, 800, 60, (126, 140, 160), step=50)
    for x in (210, 930):
        s.box(x, 310, 26, 700, WOOD)
    s.box(240, 330, 690, 440, (150, 140, 120))
    s.shade(240, 330, 690, 150, top=140, low=0)
    s.box(420, 400, 300, 190, GREEN, r=8)
    s.box(440, 420, 260, 150, lighter(GREEN, 0.1))
    for y in (450, 490, 530):
        s.line([(470, y), (670, y)], 6, CREAM)
    s.soft(600, 1010, 360, 30)
    s.slab((360, 860, 800), (320, 900, 850), lighter(WOOD, 0.15))
    for x in (370, 840):
        s.box(x, 850, 24, 160, WOOD)
    s.box(540, 740, 80, 66, CREAM, r=26)
    s.curve([(618, 762), (650, 770), (660, 748)], 10, CREAM)
    for x in (480, 690, 740):
        s.box(x, 776, 30, 28, CREAM, r=6)
    s.line([(1060, 1010), (1060, 780)], 34, CONCRETE)
    for index in range(6):
        at = 1060 + index * 90
        s.line([(at, 800 - index * 4), (at + 80, 797 - index * 4)], 22, RED if index % 2 == 0 else CREAM)
    s.bulb(s.near(600, 30), 420, 14, 640)
    s.light(600, 1000, 520, 0.5, haze=0)
