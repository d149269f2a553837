"""The demo's past: nights told through the real verbs at the moments at which they would have happened.

Chance depends on a seed and on the shift alone, so a night always comes out the same, however many nights are asked for.
"""

from app.demo.past.composing import Wish
from app.demo.past.filling import Filled, fill_nights, live_on
from app.demo.past.shots import Photos

__all__ = ["Filled", "Photos", "Wish", "fill_nights", "live_on"]
