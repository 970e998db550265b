/* Putting it together: language, theme, and what follows what. */
const THEMES = ['auto', 'light', 'dark'];
let theme = 0;

function hero() {
  if (!SPOT) return;
  const pair = pairOf(SPOT.instrument),
    findings = pair.map((r) => answer(r));
  heroTop(findings);
  placeMap();
  clocksView(findings);
  traceView(findings);
}
function below() {
  totalsView();
  overviewView();
  brushView();
  matrixView();
  listView();
}
function everything() {
  if (SPOT) {
    readingChoosers();
    claims();
    hero();
  }
  if (!D.instruments.length || !N) {
    $('#record').hidden = true;
    return;
  }
  instrumentChoosers();
  timelineBars();
  filterControls();
  below();
}
function chrome() {
  document.documentElement.lang = lang;
  document.documentElement.dir = lang === 'ar' ? 'rtl' : 'ltr';
  for (const e of $$('[data-t]')) fill(e, t(e.dataset.t));
  for (const e of $$('[data-label]')) e.setAttribute('aria-label', plainly(e.dataset.label));
  fill(
    $('#tag'),
    D.exercise
      ? [h('b', null, t('exercise')), ' ', h('span', null, t('exercise_why'))]
      : [h('b', null, t(`audience_${D.audience}`)), ' ', h('span', null, t('audience_why'))],
  );
  fill($('#theme'), t('theme'), t('colon'), t(`theme_${THEMES[theme]}`));
  fill(
    $('#langs'),
    LANGS.map((x) =>
      h(
        'button',
        { type: 'button', class: 'tool', lang: x, 'aria-pressed': String(x === lang), on: { click: () => speak(x) } },
        { en: 'English', ar: 'العربية', ru: 'Русский' }[x],
      ),
    ),
  );
  fill(
    $('#rules'),
    t('rules', {
      x: between(
        D.rules.map((x) => ltr(x)),
        t('comma'),
      ),
      y: dayNode(knownUntil(), true),
    }),
  );
  rejectsView();
}
function speak(to) {
  lang = to;
  chrome();
  everything();
}
function paint(to) {
  theme = to;
  const root = document.documentElement;
  if (theme) root.dataset.theme = THEMES[theme];
  else delete root.dataset.theme;
  fill($('#theme'), t('theme'), t('colon'), t(`theme_${THEMES[theme]}`));
}
function fromHash() {
  const hash = location.hash;
  if (hash.startsWith('#list/')) {
    S.facets = Object.fromEntries(
      hash
        .slice(6)
        .split('&')
        .filter(Boolean)
        .map((p) => {
          const at = p.indexOf('=');
          return [p.slice(0, at), decodeURIComponent(p.slice(at + 1))];
        }),
    );
    S.shown = FIRST;
    filterControls();
    listView();
    $('#list').scrollIntoView();
    $('#listcount').focus({ preventScroll: true });
  }
  if (hash === '#reports') $('#reports').open = true;
}

openClocks();
openTimeline();
longYears = new Date(DAYS.low * 864e5).getUTCFullYear() !== new Date(DAYS.high * 864e5).getUTCFullYear();
if (!SPOT) $('#inc').hidden = true;
for (const id of ['d', 'k'])
  $(`#${id}`).addEventListener('input', (e) => {
    const at = +e.target.value;
    [S.d, S.k] = id === 'd' ? settle(at, S.k, 'd') : settle(S.d, at, 'k');
    hero();
    if (SPOT.instrument === S.inst && id === 'k') overviewView();
  });
for (const id of ['b0', 'b1']) $(`#${id}`).addEventListener('input', (e) => moveBrush(id, +e.target.value));
$('#more').addEventListener('click', moreRows);
$('#theme').addEventListener('click', () => paint((theme + 1) % 3));
addEventListener('hashchange', fromHash);
let wide = innerWidth;
addEventListener('resize', () => {
  if (Math.abs(innerWidth - wide) < 40) return;
  wide = innerWidth;
  everything();
});
const asked = new URLSearchParams(location.search);
if (THEMES.includes(asked.get('theme'))) paint(THEMES.indexOf(asked.get('theme')));
speak(LANGS.includes(asked.get('lang')) ? asked.get('lang') : document.documentElement.lang || 'en');
if (location.hash) fromHash();
document.documentElement.dataset.ready = '1';
