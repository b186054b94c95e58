"""One client of a hall: HTTP over one kept connection, as one device or one person."""

from __future__ import annotations

import http.client
import json
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

API = "/api/v1"
GONE = (ConnectionError, http.client.HTTPException, TimeoutError)


@dataclass
class Answer:
    """What came back; `json` is None without a body of JSON."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        told = self.body and "json" in self.headers.get("content-type", "")
        return json.loads(self.body) if told else None

    @property
    def code(self) -> str | None:
        """The error's code, if it is an error."""
        return self.json["error"]["code"] if self.status >= 400 else None

    def expecting(self, *statuses: int) -> Any:
        """The JSON, once the status is one of these."""
        assert self.status in statuses, f"{self.status} instead of {statuses}: {self.body[:600]!r}"
        return self.json


@dataclass
class Client:
    """Asks as whoever its headers say; not for two threads at once."""

    address: str
    headers: Mapping[str, str] = field(default_factory=dict)
    timeout: float = 15
    _line: http.client.HTTPConnection | None = None

    def ask(
        self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """One request; a path without a slash in front is the API's."""
        sent = {**self.headers, **(headers or {})}
        data = body
        if body is not None and not isinstance(body, bytes):
            data = json.dumps(body).encode()
            sent.setdefault("Content-Type", "application/json")
        line = self._connected()
        try:
            line.request(method, path if path[:1] == "/" else f"{API}/{path}", data, sent)
            got = line.getresponse()
            return Answer(got.status, {k.lower(): v for k, v in got.getheaders()}, got.read())
        except GONE:
            self.close()
            raise

    def get(self, path: str) -> Any:
        """The JSON of a GET that must succeed."""
        return self.ask("GET", path).expecting(200)

    def press(self, path: str, body: Any = None, key: str | None = None) -> Answer:
        """One press: a POST under a key of its own, or under `key` to press the same again."""
        return self.ask("POST", path, body or {}, {"Idempotency-Key": key or secrets.token_hex(8)})

    def press_until_answered(
        self, path: str, body: Any = None, key: str | None = None, patience: float = 20
    ) -> tuple[Answer, int]:
        """The same press again and again, as pages do; the answer, and how many tries it took."""
        key = key or secrets.token_hex(8)
        return self._until_answered(lambda: self.press(path, body, key), path, patience)

    def get_until_answered(self, path: str, patience: float = 20) -> Any:
        """The JSON of a GET, asked again while the hall is away."""
        answer, _ = self._until_answered(lambda: self.ask("GET", path), path, patience)
        return answer.expecting(200)

    def _until_answered(
        self, ask: Callable[[], Answer], path: str, patience: float
    ) -> tuple[Answer, int]:
        tries, over = 0, time.monotonic() + patience
        while True:
            tries += 1
            try:
                answer = ask()
                if answer.status != 503:
                    return answer, tries
            except (*GONE, OSError):
                pass
            assert time.monotonic() < over, f"{path} was never answered in {patience} s"
            time.sleep(0.03)

    def close(self) -> None:
        """Hangs up; the next request connects again."""
        if self._line:
            self._line.close()
            self._line = None

    def _connected(self) -> http.client.HTTPConnection:
        if self._line is None:
            at = urlsplit(self.address)
            self._line = http.client.HTTPConnection(at.hostname or "", at.port, self.timeout)
        return self._line
