"""Displays on Modbus RTU, played by pymodbus at the other end of a second pty."""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import threading
import tty
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from pymodbus.pdu import ModbusPDU
from pymodbus.pdu.register_message import (
    WriteMultipleRegistersRequest,
    WriteSingleRegisterRequest,
)
from pymodbus.server import ModbusSerialServer
from pymodbus.simulator import DataType, SimData, SimDevice

from tests.at_work import wait_until
from tests.hardware.boards.lines import Line

REGISTERS = 16


class Displays:
    """The units that are there; `registers[unit]` is what each holds, as pymodbus read it."""

    def __init__(self, units: list[int]) -> None:
        self.units = units
        self.registers: dict[int, list[int]] = defaultdict(lambda: [0] * REGISTERS)
        self._near, far = os.openpty()
        tty.setraw(far)
        self._far = os.ttyname(far)
        self._kept = far
        self._loop = asyncio.new_event_loop()
        self._up = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._back: int | None = None

    def signs(self, unit: int, count: int) -> str:
        """The registers of a unit as a sign each."""
        return "".join(map(chr, self.registers[unit][:count]))

    @contextlib.contextmanager
    def on(self, folder: Path) -> Iterator[Line]:
        """A line with these displays on it, plugged in."""
        self._thread.start()
        wait_until(self._up.is_set, 10, "pymodbus serves")
        line = Line(folder, self._hear)
        try:
            yield line.plug()
        finally:
            line.unplug()
            self._loop.call_soon_threadsafe(self._ended.set)
            self._thread.join(10)
            os.close(self._near)
            os.close(self._kept)

    def _hear(self, data: bytes) -> bytes:
        # A unit that is not there hears nothing; pymodbus answers for the others, and it alone.
        if data[0] not in self.units:
            return b""
        os.write(self._near, data)
        answer = b""
        while select.select([self._near], [], [], 0.004 if answer else 0.5)[0]:
            answer += os.read(self._near, 256)
        return answer

    def _serve(self) -> None:
        self._loop.run_until_complete(self._main())
        self._loop.close()

    async def _main(self) -> None:
        self._ended = asyncio.Event()
        devices = [
            SimDevice(n, SimData(0, count=REGISTERS, datatype=DataType.REGISTERS))
            for n in self.units
        ]
        server = ModbusSerialServer(
            devices, port=self._far, baudrate=115200, trace_pdu=self._seen,
        )  # fmt: skip
        await server.serve_forever(background=True)
        self._up.set()
        await self._ended.wait()
        await server.shutdown()  # type: ignore[no-untyped-call]

    def _seen(self, sending: bool, pdu: ModbusPDU) -> ModbusPDU:
        wrote = (WriteMultipleRegistersRequest, WriteSingleRegisterRequest)
        if not sending and isinstance(pdu, wrote) and pdu.dev_id in self.units:
            held = self.registers[pdu.dev_id]
            held[pdu.address : pdu.address + len(pdu.registers)] = pdu.registers
        return pdu
