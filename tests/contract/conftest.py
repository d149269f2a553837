"""The OpenAPI document as the server gives it."""

from pathlib import Path
from typing import Any

import pytest

from app import create_app
from app.contract.document import get_document
from app.settings import Settings


@pytest.fixture(scope="session")
def document(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The whole document; it needs no database."""
    folder: Path = tmp_path_factory.mktemp("document")
    app = create_app(Settings.for_tests(database_url="sqlite://", data_dir=folder))
    with app.app_context():
        return get_document()
