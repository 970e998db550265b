/* Two clocks: when it happened, and what was known. The page looks answers up; it never computes one. */
const REC = { d: 0, k: 0, asOf: 0 };
const AXIS = { low: 0, high: 1 };
const ANSWERS = []; /* per reading: day → [[day known, verdict], …] in order */
let steps = [];

function openClocks() {
  if (!SPOT) return;
  REC.d = clock(I.start[SPOT.incident], ZONE).day;
  const asOf = knownUntil();
  inst(SPOT.instrument).readings.forEach((_, r) => {
    ANSWERS[r] = new Map();
  });
  for (const [day, minute, r, n] of SPOT.what_ifs) {
    const k = knownOn(minute);
    if (!ANSWERS[r].has(day)) ANSWERS[r].set(day, []);
    ANSWERS[r].get(day).push([k, n]);
  }
  for (const map of ANSWERS) for (const list of map.values()) list.sort((a, b) => a[0] - b[0]);
  const days = SPOT.what_ifs.map((w) => w[0]),
    known = SPOT.what_ifs.map((w) => knownOn(w[1]));
  steps = [...new Set(known)].sort((a, b) => a - b);
  const far = known.length ? known.reduce((a, b) => Math.max(a, b)) : REC.d + 30;
  REC.asOf = asOf;
  REC.k = asOf - far > 60 ? Math.max(far, REC.d + 1) : asOf; /* nothing more became known after the last step */
  AXIS.low = days.reduce((a, b) => Math.min(a, b), REC.d - (days.length ? 0 : 30));
  AXIS.high = Math.max(
    REC.k,
    days.reduce((a, b) => Math.max(a, b), REC.d),
  );
  S.d = REC.d;
  S.k = REC.k;
}
const knownDay = () => dayNode(S.k === REC.k ? REC.asOf : S.k, longYears || REC.asOf - REC.d > 300);
/* The day of the page's state of knowledge. One that ends with a day, in UTC or here, is that day's, not the next one's. */
function knownUntil() {
  const minute = Math.min(D.as_of, 4e9);
  return minute % 1440 === 1439 ? Math.floor(minute / 1440) : clock(minute - 1, ZONE).day;
}
/* The day from which something is known; what the page's own state of knowledge holds is known by its day. */
function knownOn(minute) {
  const day = clock(minute, ZONE).day;
  return minute <= D.as_of ? Math.min(day, knownUntil()) : day;
}
/* Whether a part of the text counts in what was known: from when it was, and until something that changed it was. */
function counts(part, k) {
  return (part.known == null || knownOn(part.known) <= k) && (part.overtaken == null || knownOn(part.overtaken) > k);
}
/* The finding under one reading with both clocks set, null where the engine was not asked. */
function answer(r, d = S.d, k = S.k) {
  if (d === REC.d && k === REC.k) return verdict(D.findings[SPOT.instrument][r][SPOT.incident]);
  const known = (ANSWERS[r] && ANSWERS[r].get(d)) || [];
  let found = null;
  for (const [day, n] of known) if (day <= k) found = n;
  return found == null ? null : verdict(found);
}
const answered = (d, k) => d <= k && pairOf(SPOT.instrument).every((r) => answer(r, d, k));
/* The nearest place both handles may rest: only days the engine answered for, and never after what was known. */
function settle(d, k, moved) {
  if (moved === 'k' && d > k) d = k;
  if (moved === 'd' && d > k) d = k;
  if (answered(d, k)) return [d, k];
  for (let away = 1; away <= AXIS.high - AXIS.low; away++) {
    const tries =
      moved === 'k'
        ? [
            [d - away, k],
            [d, k + away],
            [d + away, k],
          ]
        : [
            [d - away, k],
            [d + away, k],
            [d, k + away],
          ];
    for (const [a, b] of tries) if (a >= AXIS.low && b <= AXIS.high && answered(a, b)) return [a, b];
  }
  return [REC.d, REC.k];
}

/* ways worth trying: the nearest moves that change what is found */
function tries() {
  const pair = pairOf(SPOT.instrument),
    key = (d, k) =>
      pair
        .map((r) => {
          const f = answer(r, d, k);
          return `${f.state}${f.because || ''}${f.state === 'o' ? (f.trace.find((c) => c.decides) || {}).id : ''}`;
        })
        .join(),
    now = key(REC.d, REC.k),
    best = new Map();
  const days = [...new Set(SPOT.what_ifs.map((w) => w[0]))].sort((a, b) => a - b),
    ks = [...new Set([...steps, REC.k])];
  for (const k of ks)
    for (const d of days) {
      if (!answered(d, k)) continue;
      const was = key(d, k),
        cost = (d === REC.d ? 0 : 1000 + Math.abs(d - REC.d)) + (k === REC.k ? 0 : 500 + Math.abs(k - REC.k));
      if (was !== now && (!best.has(was) || best.get(was)[2] > cost)) best.set(was, [d, k, cost]);
    }
  return [[REC.d, REC.k, -1], ...[...best.values()].sort((a, b) => a[2] - b[2]).slice(0, 4)];
}
function tryLabel([d, k]) {
  if (d === REC.d && k === REC.k) return t('as_recorded');
  if (d === REC.d) return t('try_known', { x: dayNode(k) });
  if (k === REC.k) return t('try_dated', { x: dayNode(d) });
  return t('try_both', { x: dayNode(d), y: dayNode(k) });
}

