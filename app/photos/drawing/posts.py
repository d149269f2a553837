"""What stands for everybody: loudspeakers, gongs, cameras, boards."""

from app.photos.drawing.album import picture
from app.photos.drawing.built import house, lamp_post, village
from app.photos.drawing.outdoors import bush, ground, hills, sky, tree
from app.photos.drawing.palette import BLUE, CREAM, DEEP, GOLD, GREEN, INK, RED, STEEL, WOOD, darker, lighter
from app.photos.drawing.scene import Scene

BRONZE = (190, 134, 66)


def _sound(s: Scene, x: float, y: float, reach: float) -> None:
    """Two arcs that say: it sounds. A negative ``reach`` opens to the left."""
    start = 325 if reach > 0 else 145
    for step in (1.0, 1.5):
        r = abs(reach) * step
        s.ring((x, y), (r, r), 20, GOLD, start=start, end=start + 70)


@picture("loudspeaker")
def loudspeaker(s: Scene) -> None:
    """The village's loudspeakers on their pole."""
    sky(s, 960)
    hills(s, 960, 300, (52, 66, 96), bumps=4)
    ground(s, 950, (72, 74, 84))
    village(s, 960, count=4)
    s.line([(800, 1030), (800, 290)], 56, (128, 138, 156))
    s.line([(786, 1030), (786, 290)], 12, lighter(STEEL, 0.15))
    s.poly([(440, 230), (740, 350), (740, 450), (440, 570)], (178, 186, 200))
    s.oval(440, 400, 46, 170, (120, 130, 148))
    s.poly([(1180, 190), (860, 340), (860, 450), (1180, 610)], (206, 212, 224))
    s.oval(1180, 400, 54, 210, (140, 150, 168))
    s.box(720, 330, 160, 140, darker(STEEL, 0.25), r=20)
    if s.rng.random() < 0.7:
        _sound(s, 1180, 400, 150)
        _sound(s, 440, 400, -130)
    s.light(800, 380, 760, 0.55, (230, 226, 226), haze=0.05)
    for x in (s.near(160, 20), 1450):
        s.bulb(x, 880, 14, 320)


@picture("gong")
def gong(s: Scene) -> None:
    """The gong of the hamlet: a plate of iron on its beam, the beater beside it."""
    sky(s, 820)
    hills(s, 820, 200, (60, 76, 106))
    ground(s, 820, (104, 100, 94))
    for x in (420, 1180):
        s.soft(x, 1040, 110, 22)
        s.line([(x, 1030), (x, 250)], 44, WOOD)
    s.line([(340, 260), (1260, 260)], 52, lighter(WOOD, 0.08))
    s.slab((500, 1100, 120), (300, 1300, 240), (150, 92, 70))
    for x in (700, 900):
        s.line([(x, 280), (800 + (x - 800) * 0.7, 430)], 12, STEEL)
    s.oval(800, 620, 220, 220, darker(BRONZE, 0.2))
    s.oval(790, 610, 200, 200, BRONZE)
    s.ring((790, 610), (150, 150), 14, lighter(BRONZE, 0.25))
    s.oval(790, 610, 74, 74, lighter(BRONZE, 0.2))
    s.oval(770, 590, 30, 26, lighter(BRONZE, 0.5))
    s.line([(1180, 420), (1110, 800)], 22, lighter(WOOD, 0.15))
    s.oval(1106, 826, 46, 56, RED)
    if s.rng.random() < 0.5:
        _sound(s, 800, 620, 280)
        _sound(s, 800, 620, -280)
    s.bulb(s.near(580, 20), 330, 13, 620)
    s.light(800, 1040, 460, 0.4, haze=0)


@picture("notice_board")
def notice_board(s: Scene) -> None:
    """A notice board behind glass with its own lamp."""
    sky(s, 900, stars=20)
    tree(s, 160, 980, 720)
    bush(s, 1450, 960, 300)
    ground(s, 900, (110, 106, 102))
    for x in (360, 1240):
        s.line([(x, 1060), (x, 240)], 36, STEEL)
    s.soft(800, 1060, 560, 30)
    s.slab((300, 1300, 160), (240, 1360, 240), (150, 70, 60))
    s.box(330, 250, 940, 560, darker(GREEN, 0.25), r=16)
    s.box(360, 280, 880, 500, lighter(GREEN, 0.1), r=8)
    papers = ((400, 320, 240, 300), (680, 320, 220, 190), (940, 320, 250, 320), (680, 540, 220, 200), (410, 650, 210, 100))
    for x, y, wide, high in papers:
        s.box(x, y, wide, high, s.rng.choice(((246, 242, 228), (250, 232, 190), (230, 240, 246))))
        s.box(x + 20, y + 22, wide * 0.6, 16, s.rng.choice((RED, BLUE, INK)))
        for row in range(int((high - 80) / 34)):
            s.line(
                [(x + 22, y + 66 + row * 34), (x + wide - 26 - s.rng.uniform(0, 50), y + 66 + row * 34)], 7, (150, 150, 146)
            )
        s.oval(x + wide / 2, y + 8, 9, 9, RED)
    s.glowing([(500, 244), (1100, 244), (1100, 260), (500, 260)], (255, 244, 214))
    s.light(800, 330, 760, 0.9, haze=0.35)


