/* Filters and the incident list; each row opens its trace. */
const FACETS = ['out', 'cov', 'why', 'prov', 'party', 'cell', 'from', 'until', 'who', 'q'];
const applied = () => Object.fromEntries(Object.entries(S.facets).filter(([k, x]) => FACETS.includes(k) && x !== ''));

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
function rowOf(i) {
  const n = S.inst,
    f = verdict(column()[i]),
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
      place ? own(place) : t('unknown'),
      I.radius_m[i] >= 0 ? [' ', h('span', { class: 'tiny' }, within(I.radius_m[i]))] : '',
    ),
    h('td', { 'data-h': plainly('th_recorded') }, amount(i)),
    h(
      'td',
      { 'data-h': plainly('th_answers') },
      f.state === 'o'
        ? h('span', { class: 'tiny' }, t('no_one'))
        : [marker(n, f.party), ' ', f.party ? said(nameOf(n, f.party)) : t('not_attributed')],
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
    h('p', { class: 'small' }, attributionLine(verdict(column()[i]), n)),
    traceList(
      findings,
      n,
      pair.map((r) => inst(n).readings[r].letter),
    ),
    D.short_traces ? h('p', { class: 'tiny' }, t('short_trace', { id: ltr(`truceline explain ${I.id[i]}`) })) : '',
    h('p', { class: 'small rh' }, counted('reports', list.length), t('colon')),
    h('ul', { class: 'claims' }, list.map(reportLine)),
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

/* the list, and what it is narrowed to */
function order(list) {
  if (!SPOT) return list;
  const at = I.start[SPOT.incident];
  return list.sort((a, b) =>
    a === SPOT.incident ? -1 : b === SPOT.incident ? 1 : Math.abs(I.start[a] - at) - Math.abs(I.start[b] - at) || a - b,
  );
}
function facetLabel(k, x) {
  if (k === 'out') return t(`state_${x}`);
  if (k === 'cov') return x === 'o' ? FIX() : t(x === 'c' ? 'covered' : 'cannot_tell');
  if (k === 'why') return term('because', x);
  if (k === 'prov') return t('provision_x', { x: ltr(x) });
  if (k === 'party') return x === '?' ? t('not_attributed') : said(nameOf(S.inst, x));
  if (k === 'cell') return +x === -1 ? t('no_position') : +x === -2 ? t('coarse_position') : t('cell_x', { x: ltr(x) });
  if (k === 'from') return t('from_x', { x: dayNode(+x, true) });
  if (k === 'until') return t('until_x', { x: dayNode(+x, true) });
  if (k === 'who') return own(TEXT(+x));
  return t('text_x', { x: own(x) });
}
let matching = [];
function listView() {
  const f = applied(),
    units = S.facets.unit === 'reports';
  matching = chosen(f);
  if (S.facets.prov === '') matching = matching.filter((i) => !D.verdicts[column()[i]][4].length);
  order(matching);
  const total = units ? reportsIn(matching) : matching.length;
  $('#listcount').dataset.n = total;
  fill(
    $('#listcount'),
    h(
      'b',
      null,
      units ? [counted('reports', total), t('in_incidents', { x: counted('incidents', matching.length) })] : counted('incidents', total),
    ),
  );
  const chips = Object.entries(f).map(([k, x]) =>
    h(
      'button',
      {
        type: 'button',
        class: 'chip',
        'data-x': k,
        on: {
          click: () => {
            const next = { ...S.facets };
            delete next[k];
            narrow(next);
            filterControls();
            $('#listcount').focus();
          },
        },
      },
      facetLabel(k, x),
      h('span', { class: 'vh' }, t('remove')),
      h('span', { 'aria-hidden': 'true' }, ' ×'),
    ),
  );
  if (S.facets.prov === '') chips.push(h('span', { class: 'small' }, t('no_provision')));
  fill(
    $('#chips'),
    chips,
    chips.length || units ? h('a', { href: '#list/' }, t('clear')) : h('span', { class: 'small' }, SPOT ? t('nearest_first') : ''),
  );
  headRow();
  rowsView();
}
function headRow() {
  const n = S.inst;
  fill(
    $('#lshead'),
    h(
      'tr',
      null,
      ['th_incident', 'th_when', 'th_where', 'th_recorded', 'th_answers'].map((k) => h('th', { scope: 'col' }, t(k))),
      pairOf(n).map((r) =>
        h(
          'th',
          { scope: 'col', class: r === reading() ? 'fsel' : '' },
          inst(n).readings.length > 1 ? t('reading', { x: ltr(inst(n).readings[r].letter) }) : t('finding'),
        ),
      ),
      h('th', { scope: 'col', class: 'rp' }, t('th_reports')),
    ),
  );
}
function rowsView() {
  const rows = matching.slice(0, S.shown);
  fill(
    $('#rows'),
    rows.length
      ? rows.map(rowOf)
      : h('tr', null, h('td', { colspan: 12, class: 'empty' }, h('b', null, t('empty')), ' ', t('empty_not_calm'))),
  );
  const left = matching.length - rows.length,
    more = $('#more');
  more.hidden = left <= 0;
  fill(more, t('more', { n: Math.min(50, left) }));
  fill($('#showing'), left > 0 ? t('showing', { a: num(rows.length), b: num(matching.length) }) : '');
}
function moreRows() {
  const first = S.shown;
  S.shown += 50;
  put($('#rows'), matching.slice(first, S.shown).map(rowOf));
  const left = matching.length - Math.min(S.shown, matching.length);
  $('#more').hidden = left <= 0;
  fill($('#more'), t('more', { n: Math.min(50, left) }));
  fill($('#showing'), left > 0 ? t('showing', { a: num(S.shown), b: num(matching.length) }) : '');
  const next = $$('#rows > tr:not(.op)')[first];
  if (next) $('.tog', next).focus({ preventScroll: true });
}
/* filters narrow in place: focus stays where the reader is */
function narrow(facets) {
  S.facets = facets;
  S.shown = FIRST;
  history.replaceState(null, '', address(facets));
  listView();
}

/* filter controls */
function filterControls() {
  const pick = (key, label, options) =>
    h(
      'label',
      null,
      h('span', null, t(label)),
      h(
        'select',
        {
          'data-f': key,
          on: {
            change: (e) => {
              const next = { ...S.facets, [key]: e.target.value };
              if (!e.target.value) delete next[key];
              narrow(next);
            },
          },
        },
        h('option', { value: '' }, t('any')),
        options.map(([value, text]) => h('option', { value, selected: String(S.facets[key] ?? '') === String(value) }, text)),
      ),
    );
  const people = new Map();
  claimants.forEach((set) => set.forEach((id) => people.set(id, (people.get(id) || 0) + 1)));
  const speakers = [...people]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 80)
    .map(([id]) => [id, TEXT(id)])
    .sort((a, b) => a[1].localeCompare(b[1]));
  const reasonIds = [...new Set(D.verdicts.map((x) => x[10]).filter((x) => x >= 0))].map((x) => [
    TEXT(x),
    h('i', null, term('because', TEXT(x))).textContent,
  ]);
  const parts = [
    inst().readings.length > 1
      ? h(
          'label',
          null,
          h('span', null, t('f_reading')),
          h(
            'select',
            { 'data-f': 'reading', on: { change: (e) => choose(S.inst, +e.target.value) } },
            inst().readings.map((r, i) => h('option', { value: i, selected: i === reading() }, `${r.letter} · ${loc(r.title)}`)),
          ),
        )
      : '',
    D.instruments.length > 1
      ? h(
          'label',
          null,
          h('span', null, t('instrument')),
          h(
            'select',
            {
              'data-f': 'instrument',
              on: {
                change: (e) => {
                  S.inst = +e.target.value;
                  S.facets = {};
                  everything();
                },
              },
            },
            D.instruments.map((x, i) => h('option', { value: i, selected: i === S.inst }, loc(x.short))),
          ),
        )
      : '',
    pick('cov', 'f_coverage', [
      ['c', plainly('covered')],
      ['u', plainly('cannot_tell')],
      ['o', plainly('outside')],
    ]),
    pick(
      'out',
      'f_outcome',
      STATES.map((s) => [s, plainly(`state_${s}`)]),
    ),
    pick('why', 'f_why', reasonIds),
    pick('who', 'f_source', speakers),
    h(
      'label',
      { class: 'wide' },
      h('span', null, t('f_text')),
      h('input', {
        type: 'search',
        'data-f': 'q',
        value: S.facets.q || '',
        autocomplete: 'off',
        on: {
          input: (e) => {
            const next = { ...S.facets, q: e.target.value.trim() };
            if (!next.q) delete next.q;
            clearTimeout(waiting);
            waiting = setTimeout(() => narrow(next), 120);
          },
        },
      }),
    ),
  ];
  fill($('#filters'), parts);
}
let waiting = 0;

/* rejected rows, by code */
function rejectsView() {
  const total = D.rejects.reduce((sum, x) => sum + x.count, 0);
  fill(
    $('#rejectcount'),
    total
      ? t('rejects_sum', { n: counted('rows', total, { n: h('a', { href: '#rejects', class: 'count' }, num(total)) }) })
      : t('rejects_none'),
  );
  const open = new Set($$('#rejectlist details[open]').map((d) => d.id));
  fill(
    $('#rejectlist'),
    D.rejects.map((x) =>
      h(
        'details',
        { id: `rejects/${x.code}`, open: open.has(`rejects/${x.code}`) },
        h(
          'summary',
          null,
          h('b', null, ltr(x.code)),
          ' ',
          counted('rows', x.count),
          x.rows.length < x.count ? [' ', t('rejects_part', { n: num(x.rows.length) })] : '',
        ),
        h(
          'ol',
          null,
          x.rows.map(([source, row, message]) =>
            h(
              'li',
              null,
              h('span', { class: 'src' }, own(source), row == null ? '' : [' ', t('row_x', { x: num(row) })]),
              ' ',
              h('span', { lang: 'en', dir: 'ltr' }, message),
            ),
          ),
        ),
      ),
    ),
  );
}
