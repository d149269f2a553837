"""One box for reports, incidents, places and teams, as far as the reader may see them."""
