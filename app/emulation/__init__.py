"""Emulation and the people's fund: who is proposed for praise and on what grounds; the fund books of "dân nuôi" teams."""
