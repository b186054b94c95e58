"""The boards on the wall: what each should show now, on lines that many of them share.

The rule of this room: it knows no ticket; a text comes in, and stays on the board until the next. A
line is never worth a wait: the newest text of each board counts, and what no board of a line has
answered for is no reason to keep the others waiting.

- `bus`: the driver of one line: whose turn it is, who is left out, when all is said again.
- `units`: one board, as it wants to be spoken to: by a `template` of bytes or over `modbus`.
- `letters`: what of a text a kind of board can show. `cable`: the line itself.
- `virtual`: boards without hardware; what they show is a file in the state.
"""
