"""What may be in emulation and in the fund books. Plain: no Flask, no database, no clock."""
