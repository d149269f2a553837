"""What blocks a road or endangers those who pass."""

from app.photos.drawing.album import picture
from app.photos.drawing.built import cone, village
from app.photos.drawing.curves import around
from app.photos.drawing.outdoors import boulder, crown, grass, ground, hills, pine, puddle, sky, tree
from app.photos.drawing.palette import ASPHALT, CONCRETE, CREAM, DEEP, INK, LEAF, ORANGE, RED, STEEL, WOOD, darker, lighter
from app.photos.drawing.scene import HIGH, WIDE, Scene


@picture("fallen_tree")
def fallen_tree(s: Scene) -> None:
    """A tree across the road, a cone with a lamp before it."""
    sky(s, 860)
    hills(s, 860, 160, (62, 78, 110))
    ground(s, 850, (62, 70, 76))
    s.box(0, 880, WIDE, 190, ASPHALT)
    s.box(0, 872, WIDE, 12, (52, 58, 70))
    for x in range(40, 1600, 220):
        s.box(x, 968, 120, 12, CREAM)
    s.soft(900, 1000, 760, 60)
    s.poly([(150, 960), (120, 1000), (150, 1036), (1240, 790), (1220, 690)], darker(WOOD, 0.08))
    s.poly([(150, 960), (1220, 690), (1225, 716), (148, 984)], lighter(WOOD, 0.12))
    s.oval(142, 998, 26, 40, (196, 152, 106))
    s.ring((142, 998), (14, 24), 4, WOOD)
    for ax, ay, bx, by in ((760, 820, 820, 640), (960, 770, 1060, 600), (900, 850, 960, 960)):
        s.line([(ax, ay), (bx, by)], 26, darker(WOOD, 0.12))
    for x, y, r in ((1230, 700, 230), (1400, 830, 200), (1180, 860, 150), (830, 610, 90), (1060, 580, 100)):
        crown(s, s.near(x, 16), s.near(y, 16), r, (74, 138, 92))
    cone(s, 500, 1090, 330)
    s.bulb(500, 730, 16, 560)
    s.light(500, 1040, 420, 0.5, haze=0)


@picture("landslip")
def landslip(s: Scene) -> None:
    """Earth and stones that slid onto a hill road."""
    sky(s, 1010)
    hills(s, 1010, 400, (58, 74, 104), bumps=3)
    s.poly([(0, 300), (420, 180), (900, 420), (1260, 800), (1600, 860), (1600, 1202), (0, 1202)], (92, 92, 84))
    for x in range(20, 560, 90):
        pine(s, s.near(x, 20), 330 + x * 0.18, s.rng.uniform(160, 260))
    s.poly([(360, 330), (560, 300), (1180, 900), (1240, 1060), (420, 1060), (440, 800)], (150, 106, 72))
    s.blob([(480, 480), (600, 440), (900, 800), (700, 900), (560, 760)], (170, 124, 86))
    s.box(0, 1000, WIDE, 202, ASPHALT)
    for x in range(60, 1600, 240):
        s.box(x, 1090, 130, 12, CREAM)
    s.blob([(330, 1050), (480, 930), (760, 900), (1020, 960), (1180, 1060), (900, 1110), (520, 1110)], (138, 98, 68))
    for _ in range(16):
        boulder(s, s.rng.uniform(400, 1180), s.rng.uniform(960, 1120), s.rng.uniform(50, 150))
    grass(s, 0, 1004, 340, 22)
    for x in (300, 1290):
        cone(s, x, 1150, 210)
    s.bulb(1330, 620, 15, 640)
    s.line([(1330, 1000), (1330, 640)], 16, STEEL)
    s.light(900, 1040, 620, 0.5, haze=0)


