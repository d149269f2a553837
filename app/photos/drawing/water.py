"""Streams, canals and fields."""

from app.photos.drawing.album import picture
from app.photos.drawing.built import house, lamp_post, village
from app.photos.drawing.curves import around, bend
from app.photos.drawing.outdoors import banana, boulder, bush, grass, ground, hills, moon, rain, sky, waves
from app.photos.drawing.palette import CONCRETE, CREAM, INK, RED, STEEL, WOOD, darker, lighter, mix
from app.photos.drawing.scene import HIGH, WIDE, Scene

WATER = (78, 108, 148)


@picture("stream_marks")
def stream_marks(s: Scene) -> None:
    """A swollen stream at its depth marks."""
    sky(s, 560)
    hills(s, 560, 260, (60, 78, 106))
    ground(s, 560, (78, 94, 82))
    s.poly([(0, 780), (700, 600), (960, 600), (1600, 760), (1600, 1202), (0, 1202)], (104, 124, 140))
    waves(s, 650, HIGH, count=80)
    for x, foot, wide in ((160, 800, 190), (1420, 790, 230), (1180, 720, 120), (420, 720, 110)):
        boulder(s, x, foot, wide)
    level = s.rng.choice((3, 4, 5))
    s.box(760, 330, 110, 640, CREAM)
    for mark in range(8):
        y = 350 + mark * 76
        s.box(760, y, 110 if mark % 2 else 60, 38, RED if mark < 4 else INK)
    s.soft(815, 970, 160, 30, (210, 224, 240), 120)
    reached = 350 + level * 110
    s.blob([(690, reached), (800, reached - 10), (950, reached + 2), (980, 1010), (660, 1010)], (104, 124, 140))
    for y in (reached + 22, reached + 48, reached + 76):
        s.curve([(680, y), (815, y - 16), (960, y + 2)], 5, (206, 220, 238))
    bush(s, 60, 800, 260)
    grass(s, 1250, 800, 350, 26)
    s.bulb(s.near(440, 40), 250, 14, 760)
    s.line([(440, 700), (440, 270)], 14, STEEL)


@picture("flooded_lane")
def flooded_lane(s: Scene) -> None:
    """A lane under water up to the steps of the houses."""
    sky(s, 640, stars=12)
    hills(s, 740, 200, (60, 78, 108))
    house(s, 90, 780, 480, lit=True)
    house(s, 960, 800, 520, wall=(178, 196, 190), roof=(120, 96, 104), lit=False)
    banana(s, 740, 800, 300)
    s.box(0, 740, WIDE, 462, WATER)
    s.shade(0, 740, WIDE, 462, top=0, low=130)
    waves(s, 760, HIGH, count=90)
    s.poly([(240, 760), (330, 760), (380, 1120), (200, 1120)], (232, 196, 120), 60)
    s.line([(760, 1180), (760, 600)], 22, CREAM)
    for y in range(610, 900, 60):
        s.box(749, y, 22, 30, RED)
    lamp_post(s, 620, 760, 520, arm=120, radius=620)
    rain(s, 70)


@picture("culvert")
def culvert(s: Scene) -> None:
    """A culvert under the road, half shut by branches."""
    s.box(0, 0, WIDE, 420, (88, 94, 104))
    s.box(0, 330, WIDE, 60, CONCRETE)
    s.box(0, 380, WIDE, 480, darker(CONCRETE, 0.12))
    for x in range(0, WIDE, 260):
        s.box(x, 390, 6, 470, darker(CONCRETE, 0.28))
    s.oval(800, 700, 300, 300, lighter(CONCRETE, 0.08))
    s.oval(800, 700, 256, 256, (22, 26, 36))
    s.box(0, 850, WIDE, 352, WATER)
    s.poly([(560, 830), (1040, 830), (1160, HIGH), (440, HIGH)], lighter(WATER, 0.12))
    waves(s, 870, HIGH)
    for _ in range(16):
        at, y, long = s.near(800, 220), s.near(850, 50), s.rng.uniform(80, 200)
        shade = mix(WOOD, (70, 60, 54), s.rng.random())
        s.line([(at - long, y + s.rng.uniform(-60, 60)), (at + long, y)], s.rng.uniform(8, 18), shade)
    for _ in range(8):
        bush(s, s.near(800, 220), s.near(880, 30), 90, (90, 120, 80))
    grass(s, 0, 336, WIDE, 80)
    s.bulb(s.near(420, 40), 170, 14, 800)
    s.light(800, 800, 560, 0.5, haze=0)


