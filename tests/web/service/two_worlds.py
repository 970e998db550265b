"""Two worlds that differ by what somebody may not see, and everything that a role can ask of each of them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection
from django.urls import Resolver404, resolve

from tests.web.service.cases import RAW, settle

Person = Callable[[str], Any]
HOUR = timedelta(hours=1)


class Clock:
    """Stands still, and is put on by hand: two worlds are asked at the same moment."""

    def __init__(self) -> None:
        self.at = datetime.now(UTC)

    def now(self, zone: Any = None) -> datetime:
        return self.at


def issue(person: Person, key: str, by: str = "rana", **changed: Any) -> Any:
    """An incident of one report by the standing reporter, concluded on by two and issued."""
    from tests.web.service.cases import issued
    from truceline.web.casework.models import Incident

    hand_in(person, by, key, **changed)
    incident = Incident.objects.get(members__report__submission__key=key)
    issued(person, incident)
    settle()
    incident.refresh_from_db()
    return incident


def hand_in(person: Person, name: str, key: str, **changed: Any) -> Any:
    from truceline.web.intake.actions import submit_report

    raw = {k: v for k, v in RAW.items() if k != "occurred_until" or "occurred_from" not in changed}
    made = submit_report(person(name), raw | changed, key).reports.get()
    settle()
    return made


# What may stand differently in two answers to the same question although nothing is told: drawn anew each time.
DRAWN = re.compile(
    r"""name="(?:csrfmiddlewaretoken|key)" value="[^"]*"|hx-headers='[^']*'|tl_[\w-]{40,}"""
    r"""|(?<![0-9a-f])[0-9a-f]{16}(?![0-9a-f])"""
    r"""|20\d\d-\d\d-\d\d[T ]\d\d:\d\d:\d\d\.\d+\+00:00|(?<=>)20\d\d-\d\d-\d\d \d\d:\d\d(?=</time>)"""
)


