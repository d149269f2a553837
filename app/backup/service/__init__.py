"""The verbs of backups."""

from app.backup.service.making import make_backup
from app.backup.service.proving import prove_backup
from app.backup.service.restoring import restore_backup

__all__ = ["make_backup", "prove_backup", "restore_backup"]
