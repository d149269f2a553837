"""The rights of people over their data: requests with legal clocks, retention and holds, the consent register, documents."""
