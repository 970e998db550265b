"""Clauses of one sentence that speakers of their own share: 'A said X; B said Y', 'A said X, while B said Y'."""

from __future__ import annotations

from truceline.reading import quick_re as re
from truceline.reading.model import ActorMention, Span
from truceline.reading.nearby import Nearby
from truceline.reading.phrases import Match

JOINT = re.compile(
    r"[;؛]\s+(?:(?:and|but|while|а|но|et|mais)\s+)?"
    r"|,\s+(?:while|whereas|but|and|with|although|а|но|тогда как|в то время как|tandis qu[e’']|alors qu[e’']|mais|et)\s*"
    r"|[,،]\s*(?:فيما|بينما|في حين)\s+"
)
ARABIC_AND = re.compile(r"[,،.]\s*و")
ARABIC_THAT = re.compile(r"[^.،؛\n]{0,110}?\s(?:إن|أن|أنه|أنها|بأن|إنه|إنها)\s")
SAYS = frozenset(("strong", "weak"))
LEAD = 70  # code points between a joint and the verb of saying: its subject, a title, an adverb
# behind a semicolon: 'le mouvement, joint par téléphone, ', 'the rebels ', 'боевики '
BODY = re.compile(
    r"(?:(?:the|an?|its|their|several|some|le|la|les|une?|des|ses|leurs?)\s+|l['’])(?:[\w’'-]+\s+){0,5}(?:[\w’'-]+,\s+[^,;:]{2,50},\s+)?|[А-Яа-яё][а-яё-]+(?:\s+[\w-]+){0,3}\s+(?:же\s+)?",
    re.I,
)
OPENED = re.compile(r"(?:^|[,;]\s*)(?:if|when|after|because|если|когда|si|lorsque|إذا)\b[^,;]*$", re.I)


def split(
    text: str,
    sentence: Span,
    quotes: list[Span],
    cues: list[tuple[Match, str]],
    actors: Nearby[ActorMention],
    documents: frozenset[str],
) -> list[Span]:
    """A sentence, or its parts where a further speaker with a verb of saying follows a joint.

    A part needs a verb of saying of its own on both sides of the joint, and somebody between joint and verb: what the
    first speaker says is not cut because a second verb tells of it.
    """
    verbs = [m for m, strength in cues if strength in SAYS]
    if len(verbs) < 2:
        return [sentence]
    cuts: list[int] = []
    begin = sentence.start
    for joint in JOINT.finditer(text, sentence.start, sentence.end):
        if any(q.start <= joint.start() < q.end for q in quotes):
            continue
        before = [v for v in verbs if begin <= v.start and v.end <= joint.start()]
        after = next((v for v in verbs if v.start >= joint.end()), None)
        if not before or after is None or after.start - joint.end() > LEAD:
            continue
        lead = text[joint.end() : after.start]
        if re.search(r"[,;:]", lead) and not re.fullmatch(
            r"[^,;:]+,[^,;:]+,\s*|[^,;:]+,\s+(?:he|she|it|they|il|elle|ils|он|она|они)\s+", lead
        ):
            continue
        named = [a for a in actors.inside(Span(joint.end(), after.start)) if a.actor_ids and a.kind != "pronoun"]
        noun = any(w.casefold() in documents for w in re.findall(r"[^\W\d_]+", lead))
        apart = text[joint.start()] in ";؛" and BODY.fullmatch(lead) is not None
        if (named and named[0].span.start - joint.end() <= 40) or noun or apart:
            cuts.append(joint.end())
            begin = joint.end()
    if text[verbs[0].start] >= "\u0600":  # the verb stands first, its 'and' joined to it
        for verb in verbs[1:]:
            joined = ARABIC_AND.search(text, max(sentence.start, verb.start - 4), verb.start)
            quoted = any(q.start <= verb.start < q.end for q in quotes)
            if (
                joined is not None
                and joined.end() == verb.start
                and not quoted
                and ARABIC_THAT.match(text, verb.end, sentence.end)
            ):
                cuts.append(verb.start)
    cuts = sorted(set(cuts))
    ends = [*cuts, sentence.end]
    return [Span(a, b) for a, b in zip([sentence.start, *cuts], ends, strict=True) if b > a]
