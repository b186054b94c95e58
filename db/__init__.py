"""What is kept: the file, its tables, the one writer, the journal's chain, the number floor.

Knows no ticket's law, no page and no device; only `door` knows gevent.
"""
