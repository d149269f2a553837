"""Roads and bridges at night, in all weathers."""

from app.photos.drawing.album import picture
from app.photos.drawing.built import house, lamp_post, power_pole, road, village, wires
from app.photos.drawing.curves import around
from app.photos.drawing.outdoors import bush, ground, hills, mist, moon, pine, puddle, rain, sky, tree, waves
from app.photos.drawing.palette import CREAM, DEEP, GOLD, INK, RED, STEEL, WOOD, darker, lighter
from app.photos.drawing.scene import HIGH, WIDE, Scene


@picture("bridge")
def bridge(s: Scene) -> None:
    """A hanging footbridge over a stream."""
    sky(s, 700)
    moon(s, s.near(1240, 120), 170)
    hills(s, 700, 320, (60, 78, 108))
    s.box(0, 690, WIDE, 512, (70, 98, 138))
    waves(s, 800, HIGH)
    for x, side in ((0, 1), (1600, -1)):
        bank = [(x, 750), (x + 260 * side, 770), (x + 300 * side, 900), (x + 420 * side, 1202), (x, 1202)]
        s.poly(bank, (104, 98, 88))
        s.poly([bank[1], bank[2], bank[3], (x + 340 * side, 1202), (x + 230 * side, 860)], (84, 80, 76))
        bush(s, x + 110 * side, 780, 240)
    for x in (230, 1350):
        s.line([(x, 780), (x, 300)], 30, WOOD)
        s.line([(x - 60, 780), (x - 10, 320)], 14, darker(WOOD, 0.2))
    rope = [(230, 320), (520, 560), (800, 640), (1080, 560), (1350, 320)]
    for drop in (0, 20):
        s.curve([(x, y + drop) for x, y in rope], 8, darker(STEEL, 0.1))
    for index in range(29):
        at = 240 + index * 39.5
        share = (at - 790) / 560
        s.line([(at, 640 - 330 * share**2 * 0.95), (at, 770)], 4, darker(STEEL, 0.2))
    for x in range(236, 1350, 32):
        s.box(x, 762, 26, 20, (176, 132, 90))
    s.line([(230, 786), (1350, 786)], 10, darker(WOOD, 0.3))
    for x in (230, 1350):
        s.bulb(x, 285, 12, 480)


@picture("road_night")
def road_night(s: Scene) -> None:
    """A village road under its lamps."""
    sky(s, 700)
    hills(s, 700, 220, (64, 80, 112))
    village(s, 700, count=4)
    ground(s, 700, (84, 96, 88))
    road(s, 700)
    for x, foot, high in ((420, 800, 330), (180, 960, 560)):
        tree(s, x - 190, foot, high * 0.9)
        lamp_post(s, x, foot, high, arm=high * 0.3, radius=high * 1.1)
    lamp_post(s, 1420, 1000, 620, arm=-190)


@picture("street_lamp_out")
def street_lamp_out(s: Scene) -> None:
    """A street lamp that does not burn, the next one far away."""
    s.ambient = DEEP
    sky(s, 820, stars=70)
    hills(s, 820, 180, (58, 72, 104))
    ground(s, 810, (84, 86, 92))
    road(s, 810, near=(300, 1700), far=(820, 920))
    house(s, 60, 900, 330, lit=False)
    lamp_post(s, 620, 1080, 900, arm=240, lit=False)
    s.box(606, 760, 28, 46, CREAM, r=4)
    lamp_post(s, 1120, 850, 260, arm=-60, radius=300)
    s.light(640, 620, 380, 0.28, (200, 214, 240), haze=0.12)


@picture("road_barrier")
def road_barrier(s: Scene) -> None:
    """A barrier across a closed road, with its red lamp."""
    sky(s, 700, stars=20)
    hills(s, 700, 220, (60, 76, 106))
    ground(s, 700, (80, 90, 86))
    road(s, 700, near=(0, 1600), far=(700, 900), dashes=False)
    mist(s, 740, 5)
    for x in (360, 1200):
        s.soft(x, 1030, 120, 20)
        s.line([(x, 1020), (x, 760)], 26, STEEL)
        s.line([(x - 80, 1030), (x + 80, 1030)], 20, STEEL)
    for y in (770, 880):
        for index in range(12):
            left = 240 + index * 94
            s.poly([(left + 30, y), (left + 124, y), (left + 94, y + 74), (left, y + 74)], RED if index % 2 == 0 else CREAM)
    s.bulb(800, 730, 16, 420, (255, 110, 80))
    s.bulb(s.near(160, 30), 330, 14, 720)


@picture("rain_road")
def rain_road(s: Scene) -> None:
    """A road in heavy rain."""
    s.ambient = DEEP
    sky(s, 680, stars=0, high=(50, 60, 88), low=(92, 104, 136))
    hills(s, 680, 200, (62, 74, 98))
    ground(s, 680, (70, 82, 84))
    road(s, 680, colour=(92, 104, 128))
    for x, y in ((500, 980), (980, 900), (900, 1120)):
        puddle(s, x, y, 190, 34, (120, 140, 176))
    power_pole(s, 240, 900, 640)
    wires(s, (240, 270), (1600, 160), sag=90)
    lamp_post(s, 1300, 980, 700, arm=-200, radius=760)
    rain(s)
    mist(s, 720, 5)


