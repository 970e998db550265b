"""Instruments and commitments that a text speaks of, with parties, places, date and what is said of their state."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.model import (
    ActorMention,
    AgreementMention,
    Commitment,
    DateMention,
    PlaceMention,
    Span,
    Statement,
)

KINDS: tuple[tuple[str, str], ...] = (
    ("deescalation_zone", r"de-?escalation (?:zones?|areas?)|зон\w* деэскалации|مناطق? خفض التصعيد|zones? de désescalade"),
    ("regime_of_calm", r"(?:‘|“)?(?:regime of calm|zone of silence|regime of silence|режим\w* тишины|نظام التهدئة|اتفاق التهدئة)(?:’|”)?"),
    ("unsc_resolution", r"(?:(?:two|all|the)\s+)?(?:UN|U\.N\.|United Nations)?\s?Security Council [Rr]esolutions?(?:\s+\d{4}(?:\s*\(\d{4}\))?)?|[Rr]esolutions?\s+\d{4}(?:\s*\(\d{4}\))?|a resolution (?:supporting|calling|demanding|endorsing)[^,.\n]{5,60}|резолюци\w+ (?:СБ ООН|Совета Безопасности)?\s?\d*|(?:ال|لل|بال)?قرار\s+(?:رقم\s+)?\d{4}|(?:ل|ب)?قرار\s+مجلس الأمن(?:\s+الدولي)?(?:\s+(?:رقم\s+)?\d{4})?|résolution\s+\d{4}"),
    ("monitoring_mechanism", r"mechanism (?:to|for) (?:control|monitor|verif|observ)[^,.\n”\"]{5,60}|(?:ceasefire )?monitoring mechanism|joint monitoring (?:group|committee|commission)"),
    ("joint_action", r"(?:an |the )?agreement on (?:a )?joint (?:fight|action|operations?)[^.\n”\"]{5,120}?(?=,\s+he|,\s+the|\.|\n|,\s+\w+ said|$)"),
    ("memorandum", r"[Mm]emorandum (?:on|of)[^,.\n”\"]{4,80}|[Mm]emoranda|меморандум\w*|مذكرة تفاهم|mémorandum"),
    ("ceasefire", r"(?:[Tt]he |[Aa] |an )?(?:(?:(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}|\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)|nationwide|unilateral|humanitarian|fragile|local|temporary|indefinite|Syrian|UN-brokered|all-for-all|comprehensive|permanent)\s+)*(?:ceasefire|cease-fire|truce|cessation of hostilities)(?:\s+(?:regime|agreement|deal|accord|arrangement)s?)?|перемири\w+|режим\w* прекращения огня|прекращени\w+ огня|режим\w* прекращения боевых действий|прекращени\w+ боевых действий|(?:(?:ل|ب|و)?(?:ال)?اتفاق(?:ية)?\s+)?[لبو]?(?:وقف إطلاق النار|وقف[اً]{0,2}(?:\s+[\u0621-\u0652]+)?\s+لإطلاق النار|وقف الأعمال (?:القتالية|العدائية))|(?:ال|لل|بال|وال|ل|ب|و)?هدنة(?:\s+(?:ال)?(?:إنسانية|أممية|يومية|مؤقتة|شاملة|دائمة))?|cessez-le-feu|trêve|cessation des hostilités"),
    ("peace_agreement", r"(?:[Tt]he |[Aa] )?(?:[A-Z][\w-]+\s+){1,3}(?:[Pp]eace )?(?:[Aa]greements?|[Pp]rotocols?|[Aa]ccords?|[Dd]eal|[Pp]act)(?=[\s,.;:)]|$)|R-?ARCSS|ARCSS|ACOH|(?:[Tt]he )?peace (?:agreement|accord|deal)|минск\w+ соглашени\w+|соглашени\w+ о [а-я]+ [а-я]+|اتفاق (?:الحديدة|ستوكهولم|السلام|الرياض|جدة)|(?:ل|ب|و)?(?:ال)?اتفاق(?:ية)? (?:ال(?!ذي|تي|لذين|طرفان|طرفين|جانبان|يوم)[\u0621-\u064a]{3,}|سوتشي|أستانا|جنيف|موسكو|مينسك|باريس|القاهرة|\d{1,2} (?:كانون|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين|يناير|فبراير|مارس|أبريل|إبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر))|accord (?:de paix|d['’]Alger|pour la paix)[^,.\n»”\"]{0,40}"),
    ("prisoner_exchange", r"prisoner (?:exchange|swap) (?:deal|agreement)|exchange of (?:prisoners|detainees)"),
)  # fmt: skip
# letters of which some stand in every text that a kind's pattern can match: patterns are tried in those only
HINTS: dict[str, tuple[str, ...]] = {
    "deescalation_zone": ("escalation", "деэскалац", "خفض التصعيد", "désescalade"),
    "regime_of_calm": ("regime of calm", "zone of silence", "regime of silence", "тишины", "التهدئة"),
    "unsc_resolution": ("esolution", "резолюци", "قرار", "résolution"),
    "monitoring_mechanism": ("mechanism", "joint monitoring"),
    "joint_action": ("agreement on",),
    "memorandum": ("emorand", "меморандум", "مذكرة تفاهم", "mémorandum"),
    "ceasefire": ("ceasefire", "cease-fire", "truce", "cessation of", "перемири", "прекращени", "إطلاق النار", "وقف الأعمال", "هدنة", "cessez-le-feu", "trêve", "cessation des"),
    "peace_agreement": ("greement", "rotocol", "ccord", "deal", "Deal", "pact", "Pact", "ARCSS", "ACOH", "соглашени", "اتفاق"),
    "prisoner_exchange": ("prisoner", "exchange of"),
}  # fmt: skip
COMPILED = tuple((kind, re.compile(rf"(?<![\w]){pattern}(?!\w)")) for kind, pattern in KINDS)
STATUS: tuple[tuple[str, str], ...] = (
    ("signed", r"\bsign(?:ed|ing)\b|подписа|وقع|signé"),
    ("in force", r"(?:took|taken?|came|come|went|entered|entering) (?:into )?(?:effect|force)|in force|вступи|دخل حيز|entré en vigueur"),
    ("brokered", r"\bbrokered\b"),
    ("violated", r"\bviolat|\bbreach|in tatters|нарушен|خرق|violé"),
    ("adopted", r"\badopt|\bapproved\b|\bpassed\b"),
    ("extended", r"\bextend|\bextension|\brenew|продл|تمديد|prolong"),
    ("established", r"\bestablish|\bcreation\b|set up"),
    ("announced", r"\bannounc|\bdeclar|объяв|أعلن|annoncé"),
    ("collapsed", r"\bcollaps|\bbroke down|\bfell apart"),
    ("proposed", r"\bpropos|\bdraft|initiative"),
)  # fmt: skip
COMMITMENT: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("non_use_of_force", r"commitments? (?:on|to) (?:the )?non-use of force"),
        (
            "sovereignty",
            r"(?:respect|commitment)s? (?:to|for) [A-Z]\w+[’']s (?:sovereignty|territorial integrity)(?: and (?:territorial integrity|sovereignty|unity))*",
        ),
        (
            "undertaking",
            r"(?:assumed|took on|taken on|accepted) (?:the )?(?:responsibility|obligation)s? [^.,\n]{5,80}",
        ),
        ("stated_intent", r"(?<!no )(?:readiness|willingness|commitment|pledge) to \w+[^.,;\n]{5,80}"),
        ("stated_intent", r"(?:we|they|it) will continue to (?:[^.\n]|\.(?=\w|\s[a-z])){5,170}"),
        (
            "stated_intent",
            r"(?<=said )(?:strikes|attacks|operations|patrols|efforts) [\w ]{0,20}will continue[\w ]{3,40}",
        ),
        (
            "undertaking",
            r"(?:(?:agreed|pledged|undertook|committed(?: itself| themselves)?|promised|vowed|are obliged|is obliged|commits? itself) to|shall(?: not)?(?: immediately| fully| also| both)?) (?:withdraw|cease|release|allow|refrain|implement|stop|respect|abide|honou?r|open|halt|observe|provide|ensure|disarm|hand over|exchange)[^.,;\n]{3,90}",
        ),
        (
            "undertaking",
            r"s['’](?:est |étaient |était )?engag(?:e|ent|ée?s?)(?: également| aussi)? à [^.,;\n]{5,80}|se sont engagée?s? à [^.,;\n]{5,80}",
        ),
        ("undertaking", r"(?<!\w)[وف]?[تي]?تعهد(?:ت|وا|ا)?\s[^.،؛\n]{5,80}"),
        (
            "undertaking",
            r"обязал\w+ [^.,;\n]{5,80}|обязу(?:ется|ются|емся) [^.,;\n]{5,80}|взял\w* на себя обязательств\w+[^.,;\n]{3,80}",
        ),
    )
)


COMMITMENT_HINTS: tuple[tuple[str, ...], ...] = (
    ("non-use of force",),
    ("sovereignty", "territorial integrity"),
    ("responsibilit", "obligation"),
    ("readiness to", "willingness to", "commitment to", "pledge to"),
    ("will continue to",),
    ("will continue",),
    ("agreed to", "pledged to", "undertook to", "committed", "promised to", "vowed to", "obliged to", "itself to", "shall "),
    ("engag",),
    ("تعهد",),
    ("обяз", "взял"),
)  # fmt: skip


def find_agreements(
    text: str, actors: list[ActorMention], places: list[PlaceMention], dates: list[DateMention]
) -> list[AgreementMention]:
    """One record an instrument: mentions of one kind with no differing date or place are joined."""
    found: list[AgreementMention] = []
    spans: list[Span] = []
    for kind, pattern in COMPILED:
        hinted = any(hint in text for hint in HINTS[kind])
        for match in pattern.finditer(text) if hinted else ():
            span = _trimmed(text, Span(*match.span()), kind)
            name = any(a.kind == "name" and a.span.holds(span) for a in actors)
            if name or any(span.touches(s) for s in spans) or span.end - span.start < 5:
                continue
            spans.append(span)
            sentence = _sentence(text, span)
            found.append(_record(kind, span, sentence, text, actors, places, dates))
    return _joined(sorted(found, key=lambda a: a.span))


def _trimmed(text: str, span: Span, kind: str) -> Span:
    start, end = span.start, span.end
    while start < end and (text[start].isspace() or (text[start] in "‘“" and kind == "regime_of_calm")):
        start += 1
    while end > start and (text[end - 1].isspace() or (text[end - 1] in "’”" and kind == "regime_of_calm")):
        end -= 1
    return Span(start, end)


def _sentence(text: str, span: Span) -> Span:
    start = max(text.rfind(". ", 0, span.start) + 1, text.rfind("\n", 0, span.start), 0)
    stops = [i for i in (text.find(". ", span.end), text.find("\n", span.end)) if i >= 0]
    return Span(start, min(stops) if stops else len(text))


def _record(
    kind: str,
    span: Span,
    sentence: Span,
    text: str,
    actors: list[ActorMention],
    places: list[PlaceMention],
    dates: list[DateMention],
) -> AgreementMention:
    words = sentence.of(text)
    status = next((name for name, pattern in STATUS if re.search(pattern, words)), "mentioned")
    near = Span(max(sentence.start, span.start - 90), min(sentence.end, span.end + 90))
    parties = (
        tuple(
            dict.fromkeys(
                i
                for a in actors
                if near.holds(a.span) and a.kind in ("name", "metonym", "nominal")
                for i in a.actor_ids
            )
        )
        if re.search(r"brokered|signed|between|parties|sides|drafted", words) or kind == "unsc_resolution"
        else ()
    )
    spots = tuple(dict.fromkeys(p.place_id for p in places if near.holds(p.span) and p.use == "lit" and p.place_id))
    day = next(
        (
            d.value
            for d in dates
            if d.value
            and d.type in ("date", "month")
            and (
                span.holds(d.span)
                or (near.holds(d.span) and re.search(r"took effect|force|signed|agreed|adopted|since|effect", words))
            )
        ),
        None,
    )
    exclusions: tuple[str, ...] = ()
    if re.search(
        r"does not (?:cover|apply|include)|do not (?:cover|apply)|excludes?|не распространяется|لا يشمل", words
    ):
        exclusions = tuple(
            dict.fromkeys(
                i
                for a in actors
                if sentence.holds(a.span) and a.span.start > span.end and a.kind == "name"
                for i in a.actor_ids
            )
        )
    return AgreementMention("", kind, span, parties, spots, day, status, (span,), exclusions, f"agreement.{kind}")


def _joined(found: list[AgreementMention]) -> list[AgreementMention]:
    joined: list[AgreementMention] = []
    for item in found:
        same = next(
            (
                j
                for j in joined
                if j.type == item.type
                and item.type not in ("peace_agreement",)
                and not (j.date and item.date and j.date != item.date)
            ),
            None,
        )
        if same is None:
            joined.append(item)
            continue
        same.mentions = (*same.mentions, item.span)
        same.parties = same.parties or item.parties
        same.places = same.places or item.places
        same.date = same.date or item.date
        same.exclusions = same.exclusions or item.exclusions
        same.status = item.status if same.status == "mentioned" else same.status
    for index, item in enumerate(joined, 1):
        item.id = f"a{index}"
    return joined


# 'we affirm our commitment to': the speaker's
OURS = re.compile(r"(?<!\w)(?:[Ww]e|[Oo]ur|I|[Mm]y)\s+(?:[\w’'-]+\s+){0,4}$")


ARABIC_FIRST = re.compile(r"[ء-ي]")


def find_commitments(
    text: str, actors: list[ActorMention], statements: list[Statement] | None = None
) -> list[Commitment]:
    found: list[Commitment] = []
    lowered = text.lower()
    for (kind, pattern), hints in zip(COMMITMENT, COMMITMENT_HINTS, strict=True):
        hinted = any(hint in lowered for hint in hints)
        for match in pattern.finditer(text) if hinted else ():
            span = Span(*match.span())
            if any(span.touches(c.span) for c in found):
                continue
            before = [
                a
                for a in actors
                if a.actor_ids
                and a.kind != "media"
                and a.span.end <= span.start
                and span.start - a.span.end < 90
                and ". " not in text[a.span.end : span.start]
            ]
            ours = OURS.search(text, max(0, span.start - 40), span.start)
            speaks = next((s for s in statements or () if ours and s.holds(span)), None)
            if ARABIC_FIRST.match(text, span.start):  # the verb first, whose it is behind it
                before = [a for a in actors if a.actor_ids and a.kind != "media" and span.holds(a.span)][:1]
            by = speaks.speaker_ids if speaks else before[-1].actor_ids if before else ()
            found.append(Commitment("", by, span, kind, f"commitment.{kind}"))
    found.sort(key=lambda c: c.span)
    for index, item in enumerate(found, 1):
        item.id = f"c{index}"
    return found
