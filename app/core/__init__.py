"""Plain words of the domain: no Flask, no database."""
