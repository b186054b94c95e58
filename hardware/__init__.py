"""Bytes, processes and health of the things on the wall and the desk.

The rule of this room: it knows no ticket, no Flask, no database, and imports nothing of ours but
`config`. Everything that can hang in a system call lives in a child process (`child`), which
imports neither gevent nor the server; `printers` is the only file here that runs on the hub.

Public words, each imported from its own file so that a child never loads gevent and the server
never loads Pillow or python-escpos:

- `hardware.printers.Printer`: one printer as the server sees it: submit, ask, health, close.
- `hardware.health.Health`: how a device is, since when, and what to do.
- `hardware.blocks`: the vocabulary of a sheet of paper; `hardware.paper.draw` makes it a picture.
- `hardware.driver`: what a printer must be able to do; `printer_virtual` and `printer_tcp` do it.
"""