def told(answer: Any) -> tuple[Any, ...]:
    """Status, headers and body of an answer, without what is drawn anew each time."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    left = {"set-cookie", "x-request-id", "expires"}
    headers = sorted((k.lower(), v) for k, v in answer.headers.items() if k.lower() not in left)
    words = DRAWN.sub("", body.decode(errors="replace"))
    plain = tuple((k, DRAWN.sub("", v)) for k, v in headers if k != "content-length")
    return answer.status_code, plain, words


def parting(one: tuple[Any, ...], other: tuple[Any, ...]) -> str:
    """Where two answers part, to be read in a failure."""
    if one[:2] != other[:2]:
        return f"{one[:2]} / {other[:2]}"
    pairs = enumerate(zip(one[2], other[2], strict=False))
    at = next((n for n, (a, b) in pairs if a != b), min(len(one[2]), len(other[2])))
    return f"{one[2][max(0, at - 80) : at + 80]!r} / {other[2][max(0, at - 80) : at + 80]!r}"


class Asking:
    """Asks and keeps what was told. Where a role was refused although nothing but who asks was read, no answer of that
    operation can tell it of a thing: the rest of that operation is left out, whatever id or filter it names."""

    OF_OTHERS = re.compile(
        r'(?:FROM|JOIN|INTO|UPDATE) "(?!django_session"|usersessions_|accounts_(?:user|deployment|token)")'
    )

    def __init__(self, found: dict[Any, Any]) -> None:
        self.found, self.refused = found, set[tuple[str, str]]()

    def ask(self, what: tuple[str, str, str], call: Callable[[], Any]) -> None:
        operation = what[0] if what[0] not in ("page", "list", "program") else "read", self._route(what[1])
        if operation in self.refused:
            return
        statements: list[str] = []
        with connection.execute_wrapper(lambda run, sql, *rest: statements.append(sql) or run(sql, *rest)):
            answer = call()
        self.found[what] = told(answer)
        if answer.status_code in (403, 405) and not any(map(self.OF_OTHERS.search, statements)):
            self.refused.add(operation)

    @staticmethod
    def _route(address: str) -> str:
        try:
            return resolve(address).route
        except Resolver404:
            return address


OUTCOMES = ("violation", "no_violation", "cannot_tell", "covered")


def ids_in_addresses(ids: Mapping[str, list[str]]) -> Iterator[str]:
    """Every page that names one thing, with each of these in it."""
    from truceline.web.permissions import CLOSED, matrix

    for row in matrix():
        if row.method or row.operation == CLOSED or row.name == "account_logout":
            continue
        names = re.findall(r"<\w+:(\w+)>", row.address)
        for values in _together([ids.get(n, ["1"]) for n in names]):
            address = row.address
            for value in values:
                address = re.sub(r"<\w+:\w+>", value, address, count=1)
            if not re.search(r"\(\?P|\^|\\", address) and "/account/sessions/" not in address:  # that one shows seconds
                yield address


def _together(some: list[list[str]]) -> Iterator[tuple[str, ...]]:
    """Each of the ids once; where an address names two things, side by side."""
    longest = max(map(len, some), default=0)
    yield from ([tuple(one[n % len(one)] for one in some if one) for n in range(longest)] if some else [()])


def lists(
    ids: Mapping[str, list[str]], words: Sequence[str], days: Sequence[str], pairs: bool = True
) -> Iterator[tuple[str, dict[str, str]]]:
    """Lists, map and their cursors under every filter, alone and in ``pairs``."""
    from truceline.vocabulary.terms import ACTS
    from truceline.web.casework.queries import views
    from truceline.web.casework.states import State

    keys = [v.key for v in views()]
    one: list[dict[str, str]] = [{}]
    one += [{"q": w} for w in words]
    one += [{"state": s} for s in list(State.values)[:: 1 if pairs else 3]]
    one += [{"act": a} for a in sorted(ACTS)[:: 1 if pairs else 9]]
    one += [{"outcome": o, "view": v} for v in keys for o in OUTCOMES[:: 1 if pairs else 2]]
    one += [{"mine": "1"}, {"second": "1"}, {"asked": "open"}, {"asked": "overdue"}]
    one += [{side: pk} for side in ("after", "before") for pk in ids["incident_id"]]
    for filters in one:
        yield "/incidents/", filters
    few = [f for f in one if f][::3]
    for left, right in itertools.combinations(few, 2) if pairs else ():
        if not set(left) & set(right):
            yield "/incidents/", left | right
    for day in days:
        yield "/incidents/", {"as_of": day}
        yield "/incidents/map/", {"as_of": day, "since": days[0], "until": days[-1]}
        yield "/incidents/map/data.json", {"as_of": day, "since": days[0], "until": days[-1]}
        yield "/reports/", {"as_of": day}
        yield "/incidents/map/", {"since": days[0], "until": day}
        yield "/incidents/map/", {"since": day, "until": day, "part": "list"}
        yield "/incidents/map/data.json", {"since": day, "until": days[-1]}
        yield "/binding/", {"as_of": day, "day": day}
    for box in ("18,41,19,42", "18.5,41.6,18.6,41.7", "-180,-90,180,90"):
        yield "/incidents/map/", {"bbox": box, "since": days[0], "until": days[-1]}
        yield "/incidents/map/data.json", {"bbox": box, "since": days[0], "until": days[-1]}
    for state in ("", "waiting", "open", "overdue", "answered", "withdrawn"):
        for page in ("1", "99"):
            yield "/questions/", {"state": state, "page": page}
    for word in words:
        yield "/reports/", {"q": word}
        yield "/reports/", {"claimant": word}
    for pk in ids["report_id"]:
        yield "/reports/", {"after": pk}
        yield "/reports/", {"before": pk}


def by_program(
    ids: Mapping[str, list[str]], words: Sequence[str], days: Sequence[str]
) -> Iterator[tuple[str, dict[str, str]]]:
    """The reads of the interface for programs, with their filters and cursors."""
    from truceline.web.api import operations
    from truceline.web.casework.queries import views

    keys = [v.key for v in views()]
    for path, operation in operations():
        if "GET" not in operation.methods:
            continue
        names = re.findall(r"{(\w+)}", path)
        for values in _together([ids.get(n, ["1"]) for n in names]):
            address = path
            for value in values:
                address = re.sub(r"{\w+}", value, address, count=1)
            yield f"/api{address}", {}
    for word in words:
        yield "/api/incidents", {"q": word}
        yield "/api/places", {"name": word}
        yield "/api/reports", {"claimant": word}
    for left, right in itertools.combinations_with_replacement(days, 2):
        yield "/api/incidents", {"from_day": left, "until_day": right, "limit": "1"}
    for key in keys:
        for outcome in ("violation", "no_violation", "undetermined", "covered", "not_covered", "cannot_tell"):
            yield "/api/incidents", {"view": key, "finding": outcome}
            name = "coverage" if outcome in ("covered", "not_covered", "cannot_tell") else "outcome"
            yield "/api/findings", {"view": key, name: outcome, "limit": "2"}
    for pk in ids["incident_id"]:
        yield "/api/incidents", {"cursor": pk, "limit": "1"}
    for pk in ids.get("finding_id", []):
        yield "/api/findings", {"cursor": pk, "limit": "1"}
    for pk in ids["report_id"]:
        yield "/api/reports", {"cursor": pk, "limit": "1"}


STEP = {"step": "answer", "text": "Example.", "version": "1", "to": "triaged", "reason": "Example.", "agree": "1"}
STEP |= {"verdict": "confirmed", "note": "Example.", "original": "1", "caption": "Example.", "view": "", "due": ""}
BODIES: dict[str, dict[str, Any]] = {
    "steps": {"to": "triaged"},
    "corrections": {"fields": {"act": "explosion"}, "reason": "Example."},
    "decision": {"verdict": "confirmed", "seen": "x"},
}


def acts(client: Any, headers: dict[str, str], report_id: str, file: bytes) -> Iterator[tuple[str, Any]]:
    """What a person does after the hidden thing came: numbers in the answers would count what was done in between."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    given = {"act": "shelling", "day": "2030-05-20", "place_name": "Osk", "step": "send", "key": "key-after-hidden"}
    sent = client.post("/intake/report/", given)
    yield "hand in", sent
    if sent.status_code == 302:
        yield "receipt", client.get(sent.url)
        yield "rejects", client.get(f"{sent.url}rejects.csv")
    raw = {"occurred_from": "2030-05-20T10:00Z", "act": "shelling"}
    named = headers | {"Idempotency-Key": "key-after-hidden-2"}
    yield "by program", client.post("/api/reports", raw, "application/json", headers=named)
    named = headers | {"Idempotency-Key": "key-after-hidden-3"}
    told = {"file": SimpleUploadedFile("a.jpg", file), "caption": "Mine."}
    yield "file by program", client.post(f"/api/reports/{report_id}/evidence", told, headers=named)
    told = {"file": SimpleUploadedFile("b.jpg", file), "caption": "Mine."}
    yield "file", client.post(f"/reports/{report_id}/evidence/", told, follow=True)
    yield "token", client.post("/me/tokens/", {"label": "mine", "scopes": ["report.read"]})


def steps(ids: Mapping[str, list[str]]) -> Iterator[str]:
    """Every address of a page, to be sent a form."""
    yield from sorted(a for a in set(ids_in_addresses(ids)) if "/account/" not in a and "/join/" not in a)


def steps_by_program(ids: Mapping[str, list[str]]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    from truceline.web.api import operations

    for path, operation in operations():
        names = re.findall(r"{(\w+)}", path)
        for values in _together([ids.get(n, ["1"]) for n in names]):
            address = path
            for value in values:
                address = re.sub(r"{\w+}", value, address, count=1)
            for method in operation.methods:
                if method != "GET":
                    yield (
                        method,
                        f"/api{address}",
                        BODIES.get(path.rpartition("/")[2], {"report_id": ids["report_id"][0]}),
                    )
