"""The access log: a line of JSON for each query, and for each upload that its client gave up."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from plangraph.pipeline import fingerprint
from plangraph_api.clients import hashed

if TYPE_CHECKING:
    from fastapi import Request

    from plangraph.pipeline import Call

__all__ = ["ABANDONED", "ACCESS_LOG", "record"]

ABANDONED: Final = 499
"""The status of what nobody waits for any more: the number that servers write into their logs for this."""

ACCESS_LOG: Final = "plangraph.access"
"""The name of the logger that gets the lines."""
_log = logging.getLogger(ACCESS_LOG)


def record(request: Request, call: Call, text: str | None, status: int) -> None:
    """Log which query it was, what it took (seconds at work and waited, rows and bytes), and whom it called.

    Of what did not come whole there is no `text`, and so no query.
    """
    how = request.app.state.settings.access_log
    if how == "off" or not _log.isEnabledFor(logging.INFO):
        return
    client = call.client or ""
    facts = {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "client": client if how == "address" else hashed(client),
        "query": None if text is None else fingerprint(text),
        "form": call.form,
        "status": status,
        "seconds": round(call.seconds, 4),
        "waited": round(call.waited, 4),
        "rows": call.rows,
        "bytes": call.size,
        "services": [
            {"host": each.host, "seconds": each.seconds, "rows": each.rows, "bytes": each.size, "failed": each.failed}
            for each in call.services
        ],
    }
    _log.info("%s", json.dumps(facts))
