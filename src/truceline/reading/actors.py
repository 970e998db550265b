"""Who is named: registry names, offices with tenure, seats of government, roles and pronouns, each with its span."""

from __future__ import annotations

from datetime import date

from truceline.reading import quick_re as re
from truceline.reading.lexicon import ActorName, Lexicons
from truceline.reading.model import ActorMention, Span
from truceline.reading.namesakes import another_of_his_name
from truceline.reading.phrases import Match
from truceline.reading.places import listed, locative
from truceline.reading.tokens import Tokens

POSSESSIVE = re.compile(r"[’']s?(?=\s)|(?<=s)[’'](?=\s)")
VERBISH = re.compile(
    r"(?:is|are|was|were|has|have|had|will|would|can|could|should|may|might|must|did|does|do|says?|said|seeks?|expects?|shows?|takes?|took|helps?|thinks?|launched|wants?|hopes?|denies|denied|accuses?|calls?|reluctant|"
    r"unlikely|likely|ready|not|also|and|or|to|in|on|at|for|with|by|from|of|as|that|which|who|but|after|before|over|against|during|since|began|started|began|insists?|agrees?|agreed|plans?|keeps?|continues?|supports?|backs?|brokered|intends?|seeking|says|signed|sent|attacked|bombed|shelled|struck|violated|fired|accused|announced|declared|[a-z]{3,}ed)\b"
)
MODIFIER_HEADS = re.compile(
    r"(?:partners?|colleagues?|officials?|diplomats?|officers?|troops|forces|soldiers|citizens|nationals|leaders?|leadership|ambassador|representatives?|representative|envoys?|delegations?|lawmakers?|senators?|media|people|"
    r"ally|allies|proxies|support|policy|position|approach(?:es)?|companies|warplanes|jets|drones?|planes|aircraft|strikes?|air|bombs?|missiles?|weapons|rebels|opposition|territory|border|capital|city|peace|crisis|conflict|war|issue|problems?|settlement|ceasefire|military|backed|sponsored|brokered|mediated|passenger|president|secretary|minister|foreign|defen[cs]e|prime|deputy|state|law|parliament|embassy|airport)\b",
    re.I,
)
OFFICE_WORDS = r"(?:(?:acting|deputy|former|then|late|top|chief|new|outgoing|current)\s+)*"
SPEECH_FROM = re.compile(
    r"(?:coming|statements?|comments?|explanations|words|sound|signals?|request|support|pressure|demands?|response|reaction)\s+(?:\w+\s+)?from\s+$",
    re.I,
)
TOWN_BEFORE = re.compile(r"\b(?:capital|capital,|city|capital city|capital of|city of|capital city of)\s+$", re.I)
PRO = re.compile(r"\b(?:pro|anti|non|ex|counter)[-‐‑]$", re.I)
AN_AGREEMENT = re.compile(
    r"\s+(?:Peace\s+)?(?:Agreements?|Accords?|Declaration|Protocols?|Communiqu[eé]|Pact|Treaty|Principles|Understandings?|Convention|Roadmap)\b"
)
# names made of words that many bodies bear, and a further name before them
COMMON_NAME = re.compile(
    r"(?:(?:National|Liberation|Army|Front|Movement|Forces?|People[’']s|Democratic|Popular|Defen[cs]e|United|Revolutionary|Armed|Council|Coalition|Alliance|Salvation|Transitional|Patriotic|Resistance|Congress|Self-Defen[cs]e)(?:\s+|$|(?=\W|$))){2,}"
)
PROPER_BEFORE = re.compile(
    r"(?<![\w’'-])(?!(?:The|A|An|And|But|In|On|At|By|Of|For|With|As|Since|While|When|After|Before|Meanwhile|However|Rebel|Former|Its|Their|General|Commander|Leader|Spokesman|President|Chairman)\s)(?P<word>[A-Z][\w’'-]+)\s$"
)
AT_A_PLACE = re.compile(r"(?:вблизи|возле|около|под|районе|из|пункт\w+|села|поселка)\s+$")
ACTS_OF = re.compile(
    r"\s+(?:\w+\s+)?(?:operations?|attacks?|strikes?|offensive|campaign|violations?|invasion|aggression|withdrawal|intervention|shelling|bombardment|incursion|advance|raids?)\b"
)
PRONOUNS = re.compile(r"(?<![\w’'])(?:[Hh]e|[Ss]he|[Hh]im|[Hh]is|[Hh]er)(?![\w])(?!’[a-z]{2})")
NOMINALS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", re.IGNORECASE), office)
    for pattern, office in (
        (r"(?:top|chief|senior)\s+diplomats", "diplomats"),
        (r"heads of foreign policy departments", "diplomats"),
        (r"(?:two\s+)?foreign ministers", "diplomats"),
        (r"(?:top|chief) (?:\w+ )?diplomat", "foreign_minister"),
        (r"head of (?:the )?(?:\w+ )?(?:diplomacy|foreign policy department)", "foreign_minister"),
    )
)  # fmt: skip
IN_CAPITALS = re.compile(r"UN\s+[A-ZÀ-Ý]{3,}")  # an article where French writes in capitals
SPEAKING_OFFICES = ("foreign_minister", "secretary_of_state")


