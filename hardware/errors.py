"""The root of everything that can go wrong in this room."""

from __future__ import annotations


class HardwareError(Exception):
    """Something about a device; every error of this room is one of these."""


class FaultUnknown(HardwareError):
    """The device cannot play this fault; only a virtual one can play any."""