@picture("camera_pole")
def camera_pole(s: Scene) -> None:
    """A camera on its pole above a crossing."""
    sky(s, 900)
    hills(s, 900, 220, (58, 74, 104))
    village(s, 900)
    ground(s, 895, (92, 94, 100))
    s.line([(560, 1130), (560, 220)], 44, STEEL)
    s.line([(546, 1130), (546, 220)], 10, lighter(STEEL, 0.25))
    s.line([(560, 300), (900, 300)], 26, STEEL)
    s.box(500, 560, 120, 160, (190, 196, 206), r=12)
    s.line([(900, 300), (900, 360)], 18, STEEL)
    s.poly([(790, 360), (1130, 400), (1120, 530), (780, 480)], (222, 226, 232))
    s.poly([(770, 340), (1170, 386), (1166, 420), (770, 376)], (160, 168, 182))
    s.oval(1122, 466, 40, 66, INK)
    s.oval(1126, 466, 24, 42, (60, 86, 120))
    s.oval(1120, 448, 8, 12, (220, 232, 246))
    s.oval(850, 452, 9, 9, (250, 70, 60) if s.rng.random() < 0.5 else (90, 230, 130))
    s.light(900, 420, 620, 0.6, (226, 226, 236), haze=0.08)
    s.bulb(s.near(240, 40), 500, 14, 560)
    s.line([(240, 1000), (240, 516)], 16, darker(STEEL, 0.3))


@picture("karaoke_box")
def karaoke_box(s: Scene) -> None:
    """A loud box on wheels in a yard, its lamps in colours."""
    s.ambient = DEEP
    sky(s, 760)
    house(s, 980, 820, 520, lit=True)
    ground(s, 770, (108, 104, 100))
    s.soft(600, 1080, 330, 50, alpha=160)
    s.box(380, 330, 440, 720, (44, 48, 60), r=36)
    s.ring((600, 330), (120, 90), 26, STEEL, start=180)
    for y, r in ((560, 130), (850, 160)):
        s.oval(600, y, r, r, (24, 26, 34))
        s.ring((600, y), (r, r), 16, s.rng.choice(((90, 150, 250), (240, 90, 160), (120, 230, 160))))
        s.oval(600, y, r * 0.36, r * 0.36, (96, 102, 118))
    for x in (440, 760):
        s.oval(x, 1060, 40, 40, INK)
        s.oval(x, 1060, 16, 16, STEEL)
    s.line([(900, 1040), (960, 720)], 20, STEEL)
    s.oval(966, 700, 36, 44, (60, 64, 76))
    s.light(560, 560, 420, 0.8, (200, 90, 230), haze=0)
    s.light(680, 860, 440, 0.7, (80, 140, 255), haze=0)
    _sound(s, 600, 700, -330)
    s.bulb(s.near(1240, 30), 380, 12, 480)


@picture("speaker_cart")
def speaker_cart(s: Scene) -> None:
    """A motorbike cart with a loudspeaker, for news on the move."""
    sky(s, 760)
    village(s, 760)
    ground(s, 760, (104, 102, 104))
    s.soft(760, 1060, 560, 40, alpha=160)
    s.box(360, 700, 720, 200, BLUE, r=20)
    s.box(360, 700, 720, 50, lighter(BLUE, 0.18), r=20)
    s.box(420, 780, 600, 16, CREAM)
    for x in (520, 920):
        s.ring((x, 960), (110, 110), 36, INK)
        s.oval(x, 960, 40, 40, STEEL)
    s.line([(1080, 820), (1320, 860)], 20, STEEL)
    s.line([(700, 700), (700, 420)], 26, STEEL)
    s.poly([(960, 270), (720, 380), (720, 450), (960, 560)], (206, 212, 224))
    s.oval(960, 415, 44, 146, (140, 150, 168))
    s.poly([(480, 310), (680, 390), (680, 440), (480, 520)], (178, 186, 200))
    s.oval(480, 415, 36, 104, (120, 130, 148))
    _sound(s, 980, 415, 140)
    lamp_post(s, 1430, 1020, 720, arm=-170)
    s.light(760, 620, 560, 0.4, haze=0)
