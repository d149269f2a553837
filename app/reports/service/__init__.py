"""The verbs of reports: what a phone sends (operations), what the office decides (moves)."""