@picture("pothole")
def pothole(s: Scene) -> None:
    """A hole in the road with water in it, a branch and a cone as a warning."""
    s.box(0, 0, WIDE, HIGH, ASPHALT)
    s.shade(0, 0, WIDE, 640, top=190, low=0)
    for x in (240, 760, 1280):
        s.slab((x + 20, x + 220, 230), (x, x + 240, 262), CREAM)
    s.blob([(540, 760), (760, 690), (1060, 720), (1180, 840), (1000, 960), (680, 950)], darker(ASPHALT, 0.4))
    puddle(s, 850, 838, 260, 96)
    for _ in range(40):
        at = s.rng.uniform(380, 1320), s.rng.uniform(640, 1050)
        s.oval(*at, s.rng.uniform(4, 16), s.rng.uniform(3, 10), darker(ASPHALT, s.rng.uniform(0.1, 0.4)))
    s.line([(960, 900), (1040, 560), (1100, 380)], 16, WOOD)
    for x, y in ((1030, 560), (1090, 420), (1050, 480), (1120, 380)):
        crown(s, x, y, 70, (84, 150, 96))
    cone(s, 480, 960, 400)
    s.light(s.near(700, 60), 760, 860, 1.0, (255, 226, 172), haze=0.16)


@picture("smoke_far")
def smoke_far(s: Scene) -> None:
    """A fire on a far slope, its smoke against the sky."""
    s.ambient = DEEP
    sky(s, 820, stars=60)
    hills(s, 820, 300, (66, 82, 112), bumps=4)
    for step in range(8):
        s.soft(970 + step * 46, 600 - step * 74, 110 + step * 44, 90 + step * 22, (206, 188, 188), 150 - step * 12)
    s.blob([(-60, 830), (300, 760), (700, 668), (980, 640), (1260, 690), (1660, 830), (800, 900)], (58, 76, 92))
    s.light(960, 640, 420, 0.9, (255, 130, 60), haze=0.7)
    for _ in range(22):
        x, high = s.rng.uniform(850, 1080), s.rng.uniform(20, 64)
        s.glowing(
            [(x - 12, 660), (x + s.rng.uniform(-12, 12), 660 - high), (x + 12, 660)], (255, s.rng.randrange(120, 210), 60)
        )
    ground(s, 820, (60, 76, 72))
    village(s, 830, lit=True)
    for x in (80, 300, 1400):
        tree(s, s.near(x, 30), 1080, 460, LEAF)
    grass(s, 0, 1130, WIDE, 70)


@picture("burning_rubbish")
def burning_rubbish(s: Scene) -> None:
    """Rubbish that burns beside a lane."""
    s.ambient = DEEP
    sky(s, 780, stars=30)
    village(s, 780)
    ground(s, 770, (92, 88, 84))
    s.box(0, 620, 560, 240, CONCRETE)
    for x in range(0, 560, 90):
        s.box(x, 620, 5, 240, darker(CONCRETE, 0.2))
    for step in range(6):
        s.soft(800 + step * 34, 620 - step * 90, 130 + step * 36, 100 + step * 18, (128, 124, 132), 130 - step * 14)
    s.soft(800, 1010, 420, 50)
    for _ in range(22):
        left, w = s.rng.uniform(590, 1010), s.rng.uniform(60, 150)
        s.box(left, s.rng.uniform(900, 980), w, w * 0.5, s.rng.choice(((86, 78, 72), (120, 96, 70), (70, 84, 96))), r=16)
    for r, colour in ((1.0, (240, 110, 40)), (0.7, (252, 170, 60)), (0.4, (255, 230, 150))):
        for _ in range(9):
            foot, high = s.near(800, 150 * r), s.rng.uniform(120, 330) * r
            tip = (foot + s.rng.uniform(-30, 30), 950 - high)
            s.glowing([(foot - 40 * r, 950), tip, (foot + 40 * r, 950)], colour)
    s.light(800, 880, 760, 1.0, (255, 150, 70), haze=0.7)
    s.box(1260, 840, 120, 180, (70, 110, 160), r=14)
    s.ring((1320, 844), (56, 20), 8, STEEL)
    s.oval(1320, 846, 50, 16, ORANGE, 0)


