"""Paper: what is printed and signed, and the code that checks it."""
