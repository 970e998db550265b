/* Incidents by the day they occurred, stacked, with a brush of two native range inputs. Time runs left to right in every language. */
const TIME = { size: 1, bins: 1, wide: 7 };
function openTimeline() {
  const span = DAYS.high - DAYS.low + 1;
  TIME.size = span <= 130 ? 1 : span <= 7 * 215 ? 7 : 30;
  TIME.bins = Math.max(1, Math.ceil(span / TIME.size));
  TIME.wide = TIME.size === 1 ? 7 : 4;
  S.from = DAYS.low;
  S.until = DAYS.high;
}
const firstDay = (bin) => DAYS.low + bin * TIME.size;
const lastDay = (bin) => Math.min(DAYS.high, firstDay(bin) + TIME.size - 1);
const binOf = (day) => Math.floor((day - DAYS.low) / TIME.size);

function bars(host, group) {
  const col = column(),
    bins = Math.ceil(TIME.bins / group),
    counts = Array.from({ length: bins }, () => ({ v: 0, u: 0, n: 0, o: 0, sum: 0 }));
  for (let i = 0; i < N; i++) {
    if (col[i] < 0) continue;
    const b = counts[Math.floor(binOf(I.day[i]) / group)];
    b[LETTER[col[i]]]++;
    b.sum++;
  }
  const most = counts.reduce((m, b) => Math.max(m, b.sum), 1) * 1.04,
    W = group > 1 ? 340 : 720,
    H = 230,
    w = W / bins,
    space = Math.min(w * 0.25, group > 1 ? 3 : 1.5);
  const svg = v(
    'svg',
    {
      class: 'cols',
      viewBox: `0 0 ${W} ${H}`,
      preserveAspectRatio: 'none',
      role: 'group',
      'aria-label': plainly('timeline_alt', { n: most / 1.04 }),
    },
    v('defs', null, hatchDefs(host.id)),
  );
  counts.forEach((b, i) => {
    if (!b.sum) return;
    const from = firstDay(i * group),
      until = lastDay(Math.min(TIME.bins - 1, i * group + group - 1)),
      parts = [v('rect', { x: i * w, y: 0, width: w, height: H, class: 'hit' })];
    let y = H;
    for (const s of ['v', 'u', 'n', 'o']) {
      if (!b[s]) continue;
      const tall = (b[s] / most) * H;
      y -= tall;
      parts.push(
        v('rect', {
          x: i * w + space / 2,
          y,
          width: w - space,
          height: tall,
          class: `bar-${s}`,
          fill: s === 'u' ? `url(#${host.id}hd)` : null,
          'vector-effect': 'non-scaling-stroke',
        }),
      );
    }
    const label = `${dayText(from)}${until > from ? ` – ${dayText(until)}` : ''}: ${b.sum}`;
    svg.append(
      v(
        'a',
        { href: address({ from, until }), tabindex: -1, class: 'c', 'data-from': from, 'data-until': until, 'aria-label': label },
        v('title', null, label),
        parts,
      ),
    );
  });
  fill(host, svg);
}
function timelineBars() {
  bars($('#cday'), 1);
  bars($('#cweek'), TIME.wide);
  fill($('#binword'), t(TIME.size === 1 ? 'by_day' : TIME.size === 7 ? 'by_week' : 'by_month'));
  timelineEvents();
}
function timelineEvents() {
  const ends = [-1, -1, -1],
    span = Math.max(1, DAYS.high - DAYS.low + 1);
  const list = inst().events.filter((e) => e.day >= DAYS.low && e.day <= DAYS.high);
  const flags = [],
    rest = [];
  list.forEach((e) => {
    const at = (e.day - DAYS.low) / span,
      name = loc(e.text),
      word =
        e.kind === 'declared'
          ? plainly('ev_declared', { x: own(e.by || '') })
          : plainly(name ? `ev_${e.kind}_in` : `ev_${e.kind}`, { x: own(name) });
    const shown = [dayNode(e.day), ' ', word],
      long = (word.length + dayText(e.day, longYears).length + 3) / Math.max(40, ($('#events').clientWidth || 700) / 6.6),
      flip = at > 0.55,
      from = flip ? at - long : at,
      to = flip ? at : at + long,
      row = ends.findIndex((end) => end < from);
    if (e.kind === 'declared') rest.push(h('li', null, dayNode(e.day), t('colon'), own(e.by || ''), t('colon'), said(e.text)));
    if (row < 0) return;
    ends[row] = to;
    flags.push(h('span', { class: `l${row}${flip ? ' end' : ''}`, css: { left: `${at * 100}%` } }, shown));
  });
  fill($('#events'), flags);
  $('#declared').hidden = !rest.length;
  fill($('#declared'), h('summary', null, counted('declarations', rest.length)), h('ul', null, rest));
}
function brushView() {
  const low = binOf(S.from),
    high = binOf(S.until);
  for (const [id, at, day] of [
    ['b0', low, S.from],
    ['b1', high, S.until],
  ]) {
    const input = $(`#${id}`);
    dress(input, { min: 0, max: TIME.bins - 1, step: 1 });
    input.value = at;
    input.setAttribute('aria-valuetext', dayText(day));
    input.disabled = TIME.bins < 2;
  }
  const last = Math.max(1, TIME.bins - 1);
  $('#bsel').style.setProperty('left', `calc(13px + (100% - 26px) * ${low / last})`);
  $('#bsel').style.setProperty('width', `calc((100% - 26px) * ${(high - low) / last})`);
  for (const a of $$('.cols .c')) a.classList.toggle('on', +a.dataset.until >= S.from && +a.dataset.from <= S.until);
  const all = chosen();
  fill(
    $('#brushed'),
    dayNode(S.from, true),
    ' – ',
    dayNode(S.until, true),
    t('colon'),
    counted('incidents', all.length, { n: link(all.length, {}) }),
    t('brush_how'),
  );
}
function moveBrush(which, bin) {
  if (which === 'b0') S.from = firstDay(Math.min(bin, binOf(S.until)));
  else S.until = lastDay(Math.max(bin, binOf(S.from)));
  S.shown = FIRST;
  below();
}
