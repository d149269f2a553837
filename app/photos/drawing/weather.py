"""What a night brings over a whole village."""

from itertools import pairwise

from app.photos.drawing.album import picture
from app.photos.drawing.built import bricks, house, lamp_post, power_pole, ribs, village
from app.photos.drawing.outdoors import ground, hills, mist, moon, puddle, rain, sky, tree
from app.photos.drawing.palette import BLUE, ORANGE, WOOD, darker
from app.photos.drawing.scene import WIDE, Scene


@picture("power_cut")
def power_cut(s: Scene) -> None:
    """A village without a single lamp, under the moon."""
    s.ambient = (58, 72, 118)
    sky(s, 700, stars=160)
    moon(s, s.near(420, 120), 210, 52)
    hills(s, 700, 240, (66, 82, 112))
    village(s, 700, count=7, lit=False)
    ground(s, 700, (88, 92, 98))
    for x, foot, wide in ((60, 900, 340), (620, 860, 300), (1130, 930, 400)):
        house(s, s.near(x, 20), foot, wide, lit=False)
    lamp_post(s, 1010, 1080, 800, arm=-180, lit=False)
    s.light(420, 700, 1000, 0.22, (180, 200, 240), haze=0)
    s.light(s.near(790, 20), 800, 150, 0.7, haze=0.5)


@picture("lightning")
def lightning(s: Scene) -> None:
    """A storm over the hills."""
    s.ambient = (84, 94, 140)
    sky(s, 760, stars=0, high=(44, 50, 80), low=(104, 108, 146))
    for _ in range(16):
        s.soft(
            s.rng.uniform(0, WIDE),
            s.rng.uniform(60, 300),
            s.rng.uniform(160, 340),
            s.rng.uniform(60, 120),
            (70, 76, 106),
            170,
        )
    x, y = s.near(900, 260), 220.0
    way = [(x, y)]
    while y < 700:
        x, y = x + s.rng.uniform(-60, 50), y + s.rng.uniform(40, 80)
        way.append((x, y))
    for (ax, ay), (bx, by) in pairwise(way):
        s.glowing([(ax - 5, ay), (ax + 5, ay), (bx + 4, by), (bx - 4, by)], (244, 246, 255))
    s.light(way[4][0], way[4][1], 760, 0.5, (190, 200, 255), haze=0.0)
    s.soft(way[4][0], way[4][1], 420, 420, (200, 208, 246), 90)
    hills(s, 760, 220, (58, 72, 98))
    ground(s, 760, (70, 86, 84))
    village(s, 770, count=5)
    for tx in (110, 330, 1480):
        tree(s, s.near(tx, 30), 1010, 440)
    rain(s, 120)
    puddle(s, 820, 1060, 300, 40)


@picture("tin_roof_off")
def tin_roof_off(s: Scene) -> None:
    """A roof torn open by the wind, its sheets on the ground."""
    sky(s, 700, stars=20)
    hills(s, 700, 160, (62, 78, 108))
    ground(s, 700, (104, 100, 94))
    bricks(s, 380, 520, 760, 400, (184, 120, 92))
    for x in (440, 640, 840, 1040):
        s.line([(x, 520), (x + 30, 360)], 16, WOOD)
    s.line([(420, 400), (1100, 340)], 14, WOOD)
    s.poly([(340, 530), (700, 470), (690, 330), (410, 400)], (132, 148, 170))
    for step in range(1, 7):
        s.line([(340 + step * 50, 528 - step * 8), (410 + step * 40, 400 - step * 10)], 5, (100, 114, 136))
    s.box(640, 660, 160, 260, darker(WOOD, 0.2))
    s.soft(1180, 1040, 360, 40)
    s.poly([(900, 1010), (1380, 940), (1460, 1060), (980, 1120)], (140, 156, 178))
    for step in range(1, 8):
        s.line([(900 + step * 60, 1010 - step * 9), (980 + step * 60, 1120 - step * 8)], 6, (104, 118, 140))
    ribs(s, 140, 1020, 240, 110, (126, 142, 166), step=40)
    mist(s, 720, 3)
    lamp_post(s, 240, 960, 660, arm=170)
    s.box(1290, 840, 70, 100, BLUE, r=8)
    s.oval(1240, 1120, 16, 8, ORANGE)
    s.oval(1200, 1126, 20, 8, (140, 112, 84))


@picture("moonlit_village")
def moonlit_village(s: Scene) -> None:
    """The village asleep under the moon, seen from the hill."""
    s.ambient = (74, 90, 140)
    sky(s, 640, stars=120)
    moon(s, s.near(1100, 200), 190, 58)
    hills(s, 640, 300, (58, 74, 106))
    ground(s, 640, (50, 66, 92))
    hills(s, 740, 120, (56, 74, 84))
    ground(s, 738, (64, 84, 78))
    village(s, 790, count=6, colour=(86, 96, 118))
    village(s, 930, count=5, colour=(96, 104, 122))
    for x in (90, 420, 880, 1330, 1520):
        tree(s, s.near(x, 40), s.near(960, 60), s.rng.uniform(200, 330))
    power_pole(s, 700, 1010, 420)
    s.light(1100, 600, 1100, 0.25, (190, 206, 240), haze=0)
