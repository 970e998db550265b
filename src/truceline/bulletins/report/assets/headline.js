/* One sentence out of the deciding condition. Where the rules cannot write it, the condition's own question stands. */
const shortName = (n) => said(inst(n).short);

/* the place in the reader's own script, where a registry knows one */
function placeName() {
  const script = { ar: /[\u0600-\u06ff]/, ru: /[\u0400-\u04ff]/ }[lang];
  return (script && SPOT.names.find((x) => script.test(x))) || localName(SPOT.place);
}
/* the most precise position that a claim gives; none where the place is withheld */
function position() {
  const given = SPOT.claims.map((c) => c.said.where).filter((x) => x && x.lon != null);
  return given.length ? given.reduce((a, b) => (b.m < a.m ? b : a)) : null;
}
function recorded() {
  const act = term('recorded', SPOT.act),
    at = position();
  if (!WORDS.recorded[SPOT.act]) return t('h_recorded', { x: term('acts', SPOT.act) });
  if (SPOT.place) return t(/^\p{Ll}/u.test(placeName()) ? 'h_by' : 'h_at', { x: act, place: own(placeName()) });
  if (at) return t('h_at', { x: act, place: coordinates(at) });
  return t(SPOT.withheld_place ? 'h_withheld' : 'h_nowhere', { x: act });
}
/* The condition whose state differs between two findings, else the one the engine says decides. */
function turning(a, b) {
  const find = (list, ok) => list.find(ok);
  if (b && a.state !== b.state) {
    const same = (x) => b.trace.find((y) => y.id === x.id && y.provision === x.provision);
    const open =
      find(b.trace, (y) => y.decides && !y.provision && y.state !== 'y') ||
      find(a.trace, (y) => y.decides && !y.provision && y.state !== 'y');
    return (
      open ||
      find(a.trace, (x) => {
        const y = same(x);
        return y && y.state !== x.state;
      }) ||
      find(b.trace, (y) => y.decides) ||
      find(a.trace, (y) => y.decides)
    );
  }
  return find(a.trace, (x) => x.decides);
}
function cause(c, because) {
  const key = `c_${because}`;
  if (because && WORDS.words[key]) return t(key);
  if (c && WORDS.words[`c_${c.id}`]) return t(`c_${c.id}`);
  return [t('c_other'), ' ', c ? question(c) : ''];
}
/* the two findings, as one turn of phrase */
function turn(a, b, n) {
  const accord = shortName(n),
    c = turning(a, b || a);
  const letters = b ? a.state + b.state : a.state;
  const open = [a, b].find((x) => x && x.state === 'u'),
    cover = [a.cover, b ? b.cover : a.cover].join('');
  if (/^o+$/.test(letters)) return t(b ? 't_outside_both' : 't_outside', { accord, cause: cause(c, c ? `not_${c.id}` : null) });
  if (cover === 'uu') return t('t_nobody', { accord, cause: cause(c, open.because) });
  if (cover === 'cc') {
    if (/^v+$/.test(letters)) return t(b ? 't_violation_both' : 't_violation', { accord, p: provisionNames(a) });
    if (/^n+$/.test(letters)) return t('t_none', { accord });
    if (/^u+$/.test(letters)) return t('t_undetermined', { accord, cause: cause(c, open.because) });
    return t('t_outcome', { accord, cause: cause(c, open ? open.because : null) });
  }
  const why = open && open.cover === 'u' ? open.because : c && c.state !== 'y' ? `turn_${c.id}` : null;
  return t('t_cover', { accord, cause: cause(c, why) });
}
const provisionNames = (f) =>
  between(
    f.provisions.map((p) => ltr(p)),
    t('comma'),
  );

/* what the claims agree and differ on, and what somebody verified */
function standfirst() {
  const differ = SPOT.rows.filter((r) => r.sign === 'differs').length,
    same = SPOT.rows.filter((r) => r.sign === 'same').length;
  const verified = SPOT.claims.find((c) => c.verified_by);
  const out = [];
  if (SPOT.pair[1] < 0) out.push(t('s_one'));
  else out.push(differ > same ? t('s_little') : differ ? t('s_partly') : t('s_agree'));
  out.push(' ', verified ? t('s_verified', { who: own(verified.verified_by) }) : t('s_unverified'));
  return out;
}
