/* Files of reports that are not sent yet, kept in this browser (IndexedDB) under the key of their report. */
"use strict";
const keptFiles = (person) => {
  const open = () => new Promise((done, fail) => {
    const asked = indexedDB.open(`truceline.files.${person}`, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("files", { keyPath: "id" }).createIndex("report", "report");
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
  /* What ``act`` asks of the store, once it is on the disk. */
  const run = async (mode, act) => {
    const base = await open();
    try {
      return await new Promise((done, fail) => {
        const step = base.transaction("files", mode, { durability: "strict" });
        const asked = act(step.objectStore("files"));
        step.oncomplete = () => done(asked?.result);
        step.onerror = step.onabort = () => fail(step.error);
      });
    } finally { base.close(); }
  };
  const of = (report) => run("readonly", (store) => store.index("report").getAll(report));
  return {
    of,
    add: (report, file) => run("readwrite", (store) => store.put({
      id: [report, file.name, file.size, file.lastModified].join(":"), report, name: file.name, size: file.size, file,
    })),
    move: async (from, to) => {
      for (const one of await of(from)) {
        await run("readwrite", (store) => { store.delete(one.id); return store.put({ ...one, report: to, id: one.id.replace(from, to) }); });
      }
    },
    drop: (id) => run("readwrite", (store) => store.delete(id)),
    clear: async (report) => { for (const one of await of(report)) await run("readwrite", (store) => store.delete(one.id)); },
  };
};
