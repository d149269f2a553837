"""What the nights add up to: the grid of teams and nights."""
