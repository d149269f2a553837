"""Which contract this server speaks: the schema of a report's body, and the product's version."""

SCHEMA = 1
VERSION = "2026.11.0"
# Older apps are asked to update; what they send is taken all the same.
OLDEST_CLIENT = "2026.11.0"
