"""Numbers as they stand in addresses that people outside of the mission see: without their order.

A count of all reports or questions in the address of one's own would tell a party, from one to the next, how much the
mission is told and asks meanwhile. The number is only turned over under the service's key; who may see it is asked as
everywhere.
"""

from __future__ import annotations

from django.utils.crypto import salted_hmac

HALF, ROUNDS = 0xFFFF_FFFF, 4


def _mixed(half: int, turn: int) -> int:
    said = salted_hmac(f"truceline.opaque.{turn}", half.to_bytes(4, "big"), algorithm="sha256")
    return int.from_bytes(said.digest()[:4], "big")


def opaque(number: int) -> str:
    """Sixteen digits for a number of up to 63 bits; always the same ones."""
    left, right = number >> 32, number & HALF
    for turn in range(ROUNDS):
        left, right = right, left ^ _mixed(right, turn)
    return f"{left << 32 | right:016x}"


def plain_number(digits: str) -> int:
    """The number behind sixteen digits; a very large one for any that nobody was given. Raises ValueError."""
    mixed = int(digits, 16)
    left, right = mixed >> 32, mixed & HALF
    for turn in reversed(range(ROUNDS)):
        left, right = right ^ _mixed(left, turn), left
    found = left << 32 | right
    if found >= 1 << 63:  # beyond what a database takes for a key
        raise ValueError(digits)
    return found


class Opaque:
    """``<opaque:pk>`` of the URL conf."""

    regex = "[0-9a-f]{16}"

    def to_python(self, value: str) -> int:
        return plain_number(value)

    def to_url(self, value: int) -> str:
        return opaque(int(value))
