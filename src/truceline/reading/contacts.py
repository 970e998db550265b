"""Calls, meetings, visits and letters: who with whom, at whose initiative, in which capacity, the how-manieth."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.contact_people import people_of
from truceline.reading.model import ActorMention, Contact, Event, Span

KINDS = {"phone_call": "call", "meeting": "meeting", "visit": "visit", "negotiation": "meeting"}
INITIATIVE = re.compile(
    r"(?:(?:on|at|upon) (?:the )?(?:\w+ )?(?:initiative|request|invitation) of (?:the )?|initiated by (?:the )?|at the \w+ request of (?:the )?|по инициативе |à l['’]initiative d(?:e|u|es) (?:la |l['’])?|بمبادرة من )",
    re.IGNORECASE,
)
AT_HIS = re.compile(
    r"(?:at|on|upon) (?P<who>[^.,;\n]{2,40}?)[’']s? (?:\w+ )?(?:initiative|request|invitation|behest)", re.IGNORECASE
)
CAPACITIES = tuple(
    (name, re.compile(rf"\b(?:{words})(?!\w)", re.IGNORECASE))
    for name, words in (
    ("observer", r"(?:as )?(?:an? )?observers?|наблюдател\w+|مراقب\w*|observateurs?"),
    ("guarantor", r"guarantors?|guarantor[- ](?:countries|states)|гарант\w*|ضامن\w*|garants?"),
    ("mediator", r"(?:as )?(?:an? )?mediators?|mediated by|brokered by|facilitat\w+|посредник\w*|وسيط|médiat\w+"),
    ("host", r"hosted by|hosted|hosting"),
    ("co_chair", r"co-?chair\w*|сопредседател\w*"),
    ("party", r"as (?:a )?part(?:y|ies)|delegations? of"),
)
)  # fmt: skip
ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
ORDINAL = re.compile(rf"\b(?:the )?(?P<n>{'|'.join(ORDINALS)})\s+(?:\w+\s+){{0,2}}$", re.IGNORECASE)


def find_contacts(text: str, events: list[Event], actors: list[ActorMention]) -> list[Contact]:
    """One record a contact; whether it took place, is planned or was refused follows from the event's polarity."""
    contacts: list[Contact] = []
    for event in events:
        if event.type not in KINDS:
            continue
        span = event.triggers[0]
        initiator, ordinal = None, None
        for trigger in event.triggers:
            initiator = initiator or _initiator(text, trigger, actors)
            found = ORDINAL.search(text[max(0, trigger.start - 34) : trigger.start])
            ordinal = ordinal or (ORDINALS[found.group("n").casefold()] if found else None)
        status = {"pos": "attended", "future": "planned", "hypothetical": "planned", "neg": "absent"}[event.polarity]
        capacities = {a: c for t in event.triggers for a, c in _capacities(text, t, actors).items()}
        named, in_titles = people_of(text, span, actors)
        others = (a for a in (*event.agents, *event.targets) if a not in in_titles)
        participants = tuple(dict.fromkeys([*named, *others, *capacities]))
        contacts.append(
            Contact(
                f"t{len(contacts) + 1}", KINDS[event.type], span, participants, initiator, event.date,
                event.places[0] if event.places else None, status, capacities, event.claimed_by, f"contact.{event.type}",
                ordinal,
            )
        )  # fmt: skip
    return contacts


def _initiator(text: str, trigger: Span, actors: list[ActorMention]) -> str | None:
    """In the same sentence or the one after it."""
    stop = trigger.end
    for _ in range(2):
        following = text.find(". ", stop)
        stop = following + 2 if following >= 0 else len(text)
    first, last = max(0, trigger.start - 120), min(stop, trigger.end + 260)
    owned = AT_HIS.search(text, first, last)
    if owned is not None:
        who = Span(*owned.span("who"))
        asked = [a.actor_ids[0] for a in actors if a.actor_ids and who.holds(a.span) and a.kind != "pronoun"]
        return asked[-1] if asked else None
    found = INITIATIVE.search(text, first, last)
    if found is None:
        return None
    named = [a for a in actors if a.actor_ids and 0 <= a.span.start - found.end() <= 12]
    return named[0].actor_ids[0] if named else None


def _capacities(text: str, trigger: Span, actors: list[ActorMention]) -> dict[str, str]:
    """'US colleagues were invited as observers': the actor nearest before the word, within the sentence."""
    start = max(text.rfind(". ", 0, trigger.start) + 1, text.rfind("\n", 0, trigger.start) + 1)
    stop = next((i for i in (text.find(". ", trigger.end), text.find("\n", trigger.end)) if i >= 0), len(text))
    found: dict[str, str] = {}
    for capacity, pattern in CAPACITIES:
        for match in pattern.finditer(text[start:stop]):
            before = [
                a for a in actors if a.actor_ids and start <= a.span.start and a.span.end <= start + match.start()
            ]
            after = [a for a in actors if a.actor_ids and 0 <= a.span.start - (start + match.end()) <= 6]
            named = after[:1] if match.group().endswith(("by", "of", "ing")) else before[-1:]
            for actor in named:
                if start + match.start() - actor.span.end <= 60:
                    found.setdefault(actor.actor_ids[0], capacity)
    return found
