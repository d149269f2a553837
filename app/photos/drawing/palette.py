"""The colours of things by day, and what can be mixed of them. Night is made of light, not of darker paint."""

Colour = tuple[int, int, int]

WARM: Colour = (255, 206, 128)
AMBER: Colour = (228, 170, 82)
FLARE: Colour = (255, 226, 158)
BULB: Colour = (255, 246, 218)
DUSK: Colour = (88, 104, 150)
DEEP: Colour = (62, 74, 116)

SKY_HIGH: Colour = (52, 70, 112)
SKY_LOW: Colour = (104, 126, 172)
EARTH: Colour = (74, 78, 88)
ASPHALT: Colour = (96, 102, 116)
LEAF: Colour = (72, 128, 86)
PINE: Colour = (52, 98, 82)
WOOD: Colour = (138, 98, 66)
STEEL: Colour = (150, 160, 178)
CONCRETE: Colour = (148, 152, 158)
BRICK: Colour = (170, 96, 72)
PLASTER: Colour = (206, 190, 150)
CREAM: Colour = (232, 222, 196)
ORANGE: Colour = (236, 122, 40)
RED: Colour = (196, 52, 46)
GREEN: Colour = (62, 142, 100)
BLUE: Colour = (72, 124, 168)
GOLD: Colour = (226, 168, 62)
INK: Colour = (38, 44, 58)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """``one`` with ``share`` (0 to 1) of ``other`` in it."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def lighter(colour: Colour, share: float = 0.25) -> Colour:
    """The colour nearer to white."""
    return mix(colour, (255, 255, 255), share)


def darker(colour: Colour, share: float = 0.3) -> Colour:
    """The colour nearer to black."""
    return mix(colour, (0, 0, 0), share)
