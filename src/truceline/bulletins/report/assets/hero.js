/* The opening incident: headline, finding cards, claims. */
const seen = {};

function stateWord(f) {
  return f.cover === 'c' ? t('covered') : f.cover === 'u' ? t('cannot_tell') : t('not_covered');
}
function badge(f) {
  if (f.cover === 'o') return h('p', { class: 'badge o' }, FIX());
  if (f.state === 'v') return h('span', { class: 'badge v' }, t('violation_of', { p: provisionNames(f) }));
  if (f.state === 'n') return h('span', { class: 'badge' }, t('no_violation'));
  const why = f.because ? term('because', f.because) : plainly('undetermined');
  return h('span', { class: 'badge u' }, glyph('u'), h('span', null, f.cover === 'c' ? [t('undetermined'), t('colon'), why] : why));
}
/* what the provision says, so that its number is not a riddle */
function promised(f, n) {
  if (f.state !== 'v' || f.provisions.length !== 1) return '';
  const p = inst(n).provisions.find((x) => x.id === f.provisions[0]);
  return p ? h('p', { class: 'tiny' }, said(p.text)) : '';
}
/* 0 to 1, hatched between the thresholds; a bar for a value, a bracket for a range */
function gauge(f, n) {
  const x = inst(n),
    range = f.high - f.low > 0.004;
  const label = range
    ? t('p_range', { a: chance(f.low), b: chance(f.high) })
    : [t('p_value', { a: chance(f.low) }), t('semicolon'), t('p_from', { a: chance(x.covered_from) })];
  const low = x.not_covered_to * 100,
    high = x.covered_from * 100,
    at = f.low * 100,
    to = Math.max(f.high * 100, at + 0.6);
  const mark = range
    ? v('path', { class: 'bracket', d: `M${at} 3V19M${to} 3V19M${at} 11H${to}`, 'vector-effect': 'non-scaling-stroke' })
    : v('path', { class: 'needle', d: `M${Math.min(99.6, Math.max(0.4, at))} 1V21`, 'vector-effect': 'non-scaling-stroke' });
  return [
    h(
      'div',
      { class: 'gauge', 'aria-hidden': 'true' },
      h('i', { class: 'gmid', css: { left: `${low}%`, width: `${high - low}%` } }),
      h('i', { class: 'gsure', css: { left: `${high}%` } }),
      v('svg', { viewBox: '0 0 100 22', preserveAspectRatio: 'none' }, mark),
    ),
    h('p', { class: 'tiny' }, label),
  ];
}
function holders(r) {
  return r.held_by.length ? [' (', between(r.held_by.map(said), t('comma')), ')'] : '';
}
function card(n, r, f, slot) {
  const x = inst(n).readings[r],
    key = `${f.state}|${f.because}|${f.provisions}`,
    id = `${slot}:${r}`;
  const flipped = seen[slot] && seen[slot][0] === r && seen[slot][1] !== key;
  seen[slot] = [r, key];
  return h(
    'div',
    { class: `card ${f.cover}${flipped ? ' flip' : ''}`, 'data-on': S.read[n] === r ? 1 : 0, 'data-state': f.state, 'data-id': id },
    h(
      'p',
      { class: 'rd' },
      inst(n).readings.length > 1 ? [h('b', null, t('reading', { x: ltr(x.letter) })), ' · '] : '',
      said(x.title),
      holders(x),
    ),
    h('p', { class: 'word' }, h('span', null, stateWord(f))),
    badge(f),
    promised(f, n),
    f.cover === 'o' ? '' : gauge(f, n),
  );
}
function attributionLine(f, n) {
  if (f.state !== 'v') return f.cover === 'o' ? t('a_none') : t('a_open');
  if (f.party) {
    const acting = [...new Set(f.attribution.map((a) => a.actor).filter((a) => a && a !== f.party))];
    return acting.length
      ? t('a_settled_for', {
          who: said(nameOf(n, f.party)),
          actor: between(
            acting.map((a) => said(nameOf(n, a))),
            t('comma'),
          ),
        })
      : t('a_settled', { who: said(nameOf(n, f.party)) });
  }
  const candidates = f.attribution.map((a) => {
    const name = [said(nameOf(n, a.party))];
    if (a.actor && a.actor !== a.party) name.push(' (', said(nameOf(n, a.actor)), ')');
    if (a.from > 0 || a.to < 1) name.push(' ', a.from === a.to ? chance(a.from) : ltr(`${a.from}–${a.to}`));
    return name;
  });
  return t('a_candidates', { list: between(candidates, t('or')) });
}
/* what is said of findings beside each other: once where they say the same, else under the letter of each reading */
function perReading(readings, findings, n, say, size = 'small') {
  const told = findings.map((f) => h('span', null, say(f, n)));
  if (told.every((x) => !x.textContent)) return '';
  if (told.every((x) => x.textContent === told[0].textContent)) return h('p', { class: size }, told[0]);
  return told.map((x, i) =>
    h('p', { class: size }, h('b', null, t('reading', { x: ltr(inst(n).readings[readings[i]].letter) })), t('colon'), x.textContent ? x : '–'),
  );
}
function arguedLine(f) {
  const told = f.argued.map((a) => prose(a.replaceAll('_', ' ')));
  return told.length ? t('argued', { x: between(told, t('semicolon')) }) : '';
}
const proofLine = (f) => [t('proof', { x: term('proofs', f.proof) }), ' · ', term('bases', f.basis)];