const share = (day) => `${((Math.min(Math.max(day, AXIS.low), AXIS.high) - AXIS.low) / Math.max(1, AXIS.high - AXIS.low)) * 100}%`;
function windowsIn(lane) {
  const x = inst(SPOT.instrument),
    r = reading(SPOT.instrument);
  const other = pairOf(SPOT.instrument).find((q) => q !== r),
    holds = (w, q) => !w.readings || w.readings.includes(q);
  const seen = x.windows
    .filter((w) => counts(w, S.k))
    .map((w) => ({ ...w, from: clock(w.start, x.zone).day, till: w.until == null ? AXIS.high + 1 : clock(w.until, x.zone).day }))
    .filter((w) => w.till >= AXIS.low && w.from <= AXIS.high);
  const bar = (from, until, kind, word) =>
    h(
      'span',
      { class: `win${kind}`, css: { left: share(from), width: `calc(${share(Math.min(until, AXIS.high))} - ${share(from)})` } },
      h('span', null, word),
    );
  const on = stretches(
    seen.filter((w) => !w.off),
    x.readings.map((_, q) => q),
    holds,
  ).filter(({ held }) => held.includes(r) || held.includes(other));
  const off = seen.filter((w) => w.off && holds(w, r));
  fill(lane, [
    ...on.map(({ from, till, held }) => {
      const some = held.length < x.readings.length,
        letters = between(
          held.map((q) => ltr(x.readings[q].letter)),
          t('comma'),
        );
      const word = some ? t('win_disputed', { x: letters }) : t('win_force', { x: said(x.short) });
      return bar(from, till, `${some ? ' some' : ''}${held.includes(r) ? '' : ' unheld'}`, word);
    }),
    ...off.map((w) => bar(w.from, w.till, ' off', t('win_off'))),
  ]);
}
/* Stretches of days with the readings under which something holds there: two windows of two readings over the same
   days are one stretch of both, and only what one holds and the other does not is that one's alone. */
