"""``python -m app.run``: what ``make run`` does. Prepares the database, starts web server and worker, and minds them.

Preparing is left to a process that ends, so that what it loads does not stay; the other two are forked from this one.
"""
