// The map beside the list of incidents: claimed places as circles, areas as their borders are known, counts by district.
// Everything that it shows stands in the list too; without it the page is complete.
import * as gl from "../vendor/maplibre-gl/maplibre-gl.mjs";

const frame = document.getElementById("map-frame");
const status = document.getElementById("map-state");
const list = document.getElementById("list");
const setup = JSON.parse(document.getElementById("map-setup").textContent);
const words = frame.dataset;
const NOTHING = { type: "FeatureCollection", features: [] };
const METRES_A_PIXEL = 78271.517; // at zoom 0 on the equator, tiles of 512
const ZOOMS = [...Array(23).keys()];
const LEAST_PIXELS = 5;
const RING_PIXELS = 7; // a dotted ring smaller than that is a smudge
const RIGHT_TO_LEFT = /[\u0590-\u08ff]/;

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const ground = (basemap) => ({
  version: 8,
  sources: {},
  layers: [{ id: "ground", type: "background", paint: { "background-color": token(basemap ? "--water" : "--land2") } }],
});

function sources(basemap) {
  const geojson = (data) => ({ type: "geojson", data });
  return {
    land: geojson(basemap ? basemap.land : NOTHING),
    borders: geojson(basemap ? basemap.borders : NOTHING),
    areas: geojson({ type: "FeatureCollection", features: setup.areas }),
    places: geojson(NOTHING),
    rings: geojson(NOTHING),
    cells: geojson(NOTHING),
  };
}

function layers() {
  const ink = token("--ink"), ink2 = token("--ink2");
  const pixels = (least) => ["interpolate", ["linear"], ["zoom"], ...ZOOMS.flatMap((z) => [z, ["max", least, ["*", ["get", "r0"], 2 ** z]]])];
  const kind = (name) => ["==", ["get", "kind"], name];
  const haze = [1, 2, 3, 4].map((n) => ({ id: `haze${n}`, type: "fill", source: "areas", filter: kind(`haze${n}`), paint: { "fill-pattern": "hatch-wide", "fill-opacity": 0.16 } }));
  const dots = { "line-color": ink, "line-width": 1.6, "line-dasharray": [0.1, 2.2] };
  const round = { "line-cap": "round", "line-join": "round" };
  return [
    { id: "land", type: "fill", source: "land", paint: { "fill-color": token("--land2") } },
    { id: "borders", type: "line", source: "borders", paint: { "line-color": token("--line2"), "line-width": 1, "line-dasharray": [3, 2] } },
    { id: "area", type: "fill", source: "areas", filter: kind("fill"), paint: { "fill-color": token("--area"), "fill-opacity": 0.62 } },
    ...haze,
    { id: "band", type: "fill", source: "areas", filter: kind("band"), paint: { "fill-pattern": "hatch", "fill-opacity": 0.62 } },
    { id: "line", type: "line", source: "areas", filter: kind("line"), paint: { "line-color": ink, "line-width": 1.8 } },
    { id: "proposed", type: "line", source: "areas", filter: kind("proposed"), layout: round, paint: { ...dots, "line-color": ink2, "line-width": 2.2 } },
    { id: "cells", type: "fill", source: "cells", paint: { "fill-color": ink, "fill-opacity": 0.08, "fill-outline-color": ink2 } },
    { id: "places", type: "circle", source: "places", paint: { "circle-color": ink, "circle-blur": 1, "circle-opacity": 0.75, "circle-radius": pixels(LEAST_PIXELS) } },
    { id: "rings", type: "line", source: "rings", layout: round, paint: dots },
    { id: "ring-on", type: "circle", source: "places", filter: ["==", ["get", "id"], ""], paint: { "circle-opacity": 0, "circle-radius": pixels(10), "circle-stroke-color": ink, "circle-stroke-width": 3 } },
  ];
}

function dress(map, basemap) {
  // pictures first: a tile that was laid out without its hatch would stay without
  for (const id of ["hatch", "hatch-wide"]) map.addImage(id, ...hatch(id));
  for (const [id, source] of Object.entries(sources(basemap))) map.addSource(id, source);
  for (const layer of layers()) map.addLayer(layer);
}

