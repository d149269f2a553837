class LazyString(str):
    """Acts as a ``str`` wherever it is used; its words are chosen when it is written out."""
