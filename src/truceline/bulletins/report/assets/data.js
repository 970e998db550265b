/* The page's data and what is chosen on it. Columns are numbers that point into texts; nothing is asked from anywhere. */
const D = JSON.parse($('#data').textContent);
const TEXT = (i) => (i < 0 ? null : D.strings[i]);
const I = D.incidents,
  REP = D.reports,
  N = I.id.length;
const COVER = ['c', 'o', 'u'],
  OUT = ['v', 'n', 'u'],
  MET = ['y', 'n', 'u'];
const SPOT = D.spotlight;

const letterOf = (verdict) => (verdict[0] === 1 ? 'o' : verdict[0] === 2 ? 'u' : OUT[verdict[1]]);
const LETTER = D.verdicts.map(letterOf);
const verdicts = [];
function verdict(n) {
  if (n == null || n < 0) return null;
  if (verdicts[n]) return verdicts[n];
  const [cov, out, low, high, provisions, party, attribution, proof, basis, argued, because, trace] = D.verdicts[n];
  return (verdicts[n] = {
    n,
    state: LETTER[n],
    cover: COVER[cov],
    outcome: OUT[out],
    low,
    high,
    provisions: provisions.map(TEXT),
    party: TEXT(party),
    attribution: attribution.map(([p, a, from, to]) => ({ party: TEXT(p), actor: TEXT(a), from, to })),
    proof: TEXT(proof),
    basis: TEXT(basis),
    argued: argued.map(TEXT),
    because: TEXT(because),
    trace: trace.map(condition),
  });
}
const conditions = [];
function condition(n) {
  if (conditions[n]) return conditions[n];
  const [id, provision, question, value, state, low, high, basis, source, decides] = D.rows[n];
  return (conditions[n] = {
    id: TEXT(id),
    provision: TEXT(provision),
    question: TEXT(question),
    value: TEXT(value),
    state: MET[state],
    low,
    high,
    basis: TEXT(basis),
    source: TEXT(source),
    decides: !!decides,
  });
}

const FIRST = innerWidth < 760 ? 10 : 25; /* rows before the first "show more" */
/* what is chosen */
const S = {
  inst: SPOT ? SPOT.instrument : 0,
  read: D.instruments.map(() => 0),
  pair: D.instruments.map((x) => [0, Math.min(1, x.readings.length - 1)]),
  d: null,
  k: null,
  from: 0,
  until: 0,
  facets: {},
  shown: FIRST,
};
/* beside each other first: the two readings that disagree most about the opening incident */
if (SPOT) {
  const at = D.findings[SPOT.instrument].map((col) => (col[SPOT.incident] < 0 ? '' : LETTER[col[SPOT.incident]])),
    worth = { uv: 5, vu: 5, nv: 4, vn: 4, nu: 3, un: 3, ov: 2, vo: 2, uo: 1, ou: 1, no: 1, on: 1 };
  let best = 0;
  at.forEach((a, i) =>
    at.forEach((b, j) => {
      const x = j > i ? worth[a + b] || 0 : 0;
      if (x > best) {
        best = x;
        S.pair[SPOT.instrument] = [i, j];
      }
    }),
  );
  S.read[SPOT.instrument] = S.pair[SPOT.instrument][0];
}
const inst = (n = S.inst) => D.instruments[n];
const reading = (n = S.inst) => S.read[n];
const column = (n = S.inst, r = S.read[n]) => (D.findings[n] ? D.findings[n][r] : []);
const ZONE = SPOT ? D.instruments[SPOT.instrument].zone : 'Etc/UTC';
const pairOf = (n) => [...new Set(S.pair[n])];

/* people of an instrument */
const partyOf = (n, id) => D.instruments[n].parties.find((p) => p.id === id);
const nameOf = (n, id) => {
  const p = partyOf(n, id);
  return p ? p.name : D.actors[id] || id;
};
function marker(n, id) {
  const p = id && partyOf(n, id);
  if (!p) return h('span', { class: 'm q', 'aria-hidden': 'true' }, '?');
  return h('span', { class: `m s${p.shape} h${p.hue}`, 'aria-hidden': 'true' }, p.letter);
}

/* choosing incidents: the one place that decides what a number and its list count */
const DAYS = { low: N ? I.day.reduce((a, b) => Math.min(a, b)) : 0, high: N ? I.day.reduce((a, b) => Math.max(a, b)) : 0 };
const claimants = I.id.map((_, i) => {
  const s = new Set();
  for (let k = I.first_report[i]; k < I.first_report[i] + I.reports[i]; k++) s.add(REP.claimant[k] >= 0 ? REP.claimant[k] : REP.source[k]);
  return s;
});
const haystacks = [];
function haystack(i) {
  if (haystacks[i]) return haystacks[i];
  const words = [I.id[i], TEXT(I.place[i]), TEXT(I.act[i])];
  for (let k = I.first_report[i]; k < I.first_report[i] + I.reports[i]; k++)
    for (const c of ['claimant', 'source', 'actor', 'target', 'sides', 'weapon', 'act']) words.push(TEXT(REP[c][k]));
  for (let k = I.first_report[i]; k < I.first_report[i] + I.reports[i]; k++) words.push(REP.id[k]);
  return (haystacks[i] = words.filter(Boolean).join(' ').replaceAll('_', ' ').toLowerCase());
}
function partyKey(n, raw) {
  const id = TEXT(raw[5]);
  return id && partyOf(n, id) ? id : '?';
}
function passes(i, f, col) {
  const n = col[i];
  if (n < 0) return false;
  const raw = D.verdicts[n];
  return !(
    (f.out && LETTER[n] !== f.out) ||
    (f.cov && COVER[raw[0]] !== f.cov) ||
    (f.why && TEXT(raw[10]) !== f.why) ||
    (f.prov && !raw[4].some((p) => D.strings[p] === f.prov)) ||
    (f.party && partyKey(S.inst, raw) !== f.party) ||
    (f.cell != null && I.cell[i] !== +f.cell) ||
    (f.from != null && I.day[i] < +f.from) ||
    (f.until != null && I.day[i] > +f.until) ||
    (f.who != null && !claimants[i].has(+f.who)) ||
    (f.q && !haystack(i).includes(f.q.toLowerCase()))
  );
}
const brushed = (i) => I.day[i] >= S.from && I.day[i] <= S.until;
function chosen(f = {}) {
  const col = column(),
    out = [];
  for (let i = 0; i < N; i++) if (brushed(i) && passes(i, f, col)) out.push(i);
  return out;
}
const address = (f) =>
  '#list/' +
  Object.entries(f)
    .map(([k, x]) => `${k}=${encodeURIComponent(x)}`)
    .join('&');
/* a number is a link to the list that counts the same */
const link = (n, f, label) => h('a', { href: address(f), class: 'count', 'data-n': n, 'aria-label': label }, num(n));
const STATES = ['v', 'u', 'n', 'o'];
const tally = (list, col = column()) => {
  const c = { v: 0, u: 0, n: 0, o: 0 };
  for (const i of list) c[LETTER[col[i]]]++;
  return c;
};
const reportsIn = (list) => list.reduce((sum, i) => sum + I.reports[i], 0);
