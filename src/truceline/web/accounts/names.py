"""Names of accounts: what a log or a history shows must not be taken for somebody else, or for the service itself."""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Plain letters only: the same word in another script, or with a mark that nobody sees, looks like a colleague.
USERNAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,29}")
# Who writes into the log and histories without being a person.
SERVICE = frozenset(["engine", "nobody", "seed", "setup", "system", "command-line", "withheld"])
LONGEST_SHOWN = 150
JOINERS = "\u200c\u200d"  # part of how some words are written


def checked_username(typed: str) -> str:
    """A user name without blanks around it. Raises ValidationError; whether it is taken is another matter."""
    name = typed.strip()
    if not USERNAME.fullmatch(name) or name.lower() in SERVICE:
        raise ValidationError(_("Choose another user name: 2 to 30 letters a to z, digits, dots, dashes."))
    return name


def checked_shown_name(typed: str) -> str:
    """A name as others read it, in any script. Raises ValidationError."""
    name = " ".join(typed.split())
    unseen = any(unicodedata.category(c)[0] == "C" and c not in JOINERS for c in name)
    if unseen or len(name) > LONGEST_SHOWN:
        raise ValidationError(_("Write a shorter name, without marks that nobody sees."))
    return name
