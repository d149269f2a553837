"""Planned shifts, routes, checkpoints, notices."""
