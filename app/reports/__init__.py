"""The heart: shift reports, incidents, operations, moves."""
