"""The real child with odd drivers: what the rig starts instead."""

from __future__ import annotations

from hardware.peripherals import child, line

line.DRIVERS |= {
    "odd": "tests.hardware.peripherals.odd_drivers",
    "missing": "tests.hardware.peripherals.not_there",
}

if __name__ == "__main__":
    child.main()
