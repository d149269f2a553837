"""The verbs of reports of periods."""

from app.periods.service.drafting import open_draft, write_part
from app.periods.service.signing import reopen, sign_off

__all__ = ["open_draft", "reopen", "sign_off", "write_part"]
