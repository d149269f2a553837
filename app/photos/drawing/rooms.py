"""The work at a table, and what hangs ready on a wall."""

from app.photos.drawing.album import picture
from app.photos.drawing.built import planks
from app.photos.drawing.palette import BLUE, CREAM, DEEP, GOLD, GREEN, INK, ORANGE, RED, STEEL, WOOD, darker, lighter
from app.photos.drawing.scene import HIGH, WIDE, Scene


@picture("night_book")
def night_book(s: Scene) -> None:
    """The team's paper book under a lamp, a pen and tea beside it."""
    s.ambient = DEEP
    planks(s, (150, 108, 76), high=220)
    s.soft(760, 960, 640, 90, alpha=170)
    s.poly([(330, 380), (760, 340), (780, 930), (260, 980)], (240, 232, 210))
    s.poly([(760, 340), (1200, 380), (1270, 980), (780, 930)], (228, 218, 194))
    for row in range(9):
        y, spread = 430 + row * 56, row * 8
        s.line([(370 - spread, y + 6), (730, y - 14)], 4, (150, 160, 190))
        s.line([(800, y - 14), (1180 + spread, y + 6)], 4, (150, 160, 190))
        end = s.rng.uniform(480, 720)
        s.line([(390 - spread, y - 8), (end, y - 22)], 7, (70, 84, 130))
    s.line([(980, 820), (1280, 600)], 22, (52, 72, 140))
    s.poly([(980, 820), (950, 848), (990, 834)], INK)
    s.oval(1340, 400, 130, 104, CREAM)
    s.oval(1340, 390, 104, 78, (150, 96, 48))
    s.ring((1470, 410), (50, 50), 22, CREAM, start=270, end=450)
    s.light(760, 480, 820, 1.0, (255, 222, 160), haze=0.2)


@picture("leaflets")
def leaflets(s: Scene) -> None:
    """Leaflets for the households, ready to be handed out."""
    s.by_torch(800, 600)
    planks(s, (160, 118, 84))
    inks = (RED, BLUE, GREEN, ORANGE)
    for index, (x, y) in enumerate(((260, 300), (620, 240), (960, 330), (380, 640), (760, 620))):
        lean, ink = s.near(0, 50), inks[(index + s.rng.randrange(4)) % 4]
        s.soft(x + 190, y + 450, 260, 40)
        s.poly([(x + lean, y), (x + 360 + lean, y + 10), (x + 360, y + 470), (x, y + 460)], (246, 240, 226))
        s.poly([(x + lean, y), (x + 360 + lean, y + 10), (x + 346 + lean * 0.8, y + 96), (x + lean * 0.8, y + 86)], ink)
        s.oval(x + 90 + lean * 0.6, y + 190, 56, 56, lighter(ink, 0.45))
        for row in range(4):
            s.line(
                [(x + 170 + lean * 0.6, y + 150 + row * 34), (x + 320 + lean * 0.6, y + 154 + row * 34)], 9, (150, 150, 150)
            )
        for row in range(4):
            s.line(
                [(x + 50 + lean * 0.3, y + 300 + row * 36), (x + 320 + lean * 0.3, y + 306 + row * 36)], 9, (176, 176, 172)
            )


@picture("duty_phone")
def duty_phone(s: Scene) -> None:
    """The telephone of the duty desk beside a lamp."""
    s.ambient = DEEP
    s.box(0, 0, WIDE, 760, (150, 160, 156))
    s.shade(0, 0, WIDE, 420, top=170, low=0)
    s.box(0, 750, WIDE, 452, (150, 106, 72))
    s.box(0, 750, WIDE, 18, darker(WOOD, 0.3))
    s.soft(640, 1030, 420, 60, alpha=170)
    s.poly([(400, 760), (880, 760), (960, 1030), (320, 1030)], (62, 72, 92))
    s.box(340, 640, 600, 110, (52, 60, 78), r=54)
    s.box(330, 660, 150, 150, (52, 60, 78), r=60)
    s.box(800, 660, 150, 150, (52, 60, 78), r=60)
    for row in range(4):
        for column in range(3):
            s.box(540 + column * 76, 810 + row * 50, 54, 34, (210, 214, 222), r=8)
    s.curve([(330, 960), (220, 980), (190, 860), (120, 900)], 14, INK)
    s.line([(1240, 1000), (1240, 560)], 24, GOLD)
    s.soft(1240, 1010, 160, 26)
    s.oval(1240, 1000, 110, 26, darker(GOLD, 0.15))
    s.slab((1150, 1330, 380), (1060, 1420, 590), GREEN)
    s.light(1240, 640, 820, 1.0, haze=0.5)
    s.glowing([(1090, 588), (1390, 588), (1380, 602), (1100, 602)], (255, 244, 214))