function heroTop(findings) {
  const n = SPOT.instrument,
    moved = S.d !== REC.d;
  fill(
    $('#kick'),
    h('b', null, t('incident', { x: ltr(I.id[SPOT.incident]) })),
    h(
      'span',
      { id: 'dated' },
      moved
        ? h('b', null, t('what_if', { x: dayNode(S.d) }))
        : t('recorded_on', { x: moment(I.start[SPOT.incident], I.until[SPOT.incident], ZONE) }),
    ),
    h('span', null, said(inst(n).short), inst(n).year ? [t('comma'), ltr(inst(n).year)] : ''),
    h('span', { id: 'knownat' }, t('as_of', { x: knownDay() })),
    h('span', null, t('zone', { x: ltr(zoneName(ZONE)) })),
  );
  fill($('#rec'), recorded());
  fill($('#turn'), turn(findings[0], findings[1], n));
  fill($('#stand'), standfirst());
  fill(
    $('#names'),
    SPOT.names.map((x) => h('span', null, own(x))),
  );
  const pair = pairOf(n);
  fill(
    $('#cards'),
    pair.map((r, slot) => card(n, r, findings[slot], slot)),
  );
  $('#cards').classList.toggle('single', pair.length === 1);
  fill(
    $('#under'),
    perReading(pair, findings, n, attributionLine),
    perReading(pair, findings, n, arguedLine),
    perReading(pair, findings, n, proofLine, 'tiny'),
  );
}

/* claims, side by side */
function coordinates(x) {
  return ltr(`${x.lon < 0 ? 'W' : 'E'}${gap}${Math.abs(x.lon).toFixed(2)} ${x.lat < 0 ? 'S' : 'N'}${gap}${Math.abs(x.lat).toFixed(2)}`);
}
function claimValue(key, x) {
  if (x == null) return h('span', { class: 'silent' }, t('says_nothing'));
  if (key === 'when') {
    const day = clock(I.start[SPOT.incident], ZONE).day,
      same = clock(x[0], ZONE).day === day && clock(x[1], ZONE).day === day && x[1] - x[0] < 1439;
    const parts = moment(x[0], x[1], ZONE, true);
    return same ? parts.slice(2) : parts;
  }
  if (key === 'where') {
    if (x.lon == null) return [own(x.name || ''), t('comma'), SPOT.withheld_place ? t('district_only') : t('named_only')];
    return [coordinates(x), t('comma'), t('within', { x: metres(x.m) })];
  }
  if (key === 'act') return term('acts', x);
  if (key === 'count') {
    const n = h('a', { href: '#reports' }, num(x[0]));
    return x[1] && WORDS.plurals[x[1]] ? counted(x[1], x[0], { n }) : [n, ' ', term('units', x[1] || '')];
  }
  if (key === 'weapon') return [term('weapons', x[0]), x[1] ? [t('comma'), ltr(`${x[1]}${gap}mm`)] : ''];
  if (key === 'casualties') return casualties(x);
  if (x.left || x.right) return t('sides', { a: namesOf(x.left), b: namesOf(x.right) });
  return namesOf(x);
}
const namesOf = (list) =>
  list && list.length
    ? between(
        list.map((x) => own(localName(x))),
        t('comma'),
      )
    : t('nobody');
