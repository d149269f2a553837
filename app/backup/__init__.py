"""Backups: one consistent copy of database and photos, proven before it counts, and brought back with a new epoch."""
