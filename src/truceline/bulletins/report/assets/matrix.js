/* Which promise, and who answers for it: the party a finding attributes, never the party a claim names. */
function matrixView() {
  const n = S.inst,
    x = inst(n),
    col = column(),
    rows = x.provisions.filter((p) => p.breachable),
    columns = [...x.parties.map((p) => p.id), '?'],
    cells = new Map();
  for (const i of chosen()) {
    const raw = D.verdicts[col[i]],
      state = LETTER[col[i]];
    if (state === 'o') continue;
    for (const p of raw[4]) {
      const key = `${D.strings[p]}|${partyKey(n, raw)}`;
      if (!cells.has(key)) cells.set(key, { v: 0, u: 0, n: 0 });
      cells.get(key)[state]++;
    }
  }
  const sum = (c) => c.v + c.u + c.n,
    most = [...cells.values()].reduce((m, c) => Math.max(m, sum(c)), 1);
  const name = (id) => (id === '?' ? t('not_attributed') : said(nameOf(n, id))),
    spoken = (id) => (id === '?' ? plainly('not_attributed') : loc(nameOf(n, id)));
  const cell = (p, id) => {
    const c = cells.get(`${p.id}|${id}`);
    if (!c && id !== '?' && !p.bound.includes(id)) return h('td', { class: 'nb', 'data-p': spoken(id) }, t('not_bound'));
    if (!c) return h('td', { class: 'nb', 'data-p': spoken(id) }, t('none_recorded'));
    const parts = ['v', 'u', 'n'].filter((s) => c[s]);
    return h(
      'td',
      { 'data-p': spoken(id), class: c.u * 2 > sum(c) ? 'doubt' : '' },
      h(
        'div',
        { class: 'cell' },
        h(
          'div',
          { class: 'bar', 'aria-hidden': 'true', css: { width: `${Math.max(12, 100 * Math.sqrt(sum(c) / most))}%` } },
          parts.map((s) => h('i', { class: `s${s}`, css: { flex: String(c[s]) } })),
        ),
        h(
          'div',
          { class: 'nums' },
          parts.map((s) => h('span', null, glyph(s), link(c[s], { out: s, prov: p.id, party: id }, `${plainly(`state_${s}`)}: ${c[s]}`))),
        ),
      ),
    );
  };
  fill(
    $('#mx'),
    h('caption', { class: 'vh' }, t('matrix')),
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        h('th', null, h('span', { class: 'vh' }, t('provision'))),
        columns.map((id) =>
          h('th', { scope: 'col' }, h('span', { class: 'phd' }, marker(n, id === '?' ? null : id), h('span', null, name(id)))),
        ),
      ),
    ),
    h(
      'tbody',
      null,
      rows.map((p) =>
        h(
          'tr',
          null,
          h('th', { scope: 'row' }, h('b', null, ltr(p.id)), ' ', said(p.text)),
          columns.map((id) => cell(p, id)),
        ),
      ),
    ),
  );
  const untouched = chosen({ out: 'n' }).filter((i) => !D.verdicts[col[i]][4].length),
    open = chosen({ out: 'u' }).filter((i) => !D.verdicts[col[i]][4].length);
  fill(
    $('#mxnote'),
    t('matrix_note'),
    ' ',
    untouched.length ? t('matrix_untouched', { n: link(untouched.length, { out: 'n', prov: '' }) }) : '',
    ' ',
    open.length ? t('matrix_open', { n: link(open.length, { out: 'u', prov: '' }) }) : '',
  );
}
