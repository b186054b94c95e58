"""Key pads at counters: what was pressed, once, by the name that the settings give the key.

The rule of this room: it knows what a key is called, not what it does. A press has a name of its
own, and a key that bounces, is held down or is hit twice says that same name again.

- `pad.Pad`: a pad that comes and goes; `pad.driver` chooses how one is reached.
- `over_input`: a USB or Bluetooth pad through Linux's /dev/input/event*, kept from everybody else.
- `over_serial`: a pad that sends bytes or lines; `virtual`: one that is pressed by command.
"""
