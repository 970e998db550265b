"""Log lines as JSON, one a line, without what a request carried in its body."""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime

from truceline.web import request_ids

WAY_IN = re.compile(r"/(join|new-password)/[^/\s'\"]+")


def _without_ways_in(text: str) -> str:
    """An address that was refused stands in a line; that of an invitation or a new password is the way in."""
    return WAY_IN.sub(r"/\1/…", text)


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _without_ways_in(record.getMessage()),
        }
        if request_id := request_ids.current.get():
            line["request_id"] = request_id
        if record.exc_info:
            line["trace"] = _without_ways_in(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)
