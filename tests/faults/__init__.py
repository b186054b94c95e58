"""Faults of disks, power and clocks, each with a control that fails."""
