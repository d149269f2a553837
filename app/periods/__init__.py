"""Reports of a period, of a team or of the commune: drafted from the records, signed, frozen, opened again from above."""
