/* Keeps a report's draft in this browser and sends it when there is a line again. Without this script the form works as it is. */
"use strict";
(() => {
  const PRIVATE = new Set(["csrfmiddlewaretoken", "told_by", "told_by_contact", "step"]);
  const form = document.getElementById("report");
  const check = document.getElementById("check");
  const receipt = document.getElementById("receipt");
  const person = (form || check || receipt).dataset.person;
  const DRAFT = `truceline.draft.${person}`;
  const OUTBOX = `truceline.outbox.${person}`;
  const line = document.getElementById("line");

  const read = (name, otherwise) => {
    try { return JSON.parse(localStorage.getItem(name)) ?? otherwise; } catch { return otherwise; }
  };
  const write = (name, value) => {
    try { localStorage.setItem(name, JSON.stringify(value)); return true; } catch { return false; }
  };
  const say = (text) => { if (line) { line.textContent = text; line.hidden = !text; } };
  const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
  const fields = (from, all) => Object.fromEntries([...new FormData(from)].filter(([name]) => all || !PRIVATE.has(name)));

  if (receipt) {  // what is kept on the server needs no draft
    if (read(DRAFT, {}).key === receipt.dataset.key) localStorage.removeItem(DRAFT);
    return;
  }

  const fill = (values) => {
    for (const [name, value] of Object.entries(values)) {
      const field = form.elements[name];
      if (field && name !== "csrfmiddlewaretoken") field.value = value;
    }
  };
  const empty = () => {
    localStorage.removeItem(DRAFT);
    form.reset();
    form.elements.key.value = newKey();
    document.getElementById("discard").hidden = true;
  };
  const waiting = () => read(OUTBOX, []);

  const send = async (report) => {
    const body = new URLSearchParams({ ...report, step: "send" });
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    return fetch(location.pathname, { method: "POST", body, headers: { "X-CSRFToken": token }, credentials: "same-origin" });
  };

  let sending = false;
  const sendWaiting = async () => {
    if (sending || !navigator.onLine) return;
    sending = true;
    try {
      for (const report of waiting()) {
        const answer = await send(report);
        const kept = answer.ok && /\/intake\/\d+\/$/.test(new URL(answer.url).pathname);
        if (!kept && answer.status !== 422) break;  // signed out or a fault: it stays where it is
        write(OUTBOX, waiting().filter((r) => r.key !== report.key));
        if (kept) {
          say(line.dataset.sent);
          const link = document.createElement("a");
          link.href = new URL(answer.url).pathname;
          link.textContent = link.pathname.split("/").at(-2);
          line.append(link);
        } else {
          fill(report);
          write(DRAFT, report);
          say(line.dataset.refused);
        }
      }
    } catch { /* the line broke: the key makes the next attempt safe */ }
    sending = false;
    if (waiting().length) say(line.dataset.waiting + waiting().length);
  };

  const target = form || check;
  if (form) {
    const draft = read(DRAFT, null);
    const fresh = !document.getElementById("problem") && !form.elements.text.value && !form.elements.day.value;
    if (draft && fresh && !waiting().some((r) => r.key === draft.key)) {
      fill(draft);
      say(line.dataset.kept);
    }
    document.getElementById("discard").hidden = !draft;
    document.getElementById("discard").addEventListener("click", () => { empty(); say(""); });
    form.addEventListener("input", () => {
      document.getElementById("discard").hidden = !write(DRAFT, fields(form, false));
    });
    addEventListener("offline", () => say(line.dataset.offline));
    addEventListener("online", sendWaiting);
    if (!navigator.onLine) say(line.dataset.offline);
    sendWaiting();
  }
  target.addEventListener("submit", (event) => {
    if (navigator.onLine || (event.submitter && event.submitter.value === "change")) return;
    event.preventDefault();  // no line: it waits in the browser; places are then kept as typed
    if (!write(OUTBOX, [...waiting().filter((r) => r.key !== target.elements.key.value), fields(target, true)])) return;
    if (form) empty(); else check.hidden = true;
    say(line.dataset.waiting + waiting().length);
    line.scrollIntoView({ block: "nearest" });
  });
})();