function hatch(id) {
  const size = id === "hatch" ? 7 : 9, scale = 2;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size * scale;
  const pen = canvas.getContext("2d");
  pen.strokeStyle = token("--ink");
  pen.lineWidth = (id === "hatch" ? 1.5 : 1.2) * scale;
  for (const shift of [-1, 0, 1]) {
    pen.beginPath();
    pen.moveTo(shift * canvas.width, canvas.height);
    pen.lineTo((shift + 1) * canvas.width, 0);
    pen.stroke();
  }
  return [pen.getImageData(0, 0, canvas.width, canvas.height), { pixelRatio: scale }];
}

function unpacked(data) {
  // flat steps (tools/build_basemap.py) into GeoJSON
  const points = (flat) => {
    let x = 0, y = 0;
    const found = [];
    for (let i = 0; i < flat.length; i += 2) found.push([(x += flat[i]) / data.steps, (y += flat[i + 1]) / data.steps]);
    return found;
  };
  const feature = (geometry) => ({ type: "Feature", properties: {}, geometry });
  return {
    land: { type: "FeatureCollection", features: data.land.map((ring) => feature({ type: "Polygon", coordinates: [points(ring)] })) },
    borders: feature({ type: "MultiLineString", coordinates: data.borders.map(points) }),
  };
}

function ring({ properties, geometry }) {
  const [lon, lat] = geometry.coordinates, north = 111320, east = north * Math.max(Math.cos((lat * Math.PI) / 180), 0.01);
  const radius = Math.max(properties.radius_m, 1);
  const corners = [...Array(65).keys()].map((i) => {
    const turn = (i * Math.PI) / 32;
    return [lon + (radius * Math.cos(turn)) / east, lat + (radius * Math.sin(turn)) / north];
  });
  return { type: "Feature", properties: { id: properties.id }, geometry: { type: "LineString", coordinates: corners } };
}

function label(map, at, kind, fill) {
  const element = document.createElement("div");
  element.className = `map-label ${kind}`;
  element.dir = "auto";
  fill(element);
  const side = RIGHT_TO_LEFT.test(element.textContent) ? "right" : "left";
  const marker = new gl.Marker({ element, anchor: kind === "town" ? side : "center" }).setLngLat(at).addTo(map);
  for (const name of ["role", "aria-label", "tabindex"]) element.removeAttribute(name);
  element.setAttribute("aria-hidden", "true"); // the list says it; names on a picture would be read without order
  return marker;
}

function text(element, name, content) {
  const part = element.appendChild(document.createElement(name));
  part.textContent = content;
  return part;
}

function labels(map) {
  const made = [];
  for (const d of setup.districts)
    made.push(label(map, d.at, "count", (e) => { text(e, "b", d.count === null ? words.wordsFewer : String(d.count)); text(e, "span", d.name); }));
  for (const { properties: p } of setup.areas)
    if (p.label) made.push(label(map, p.label, "area", (e) => { text(e, "span", p.name); if (p.precision_m && p.kind === "fill") text(e, "small", `± ${p.precision_m} m`).dir = "ltr"; }));
  for (const t of setup.towns) made.push(label(map, t.at, "town", (e) => { e.appendChild(document.createElement("i")); text(e, "span", t.name); }));
  return made;
}

function declutter(made) {
  const taken = [];
  for (const marker of made) {
    const element = marker.getElement();
    element.hidden = false;
    const box = element.getBoundingClientRect();
    const hit = taken.some((t) => box.left < t.right && t.left < box.right && box.top < t.bottom && t.top < box.bottom);
    element.hidden = hit;
    if (!hit) taken.push(box);
  }
}

function address(base, map, part) {
  const query = new URLSearchParams(new FormData(document.getElementById("filters")));
  // the moment that the page is about, not a day that was chosen and not asked for yet
  if (setup.as_of) query.set("as_of", setup.as_of);
  else query.delete("as_of");
  const b = map.getBounds();
  query.set("bbox", [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()].map((n) => n.toFixed(4)).join(","));
  if (part) query.set("part", part);
  return `${base}?${query}`;
}

