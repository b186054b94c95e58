"""The one child for everything but printers: boards, the speaker, key pads.

The rule of this room: what is on the wall is never worth a wait of the hall. Each port has a
thread of its own in the child; the hall says what is so now, and hears what was pressed.

- `driver.Driver`: what a port must be able to do, and what it may say.
- `child`: the process, with a `line` for each port: its thread, its lock, turn after turn.
- `parent.Peripherals`: the same as the server sees it; `wants` is what the child is to be told,
  `strikes` which port is left out because it hung again and again.
"""
