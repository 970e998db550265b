/* Keeps a report's draft and its files in this browser and sends them when there is a line again. Without this script the form works as it is. */
"use strict";
(() => {
  const PRIVATE = new Set(["told_by", "told_by_contact"]);  // in no draft; only in what waits to be sent
  const NEVER = new Set(["csrfmiddlewaretoken", "step", "file"]);  // of this page alone
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
  const ltr = (text) => Object.assign(document.createElement("bdi"), { dir: "ltr", textContent: text });
  const say = (text, number) => {
    line.textContent = text;
    if (number !== undefined) line.append(ltr(number));
    line.hidden = !text;
  };
  const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
  const waiting = () => read(OUTBOX, []);
  const waits = (key) => waiting().some((r) => r.key === key);

  if (receipt) {  // what is kept on the server needs no draft
    if (waits(receipt.dataset.key)) return;
    if (read(DRAFT, {}).key === receipt.dataset.key) localStorage.removeItem(DRAFT);
    keptFiles(person).clear(receipt.dataset.key).catch(() => {});
    return;
  }

  const target = form || check;
  const fields = (all) => Object.fromEntries([...new FormData(target)].filter(([name]) => !NEVER.has(name) && (all || !PRIVATE.has(name))));
  const keepDraft = () => {
    if (form) document.getElementById("discard").hidden = !write(DRAFT, fields(false));
  };
  const files = chosenFiles(() => target.elements.key.value, keepDraft);
  const fill = (values) => {
    for (const [name, value] of Object.entries(values)) {
      const field = form.elements[name];
      if (field && name !== "csrfmiddlewaretoken") field.value = value;
    }
    return files.show().catch(() => {});
  };
  const empty = () => {
    localStorage.removeItem(DRAFT);
    form.reset();
    form.elements.key.value = newKey();
    document.getElementById("discard").hidden = true;
    return files.show().catch(() => {});
  };

  /* One request: the report, and one file at most. The key and the file's hash make a second attempt safe. */
  const post = (report, file, progress) => new Promise((done, fail) => {
    const body = new FormData();
    for (const [name, value] of Object.entries({ ...report, step: "send" })) body.append(name, value);
    if (file) body.append("file", file.file, file.name);
    const asked = new XMLHttpRequest();
    asked.open("POST", location.pathname);
    asked.setRequestHeader("Accept", "application/json");
    asked.setRequestHeader("X-CSRFToken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    asked.responseType = "json";
    asked.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded);
    asked.onload = () => done({ status: asked.status, told: asked.response });
    asked.onerror = asked.ontimeout = asked.onabort = () => fail(new Error("line"));
    asked.send(body);
  });

  const inEnglish = (text) => Object.assign(document.createElement("bdi"), { lang: "en", dir: "ltr", className: "told-why", textContent: text });
  /* The page that asked "is this right?" asks no more. */
  const done = (how) => {
    document.getElementById("asking").hidden = true;
    document.getElementById(how).hidden = false;
    check.hidden = true;
  };

  const bar = document.getElementById("progress");
  const refused = (file, told) => {
    const box = document.getElementById("refused-files");
    const row = document.createElement("li");
    const name = document.createElement("b");
    const why = document.createElement("bdi");
    name.append(Object.assign(document.createElement("bdi"), { textContent: file.name }));
    why.lang = "en";
    why.dir = "ltr";
    why.textContent = told.problems.join(" ");
    row.append(name, " ", why);
    box.querySelector("ul").append(row);
    box.hidden = false;
  };

  /* The report first, then each file on its own. "Sent" is said once the server has said so of every one. */
  const handIn = async (report) => {
    const first = await post(report, null, () => {});
    if (first.status === 422) return { wrong: first.told?.problems ?? [] };
    if (first.status !== 200 || !first.told?.receipt) return {};  // signed out or a fault: all stays where it is
    const all = await files.kept.of(report.key).catch(() => []);
    const total = all.reduce((sum, one) => sum + one.size, 0);
    let before = 0, left = 0, faults = 0;
    for (const one of all) {
      const progress = (bytes) => {
        const share = Math.min(99, Math.floor((100 * (before + Math.min(bytes, one.size))) / total));
        if (bar) { bar.hidden = false; bar.value = share; }
      };
      const answer = await post(report, one, progress);
      const told = answer.status === 200 ? answer.told?.files?.[0] : null;
      if (told && !told.again) {
        if (!told.sha256) { refused(one, told); faults += 1; }
        await files.kept.drop(one.id);
      } else left += 1;
      before += one.size;
    }
    if (bar) { bar.value = 100; bar.hidden = true; }
    if (!left && read(DRAFT, {}).key === report.key) localStorage.removeItem(DRAFT);  // its key has done its work
    return { receipt: left ? null : first.told.receipt, faults };
  };

  const sentTo = (address) => {
    say(line.dataset.sent);
    const link = document.createElement("a");
    link.href = address;
    link.append(ltr(address.split("/").at(-2)));
    line.append(link);
  };

  let sending = false;
  const sendWaiting = async () => {
    if (sending || !navigator.onLine) return;
    sending = true;
    try {
      for (const report of waiting()) {
        const { wrong, receipt: address } = await handIn(report);
        if (!wrong && !address) break;
        write(OUTBOX, waiting().filter((r) => r.key !== report.key));
        if (address) { sentTo(address); if (check?.elements.key.value === report.key) done("sent"); }
        else {
          write(DRAFT, report);
          if (form) { await fill(report); document.getElementById("discard").hidden = false; }
          say(line.dataset.refused);
          line.append(...wrong.map(inEnglish));
          break;
        }
      }
    } catch { /* the line broke: the key makes the next attempt safe */ }
    sending = false;
    if (waiting().length) say(line.dataset.waiting, waiting().length);
  };

  const wait = async () => {
    if (!write(OUTBOX, [...waiting().filter((r) => r.key !== target.elements.key.value), fields(true)])) return false;
    if (form) await empty(); else done("waits");
    say(line.dataset.waiting, waiting().length);
    line.scrollIntoView({ block: "nearest" });
    return true;
  };

  if (form) {
    if (form.dataset.was) files.kept.move(form.dataset.was, form.elements.key.value).then(files.show).catch(() => {});
    const draft = read(DRAFT, null);
    const fresh = !document.getElementById("problem") && !form.elements.text.value && !form.elements.day.value;
    if (draft && fresh && !waits(draft.key)) {
      fill(draft);
      say(line.dataset.kept);
    }
    document.getElementById("discard").hidden = !draft;
    document.getElementById("discard").addEventListener("click", async () => {
      await files.kept.clear(form.elements.key.value).catch(() => {});
      await empty();
      say("");
    });
    form.addEventListener("input", keepDraft);
    if (!navigator.onLine) say(line.dataset.offline);
  }
  addEventListener("offline", () => say(line.dataset.offline));
  addEventListener("online", sendWaiting);
  sendWaiting();

  const sendNow = async () => {
    const buttons = check.querySelectorAll("button");
    buttons.forEach((b) => { b.disabled = true; });
    say(line.dataset.sending);
    try {
      const { wrong, receipt: address, faults } = await handIn(fields(true));
      if (wrong) {  // the server says on a page of its own what is wrong
        const step = Object.assign(document.createElement("input"), { type: "hidden", name: "step", value: "send" });
        check.append(step);
        check.submit();
        return;
      }
      if (address && !faults) { location.assign(address); return; }
      if (address) { done("sent"); sentTo(address); return; }
    } catch { /* the line broke in between */ }
    buttons.forEach((b) => { b.disabled = false; });
    await wait();
  };

  let passing = false;
  target.addEventListener("submit", async (event) => {
    if (passing || (event.submitter && event.submitter.value === "change")) return;
    const unkept = target.elements.file?.files.length;  // a browser that keeps none sends them with the form
    if (navigator.onLine && (form || unkept)) return;
    event.preventDefault();
    if (!navigator.onLine) { await wait(); return; }  // it waits in the browser; places are then kept as typed
    if ((await files.ready, await files.kept.of(target.elements.key.value).catch(() => [])).length) { await sendNow(); return; }
    passing = true;
    target.requestSubmit(event.submitter);
  });
})();
