"""What the book of models adds up to, on any day and in any period; and what is known only as sums of former units."""