# 'la Représentante spéciale du Secrétaire général': part of another's title
OF_HIS = re.compile(
    r"(?:[Rr]eprésentante? spéciale?|[Ee]nvoyée? (?:spéciale?|personnelle?|personnel)|[Ss]pecial (?:[Rr]epresentative|[Ee]nvoy|[Aa]dviser)|[Pp]ersonal [Ee]nvoy|[Сс]пецпредставител\w+|[Сс]пециальн\w+ представител\w+|(?:ال)?ممثل(?:ة)? (?:ال)?خاص(?:ة)?)\s+(?:du\s+|de la\s+|of the\s+|to the\s+|ل)?$"
)


class ActorFinder:
    """One pass over a text. ``day``: the document's date, None on the first pass, when it is not known yet."""

    def __init__(self, text: str, tokens: Tokens, lexicons: Lexicons, day: date | None) -> None:
        self.text, self.tokens, self.lexicons, self.day = text, tokens, lexicons, day
        self.mentions: list[ActorMention] = []
        self.topics: list[tuple[Span, str]] = []
        self.only: dict[Span, str] = {}
        self.choices: dict[Span, dict[str, str]] = {}  # 'the UN mission': whose, by the state a text is about
        self.waiting: set[Span] = set()  # no sign of the state they wait for
        self.lit_end = -1
        self.language = ""

    def names(self) -> list[ActorMention]:
        """Names out of the registry, with states and seats told apart by what stands around them."""
        for match in self.lexicons.actors.find(self.tokens):
            names = [p.payload for p in match.phrases]
            span = Span(match.start, match.end)
            if self._of_another_body(span, names[0]) or PRO.search(self.text, max(0, span.start - 9), span.start):
                continue  # 'pro-Russian forces' are not those of Russia
            self._name(match, span, names)
        return self.mentions

    def _of_another_body(self, span: Span, name: ActorName) -> bool:
        """'Ta'ang National Liberation Army' is not the National Liberation Army of another war."""
        if COMMON_NAME.fullmatch(self.text, span.start, span.end) is None:
            return False
        before = PROPER_BEFORE.search(self.text, max(0, span.start - 30), span.start)
        if before is None:
            return False
        state = self.lexicons.seats.get(POSSESSIVE.sub("", before.group("word") + " ").strip().casefold())
        return state is None or (self.lexicons.theatres.get(name.actor_id) or state) != state

    def _name(self, match: Match, span: Span, names: list[ActorName]) -> None:
        name = names[0]
        if self.language == "fr" and IN_CAPITALS.match(self.text, span.start):
            return  # 'UN DÉPUTÉ DE THIÈS'
        if name.only:
            self.only[span] = name.only
            self.waiting |= {span} if name.waits else set()
            self.choices[span] = {n.only: n.actor_id for n in reversed(names) if n.only}
        if name.role in ("state", "capital"):
            self._state(span, name)
        elif name.role == "adjective":
            people = span.of(self.text).endswith("ns") and self.text[span.start].isupper()
            self._add(
                span,
                (name.actor_id,),
                "name" if people else "affil",
                "actor.people" if people else "actor.adjective",
                0.8,
            )
        elif name.role == "office":
            self._office(span, name)
        elif name.role == "person" and another_of_his_name(
            self.text, span, self.lexicons.actor_names.get(name.actor_id, "")
        ):
            return  # 'Karim Assad', a farmer
        elif (
            name.role == "person"
            and " " not in span.of(self.text)
            and AT_A_PLACE.search(self.text[max(0, span.start - 18) : span.start])
        ) or (
            name.actor_id in ("un-envoy", "un-secretary-general")
            and (self._name_follows(span) or OF_HIS.search(self.text, max(0, span.start - 50), span.start))
        ):
            return
        else:
            kind = {"media": "media", "nominal": "nominal"}.get(name.role, "name")
            self._add(
                span,
                (name.actor_id,),
                kind,
                "actor.garble" if name.garbled else f"actor.{name.role}",
                0.75 if name.garbled else 0.95,
            )

    def _state(self, span: Span, name: ActorName) -> None:
        after = self.text[span.end : span.end + 40]
        capitals = name.role == "capital" and span.of(self.text).isupper()
        if capitals and re.match(r"\s+(?:[A-Z][a-z’'-]*\s+){1,4}[a-z\d]", after):
            return  # 'BEIRUT At least seven people': a dateline that lost its mark, and no government
        if name.role == "capital" and AN_AGREEMENT.match(after):
            return  # 'the Pretoria Agreement': a paper, and no government
        before = self.text[max(0, span.start - 60) : span.start]
        where = locative(self.text, span)
        if where != "lit" and self.lit_end >= 0 and listed(self.text, self.lit_end, span):
            where = "lit"
        if where == "lit" or (
            name.role == "capital" and self.lit_end < span.end and self._seat_is_place(span, before, after)
        ):
            self.lit_end = span.end
        if name.role == "capital":
            if where == "lit" or self._seat_is_place(span, before, after):
                self.topics.append((span, name.actor_id))
            if where == "lit" and not SPEECH_FROM.search(before):
                government = re.search(
                    r"(?:government|authorities|regime|administration|leadership)\s+in\s+$", before, re.I
                )
                if government:
                    self._add(
                        Span(span.start - len(government.group()), span.end),
                        (name.actor_id,),
                        "nominal",
                        "actor.government_in_seat",
                    )
                return
            if self._seat_is_place(span, before, after):
                return
            self._add(span, (name.actor_id,), "metonym", "actor.seat", 0.8)
            return
        possessive = POSSESSIVE.match(self.text, span.end)
        if possessive and ACTS_OF.match(self.text, possessive.end()):
            self._add(span, (name.actor_id,), "name", "actor.state.whose_act", 0.75)
            return
        if where == "lit" and not SPEECH_FROM.search(before):
            self.topics.append((span, name.actor_id))
            return
        if where == "topic" and not possessive:
            return
        if (
            possessive
            or self._modifies(after)
            or re.search(
                r"(?:diplomats?|ministers?|presidents?|leaders|foreign ministers|ambassador|representatives) of (?:the )?(?:\w+ and (?:the )?)?$",
                before,
            )
        ):
            self._add(span, (name.actor_id,), "affil", "actor.state.modifier", 0.7)
            return
        self._add(span, (name.actor_id,), "name", "actor.state", 0.85)

    def _modifies(self, after: str) -> bool:
        """A state name before a noun: US partners, Syria peace talks."""
        if not after.startswith((" ", "-")):
            return False
        if after.startswith("-"):
            return bool(re.match(r"-(?:led|backed|sponsored|brokered|mediated|based|made|allied)\b", after)) and False
        following = after[1:]
        if VERBISH.match(following):
            return False
        return bool(MODIFIER_HEADS.match(following)) or bool(
            re.match(r"[a-z]+ (?:talks|group|crisis|conflict|war|process|ceasefire|truce)\b", following)
        )

    def _seat_is_place(self, span: Span, before: str, after: str) -> bool:
        if (
            self.text[span.start : span.end].isupper()
            and len(self.text[span.start : span.end]) > 3
            and after.startswith((",", " /", " ("))
        ):
            return True
        if re.match(
            r"(?:\s+(?:meetings?|talks|conference|summit|round|suburbs|province|governorate|airport|city|platform|region|process|agreements?|countryside|-\s(?!that\b))|[’']s?\s+(?:suburbs|outskirts|countryside|airport|districts?)|\s*[,(–—-]\s*(?:SANA|\d)|,? (?:January|February|March|April|May|June|July|August|September|October|November|December))",
            after,
        ):
            return True
        if re.match(r"\s+[Tt]ime\b|\s?[/|]\s?[A-Z]", after):
            return True  # 'Kyiv time', 'BAKU/YEREVAN'
        if TOWN_BEFORE.search(before):
            return True  # 'the Belarus capital Minsk', 'the city of Kyiv'
        line_start = self.text.rfind("\n", 0, span.start) + 1
        if re.fullmatch(r"[A-Z][\w ]{2,20}/", self.text[line_start : span.start]):
            return True
        return self.text[line_start : span.start].strip() == "" and bool(
            re.match(r"\s*(?:\(|,|[-–—]|\.\s+\d|\s?\||$)|\s+في\s+\d", after)
        )

    def _office(self, span: Span, name: ActorName) -> None:
        """'Russian Foreign Minister' alone is its holder on that day; before his name it is part of the title."""
        office, _, of = name.actor_id.partition("@")
        if self._name_follows(span):
            return
        person = self.lexicons.holder(office, of, self.day) if of else None
        if person is not None:
            self._add(span, (person,), "nominal", "actor.office_holder", 0.8)
        elif of:
            self._add(span, (of,), "nominal", "actor.office", 0.5)
        else:
            self._add(
                span, (office,) if office in self.lexicons.actor_kinds else (), "nominal", "actor.bare_office", 0.4
            )

    def _name_follows(self, span: Span) -> bool:
        following = re.match(
            r",?\s+(?:(?:for|to) (?:Syria|Yemen|Libya)\s+)?[A-ZÀ-ÝА-ЯЁ][\w’'-]+", self.text[span.end :]
        )
        return bool(following) and not re.match(r"\s+(?:In|On|The|At)\b", self.text[span.end :])

    def _add(self, span: Span, ids: tuple[str, ...], kind: str, rule: str, confidence: float = 0.85) -> None:
        text = self.text
        if "А" <= text[span.start] <= "я" and (
            re.match(r"-[А-ЯЁ]", text[span.end : span.end + 2])
            or re.search(r"[А-ЯЁ][а-яё]*-$", text[max(0, span.start - 20) : span.start])
        ):
            return  # half of 'Абу-Али' is nobody's name
        tail = self.mentions[-8:]  # names come from left to right: what a new one holds was found just before
        if any(span.holds(m.span) and m.span != span for m in tail):
            self.mentions[-8:] = [m for m in tail if not (span.holds(m.span) and m.span != span)]
        self.mentions.append(ActorMention(span, ids, kind, rule, confidence))