function casualties([low, best, high]) {
  const one = best ?? low ?? high;
  if (low != null && high != null && low !== high) return t('hurt_range', { a: num(low), b: num(high) });
  return one === 0 ? t('hurt_none') : counted('hurt', one, { n: h('a', { href: '#reports' }, num(one)) });
}
const SIGNS = { same: ['agree', 'M2 5h10M2 9h10'], differs: ['differ', 'M2 5h10M2 9h10M10 2 4 12'], silent: ['not_compared', 'M4 7h6'] };
function sign(kind) {
  const [word, d] = SIGNS[kind];
  return v('svg', { class: 'eq', viewBox: '0 0 14 14', role: 'img', 'aria-label': plainly(word) }, v('path', { d }));
}
function claimHead(c, n) {
  const received =
    c.received == null
      ? ''
      : (() => {
          const at = clock(c.received, ZONE);
          return [' · ', t('received', { x: [dayNode(at.day), ' ', ltr(at.time)] })];
        })();
  const quotes = c.quotes.filter((q) => q !== c.claimant);
  return h(
    'th',
    { scope: 'col' },
    h(
      'span',
      { class: 'who' },
      c.party ? marker(n, c.party) : h('span', { class: 'm none', 'aria-hidden': 'true' }),
      h(
        'span',
        null,
        own(localName(c.claimant)),
        h(
          'small',
          null,
          c.source_kind ? term('kinds', c.source_kind) : t('kind_unknown'),
          quotes.length ? [t('comma'), t('quoting', { x: between(quotes.map(own), t('comma')) })] : '',
          received,
        ),
      ),
    ),
    c.quote ? h('span', { class: 'quote', dir: 'auto' }, /[\u0600-\u06ff]/.test(c.quote) ? ['«', c.quote, '»'] : ['“', c.quote, '”']) : '',
  );
}
function claims() {
  const n = SPOT.instrument,
    [left, right] = SPOT.pair,
    two = right >= 0;
  const differ = SPOT.rows.filter((r) => r.sign === 'differs').length,
    same = SPOT.rows.filter((r) => r.sign === 'same').length;
  fill($('#hc'), t(two ? 'claims_two' : 'claims_one'));
  fill($('#agree'), two ? t('agree_differ', { a: h('a', { href: '#pair' }, num(same)), b: h('a', { href: '#pair' }, num(differ)) }) : '');
  const head = h('tr', null, h('th', { class: 'attr' }, h('span', { class: 'vh' }, t('attribute'))), claimHead(SPOT.claims[left], n));
  if (two) head.append(h('th', { class: 'sym' }, h('span', { class: 'vh' }, t('agree_or_differ'))), claimHead(SPOT.claims[right], n));
  const rows = SPOT.rows.map((r) =>
    h(
      'tr',
      { class: r.sign === 'differs' ? 'ne' : '' },
      h('th', { scope: 'row' }, t(`row_${r.key}`)),
      h('td', null, claimValue(r.key, r.left)),
      two ? [h('td', { class: 'sym' }, sign(r.sign)), h('td', null, claimValue(r.key, r.right))] : '',
    ),
  );
  const table = $('#pair');
  table.classList.toggle('one', !two);
  fill(table, h('thead', null, head), h('tbody', null, rows));
  const others = SPOT.claims.filter((_, i) => i !== left && i !== right);
  fill(
    $('#also'),
    others.slice(0, 2).map((c) => h('p', null, t('also', { who: own(localName(c.claimant)), what: summaryOf(c) }))),
  );
  const open = $('#reports').open;
  fill(
    $('#reports'),
    h('summary', null, counted('reports', I.reports[SPOT.incident]), t('comma'), counted('origins', SPOT.origins)),
    h(
      'ul',
      null,
      SPOT.claims.map((c) =>
        h(
          'li',
          null,
          ltr(c.report_id),
          h(
            'span',
            null,
            own(localName(c.claimant)),
            t('colon'),
            summaryOf(c),
            c.quotes.length ? [' ', t('origin', { x: between(c.quotes.map(own), ' ← ') })] : '',
          ),
        ),
      ),
    ),
  );
  $('#reports').open = open;
}
function summaryOf(c) {
  const parts = [term('acts', c.said.act)];
  for (const key of ['count', 'weapon', 'actor'])
    if (c.said[key] != null)
      parts.push(key === 'actor' ? t('names_actor', { x: claimValue(key, c.said[key]) }) : claimValue(key, c.said[key]));
  if (c.verified_by) parts.push(t('verified_by', { x: own(c.verified_by) }));
  return [between(parts, t('comma')), '.'];
}
