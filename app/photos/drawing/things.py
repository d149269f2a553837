"""Things seen from near, by torch light: locks, bags, keys."""

from app.photos.drawing.album import picture
from app.photos.drawing.built import planks, ribs
from app.photos.drawing.curves import around, bend
from app.photos.drawing.palette import BLUE, DEEP, GOLD, GREEN, INK, ORANGE, RED, STEEL, WOOD, Colour, darker, lighter
from app.photos.drawing.scene import HIGH, WIDE, Scene


def _lock(s: Scene, x: float, y: float) -> None:
    """The body of a padlock, its upper middle at x, y."""
    s.soft(x, y + 360, 320, 60)
    s.box(x - 230, y, 460, 380, darker(GOLD, 0.12), r=48)
    s.box(x - 230, y, 460, 90, lighter(GOLD, 0.2), r=44)
    s.box(x - 230, y + 56, 460, 30, darker(GOLD, 0.05))
    s.oval(x, y + 190, 46, 46, (64, 42, 14))
    s.slab((x - 18, x + 18, y + 200), (x - 26, x + 26, y + 310), (64, 42, 14))
    s.line([(x - 180, y + 30), (x - 60, y + 30)], 12, lighter(GOLD, 0.5))


@picture("padlock_open")
def padlock_open(s: Scene) -> None:
    """A padlock whose shackle was cut, hanging on a shutter."""
    s.by_torch()
    ribs(s, 0, 0, WIDE, HIGH, (132, 150, 182), step=128, level=True)
    s.box(330, 380, 940, 110, (48, 62, 84), r=54)
    steel = (208, 214, 228)
    s.curve([(640, 560), (640, 330), (700, 210), (820, 180), (930, 240)], 72, steel)
    s.curve([(620, 520), (622, 340), (676, 226)], 16, (244, 246, 252))
    s.poly([(900, 206), (966, 200), (970, 286), (906, 280)], darker(steel, 0.2))
    _lock(s, 800, 540)


@picture("padlock_shut")
def padlock_shut(s: Scene) -> None:
    """A padlock that holds, checked on the round."""
    s.by_torch()
    planks(s, darker(GREEN, 0.05) if s.rng.random() < 0.5 else WOOD, high=190)
    s.box(280, 440, 1040, 90, STEEL, r=20)
    for x in (360, 1240):
        s.oval(x, 485, 22, 22, darker(STEEL, 0.3))
    s.ring((800, 420), (190, 230), 70, (208, 214, 228), start=180)
    s.line([(645, 410), (645, 560)], 66, (208, 214, 228))
    s.line([(955, 410), (955, 560)], 66, (208, 214, 228))
    _lock(s, 800, 540)


@picture("cloth_bag")
def cloth_bag(s: Scene) -> None:
    """A found cloth bag on a table."""
    s.by_torch(800, 640)
    planks(s)
    cloth = s.rng.choice((BLUE, (150, 80, 96), (92, 128, 92), (176, 128, 70)))
    s.soft(800, 1040, 560, 110, alpha=170)
    s.curve([(570, 470), (640, 290), (800, 220), (960, 290), (1030, 470)], 46, (232, 210, 160))
    s.blob(
        [(440, 480), (620, 440), (980, 440), (1160, 480), (1230, 820), (1200, 1040), (800, 1080), (400, 1040), (370, 820)],
        cloth,
    )
    s.blob([(450, 490), (620, 448), (980, 448), (1150, 490), (1100, 580), (800, 610), (500, 580)], darker(cloth, 0.28))
    for x, lean in ((520, -30), (800, 0), (1060, 30)):
        s.curve([(x, 620), (x + lean, 800), (x + lean * 1.4, 1020)], 8, darker(cloth, 0.18))
    s.box(640, 720, 320, 200, lighter(cloth, 0.12), r=30)
    s.line([(660, 760), (940, 760)], 6, darker(cloth, 0.2))


@picture("keys_found")
def keys_found(s: Scene) -> None:
    """A bunch of keys on a wooden table."""
    s.by_torch(800, 560)
    planks(s, (156, 112, 76))
    s.soft(820, 640, 520, 240, alpha=110)
    s.ring((640, 430), (150, 150), 22, STEEL)
    metals: tuple[Colour, ...] = (GOLD, (206, 212, 222), (196, 150, 84))
    for index, (dx, dy) in enumerate(((420, 420), (560, 130), (120, 520))):
        _key(s, (680 + dx * 0.1, 470 + dy * 0.2), (dx, dy), metals[index])
    s.curve([(520, 380), (400, 300), (300, 340)], 16, INK)
    s.blob([(300, 270), (180, 280), (150, 380), (220, 440), (310, 400)], s.rng.choice((RED, BLUE, GREEN)))


def _key(s: Scene, at: tuple[float, float], way: tuple[float, float], metal: Colour) -> None:
    (x, y), (dx, dy) = at, way
    long = (dx**2 + dy**2) ** 0.5
    ux, uy = dx / long, dy / long
    end = (x + ux * 430, y + uy * 430)
    s.line([(x + ux * 120, y + uy * 120), end], 36, metal)
    for back, deep in ((30, 60), (90, 46), (150, 60)):
        px, py = end[0] - ux * back, end[1] - uy * back
        s.line([(px, py), (px - uy * deep, py + ux * deep)], 26, darker(metal, 0.08))
    s.blob(around(x + ux * 70, y + uy * 70, 92), lighter(metal, 0.1))
    s.blob(around(x + ux * 40, y + uy * 40, 30), (96, 70, 48))


