"""What lets somebody in besides the password: sessions, tokens, links to choose a new one. They end together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from allauth.usersessions.models import UserSession

from truceline.web.accounts.models import PasswordReset, Token, User
from truceline.web.second_wall import acting_for_engine


@dataclass(frozen=True)
class Ended:
    """Rows as they are now, for the entry that tells of it."""

    tokens: list[Token]
    links: list[PasswordReset]

    @property
    def rows(self) -> list[Token | PasswordReset]:
        return [*self.tokens, *self.links]

    @property
    def told(self) -> dict[str, int]:
        counts = {"tokens_closed": len(self.tokens), "links_ended": len(self.links)}
        return {name: n for name, n in counts.items() if n}


def end_ways_in(person: User) -> Ended:
    """Whoever is let in again signs in again: a session, a token or a link that somebody else holds does not come back
    to life."""
    for session in UserSession.objects.filter(user=person):
        session.end()
    with acting_for_engine():  # tokens are the person's own: nobody else sees or changes them
        closed = list(Token.objects.filter(user=person, revoked_at=None))
        for token in closed:
            token.revoked_at = datetime.now(UTC)
            token.save(update_fields=["revoked_at"])
    return Ended(closed, end_links(person))


def end_links(person: User) -> list[PasswordReset]:
    """Links to a new password that would still work. Those that ended by it."""
    with acting_for_engine():  # also what a colleague made
        ended = list(PasswordReset.objects.still_open().filter(person=person))
        for link in ended:
            link.expires_at = datetime.now(UTC)
            link.save(update_fields=["expires_at"])
    return ended
