"""`motcua run` with a listener that is not straight: it tells two of the boards' orders swapped.

Run as a program instead of `cli`; only a test that wants to be told of it does so.
"""

from __future__ import annotations

import sys
from typing import Any

from hardware.peripherals.driver import Order

SWAPPED = 5
"""Which number for a counter's board is kept back until the order after it has been told."""


def bend() -> None:
    """From now on two orders come in the wrong order, once."""
    from hardware.peripherals.parent import Peripherals

    straight = Peripherals.order
    kept: list[tuple[Any, str, Order]] = []
    count = [0]

    def crooked(self: Peripherals, port: str, order: Order) -> None:
        of_a_counter = order.get("board", "").startswith("bang-quay")
        is_number = of_a_counter and order["text"][-1:].isdigit()
        count[0] += is_number
        if is_number and count[0] == SWAPPED:
            kept.append((self, port, order))
            return
        straight(self, port, order)
        while of_a_counter and kept:
            straight(*kept.pop())

    Peripherals.order = crooked  # type: ignore[method-assign]


def main() -> int:
    """The command, bent once gevent has patched the process."""
    import cli

    if "run" in sys.argv:
        from gevent import monkey

        monkey.patch_all()
        bend()
    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
