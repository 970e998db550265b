"""What a WSGI server is pointed at: ``granian --interface wsgi truceline.web.wsgi:application``."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "truceline.web.settings")
os.environ["TRUCELINE_APP_ROLE"] = "1"  # PostgreSQL: act as the role that owns nothing (second_wall.py)
application = get_wsgi_application()

if jobs := os.environ.get("TRUCELINE_JOBS"):  # set by ``truceline serve``
    from truceline.web.background import IF_NOBODY_ELSE, PATIENCE_S, start

    start(PATIENCE_S if jobs == IF_NOBODY_ELSE else 0.0)
