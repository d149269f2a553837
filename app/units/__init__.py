"""The dated tree of units: province, commune, village."""
