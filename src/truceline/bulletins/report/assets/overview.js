/* Overview: counts in fixed coarse cells. No pins, nothing below the minimum count, nothing finer in the data. */
function ring(cx, cy, R, w, from, to) {
  const end = to - from > 0.9999 ? from + 0.9999 : to,
    at = (r, a) => `${(cx + r * Math.sin(a * 6.28318)).toFixed(1)} ${(cy - r * Math.cos(a * 6.28318)).toFixed(1)}`,
    big = end - from > 0.5 ? 1 : 0;
  return `M${at(R, from)}A${R} ${R} 0 ${big} 1 ${at(R, end)}L${at(R - w, end)}A${R - w} ${R - w} 0 ${big} 0 ${at(R - w, from)}Z`;
}
function overviewView() {
  const map = D.overview,
    box = $('#omap');
  if (!map) {
    fill(box, h('p', { class: 'nomap' }, t('map_none')));
    fill($('#ocap'), '');
    return;
  }
  const W = map.width,
    H = map.height,
    col = column(),
    cells = map.cells.map(() => []),
    off = { none: [], coarse: [] };
  for (const i of chosen()) {
    const cell = I.cell[i];
    (cell >= 0 ? cells[cell] : cell === -1 ? off.none : off.coarse).push(i);
  }
  const most = cells.reduce((m, c) => Math.max(m, c.length), 1),
    size = Math.min(map.cells[0][2], map.cells[0][3]) / 2;
  const k = S.k ?? 1e12,
    layers = visible(map.layers[inst().id] || [], reading(), S.inst === (SPOT ? SPOT.instrument : -1) ? k : 1e12);
  const svg = v('svg', { viewBox: `0 0 ${W} ${H}`, role: 'group', 'aria-label': plainly('overview_alt') });
  put(svg, [
    v('defs', null, hatchDefs('o')),
    v('rect', { width: W, height: H, class: 'ground' }),
    map.cells.map(([x, y, w, hh]) => v('rect', { x, y, width: w, height: hh, class: 'cell' })),
    layers.map((layer, i) => v('g', { class: 'arealayer', 'data-style': layer.style }, areaShape(layer, i, 'o', W, H))),
  ]);
  let few = 0;
  cells.forEach((list, cell) => {
    if (!list.length) return;
    const [x, y, w, hh] = map.cells[cell],
      cx = x + w / 2,
      cy = y + hh / 2;
    if (list.length < map.minimum) {
      few++;
      put(svg, [
        v(
          'rect',
          { class: 'few', x: cx - 5, y: cy - 5, width: 10, height: 10 },
          v('title', null, plainly('fewer_than', { n: map.minimum })),
        ),
      ]);
      return;
    }
    const R = Math.min(size * 0.92, Math.max(17, size * (0.5 + 0.42 * Math.sqrt(list.length / most)))),
      wide = Math.max(6, R * 0.3),
      c = tally(list, col);
    const parts = [v('circle', { cx, cy, r: R + 1.5, class: 'hub' })];
    let at = 0;
    for (const s of ['v', 'u', 'n', 'o']) {
      if (!c[s]) continue;
      const to = at + c[s] / list.length;
      parts.push(v('path', { d: ring(cx, cy, R, wide, at, to), class: `ring-${s}` }));
      at = to;
    }
    const fit = Math.min(17, ((R - wide) * 1.7) / Math.max(2, String(list.length).length));
    put(svg, [
      v('g', null, parts),
      v(
        'a',
        { href: address({ cell }), class: 'count', 'data-n': list.length, 'aria-label': plainly('cell_label', { n: list.length }) },
        v('circle', { cx, cy, r: R, fill: 'transparent' }),
        v(
          'text',
          { x: cx, y: cy + fit * 0.36, 'text-anchor': 'middle', class: 'cn', 'font-size': fit, direction: 'ltr' },
          String(list.length),
        ),
      ),
    ]);
  });
  const named = new Set();
  for (const l of layers)
    if (l.label && l.style !== 'proposed' && !named.has(areaKey(l)) && named.size < 8) {
      named.add(areaKey(l));
      put(svg, [
        svgText(Math.min(W - 80, Math.max(80, l.label[0])), Math.max(22, l.top - 8), loc(l.name), {
          class: 'halo strong t3',
          'text-anchor': 'middle',
        }),
      ]);
    }
  svg.append(
    ...layers
      .filter((l) => l.style === 'proposed' && l.label)
      .flatMap((l) => [
        svgText(Math.min(W - 110, Math.max(110, l.label[0])), l.label[1], plainly('map_proposed'), {
          class: 'halo t2',
          'text-anchor': 'middle',
        }),
      ]),
  );
  fill(box, svg);
  fill(
    $('#ocap'),
    t('overview_cap', { step: ltr(`${map.step}°`), min: map.minimum }),
    ' ',
    few ? t('overview_few', { min: map.minimum }) : '',
    off.none.length ? [' ', t('overview_none', { n: link(off.none.length, { cell: -1 }) })] : '',
    off.coarse.length ? [' ', t('overview_coarse', { n: link(off.coarse.length, { cell: -2 }) })] : '',
  );
}
