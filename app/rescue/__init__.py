"""The rescue file: what a phone could not send, carried here by any road."""
