"""The forms of the book of models."""
