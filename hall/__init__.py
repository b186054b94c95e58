"""The hall, running: its server, its devices, its back door, and what `motcua` asks of it.

Knows everybody, as `app` does; nobody but `cli` knows it. Opens nothing at import; `server` may
only be imported once gevent has patched the process.
"""
