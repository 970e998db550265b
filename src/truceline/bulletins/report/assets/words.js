/* Words in the reader's language. A key that is missing shows itself, so a gap is seen and tested for. */
const WORDS = JSON.parse($('#catalogue').textContent);
const LANGS = ['en', 'ar', 'ru'];
let lang = 'en';

const entry = (group, key) => {
  const found = WORDS[group] && WORDS[group][key];
  return found ? (found[LANGS.indexOf(lang)] ?? found[0]) : key;
};
/* Text with {holes}: each hole takes a node, a number or a text, isolated from the direction around it. */
function filled(template, holes) {
  return template.split(/(\{\w+\})/).map((part) => {
    const name = /^\{(\w+)\}$/.exec(part);
    if (!name) return part;
    const value = holes ? holes[name[1]] : undefined;
    if (value == null) return '';
    if (typeof value === 'number') return num(value);
    return typeof value === 'string' ? own(value) : value;
  });
}
const t = (key, holes) => filled(entry('words', key), holes);
const plainly = (key, holes) => h('span', null, t(key, holes)).textContent;
const rules = {};
function counted(key, n, holes) {
  const forms = WORDS.plurals[key][lang];
  rules[lang] = rules[lang] || new Intl.PluralRules(lang);
  return filled(forms[rules[lang].select(n)] || forms.other, { n: num(n), ...holes });
}
const term = (group, key) => (WORDS[group] && WORDS[group][key] ? entry(group, key) : String(key ?? '').replaceAll('_', ' '));
const clipped = (text, most) =>
  text.length <= most ? text : `${text.slice(0, text.lastIndexOf(' ', most) > most / 2 ? text.lastIndexOf(' ', most) : most)} …`;
/* A text of an agreement or registry: one string, or one per language. */
const loc = (text) => (text == null ? '' : typeof text === 'string' ? text : text[lang] || text.en || Object.values(text)[0] || '');
/* The same, marked with the language it is really in. */
function said(text) {
  if (text == null || typeof text === 'string') return own(text || '');
  return h('bdi', { lang: text[lang] ? null : 'en' }, loc(text));
}

const num = (n) => ltr(typeof n === 'number' ? n.toLocaleString('en-GB').replaceAll(',', '\u202f') : n);
const chance = (p) => ltr(p === 0 || p === 1 ? String(p) : (lang === 'en' ? '' : '0') + p.toFixed(2).slice(1));
const metres = (m) => ltr(m >= 1000 ? `${+(m / 1000).toFixed(1)}${gap}km` : `${Math.round(m)}${gap}m`);
const within = (m) => ltr(m >= 1000 ? `±${gap}${+(m / 1000).toFixed(1)}${gap}km` : `±${gap}${Math.round(m)}${gap}m`);

const monthName = (m) => WORDS.months[lang][m];
let longYears = false;
function dayNode(day, withYear = longYears) {
  const x = new Date(day * 864e5),
    text = `${x.getUTCDate()}${gap}${monthName(x.getUTCMonth())}${withYear ? gap + x.getUTCFullYear() : ''}`;
  return lang === 'ar' ? own(text) : ltr(text);
}
const dayText = (day, withYear = true) => dayNode(day, withYear).textContent;
const clocks = {};
// IANA's Etc/GMT-2 is two hours ahead of UTC: the sign is reversed, so it is never shown as it stands.
function zoneName(zone) {
  const fixed = /^Etc\/GMT([+-])(\d+)$/.exec(zone);
  if (fixed) return 'UTC' + (fixed[1] === '-' ? '+' : '\u2212') + fixed[2];
  return zone === 'Etc/UTC' ? 'UTC' : zone;
}

function clock(minute, zone) {
  if (!clocks[zone]) {
    const options = {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    };
    try {
      clocks[zone] = new Intl.DateTimeFormat('en-GB', options);
    } catch {
      clocks[zone] = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' });
    }
  }
  const part = Object.fromEntries(clocks[zone].formatToParts(minute * 6e4).map((p) => [p.type, p.value]));
  return { day: Math.floor(Date.UTC(+part.year, part.month - 1, +part.day) / 864e5), time: `${part.hour}:${part.minute}` };
}
/* When, as precisely as it is known: whole days as days, else the hour too. */
function moment(start, until, zone, range = false) {
  const a = clock(start, zone),
    b = clock(until, zone),
    last = clock(until - 1, zone);
  if (until - start >= 1439) return last.day > a.day ? [dayNode(a.day), ' – ', dayNode(last.day)] : [dayNode(a.day)];
  if (!range || until - start < 2) return [dayNode(a.day), ' ', ltr(a.time)];
  return a.day === b.day
    ? [dayNode(a.day), ' ', ltr(`${a.time}–${b.time}`)]
    : [dayNode(a.day), ' ', ltr(a.time), ' – ', dayNode(b.day), ' ', ltr(b.time)];
}
