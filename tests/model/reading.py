"""How a phone takes a page of changes into its views (``static/pwa/src/sync/pull.ts`` and ``apply.ts``)."""

from dataclasses import dataclass
from typing import Any

from tests.model.store import Store


@dataclass
class Reading:
    """One page being read, in one transaction. ``now`` is the phone's clock in ms."""

    store: Store
    now: int

    def take_page(self, cursor: str | None, page: dict[str, Any]) -> bool:
        """Takes a page and its cursor together. False: another tab has read on, or the epoch has changed."""
        meta = self.store.meta
        epoch = meta.get("epoch")
        self.store.note_epoch(page["epoch"])
        if cursor is not None and epoch is not None and epoch != page["epoch"]:
            return False
        if not self.is_next(cursor):
            return False
        if cursor is None:
            meta["generation"] = meta.get("generation", 0) + 1
            meta["full_pull"] = True
        generation = meta.get("generation", 0)
        for change in page["changes"]:
            self._apply(change, page["epoch"], generation)
        for removed in page["removed"]:
            self._remove(removed["entity"], removed["id"])
        meta["cursor"] = page["cursor"]
        if not page["more"] and meta.get("full_pull"):
            self._sweep(generation)
            meta["full_pull"] = False
        return True

    def is_next(self, cursor: str | None) -> bool:
        """Whether the page follows what the phone has read."""
        return self.store.meta.get("cursor") == cursor

    def _apply(self, change: dict[str, Any], epoch: str, generation: int) -> None:
        if change["entity"] == "held":
            self._apply_held(change, epoch)
            return
        if change["entity"] == "team":
            self.store.meta["commune"] = change["commune"]["id"]
        view = self.store.view(change["entity"])
        known = view.get(change["id"])
        older = change["entity"] == "report" or (known is not None and known["_generation"] == generation)
        same = known is not None and (change["entity"] != "report" or known["_epoch"] == epoch)
        if known is not None and older and same and known["rev"] > change["rev"]:
            return
        view[change["id"]] = change | {"_epoch": epoch, "_generation": generation}
        for photo in change.get("photos", []) if change["entity"] == "report" else []:
            row = self.store.photos.get(photo["photo_id"])
            if photo["state"] == "damaged" and row and row.state == "stored":
                row.state, row.problem = "needs-new", photo["problem"]

    def _apply_held(self, news: dict[str, Any], epoch: str) -> None:
        row = self.store.outbox.get(news["op_id"])
        if row is None or (row.status == "acknowledged" and row.epoch == epoch):
            return
        row.resolution = news["resolution"]
        if news["resolution"] in ("refused", "superseded"):
            row.settled = True
            row.status = "held" if row.status == "acknowledged" else row.status
        else:
            row.status, row.epoch, row.acknowledged_at = "acknowledged", epoch, self.now

    def _remove(self, entity: str, one: str) -> None:
        if entity == "held" or (entity == "report" and self.store.wrote(one)):
            return
        self.store.view(entity).pop(one, None)

    def _sweep(self, generation: int) -> None:
        """After a reading from nothing: drops from the views what it did not bring."""
        for entity, view in self.store.views.items():
            for one in [key for key, row in view.items() if row["_generation"] < generation]:
                self._remove(entity, one)