@picture("canal_gate")
def canal_gate(s: Scene) -> None:
    """A sluice on a canal with its wheel."""
    sky(s, 700)
    hills(s, 700, 180, (62, 78, 108))
    ground(s, 700, (88, 104, 84))
    s.poly([(520, 700), (1080, 700), (1500, 1202), (100, 1202)], WATER)
    waves(s, 860, HIGH)
    s.poly([(520, 700), (470, 700), (0, 1202), (100, 1202)], CONCRETE)
    s.poly([(1080, 700), (1130, 700), (1600, 1202), (1500, 1202)], CONCRETE)
    for x in (480, 1040):
        s.box(x, 330, 80, 470, CONCRETE)
        s.shade(x, 330, 80, 470, top=0, low=90)
    s.box(460, 300, 680, 60, lighter(CONCRETE, 0.1))
    s.box(560, 540, 480, 250, (110, 92, 82))
    for y in (600, 660, 720):
        s.box(560, y, 480, 10, (80, 66, 60))
    s.line([(800, 300), (800, 540)], 18, STEEL)
    s.ring((800, 240), (90, 90), 18, RED)
    for px, py in around(800, 240, 84, count=6):
        s.line([(800, 240), (px, py)], 10, RED)
    for x in range(580, 1030, 60):
        s.line([(x, 786), (x + s.rng.uniform(-8, 8), 860)], 8, (206, 222, 240), 160)
    s.bulb(s.near(1120, 20), 250, 13, 620)
    s.light(800, 820, 420, 0.4, haze=0)


@picture("rice_field")
def rice_field(s: Scene) -> None:
    """Rice fields under the moon."""
    sky(s, 620, stars=60)
    moon(s, s.near(1100, 160), 200, 54)
    hills(s, 620, 240, (62, 80, 110))
    village(s, 622, count=6)
    ground(s, 620, (80, 112, 92))
    for row, y in enumerate((650, 720, 820, 960)):
        shade = mix((96, 140, 106), (70, 104, 120), s.rng.random())
        for index in range(4 - row // 2):
            wide = WIDE / (4 - row // 2)
            left = index * wide + s.near(0, 30)
            s.slab((left + 12, left + wide - 18, y), (left - 10, left + wide - 30, y + 50 + row * 40), shade)
            grass(s, left, y + 50 + row * 40, wide - 40, 30 + row * 8, (110, 160, 112), 24 + row * 14)
    s.slab((700, 720, 640), (560, 700, HIGH), (112, 100, 88))
    s.light(1100, 700, 700, 0.35, (190, 206, 240), haze=0)
    s.light(s.near(620, 40), 1000, 420, 0.7, haze=0.3)


@picture("sand_pit")
def sand_pit(s: Scene) -> None:
    """A bank where sand was dug, tracks leading away."""
    sky(s, 600)
    hills(s, 600, 240, (62, 78, 106))
    ground(s, 600, (134, 116, 90))
    s.poly([(0, 700), (380, 640), (620, 760), (700, 1202), (0, 1202)], (168, 142, 104))
    s.blob([(120, 860), (330, 720), (540, 860), (600, 1020), (340, 1080), (100, 1020)], (188, 160, 118))
    s.poly([(1000, 640), (1600, 700), (1600, 1202), (1160, 1202), (960, 800)], WATER)
    waves(s, 800, HIGH, left=1180, right=WIDE, count=30)
    for side in (0, 120):
        track = [(760 + side, 1202), (800 + side * 0.8, 980), (850 + side * 0.5, 800), (900 + side * 0.3, 660)]
        s.line(bend(track), 30, (112, 94, 72))
        for x, y in bend(track, 6):
            s.line([(x - 14, y), (x + 14, y - 6)], 5, (90, 74, 58))
    s.line([(420, 900), (560, 700)], 16, WOOD)
    s.blob([(540, 640), (610, 650), (600, 740), (548, 720)], STEEL)
    s.bulb(s.near(1250, 40), 330, 14, 700)
    s.line([(1250, 760), (1250, 350)], 14, STEEL)
