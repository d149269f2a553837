"""Reading the feed: its items for whoever asks, what stands beside them, and the province's figures."""

from app.feed.queries.figures import count_by_month, count_items, list_tonight, week_figures
from app.feed.queries.items import PHONE_KINDS, Item, ItemPage, item_id, list_items, phone_gone, phone_items
from app.feed.queries.pictures import first_photos

__all__ = [
    "PHONE_KINDS",
    "Item",
    "ItemPage",
    "count_by_month",
    "count_items",
    "first_photos",
    "item_id",
    "list_items",
    "list_tonight",
    "phone_gone",
    "phone_items",
    "week_figures",
]