function stretches(windows, readings, holds) {
  const cuts = [...new Set(windows.flatMap((w) => [w.from, w.till]))].sort((a, b) => a - b),
    out = [];
  cuts.slice(0, -1).forEach((from, i) => {
    const till = cuts[i + 1],
      there = windows.filter((w) => w.from <= from && till <= w.till),
      held = readings.filter((q) => there.some((w) => holds(w, q))),
      last = out[out.length - 1],
      goesOn = windows.some((w) => w.from < from && from < w.till);
    if (!held.length) return;
    if (last && last.till === from && goesOn && last.held.join() === held.join()) last.till = till;
    else out.push({ from, till, held });
  });
  return out;
}
function knownTicks(lane) {
  const x = inst(SPOT.instrument),
    list = x.known.map((p) => ({ ...p, day: knownOn(p.minute) })).filter((p) => p.day >= AXIS.low && p.day <= AXIS.high);
  const rows = [];
  const ends = [-1, -1, -1, -1],
    letters = Math.max(30, (lane.clientWidth || 700) / 6.4);
  list.slice(0, 12).forEach((p) => {
    const at = (p.day - AXIS.low) / Math.max(1, AXIS.high - AXIS.low),
      name = loc(p.name),
      flip = at > 0.45,
      room = Math.floor((flip ? at : 1 - at) * letters) - 1,
      whole = name ? plainly(`known_${p.kind}`, { x: own(clipped(localName(name), 30)) }) : plainly(`known_${p.kind}_plain`);
    const word = clipped(whole, Math.max(6, room)),
      long = (word.length + 1) / letters,
      from = flip ? at - long : at,
      to = flip ? at : at + long;
    const row = ends.findIndex((end) => end <= from);
    if (row < 0) return;
    ends[row] = Math.max(ends[row], to);
    rows.push(
      h(
        'span',
        { class: `tick r${row}${flip ? ' back' : ''}${p.day <= S.k ? '' : ' later'}`, css: { left: share(p.day) } },
        h('span', null, word),
      ),
    );
  });
  fill(lane, rows);
  lane.parentNode.classList.toggle('tall', ends[2] >= 0);
}
function monthMarks(lane) {
  const marks = [],
    span = AXIS.high - AXIS.low,
    x = new Date(AXIS.low * 864e5);
  const every = span > 900 ? 12 : span > 400 ? 3 : 1;
  let y = x.getUTCFullYear(),
    m = x.getUTCMonth();
  for (
    let day = Math.floor(Date.UTC(y, m, 1) / 864e5);
    day <= AXIS.high;
    [y, m] = m === 11 ? [y + 1, 0] : [y, m + 1], day = Math.floor(Date.UTC(y, m, 1) / 864e5)
  ) {
    if (day >= AXIS.low && m % every === 0)
      marks.push(h('span', { css: { left: share(day) } }, every === 1 ? monthName(m) : h('bdi', null, `${monthName(m)} ${y}`)));
  }
  fill(lane, marks);
}
function clocksView(findings) {
  const n = SPOT.instrument,
    x = inst(n),
    pair = pairOf(n);
  const still = !SPOT.what_ifs.length;
  fill(
    $('#segs'),
    pair.map((r, slot) =>
      h(
        'button',
        { type: 'button', 'aria-pressed': String(S.read[n] === r), 'data-r': r, on: { click: () => choose(n, r) } },
        h(
          'span',
          null,
          pair.length > 1 || x.readings.length > 1 ? [h('b', null, t('reading', { x: ltr(x.readings[r].letter) })), ' '] : '',
          said(x.readings[r].title),
        ),
        h('span', { class: 'ans' }, glyph(findings[slot].state), h('span', null, answerWords(findings[slot]))),
      ),
    ),
  );
  $('#choose').hidden = x.readings.length < 3;
  for (const [id, value] of [
    ['d', S.d],
    ['k', S.k],
  ]) {
    const input = $(`#${id}`);
    dress(input, { min: AXIS.low, max: AXIS.high, step: 1 });
    input.value = value;
    input.disabled = still;
    input.setAttribute('aria-valuetext', dayText(id === 'k' && value === REC.k ? REC.asOf : value));
    fill($(`#o${id}`), id === 'k' ? knownDay() : dayNode(value));
  }
  fill($('#clocknote'), t(still ? 'clocks_still' : 'clocks_move'));
  $('#future').style.setProperty('left', `calc(13px + (100% - 26px) * ${(S.k - AXIS.low) / Math.max(1, AXIS.high - AXIS.low)})`);
  windowsIn($('#wins'));
  knownTicks($('#ticks'));
  monthMarks($('#months'));
  fill(
    $('#tries'),
    still
      ? ''
      : [
          h('span', { class: 'small' }, t('try')),
          tries().map((x) =>
            h(
              'button',
              {
                type: 'button',
                class: 'chip',
                'aria-pressed': String(x[0] === S.d && x[1] === S.k),
                'data-d': x[0],
                'data-k': x[1],
                on: {
                  click: () => {
                    [S.d, S.k] = x;
                    hero();
                  },
                },
              },
              tryLabel(x),
            ),
          ),
        ],
  );
}
function answerWords(f) {
  if (f.state === 'v') return [t('covered'), ' · ', t('violation_of', { p: provisionNames(f) })];
  if (f.state === 'n') return [t('covered'), ' · ', t('no_violation')];
  if (f.cover === 'c') return [t('covered'), ' · ', t('undetermined')];
  return f.cover === 'u' ? t('cannot_tell') : t('outside_short');
}
function choose(n, r) {
  S.read[n] = r;
  if (!pairOf(n).includes(r)) S.pair[n] = [r, S.pair[n].find((x) => x !== r)];
  everything();
}
function readingChoosers() {
  const n = SPOT.instrument,
    x = inst(n);
  fill(
    $('#choose'),
    [0, 1].map((slot) =>
      h(
        'label',
        null,
        h('span', { class: 'small' }, t(slot ? 'beside' : 'show')),
        ' ',
        h(
          'select',
          {
            on: {
              change: (e) => {
                const r = +e.target.value;
                const other = S.pair[n][1 - slot];
                S.pair[n] = slot ? [r === other ? S.pair[n][1] : other, r] : [r, r === other ? S.pair[n][0] : other];
                if (!S.pair[n].includes(S.read[n])) S.read[n] = r;
                delete seen[0];
                delete seen[1];
                everything();
              },
            },
          },
          x.readings.map((q, i) => h('option', { value: i, selected: S.pair[n][slot] === i }, `${q.letter} · ${loc(q.title)}`)),
        ),
      ),
    ),
  );
}