@picture("torch")
def torch(s: Scene) -> None:
    """A torch that lies on a table and shines."""
    s.ambient = DEEP
    planks(s, (146, 104, 72))
    s.soft(560, 760, 420, 90, alpha=160)
    s.beam([(760, 500), (760, 760), (1602, 1100), (1602, 160)], 0.75, (255, 236, 190))
    s.poly([(140, 560), (560, 540), (560, 720), (140, 700)], (64, 72, 86))
    s.poly([(560, 540), (760, 470), (760, 790), (560, 720)], (86, 96, 112))
    for x in range(200, 520, 44):
        s.line([(x, 566), (x, 694)], 10, (46, 52, 64))
    s.box(330, 540, 90, 30, RED, r=12)
    s.light(820, 630, 520, 1.0, (255, 236, 190), haze=0.5)
    s.glowing(bend([(760, 474), (800, 560), (800, 700), (760, 786), (744, 630)], closed=True), (255, 248, 224))


@picture("phone_found")
def phone_found(s: Scene) -> None:
    """A found telephone, its screen dark, in the grass."""
    s.by_torch(800, 600, 760)
    s.box(0, 0, WIDE, HIGH, (72, 104, 66))
    for _ in range(420):
        x, y, lean = s.rng.uniform(0, WIDE), s.rng.uniform(20, HIGH), s.rng.uniform(-26, 26)
        shade = (s.rng.randrange(60, 110), s.rng.randrange(110, 160), s.rng.randrange(60, 90))
        s.poly([(x - 6, y), (x + lean, y - s.rng.uniform(50, 110)), (x + 6, y)], shade)
    s.soft(800, 640, 360, 420, alpha=150)
    s.poly([(620, 260), (960, 220), (1040, 920), (680, 970)], INK)
    s.poly([(640, 290), (946, 254), (1016, 890), (698, 936)], (40, 52, 74))
    s.poly([(640, 290), (800, 272), (760, 928), (698, 936)], (58, 74, 102))
    s.oval(850, 906, 20, 14, (90, 100, 120))
    for x in (600, 700, 860, 980, 1040):
        lean = s.near(0, 24)
        s.poly([(x - 7, 1010), (x + lean, 860), (x + 7, 1010)], (88, 144, 80))


@picture("gas_bottle")
def gas_bottle(s: Scene) -> None:
    """A gas bottle with its hose taken off."""
    s.by_torch(780, 560)
    s.box(0, 0, WIDE, 820, (176, 184, 178))
    for x in range(0, WIDE, 200):
        s.box(x, 0, 6, 820, (150, 158, 152))
    for y in range(0, 820, 200):
        s.box(0, y, WIDE, 6, (150, 158, 152))
    s.box(0, 816, WIDE, 386, (136, 120, 106))
    paint = s.rng.choice(((86, 120, 160), (170, 80, 70), (150, 150, 146), (232, 172, 70)))
    s.soft(760, 1050, 360, 60, alpha=160)
    s.box(500, 480, 520, 570, paint, r=150)
    s.box(560, 540, 60, 420, lighter(paint, 0.25), r=30)
    s.ring((760, 400), (150, 70), 34, darker(paint, 0.15))
    s.box(610, 400, 34, 100, darker(paint, 0.15))
    s.box(876, 400, 34, 100, darker(paint, 0.15))
    s.box(720, 380, 80, 120, GOLD, r=12)
    s.box(690, 350, 140, 44, INK, r=18)
    s.box(520, 1020, 480, 40, darker(paint, 0.3), r=14)
    s.curve([(1060, 980), (1200, 1060), (1380, 1000), (1330, 880), (1180, 900)], 30, ORANGE)


@picture("fireworks_shells")
def fireworks_shells(s: Scene) -> None:
    """Burnt paper of firecrackers on the ground."""
    s.ambient = DEEP
    planks(s, (116, 114, 116), high=300)
    s.light(s.near(800, 60), 620, 860, 0.95, (255, 222, 160), haze=0.1)
    for _ in range(240):
        x, y = s.rng.gauss(800, 330), s.rng.gauss(640, 220)
        wide = s.rng.uniform(16, 60)
        shade = s.rng.choice((RED, darker(RED, 0.2), lighter(RED, 0.2), (226, 190, 150)))
        s.poly([(x, y), (x + wide, y + s.rng.uniform(-16, 16)), (x + wide * 0.8, y + 22), (x - 6, y + 18)], shade)
    for x, y in ((640, 560), (900, 700), (1010, 520)):
        s.soft(x + 60, y + 50, 150, 40)
        s.box(x, y, 160, 56, RED, r=14)
        s.box(x + 10, y + 8, 140, 12, lighter(RED, 0.3), r=6)
        for px, py in around(x + 160, y + 28, 22, count=5, flat=1.3):
            s.line([(x + 158, y + 28), (px + 8, py)], 4, (60, 54, 52))
    s.shade(0, 0, WIDE, HIGH, top=60, low=0)
