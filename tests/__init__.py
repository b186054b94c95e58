"""The same tree as the house, and what its tests share.

Rule: a test reads as sentences. It is a package so that no library's own `tests` stands before it.
"""
