/* One incident as a row; the row opens its trace and its claims. */

function smallBadge(f) {
  if (!f) return h('span', { class: 'tiny' }, '–');
  if (f.state === 'v') return h('span', { class: 'badge sm v' }, t('violation'), ' ', provisionNames(f));
  if (f.state === 'u')
    return h('span', { class: 'badge sm u' }, glyph('u', 'tinyg'), f.cover === 'c' ? t('undetermined') : t('cannot_tell'));
  if (f.state === 'n') return h('span', { class: 'badge sm' }, t('no_violation'));
  return h('span', { class: 'badge sm o' }, FIX());
}
function amount(i) {
  const act = term('acts', TEXT(I.act[i])),
    unit = TEXT(I.unit[i]),
    low = I.quantity_low[i],
    high = I.quantity_high[i];
  if (low < 0) return act;
  const many =
    low === high
      ? WORDS.plurals[unit]
        ? counted(unit, low)
        : [num(low), ' ', term('units', unit)]
      : [ltr(`${low}–${high}`), ' ', term('units', unit)];
  return [act, t('comma'), many];
}
/* who answers under the readings that stand beside each other: once where it is the same */
function whoAnswers(i, n) {
  const pair = pairOf(n).filter((r) => column(n, r)[i] >= 0),
    told = pair.map((r) => {
      const f = verdict(column(n, r)[i]);
      if (f.state === 'o') return h('span', { class: 'tiny' }, t('no_one'));
      return h('span', null, marker(n, f.party), ' ', f.party ? said(nameOf(n, f.party)) : t('not_attributed'));
    });
  if (told.every((x) => x.textContent === told[0].textContent)) return told[0];
  return told.map((x, k) => h('span', { class: 'each' }, h('b', null, ltr(inst(n).readings[pair[k]].letter)), t('colon'), x));
}
function rowOf(i) {
  const n = S.inst,
    place = TEXT(I.place[i]),
    id = `row-${i}`;
  return h(
    'tr',
    { 'data-i': i },
    h(
      'td',
      null,
      h(
        'button',
        {
          type: 'button',
          class: `tog${I.id[i].length > 18 ? ' long' : ''}`,
          'aria-expanded': 'false',
          'aria-controls': id,
          on: { click: (e) => toggle(e.currentTarget, i, id) },
        },
        ltr(I.id[i]),
      ),
    ),
    h('td', { 'data-h': plainly('th_when') }, h('span', { class: 'nw' }, moment(I.start[i], I.until[i], ZONE))),
    h(
      'td',
      { 'data-h': plainly('th_where') },
      place ? own(place) : t(I.radius_m[i] >= 0 ? 'by_position' : 'unknown'),
      I.radius_m[i] >= 0 ? [' ', h('span', { class: 'tiny' }, within(I.radius_m[i]))] : '',
    ),
    h('td', { 'data-h': plainly('th_recorded') }, amount(i)),
    h(
      'td',
      { 'data-h': plainly('th_answers') },
      whoAnswers(i, n),
    ),
    pairOf(n).map((r) =>
      h(
        'td',
        {
          class: r === reading() ? 'fsel' : 'foff',
          'data-h': inst(n).readings.length > 1 ? `${plainly('reading', { x: inst(n).readings[r].letter })}` : plainly('finding'),
        },
        smallBadge(verdict(column(n, r)[i])),
      ),
    ),
    h('td', { class: 'rp', 'data-h': plainly('th_reports') }, num(I.reports[i])),
  );
}
function toggle(button, i, id) {
  const tr = button.closest('tr'),
    next = tr.nextElementSibling;
  if (next && next.id === id) {
    next.remove();
    button.setAttribute('aria-expanded', 'false');
    return;
  }
  button.setAttribute('aria-expanded', 'true');
  tr.after(h('tr', { class: 'op', id }, h('td', { colspan: 12 }, detail(i))));
}
function detail(i) {
  const n = S.inst,
    pair = pairOf(n).filter((r) => column(n, r)[i] >= 0),
    findings = pair.map((r) => verdict(column(n, r)[i]));
  const from = I.first_report[i],
    list = Array.from({ length: I.reports[i] }, (_, k) => from + k);
  return h(
    'div',
    { class: 'detail' },
    SPOT && i === SPOT.incident && n === SPOT.instrument ? h('p', null, h('a', { href: '#inc' }, t('above'))) : '',
    findings.some((f) => f.cover === 'o') ? h('p', { class: 'badge o' }, FIX()) : '',
    perReading(pair, findings, n, attributionLine),
    traceList(
      findings,
      n,
      pair.map((r) => inst(n).readings[r].letter),
    ),
    D.short_traces ? h('p', { class: 'tiny' }, t('short_trace', { id: ltr(`truceline explain ${I.id[i]}`) })) : '',
    h('p', { class: 'small rh' }, counted('reports', list.length), t('colon')),
    h('ul', { class: 'voices' }, list.map(reportLine)),
  );
}
function reportLine(k) {
  const received =
    REP.received[k] < 0
      ? ''
      : (() => {
          const at = clock(REP.received[k], ZONE);
          return [t('comma'), t('received', { x: [dayNode(at.day), ' ', ltr(at.time)] })];
        })();
  const says = [term('acts', TEXT(REP.act[k]))];
  if (REP.quantity[k] >= 0) {
    const unit = TEXT(REP.unit[k]);
    says.push(unit && WORDS.plurals[unit] ? counted(unit, REP.quantity[k]) : [num(REP.quantity[k]), ' ', term('units', unit)]);
  }
  if (REP.weapon[k] >= 0) says.push(term('weapons', TEXT(REP.weapon[k])));
  if (REP.actor[k] >= 0) says.push(t('names_actor', { x: own(localName(TEXT(REP.actor[k]))) }));
  else if (REP.sides[k] >= 0) says.push(t('names_sides', { x: own(TEXT(REP.sides[k])) }));
  if (REP.target[k] >= 0) says.push(t('against', { x: own(TEXT(REP.target[k])) }));
  return h(
    'li',
    null,
    ltr(REP.id[k]),
    h(
      'span',
      null,
      own(localName(TEXT(REP.claimant[k]) || TEXT(REP.source[k]))),
      REP.kind[k] >= 0 ? [' (', term('kinds', TEXT(REP.kind[k])), ')'] : '',
      received,
      t('colon'),
      between(says, t('comma')),
      REP.quotes[k] >= 0 ? [' ', t('origin', { x: own(TEXT(REP.quotes[k])) })] : '',
    ),
  );
}
