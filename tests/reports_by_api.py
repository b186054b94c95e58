"""A report by the API, from people's words to its being sent: what test_openapi walks."""

from __future__ import annotations

from typing import Any

from tests.hall import wait_until
from tests.office_by_api import Api

WEEK = {"kind": "week", "begins": "2025-01-06"}


def a_report(api: Api) -> None:
    """Written, frozen, sent; the head of those to come says another name."""
    assert api.does("lanhdao", "GET reports")["letterhead"]["addressees"]
    words = {"part": "difficulties", "text": "Máy in hỏng một buổi."}
    api.does("lanhdao", "POST reports/of/{kind}/{begins}/texts", words, **WEEK)
    assert api.does("lanhdao", "GET reports/of/{kind}/{begins}/figures", **WEEK)["tables"]
    begun = api.does("lanhdao", "POST reports/of/{kind}/{begins}/freeze", {}, **WEEK)

    def frozen() -> Any:
        return api.does("lanhdao", "GET reports/making/{id}", id=begun["id"])["report"]

    report = wait_until(frozen, 20, "a version is frozen")
    api.does("lanhdao", "POST reports/{id}/send", {}, id=report)
    (version,) = api.does("lanhdao", "GET reports/of/{kind}/{begins}", **WEEK)["versions"]
    assert version["sent"]
    assert api.does("lanhdao", "POST reports/letterhead", {"signer": "Lê Văn An"})["changed"]
