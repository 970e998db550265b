// Around htmx: what is being loaded is said, what failed is said, and a session that ended leads to the door.
(() => {
  const said = document.getElementById("said");
  const trouble = document.getElementById("trouble");
  const busy = (target, on) => (on ? target.setAttribute("aria-busy", "true") : target.removeAttribute("aria-busy"));
  const fail = () => { trouble.hidden = false; };

  document.addEventListener("htmx:beforeRequest", ({ detail }) => { trouble.hidden = true; busy(detail.target, true); });
  document.addEventListener("htmx:afterRequest", ({ detail }) => busy(detail.target, false));
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, requestConfig } = event.detail;
    if (new URL(xhr.responseURL).pathname !== new URL(requestConfig.path, location.href).pathname) {
      event.detail.shouldSwap = false; // sent elsewhere: the session has ended
      location.reload();
    }
  });
  document.addEventListener("htmx:afterSwap", ({ detail }) => {
    if (detail.target.id === "results") said.textContent = document.getElementById("count")?.textContent ?? "";
  });
  for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"])
    document.addEventListener(name, ({ detail }) => { busy(detail.target, false); fail(); });
})();
// On a phone the places scroll sideways: where one is stays in sight.
document.querySelector(".places [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
