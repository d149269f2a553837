"""What each paper says: the log of a shift, a month's roster, the attendance sheet of night duty, the codes of a route."""
