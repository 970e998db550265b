"""Writes reports and evidence until a file tells it to stop; a program of its own, started by test_backup.py.

Each confirmed write is a line of its log, written after the commit: report, item of evidence, SHA-256.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import django


def main(name: str, log: Path, stop: Path) -> None:
    django.setup()
    from tests.web.service.evidence_files import RAW, picture
    from truceline.web.accounts.models import User
    from truceline.web.evidence import store
    from truceline.web.evidence.actions import attach
    from truceline.web.evidence.upload import Incoming
    from truceline.web.intake.actions import submit_report

    rana, number = User.objects.get(username="rana"), 0
    with log.open("a") as told:
        while not stop.exists():
            number += 1
            report = submit_report(rana, RAW, f"{name}-{number:06d}").reports.get()
            content = picture(size=(64 + number % 97, 48 + number // 97)) + name.encode()
            file, path = store.incoming()
            with file:
                file.write(content)
                store.write_through(file)
            sha256 = hashlib.sha256(content).hexdigest()
            item = attach(rana, report, Incoming(path, "example.jpg", len(content), sha256, content[:4096]))
            told.write(f"{report.pk} {item.pk} {sha256}\n")
            told.flush()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
