"""The journal, worded for people."""
