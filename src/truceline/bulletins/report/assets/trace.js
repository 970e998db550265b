/* Why: every condition, with the value that decided it. */
function align(findings) {
  const rows = [],
    index = new Map();
  findings.forEach((f, slot) => {
    const times = new Map();
    let last = -1;
    for (const c of f ? f.trace : []) {
      const base = `${c.provision || ''}|${c.id}`,
        nth = (times.get(base) || 0) + 1,
        key = `${base}|${nth}`;
      times.set(base, nth);
      let row = index.get(key);
      if (!row) {
        row = { provision: c.provision, at: [] };
        index.set(key, row);
        rows.splice(last < 0 ? rows.length : rows.indexOf(last) + 1, 0, row);
      }
      row.at[slot] = c;
      last = row;
    }
  });
  return rows.sort((a, b) => (a.provision ? 1 : 0) - (b.provision ? 1 : 0));
}
/* Which slots a row decides. Readings that differ are decided by the condition on which they differ. */
function deciding(rows, findings) {
  const marked = new Map(),
    two = findings.length > 1 && findings[1];
  const note = (row, slots) => marked.set(row, slots);
  if (two && findings[0].state !== findings[1].state) {
    const split = rows.filter((r) => r.at[0] && r.at[1] && r.at[0].state !== r.at[1].state && (r.at[0].decides || r.at[1].decides));
    split.forEach((r) => note(r, [0, 1]));
    if (split.length) return marked;
  }
  rows.forEach((r) => {
    const slots = findings.map((f, i) => i).filter((i) => r.at[i] && r.at[i].decides && !(findings[i].state === 'n' && r.provision));
    if (slots.length) note(r, slots);
  });
  return marked;
}
function traceRow(row, number, slots, findings, letters) {
  const any = row.at.find(Boolean),
    values = findings.map((_, i) => row.at[i] && row.at[i].value),
    same = values.every((x) => x == null || x === any.value);
  const sources = [
      ...new Set(
        row.at
          .filter(Boolean)
          .map((c) => c.source)
          .filter(Boolean),
      ),
    ],
    basis = row.at
      .filter(Boolean)
      .map((c) => c.basis)
      .filter((b) => b && b !== 'V');
  return h(
    'li',
    { class: slots ? 'dec' : '', 'data-condition': any.id },
    h('span', { class: 'n' }, number == null ? '' : num(number)),
    h(
      'span',
      { class: 'q' },
      question(any),
      slots
        ? h(
            'span',
            { class: 'dtag' },
            slots.length === findings.length
              ? t(findings.length > 1 ? 'decides_both' : 'decides')
              : t('decides_one', { x: ltr(letters[slots[0]]) }),
          )
        : '',
    ),
    h(
      'span',
      { class: 'val' },
      same
        ? [value(any.value), likelihoods(row, findings, letters)]
        : between(
            values.map((x, i) => (x == null ? null : [h('b', null, ltr(letters[i])), t('colon'), value(x), '.'])).filter(Boolean),
            ' ',
          ),
      sources.length || basis.length
        ? h('span', { class: 'src' }, between([...sources.map(sourceName), ...(basis.length ? [term('bases', basis[0])] : [])], ' · '))
        : '',
    ),
    findings.map((_, i) => stateCell(row.at[i], letters[i], i)),
  );
}
/* The same sentence may weigh differently under two readings: then each one's probability stands beside it. */
function likelihoods(row, findings, letters) {
  const told = findings.map((_, i) => row.at[i]).filter(Boolean);
  if (told.length < 2 || told.every((c) => c.state === told[0].state)) return '';
  const range = (c) => (c.high - c.low < 0.004 ? chance(c.low) : [chance(c.low), '–', chance(c.high)]);
  return findings.map((_, i) => (row.at[i] ? ['; ', h('b', null, ltr(letters[i])), t('colon'), t('likely', { x: range(row.at[i]) })] : ''));
}
function sourceName(id) {
  const x = inst(traceInstrument),
    key = Object.keys(x.sources).find((s) => id === s || id.startsWith(`${s},`));
  return key ? [said(x.sources[key]), prose(id.slice(key.length))] : own(id);
}
let traceInstrument = 0;
function stateCell(c, letter, slot) {
  const word = !c ? 'not_asked' : { y: 'met', n: 'not_met', u: 'cannot_tell' }[c.state];
  return h(
    'span',
    { class: `st ${c ? c.state : 'x'} c${slot}`, 'data-r': letter },
    h('i', { 'aria-hidden': 'true' }),
    h('span', null, t(word)),
  );
}
/* The trace of one or two findings as a list; provisions that fail are folded together, never left out. */
function traceList(findings, n, letters) {
  traceInstrument = n;
  const rows = align(findings),
    marked = deciding(rows, findings),
    wanted = new Set(findings.flatMap((f) => (f ? f.provisions : [])));
  const open = (r) =>
    !r.provision ||
    wanted.has(r.provision) ||
    marked.has(r) ||
    rows.filter((x) => x.provision === r.provision).every((x) => x.at.some((c) => c && c.state !== 'n'));
  let number = 0;
  const list = h(
    'ol',
    { class: `tr${findings.length > 1 ? '' : ' one'}` },
    h(
      'li',
      { class: 'h' },
      h('span'),
      h('span', null, t('condition')),
      h('span', null, t('deciding_value')),
      findings.map((_, i) => h('span', null, inst(n).readings.length > 1 ? t('reading', { x: ltr(letters[i]) }) : t('state'))),
    ),
  );
  let heading = null;
  const folded = [];
  for (const row of rows) {
    if (!open(row)) {
      folded.push(row);
      continue;
    }
    if (row.provision && row.provision !== heading) {
      heading = row.provision;
      list.append(provisionHead(n, heading));
    }
    list.append(traceRow(row, ++number, marked.get(row), findings, letters));
  }
  if (!folded.length) return list;
  const ids = [...new Set(folded.map((r) => r.provision))],
    none = findings.every((f) => f && f.state === 'n');
  const inner = h(
    'ol',
    { class: `tr inner${findings.length > 1 ? '' : ' one'}` },
    ids.flatMap((id) => [
      provisionHead(n, id),
      ...folded.filter((r) => r.provision === id).map((r) => traceRow(r, null, null, findings, letters)),
    ]),
  );
  list.append(
    h(
      'li',
      { class: `fold${none ? ' dec' : ''}` },
      h(
        'details',
        null,
        h(
          'summary',
          null,
          counted('untouched', ids.length),
          none ? h('span', { class: 'dtag' }, t(findings.length > 1 ? 'decides_both' : 'decides')) : '',
        ),
        inner,
      ),
    ),
  );
  return list;
}
function provisionHead(n, id) {
  const p = inst(n).provisions.find((x) => x.id === id);
  return h('li', { class: 'ph' }, h('span', { class: 'n' }), h('span', { class: 'pt' }, h('b', null, ltr(id)), ' ', p ? said(p.text) : ''));
}
function traceView(findings) {
  const n = SPOT.instrument,
    letters = pairOf(n).map((r) => inst(n).readings[r].letter);
  const opened = $('#trace details') && $('#trace details').open;
  fill($('#trace'), traceList(findings, n, letters));
  if (opened && $('#trace details')) $('#trace details').open = true;
}
