"""What each member agreed to, and when: acts of giving and withdrawing, never changed. Knows only ids."""
