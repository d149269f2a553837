"""Traces: who saw what, the history of each record, whether the journal is whole, and who opened a member's positions."""
