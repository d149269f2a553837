"""The storage that this installation's setting names, for the doors that take in or give out bytes."""

from flask import current_app

from app.core.errors import BUSY, DomainError
from app.photos.store import BlobStore, Shelf, StoreDown, open_store, shelf_of
from app.web.application import SETTINGS


def present_store() -> BlobStore:
    """The storage; ``BUSY`` when it does not answer."""
    try:
        return open_store(current_app.config[SETTINGS].storage_url)
    except StoreDown as error:
        raise DomainError(BUSY, retry_after=30) from error


def present_shelf() -> Shelf:
    """The same for what phones and pages ask for all day long; ``BUSY`` when it does not answer."""
    return shelf_of(present_store(), current_app.config[SETTINGS].threads)
