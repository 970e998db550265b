/* The engine's sentences and the page's own. Known patterns are put in the reader's language; the rest stays as written. */
const PATTERNS = WORDS.sentences.map(([pattern, ...templates]) => [new RegExp(`^${pattern}$`, 'u'), templates]);
const FIX = () => t('outside');

/* dates and numbers inside a sentence, isolated; machine dates as people write them */
function prose(text) {
  const parts = String(text).split(
    /(\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?)?|\[?\d+(?:[.,]\d+)*(?:–\d+(?:\.\d+)?)?(?:[\u00a0 ](?:k?m|mm)(?![\p{L}])|%)?)/u,
  );
  return parts.map((part, i) => {
    if (i % 2 === 0) return part;
    const date = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2}).*)?$/.exec(part);
    if (!date) return ltr(part);
    const day = Math.floor(Date.UTC(+date[1], date[2] - 1, +date[3]) / 864e5);
    return date[4] ? [dayNode(day, true), gap, ltr(date[4])] : dayNode(day, true);
  });
}
function oneSentence(raw) {
  const text = raw.replace(/\b[a-z]+(?:_[a-z]+)+\b/g, (x) => x.replaceAll('_', ' '));
  if (lang === 'en') return prose(text);
  for (const [pattern, templates] of PATTERNS) {
    const hit = pattern.exec(text);
    if (!hit) continue;
    const holes = Object.fromEntries(hit.slice(1).map((x, i) => [String(i + 1), hole(x)]));
    return filled(templates[LANGS.indexOf(lang) - 1], holes);
  }
  const headed = /^([^:;]+): (.+)$/.exec(text);
  if (headed && known(headed[2])) return [hole(headed[1]), t('colon'), oneSentence(headed[2])];
  if (termOf(text)) return hole(text);
  return h('span', { lang: 'en', dir: 'ltr' }, prose(text));
}
/* whether a sentence, or what follows the name of a place before it, is one that the catalogue has */
function known(text) {
  if (PATTERNS.some(([pattern]) => pattern.test(text)) || termOf(text)) return true;
  const headed = /^([^:;]+): (.+)$/.exec(text);
  return Boolean(headed) && known(headed[2]);
}
const termOf = (text) => ['acts', 'weapons', 'units', 'targets', 'ends'].find((group) => WORDS[group][text.replaceAll(' ', '_')]);
/* a length of time as the engine says it: 30 days, 1 year and 6 months */
const LENGTH = /^(\d+) (working day|year|month|week|day|hour|minute)s?$/;
function lengthOf(text) {
  const parts = text.split(' and ').map((x) => LENGTH.exec(x));
  if (!parts.every(Boolean)) return null;
  return between(
    parts.map((x) => counted(`length_${x[2].replace(' ', '_')}`, +x[1])),
    t('and'),
  );
}
function hole(text) {
  if (text == null) return '';
  const long = lengthOf(text);
  if (long) return long;
  const group = termOf(text);
  if (group) return own(entry(group, text.replaceAll(' ', '_')));
  const list = text.split(', ');
  if (list.length > 1 && list.every((x) => WORDS.acts[x.replaceAll(' ', '_')] || WORDS.weapons[x.replaceAll(' ', '_')]))
    return between(list.map(hole), t('comma'));
  return h('bdi', null, prose(localName(text)));
}
const namesInUse = new Map();
function localName(text) {
  if (!namesInUse.size) {
    for (const x of D.instruments)
      for (const p of [...x.parties, ...x.readings]) if (typeof p.name === 'object') namesInUse.set(p.name.en, p.name);
    for (const name of Object.values(D.actors)) if (typeof name === 'object') namesInUse.set(name.en, name);
    for (const layer of SPOT && SPOT.map ? SPOT.map.layers : [])
      if (typeof layer.name === 'object') namesInUse.set(layer.name.en, layer.name);
    namesInUse.set('', '');
  }
  return namesInUse.has(text) ? loc(namesInUse.get(text)) : text;
}
/* what decided a condition: alternatives are kept apart */
function value(text) {
  const alternatives = String(text)
    .split('; or: ')
    .map((x) => x.split('; ').map(oneSentence));
  return capital(
    between(
      alternatives.map((parts) => between(parts, t('semicolon'))),
      t('orelse'),
    ),
  );
}
const capital = (parts) => {
  const list = parts.flat(9),
    at = list.findIndex((x) => typeof x !== 'string' || x);
  if (typeof list[at] === 'string') list[at] = list[at][0].toUpperCase() + list[at].slice(1);
  return list;
};
/* the question of a condition, from its kind */
function question(c) {
  const key = c.provision ? `p_${c.id}` : c.id;
  const area = /^Inside (.+)\?$/.exec(c.question || '');
  if (area && area[1] !== 'one of the areas' && area[1] !== 'the whole scope') return t('q_inside', { x: said(localName(area[1])) });
  if (WORDS.words[`q_${key}`]) return t(`q_${key}`, { p: c.provision ? ltr(c.provision) : '' });
  return prose(c.question || c.id);
}