@picture("dumped_waste")
def dumped_waste(s: Scene) -> None:
    """Bags of waste dumped at the edge of a wood."""
    s.ambient = DEEP
    sky(s, 760, stars=30)
    for x in range(0, 1700, 190):
        tree(s, s.near(x, 40), 860, s.rng.uniform(420, 640), (58, 104, 82))
    ground(s, 840, (88, 86, 76))
    s.soft(820, 1050, 560, 70)
    bags = ((62, 74, 96), (196, 200, 206), (70, 118, 150), (92, 120, 84), (52, 56, 66))
    heap = ((480, 960, 130), (660, 900, 150), (860, 900, 170), (1060, 930, 150), (1220, 990, 110))
    for x, y, r in (*heap, (580, 1040, 120), (780, 1040, 150), (1000, 1050, 140)):
        bag = s.rng.choice(bags)
        rim = [(s.near(px, r * 0.1), s.near(py, r * 0.1)) for px, py in around(x, y, r, count=9, flat=0.82)]
        s.blob(rim, bag)
        knot = [(-0.2, -0.74), (-0.32, -1.1), (0, -0.94), (0.3, -1.12), (0.2, -0.74)]
        s.poly([(x + r * a, y + r * b) for a, b in knot], lighter(bag, 0.12))
        fold = [(-0.5, -0.2), (-0.36, 0.2), (-0.44, 0.5)]
        s.curve([(x + r * a, y + r * b) for a, b in fold], 6, lighter(bag, 0.25))
    s.light(860, 960, 640, 0.95, (255, 232, 190), haze=0.2)
    grass(s, 0, 1120, WIDE, 50)


@picture("cable_down")
def cable_down(s: Scene) -> None:
    """A torn cable on the ground, sparks at its end, a rope keeping people off."""
    s.ambient = DEEP
    s.box(0, 0, WIDE, 620, (70, 84, 116))
    s.shade(0, 0, WIDE, 620, top=90, low=0)
    s.box(0, 610, WIDE, 592, (104, 102, 104))
    for x in (220, 1380):
        s.line([(x, 900), (x, 470)], 24, WOOD)
    for index in range(12):
        x = 224 + index * 97
        sag = 560 + 60 * (1 - ((index - 6) / 6) ** 2)
        s.line([(x, sag), (x + 80, sag + 4)], 20, RED if index % 2 == 0 else CREAM)
    s.curve([(1602, 60), (1300, 500), (1180, 900), (900, 960), (760, 1040), (640, 900)], 20, INK)
    s.line([(640, 900), (610, 850)], 16, ORANGE)
    for _ in range(14):
        tip, y = s.near(600, 90), s.near(830, 90)
        s.glowing([(604, 838), (tip, y), (tip + 7, y + 7)], (255, 240, 190))
    s.light(604, 838, 560, 1.0, (190, 214, 255), haze=0)
    s.soft(604, 838, 190, 190, (230, 240, 255), 150)


@picture("fence_cut")
def fence_cut(s: Scene) -> None:
    """A wire fence with a hole in it."""
    s.ambient = DEEP
    sky(s, 860, stars=40)
    hills(s, 860, 200, (60, 76, 104))
    ground(s, 860, (86, 96, 80))
    for x in (120, 800, 1480):
        s.line([(x, 1060), (x, 280)], 34, (140, 144, 150))
    for y in (330, 1000):
        s.line([(0, y), (WIDE, y)], 9, STEEL)
    hole = {(column, row) for row in range(3, 8) for column in range(6, 10)} - {(6, 3), (9, 3)}
    for row in range(8):
        for column in range(-1, 17):
            if (column, row) not in hole:
                left, top = column * 100 + (row % 2) * 50, 330 + row * 84
                s.line([(left, top), (left + 50, top + 84)], 5, STEEL)
                s.line([(left + 50, top), (left, top + 84)], 5, STEEL)
    for x, y in ((640, 620), (700, 860), (980, 640), (1010, 820)):
        s.curve([(x, y), (x + s.near(30, 20), y + 40), (x + s.near(60, 30), y + 20)], 6, lighter(STEEL, 0.2))
    s.light(s.near(820, 40), 720, 620, 0.95, (255, 226, 170), haze=0.3)
