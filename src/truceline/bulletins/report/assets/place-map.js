/* Where, as far as known: a blurred circle, a border with its imprecision, never a pin. */
function hatchDefs(prefix) {
  const hatch = (id, size, width, cls) =>
    v(
      'pattern',
      { id: prefix + id, width: size, height: size, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
      v('path', { d: `M0 0V${size}`, 'stroke-width': width, class: cls }),
    );
  const blur = (id, by) =>
    v(
      'filter',
      { id: prefix + id, filterUnits: 'userSpaceOnUse', x: -240, y: -240, width: 1180, height: 1080 },
      v('feGaussianBlur', { stdDeviation: by }),
    );
  return [
    hatch('hx', 7, 1.5, 'inkline'),
    hatch('hs', 9, 1.2, 'inkline faint'),
    hatch('hd', 3.8, 1.3, 'inkline'),
    blur('soft', 7),
    blur('haze', 30),
    blur('fine', 1.6),
    v(
      'radialGradient',
      { id: prefix + 'disc' },
      ...[
        [0, 0.82],
        [0.5, 0.5],
        [1, 0],
      ].map(([o, a]) => v('stop', { offset: o, 'stop-color': 'currentColor', 'stop-opacity': a })),
    ),
  ];
}
/* One area in its texture. `back` is the ground it lies on. */
function areaShape(layer, i, prefix, W, H) {
  const all = { x: -40, y: -40, width: W + 80, height: H + 80 },
    id = `${prefix}m${i}`;
  if (layer.style === 'line') return [v('path', { d: layer.fill, class: 'areafill' }), v('path', { d: layer.border, class: 'border' })];
  if (layer.style === 'proposed') return [v('path', { d: layer.border, class: 'dotted' })];
  if (layer.style === 'haze') {
    return [
      v('mask', { id, maskUnits: 'userSpaceOnUse', ...all }, v('path', { d: layer.fill, fill: '#fff', filter: `url(#${prefix}haze)` })),
      v('g', { mask: `url(#${id})` }, v('rect', { ...all, fill: `url(#${prefix}hs)` })),
    ];
  }
  const blur = layer.band > 30 ? 'soft' : 'fine';
  return [
    v('path', { d: layer.fill, class: 'areafill' }),
    v(
      'mask',
      { id, maskUnits: 'userSpaceOnUse', ...all },
      v('path', { d: layer.border, fill: 'none', stroke: '#fff', 'stroke-width': layer.band, filter: `url(#${prefix}${blur})` }),
    ),
    v(
      'g',
      { mask: `url(#${id})` },
      v('rect', { ...all, class: 'bandground' }),
      v('rect', { ...all, fill: `url(#${prefix}hx)`, opacity: 0.62 }),
    ),
  ];
}
const areaKey = (layer) => (typeof layer.name === 'string' ? layer.name : layer.name.en || '');
/* What one reading holds and knew by then; a drawn border replaces the haze of the same area. */
function visible(layers, r, k) {
  const on = layers.filter((x) => (!x.readings || x.readings.includes(r)) && (counts(x, k)));
  const drawn = new Set(on.filter((x) => x.style === 'band' || x.style === 'line').map(areaKey));
  return on.filter((x) => x.style !== 'haze' || !drawn.has(areaKey(x)));
}
function scaleBar(map, H) {
  const unit = [50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5].find((m) => m / map.metres_per_unit >= 55) || 5e5;
  const long = unit / map.metres_per_unit;
  return [
    v('path', { class: 'scale', d: `M24 ${H - 26}h${long}M24 ${H - 32}v12M${24 + long} ${H - 32}v12` }),
    svgText(34 + long, H - 20, metres(unit).textContent, { class: 't2 halo', direction: 'ltr' }),
  ];
}
const svgText = (x, y, text, attributes) => v('text', { x, y, ...attributes }, text);

function placeMap() {
  const map = SPOT.map,
    box = $('#map');
  if (!map) {
    fill(box, h('p', { class: 'nomap' }, SPOT.withheld_place ? t('map_withheld') : t('map_none')));
    fill($('#mapcap'), t('map_cap'));
    return;
  }
  const W = map.width,
    H = map.height,
    k = S.k,
    layers = visible(map.layers, reading(SPOT.instrument), k);
  const [x, y, radius, m] = map.discs[0];
  const svg = v('svg', { viewBox: `0 0 ${W} ${H}`, role: 'img', 'aria-labelledby': 'mapt' });
  put(svg, [
    v('title', { id: 'mapt' }, mapWords(layers, m)),
    v('defs', null, hatchDefs('p')),
    v('rect', { width: W, height: H, class: 'ground' }),
    v(
      'g',
      { class: 'graticule' },
      map.meridians.map(([a]) => v('path', { d: `M${a} 0V${H}` })),
      map.parallels.map(([a]) => v('path', { d: `M0 ${a}H${W}` })),
    ),
    layers.map((layer, i) => v('g', { class: 'arealayer', 'data-style': layer.style }, areaShape(layer, i, 'p', W, H))),
    map.discs.map(([a, b, r]) =>
      v('g', { class: 'disc' }, v('circle', { cx: a, cy: b, r, fill: 'url(#pdisc)' }), v('circle', { cx: a, cy: b, r, class: 'ring' })),
    ),
    map.towns.map(([name, a, b]) => [
      v('rect', { class: 'town', x: a - 4.5, y: b - 4.5, width: 9, height: 9 }),
      svgText(a, b + 24, loc(name), { class: 'halo', 'text-anchor': 'middle' }),
    ]),
    SPOT.place ? svgText(x, y - radius - 16, placeName(), { class: 'halo strong', 'text-anchor': 'middle' }) : '',
    svgText(x, y + radius + 26, plainly('map_place'), { class: 'halo t2', 'text-anchor': 'middle' }),
    svgText(x, y + radius + 48, within(m).textContent, { class: 'halo t2', 'text-anchor': 'middle', direction: 'ltr' }),
    layerLabels(layers, W, H),
    scaleBar(map, H),
  ]);
  fill(box, svg);
  fill($('#mapcap'), t('map_cap'));
}
function layerLabels(layers, W, H) {
  const seenNames = new Set(),
    out = [],
    taken = [];
  const free = (x, y) => taken.every(([a, b]) => Math.abs(a - x) > 150 || Math.abs(b - y) > 56);
  layers
    .filter((l) => l.label)
    .forEach((layer) => {
      if (seenNames.has(areaKey(layer)) || seenNames.size > 3) return;
      const [x, y] = layer.label;
      if (!free(x, y)) return;
      seenNames.add(areaKey(layer));
      taken.push([x, y]);
      const note = { haze: 'map_somewhere', proposed: 'map_proposed' }[layer.style] || 'map_area';
      out.push(
        svgText(x, y, loc(layer.name), { class: 'halo strong', 'text-anchor': 'middle' }),
        svgText(x, y + 23, plainly(note), { class: 'halo t2', 'text-anchor': 'middle' }),
      );
    });
  const edges = layers.filter((l) => l.style === 'band' || l.style === 'line'),
    edge = edges.length === 1 && !layers.some((l) => l.style === 'haze') && edges[0].outside ? edges[0] : null;
  if (edge && free(...edge.outside))
    out.push(svgText(edge.outside[0], edge.outside[1], plainly('map_outside'), { class: 'halo t2', 'text-anchor': 'middle' }));
  const bands = layers.filter((l) => l.style === 'band' && l.border).sort((a, b) => a.precision_m - b.precision_m),
    fine = bands[0],
    wide = bands[bands.length - 1],
    haze = layers.some((l) => l.style === 'haze');
  if (fine)
    out.push(
      svgText(W - 14, H - 42, plainly('map_border_known'), { class: 'halo t2', 'text-anchor': 'end', direction: 'ltr' }),
      svgText(
        W - 14,
        H - 19,
        within(fine.precision_m).textContent + (wide.precision_m > fine.precision_m ? ` – ${metres(wide.precision_m).textContent}` : ''),
        { class: 'halo t2', 'text-anchor': 'end', direction: 'ltr' },
      ),
    );
  else if (haze)
    out.push(svgText(W - 14, H - 19, plainly('map_border_unpublished'), { class: 'halo t2', 'text-anchor': 'end', direction: 'ltr' }));
  return out;
}
function mapWords(layers, m) {
  return [
    plainly('map_alt', { m: within(m) }),
    ...layers.map((l) => `${loc(l.name)}: ${plainly(`map_style_${l.style}`, { m: within(l.precision_m || 0) })}`),
  ].join(' ');
}
