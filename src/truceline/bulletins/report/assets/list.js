/* Filters and the incident list. */
const FACETS = ['out', 'cov', 'why', 'prov', 'party', 'cell', 'from', 'until', 'who', 'q'];
const applied = () => Object.fromEntries(Object.entries(S.facets).filter(([k, x]) => FACETS.includes(k) && x !== ''));

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
