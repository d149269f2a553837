"""Operations as they have gone over the line: their digests and receipts must come out the same for ever, in both languages.

``static/pwa/tests/golden.test.ts`` reads the same file. It only grows: a line that would have to be changed means that
phones in the field and the server no longer agree on what was sent.
"""

import hashlib
import json
from pathlib import Path
from uuid import UUID

from app.core.canonical import canonical_json
from app.reports.rules import make_receipt, receipt_is_sound

GOLDEN = json.loads((Path(__file__).parent / "golden_operations.json").read_text(encoding="utf-8"))


def test_every_golden_operation_has_its_digest_and_its_receipt() -> None:
    for line in GOLDEN:
        operation = json.loads(line["text"])

        digest = hashlib.sha256(canonical_json(operation)).digest()

        assert digest.hex() == line["sha256"], line["text"]
        assert make_receipt(operation["commune_id"], UUID(operation["op_id"]), digest) == line["receipt"]
        assert receipt_is_sound(line["receipt"])


def test_there_are_enough_of_them_of_every_kind() -> None:
    kinds = {json.loads(line["text"])["kind"] for line in GOLDEN}

    assert len(GOLDEN) >= 200
    assert kinds == {"report.submit", "report.amend", "report.part", "report.addendum", "report.withdraw"}
