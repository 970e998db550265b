/* The list of files that go with a report: limits are told when a file is chosen, before anything is sent. */
"use strict";
const chosenFiles = (key, changed) => {
  const box = document.getElementById("files");
  const input = document.getElementById("files-input");
  const list = document.getElementById("files-list");
  const said = document.getElementById("files-said");
  const kept = keptFiles(box.dataset.person);
  const endings = new Set(box.dataset.endings.split(" "));
  const tell = (name, why) => { said.append(written(name), ` ${why}. `); };
  const written = (name) => { const one = document.createElement("bdi"); one.textContent = name; return one; };
  const size = (bytes) => {
    const one = document.createElement("bdi");
    one.dir = "ltr";
    one.textContent = bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : bytes >= 1000 ? `${(bytes / 1000).toFixed(1)} kB` : `${bytes} B`;
    return one;
  };

  const show = async () => {
    const files = await kept.of(key());
    list.replaceChildren(...files.map((one) => {
      const row = document.createElement("li");
      const off = document.createElement("button");
      off.type = "button";
      off.className = "quiet";
      off.append(box.dataset.off);
      off.setAttribute("aria-label", `${box.dataset.off}: ${one.name}`);
      off.addEventListener("click", async () => { await kept.drop(one.id); await show(); input.focus(); });
      row.append(written(one.name), " ", size(one.size), " ", off);
      return row;
    }));
    document.getElementById("files-kept").hidden = !files.length;
    return files;
  };

  const add = async () => {
    said.textContent = "";
    for (const file of [...input.files]) {
      if (file.size === 0) { tell(file.name, box.dataset.empty); continue; }
      if (file.size > Number(box.dataset.bytes)) { tell(file.name, box.dataset.large); continue; }
      if ((await kept.of(key())).length >= Number(box.dataset.most)) { tell(file.name, box.dataset.many); continue; }
      await kept.add(key(), file);
      if (!endings.has(file.name.split(".").at(-1).toLowerCase())) tell(file.name, box.dataset.kind);
    }
    input.value = "";  // they lie in the browser now, and are sent from there
    await show();
    changed();
  };

  /* a browser that keeps no files leaves them in the field: they go with the form while there is a line */
  const lost = () => { said.textContent = box.dataset.lost; };
  input.addEventListener("change", () => add().catch(lost));
  box.hidden = false;
  const ready = show().catch(() => { if (!input.name) box.hidden = true; return []; });
  return { kept, show, ready };
};