@picture("meeting_table")
def meeting_table(s: Scene) -> None:
    """A table laid for a meeting: tea, papers, stools, nobody there yet."""
    s.ambient = DEEP
    s.box(0, 0, WIDE, 700, (196, 184, 150))
    s.shade(0, 0, WIDE, 460, top=170, low=10)
    s.box(0, 690, WIDE, 512, (150, 120, 96))
    s.box(560, 160, 480, 260, RED, r=8)
    s.box(590, 190, 420, 200, darker(RED, 0.1))
    s.oval(800, 290, 46, 46, GOLD)
    s.slab((420, 1180, 640), (260, 1340, 860), lighter(WOOD, 0.12))
    s.box(260, 860, 1080, 40, darker(WOOD, 0.15))
    for x in (300, 1270):
        s.box(x, 900, 34, 240, darker(WOOD, 0.2))
    for x, y in ((520, 700), (780, 690), (1040, 700), (640, 790), (940, 790)):
        s.poly([(x - 50, y - 24), (x + 60, y - 20), (x + 70, y + 34), (x - 56, y + 30)], (244, 240, 226))
        s.oval(x + 100, y, 22, 16, CREAM)
    s.oval(800, 740, 70, 50, CREAM)
    s.curve([(866, 730), (910, 716), (920, 690)], 14, CREAM)
    for x in (180, 460, 1140, 1420):
        s.oval(x, 960, 90, 30, (70, 110, 160))
        for leg in (-60, 60):
            s.line([(x + leg * 0.8, 970), (x + leg, 1130)], 16, (56, 90, 134))
    s.bulb(800, 90, 18, 980)
    s.line([(800, 0), (800, 74)], 6, INK)


@picture("extinguisher")
def extinguisher(s: Scene) -> None:
    """A fire extinguisher in its place on the wall, its gauge seen."""
    wall = (196, 186, 166)
    s.box(0, 0, WIDE, HIGH, wall)
    s.box(0, 900, WIDE, 302, darker(wall, 0.25))
    s.shade(0, 0, WIDE, 360, top=160, low=0)
    s.box(520, 120, 560, 980, darker(wall, 0.14), r=24)
    s.soft(830, 1060, 260, 40)
    s.box(660, 380, 300, 680, RED, r=90)
    s.box(690, 420, 50, 580, lighter(RED, 0.28), r=25)
    s.box(690, 640, 240, 230, CREAM, r=12)
    for y in (690, 740, 790):
        s.line([(720, y), (900, y)], 10, (150, 150, 150))
    s.box(760, 280, 100, 120, INK, r=14)
    s.poly([(740, 250), (1000, 200), (1010, 240), (800, 290)], INK)
    s.curve([(860, 320), (1010, 360), (1030, 560), (1000, 820)], 36, INK)
    s.slab((970, 1030, 800), (950, 1060, 900), INK)
    s.oval(740, 320, 58, 58, CREAM)
    s.ring((740, 320), (48, 48), 18, GREEN, start=200, end=290)
    s.ring((740, 320), (48, 48), 18, RED, start=290, end=340)
    s.line([(740, 320), (s.near(730, 30), 284)], 8, INK)
    s.bulb(s.near(1250, 60), 210, 16, 900)


@picture("fire_point")
def fire_point(s: Scene) -> None:
    """A fire point: red board, buckets, shovel, sand, and a water tank."""
    s.box(0, 0, WIDE, 860, (186, 174, 150))
    s.shade(0, 0, WIDE, 420, top=160, low=0)
    s.box(0, 850, WIDE, 352, (124, 118, 112))
    s.box(180, 240, 700, 560, RED, r=16)
    s.box(204, 264, 652, 512, darker(RED, 0.14), r=10)
    for x in (330, 560):
        s.slab((x - 80, x + 80, 560), (x - 58, x + 58, 740), lighter(RED, 0.18))
        s.ring((x, 560), (78, 70), 10, STEEL, start=180)
        s.oval(x, 560, 80, 18, darker(RED, 0.3))
    s.line([(740, 300), (740, 620)], 20, WOOD)
    s.blob([(690, 620), (790, 620), (784, 740), (740, 772), (696, 740)], STEEL)
    s.soft(1200, 1030, 330, 46)
    s.box(960, 400, 460, 640, BLUE, r=60)
    for y in (500, 640, 780, 920):
        s.box(950, y, 480, 22, darker(BLUE, 0.15), r=10)
    s.box(1000, 430, 40, 560, lighter(BLUE, 0.25), r=20)
    s.box(1100, 364, 180, 50, darker(BLUE, 0.2), r=14)
    s.line([(1190, 1000), (1190, 1060)], 26, STEEL)
    s.blob([(280, 1040), (420, 900), (560, 880), (760, 1040), (520, 1080)], (196, 160, 104))
    s.bulb(s.near(760, 60), 140, 16, 900)