let counts = [];
async function load(map) {
  if (!setup.inside) return;
  const answer = await fetch(address(words.data, map), { credentials: "same-origin" });
  if (!answer.ok) throw new Error(String(answer.status));
  const { features } = await answer.json();
  const circles = features.filter((f) => f.geometry.type === "Point"), cells = features.filter((f) => f.geometry.type === "Polygon");
  for (const f of circles) f.properties.r0 = f.properties.radius_m / (METRES_A_PIXEL * Math.cos((f.geometry.coordinates[1] * Math.PI) / 180));
  map.getSource("places").setData({ type: "FeatureCollection", features: circles });
  map.getSource("rings").setData({ type: "FeatureCollection", features: circles.filter(({ properties: p }) => p.r0 * 2 ** map.getZoom() >= RING_PIXELS).map(ring) });
  map.getSource("cells").setData({ type: "FeatureCollection", features: cells });
  counts.forEach((m) => m.remove());
  counts = cells.map((f) => { const [w, s] = f.geometry.coordinates[0][0], [e, n] = f.geometry.coordinates[0][2]; return label(map, [(w + e) / 2, (s + n) / 2], "count", (x) => text(x, "span", String(f.properties.n))); });
  frame.dataset.drawn = String(features.length);
}

async function listAgain(map) {
  if (!setup.inside) return;
  list.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address(words.page, map, "list"), { credentials: "same-origin" });
    if (answer.ok) list.innerHTML = await answer.text();
    history.replaceState(null, "", address(words.page, map));
  } finally {
    list.removeAttribute("aria-busy");
  }
}

function mark(map, id) {
  map.setFilter("ring-on", ["==", ["get", "id"], id || ""]);
  for (const row of list.querySelectorAll("li[data-id]")) row.classList.toggle("on", row.dataset.id === id);
}

function follow(map) {
  const row = (event) => event.target.closest("li[data-id]")?.dataset.id;
  for (const name of ["mouseover", "focusin"]) list.addEventListener(name, (event) => { const id = row(event); if (id) mark(map, id); });
  map.on("click", "places", ({ features }) => {
    const id = features[0].properties.id;
    mark(map, id);
    const found = [...list.querySelectorAll("li[data-id]")].find((item) => item.dataset.id === id);
    found?.querySelector("a").focus();
  });
}

async function start() {
  frame.hidden = false;
  frame.parentElement.classList.add("drawn");
  const basemap = setup.basemap ? unpacked(await (await fetch(words.basemap, { credentials: "same-origin" })).json()) : null;
  gl.setWorkerUrl(new URL("../vendor/maplibre-gl/maplibre-gl-worker.mjs", import.meta.url).href);
  const [west, south, east, north] = setup.box || [-170, -60, 170, 75];
  const map = new gl.Map({
    container: "map",
    style: ground(basemap),
    bounds: [[west, south], [east, north]],
    fitBoundsOptions: { padding: 32, maxZoom: 12, animate: false },
    maxZoom: 15,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    locale: { "Map.Title": words.wordsMap, "NavigationControl.ZoomIn": words.wordsIn, "NavigationControl.ZoomOut": words.wordsOut },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new gl.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new gl.ScaleControl({ unit: "metric" }), "bottom-left");
  await new Promise((done) => map.once("load", done));
  dress(map, basemap);
  status.hidden = true;
  const made = labels(map);
  const refresh = async (event) => {
    declutter(made);
    try {
      await load(map);
      status.hidden = true;
    } catch {
      status.textContent = status.dataset.lost;
      status.hidden = false;
    }
    if (event?.originalEvent) await listAgain(map);
  };
  let waiting;
  map.on("moveend", (event) => { clearTimeout(waiting); waiting = setTimeout(() => refresh(event), 250); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    map.setStyle(ground(basemap));
    map.once("style.load", () => { dress(map, basemap); refresh(); });
  });
  follow(map);
  await refresh();
  map.once("idle", () => { declutter(made); frame.dataset.ready = "yes"; });
}

start().catch(() => {
  status.textContent = status.dataset.failed;
  status.hidden = false;
  frame.classList.add("failed");
});
