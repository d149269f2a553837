"""The journal: numbered, chained notes of every change of state, and the log of who read what."""
