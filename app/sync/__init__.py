"""Push, pull, verify: dispatches operations, reads the journal."""
