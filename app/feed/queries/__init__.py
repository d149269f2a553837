"""Reading the feed: its items for whoever asks, what stands beside them, and the province's figures."""

from app.feed.queries.figures import count_items, list_tonight, week_figures
from app.feed.queries.items import PHONE_KINDS, Chosen, Item, ItemPage, item_id, list_items, phone_gone, phone_items
from app.feed.queries.pictures import first_photos
from app.feed.queries.public import PublicFeed, PublicNight, is_public, read_public

__all__ = [
    "PHONE_KINDS",
    "Chosen",
    "Item",
    "ItemPage",
    "PublicFeed",
    "PublicNight",
    "count_items",
    "first_photos",
    "is_public",
    "item_id",
    "list_items",
    "list_tonight",
    "phone_gone",
    "phone_items",
    "read_public",
    "week_figures",
]