@picture("fog")
def fog(s: Scene) -> None:
    """Fog between pines, one lamp in it."""
    sky(s, HIGH, stars=0, high=(84, 96, 128), low=(150, 162, 188))
    for depth, colour in ((620, (112, 128, 146)), (820, (84, 104, 118)), (1060, (54, 78, 84))):
        for x in range(-40, 1700, 170):
            pine(s, s.near(x, 60), depth, s.rng.uniform(280, 460), colour)
        mist(s, depth - 40, 9, (178, 190, 212))
    ground(s, 1100, (74, 88, 84))
    s.slab((700, 820, 1080), (420, 1100, HIGH), (120, 118, 116))
    lamp_post(s, 520, 1120, 620, arm=140, radius=900)
    s.oval(660, 520, 3, 3, GOLD)


@picture("parked_motorbike")
def parked_motorbike(s: Scene) -> None:
    """A motorbike on its stand by a wall, its plate turned away."""
    wall = s.rng.choice(((176, 166, 146), (150, 168, 160), (178, 154, 134)))
    s.box(0, 0, WIDE, 940, wall)
    s.shade(0, 0, WIDE, 460, top=170, low=0)
    ground(s, 930, (122, 118, 116))
    paint = s.rng.choice((RED, (62, 96, 160), (70, 80, 92), (52, 120, 96)))
    s.soft(800, 1040, 560, 46, alpha=170)
    for x in (470, 1130):
        _wheel(s, x, 900)
    s.line([(1130, 900), (1000, 560), (960, 500)], 26, darker(STEEL, 0.2))
    s.blob(
        [
            (420, 700),
            (640, 660),
            (700, 800),
            (820, 880),
            (960, 860),
            (1010, 700),
            (1060, 620),
            (980, 590),
            (900, 780),
            (760, 790),
            (700, 620),
            (460, 620),
        ],
        paint,
    )
    s.blob([(400, 640), (560, 590), (760, 610), (780, 660), (600, 690), (420, 690)], INK)
    s.blob([(960, 470), (1060, 480), (1090, 580), (1040, 640), (980, 580)], lighter(paint, 0.1))
    s.oval(1072, 540, 30, 40, CREAM)
    s.line([(990, 480), (900, 440)], 16, INK)
    s.curve([(960, 470), (930, 400), (960, 370)], 8, STEEL)
    s.oval(966, 360, 32, 22, darker(STEEL, 0.1))
    s.blob([(360, 800), (470, 730), (600, 800), (560, 830), (470, 780), (390, 840)], darker(paint, 0.15))
    s.box(620, 860, 220, 40, darker(STEEL, 0.25), r=18)
    s.line([(740, 900), (690, 1040)], 14, STEEL)
    s.bulb(s.near(800, 200), 150, 16, 900)


def _wheel(s: Scene, x: float, y: float) -> None:
    s.ring((x, y), (150, 150), 40, INK)
    s.ring((x, y), (112, 112), 8, STEEL)
    s.oval(x, y, 26, 26, STEEL)
    for point in around(x, y, 108, count=10):
        s.line([(x, y), point], 3, STEEL)


@picture("stray_cattle")
def stray_cattle(s: Scene) -> None:
    """Two cows on the road in the light of a lamp."""
    sky(s, 700)
    hills(s, 700, 200, (62, 78, 108))
    ground(s, 700, (82, 98, 84))
    road(s, 700, near=(-200, 1800), far=(640, 960))
    hide = s.rng.choice(((170, 118, 74), (120, 92, 76), (190, 160, 120)))
    for x, y, k in ((460, 900, 1.0), (1000, 850, 0.78)):
        _cow(s, x, y, k, hide)
    lamp_post(s, 1420, 960, 680, arm=-220, radius=780)
    s.light(760, 940, 520, 0.45, haze=0)


def _cow(s: Scene, x: float, y: float, k: float, hide: tuple[int, int, int]) -> None:
    s.soft(x, y + 150 * k, 260 * k, 34 * k)
    for leg in (-120, -80, 90, 130):
        s.line([(x + leg * k, y + 20 * k), (x + (leg + 6) * k, y + 150 * k)], 26 * k, darker(hide, 0.25))
    body = [(-170, -60), (-60, -90), (90, -84), (170, -50), (160, 40), (0, 66), (-150, 50)]
    s.blob([(x + a * k, y + b * k) for a, b in body], hide)
    s.blob([(x + a * k, y + b * k) for a, b in ((-60, -84), (20, -88), (40, -20), (-50, -10))], CREAM)
    s.blob([(x + a * k, y + b * k) for a, b in ((150, -60), (210, -130), (260, -130), (250, -70), (190, 0))], hide)
    s.blob(
        [(x + a * k, y + b * k) for a, b in ((222, -140), (290, -120), (312, -70), (270, -60), (226, -84))],
        lighter(hide, 0.1),
    )
    s.curve([(x + 232 * k, y - 140 * k), (x + 228 * k, y - 190 * k), (x + 252 * k, y - 206 * k)], 10 * k, CREAM)
    s.curve([(x - 168 * k, y - 50 * k), (x - 206 * k, y + 10 * k), (x - 196 * k, y + 90 * k)], 9 * k, darker(hide, 0.2))
