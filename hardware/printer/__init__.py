"""Paper: blocks become a picture, a picture becomes bytes, and a child process prints them.

The rule of this room: the server imports `parent` and `blocks` only; all else here runs in the
child (`child`), where a call may hang without holding up anybody.

- `blocks`: the vocabulary of a sheet; `paper.draw` makes it a picture, `wire.encode` bytes, in
  `strips` that cost the fewest.
- `native.encode`: the same sheet in the printer's own letters, for slow lines; `codepages` knows
  them, and `sample.page` shows all of them.
- `driver.Driver`: what a printer must be able to do; `virtual` and `delivery.RealPrinter` do it.
- `delivery`: the way of a job to a real printer, over a `line.Line` that `over_tcp`, `over_usb` or
  `over_serial` opens; `questions` asks it, `status` understands what it says.
- `parent.Printer`: one printer as the server sees it: submit, ask, health, close.
"""
