"""Bytes, processes and health of the things on the wall and the desk.

The rule of this room: it knows no ticket, no Flask, no database, and imports nothing of ours but
`config`. Everything that can hang in a system call lives in a child process, which imports neither
gevent nor the server; a `parent` is what runs on the hub and keeps its child alive.

- `hardware.printer`: paper; one child for each printer.
- `hardware.peripherals`: the one child for all the rest, and what such a device must be able to do.
- `hardware.boards`, `hardware.keypads`, `hardware.speaker`: the devices of that child.
- `hardware.upkeep`: how a child is kept alive; `hardware.vigil`: what is known of a device.
- `hardware.health.Health`: how a device is, since when, and what to do.

Each is imported from its own file, so that a child never loads gevent and the server never loads
Pillow or python-escpos.
"""
