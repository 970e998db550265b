/* The record so far: one reading, every number a link. */
function totalsView() {
  const n = S.inst,
    x = inst(n),
    all = chosen(),
    c = tally(all);
  fill($('#instname'), said(x.title));
  const holes = {
    i: link(all.length, {}),
    r: link(reportsIn(all), { unit: 'reports' }),
    v: link(c.v, { out: 'v' }),
    n: link(c.n, { out: 'n' }),
    u: link(c.u, { out: 'u' }),
    o: link(c.o, { out: 'o' }),
    x: ltr(x.readings[reading()].letter),
    accord: said(x.short),
  };
  fill(
    $('#totals'),
    t('total_sources', holes),
    ' ',
    t(x.readings.length > 1 ? 'total_reading' : 'total_plain', holes),
    ' ',
    t('total_outside', holes),
  );
  const withheld = $('#withheld');
  withheld.hidden = !D.withheld_incidents;
  if (D.withheld_incidents)
    fill(withheld, t('withheld', { n: D.withheld_incidents < 5 ? t('fewer_than', { n: 5 }) : num(D.withheld_incidents) }));
  reasons(all, c);
}
/* cannot tell, by reason */
function reasons(all, c) {
  const col = column(),
    by = new Map();
  for (const i of all)
    if (LETTER[col[i]] === 'u') {
      const why = D.verdicts[col[i]][10];
      by.set(why, (by.get(why) || 0) + 1);
    }
  const rows = [...by].sort((a, b) => b[1] - a[1]),
    most = rows.length ? rows[0][1] : 1;
  fill(
    $('#why'),
    rows.length
      ? rows.map(([why, k]) =>
          h(
            'li',
            null,
            h('span', { class: 'wl' }, why < 0 ? t('undetermined') : term('because', TEXT(why))),
            h('span', { class: 'wb', css: { width: `${Math.max(1, (k / most) * 100)}%` }, 'aria-hidden': 'true' }),
            h('span', { class: 'wn' }, why < 0 ? num(k) : link(k, { out: 'u', why: TEXT(why) })),
          ),
        )
      : h('li', { class: 'none' }, t('none_open')),
  );
}
function instrumentChoosers() {
  const box = $('#instruments');
  box.hidden = D.instruments.length < 2 && inst().readings.length < 2;
  fill(
    box,
    D.instruments.length > 1
      ? h(
          'label',
          null,
          h('span', { class: 'small' }, t('instrument')),
          ' ',
          h(
            'select',
            {
              id: 'inst',
              on: {
                change: (e) => {
                  S.inst = +e.target.value;
                  S.facets = {};
                  S.shown = FIRST;
                  location.hash = '';
                  everything();
                },
              },
            },
            D.instruments.map((x, i) => h('option', { value: i, selected: i === S.inst }, loc(x.short) + (x.year ? ` (${x.year})` : ''))),
          ),
        )
      : '',
    inst().readings.length > 1
      ? h(
          'div',
          { class: 'pick', role: 'group', 'aria-label': plainly('readings') },
          inst().readings.map((r, i) =>
            h(
              'button',
              {
                type: 'button',
                class: 'chip',
                'aria-pressed': String(reading() === i),
                'data-r': i,
                on: { click: () => choose(S.inst, i) },
              },
              t('reading', { x: ltr(r.letter) }),
              ' · ',
              said(r.title),
            ),
          ),
        )
      : '',
  );
}
