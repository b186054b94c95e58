"""A loudspeaker on this machine's own sound card.

The rule of this room: it plays files that somebody else made, one after the other, each to its
end; what is too old when its turn comes is told as late and never heard.

- `base.Speaker`: one after the other, whatever plays.
- `player.driver`: aplay, a process of its own with a deadline, or the virtual twin.
"""
