"""What may be taken out of the book, by whom, as what. Plain: no database."""
