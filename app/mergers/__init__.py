"""Merging communes: what lives goes on in the successor, what was written stays where it was written."""
