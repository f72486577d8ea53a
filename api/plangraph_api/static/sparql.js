// The SPARQL page, where scripts run: an editor, answers without a new page, sorting. It does without them what it is for.
"use strict";
(() => {
  const form = document.querySelector("form.query");
  const area = document.getElementById("query");
  const stop = document.getElementById("stop");
  const clock = document.getElementById("clock");
  const state = document.getElementById("state");
  const words = form.dataset;
  let editor = null; // the textarea does as well
  let running = null;
  let shown = location.search;

  // --- run, stop ---

  function show(run) {
    running = run;
    stop.hidden = !run;
    document.getElementById("answer").setAttribute("aria-busy", String(Boolean(run)));
    if (run) state.textContent = words.running;
    const began = Date.now();
    clearInterval(show.ticking);
    clock.textContent = "";
    if (run) {
      show.ticking = setInterval(() => {
        clock.textContent = `${Math.round((Date.now() - began) / 1000)} ${words.second}`;
      }, 1000);
    }
  }

  async function run() {
    if (editor) area.value = editor.text();
    running?.abort();
    const abort = new AbortController();
    const fields = new URLSearchParams(new FormData(form));
    const address = `${form.getAttribute("action")}?${fields}`;
    const short = address.length <= Number(words.longest);
    show(abort);
    try {
      const response = await fetch(short ? address : form.getAttribute("action"), {
        method: short ? "GET" : "POST",
        body: short ? undefined : fields,
        headers: { Accept: "text/html" },
        signal: abort.signal,
      });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      if (!page.getElementById("answer")) throw new TypeError("no page");
      show(null);
      // The address bar is the link to share; a query that fits no address leaves it without one.
      const shared = short ? address : form.getAttribute("action");
      if (shared !== location.pathname + location.search) history.pushState(null, "", shared);
      shown = location.search;
      for (const part of ["#answer", "nav.languages"]) {
        document.querySelector(part).replaceWith(document.adoptNode(page.querySelector(part)));
      }
      prepare();
    } catch (error) {
      if (running !== abort) return; // another run took its place
      show(null);
      state.textContent = error.name === "AbortError" ? words.stopped : words.unreachable;
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.defaultPrevented) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  stop.addEventListener("click", () => {
    running?.abort();
    if (editor) editor.focus();
    else area.focus();
  });
  // Back and forward; going to a part of the page is not a query.
  addEventListener("popstate", () => {
    if (location.search !== shown) location.reload();
  });

  // --- what came back ---

  function prepare() {
    const problem = document.getElementById("problem");
    if (problem) area.setAttribute("aria-invalid", "true");
    else area.removeAttribute("aria-invalid");
    state.textContent = document.querySelector("#results small")?.textContent.replace(/\s+/g, " ").trim() ?? "";
    for (const table of document.querySelectorAll("table.rows")) sortable(table);
    const copy = document.getElementById("copy");
    if (copy && navigator.clipboard) {
      copy.hidden = false;
      copy.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(document.getElementById("share").href);
          state.textContent = words.copied;
        } catch {
          document.getElementById("share").focus();
        }
      });
    }
    const place = problem?.dataset;
    if (editor) {
      if (place?.line) editor.mark(+place.line, +place.column, +place.length, problem.querySelector(".detail").textContent);
      else editor.clear();
    } else if (place?.line) {
      const before = area.value.split("\n").slice(0, place.line - 1).join("\n");
      const at = before.length + (place.line > 1 ? 1 : 0) + Number(place.column) - 1;
      area.focus();
      area.setSelectionRange(at, at + Number(place.length));
    }
  }

  function sortable(table) {
    const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
    const body = table.tBodies[0];
    [...table.tHead.rows[0].cells].forEach((head, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...head.childNodes);
      head.append(button);
      const numeric = head.classList.contains("number");
      const cell = (row) => row.cells[at].textContent.trim();
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const rows = [...body.rows].sort((one, two) => {
          const [a, b] = [cell(one), cell(two)];
          // What is empty stands last, whichever way.
          if (!a || !b) return (a ? 0 : 1) - (b ? 0 : 1);
          return (numeric ? Number(a) - Number(b) : collator.compare(a, b)) * (down ? -1 : 1);
        });
        body.append(...rows);
        state.textContent = (down ? words.descending : words.ascending).replace("{column}", button.textContent);
      });
    });
  }

  // --- the editor ---

  async function edit() {
    const [cm, own] = await Promise.all([import(words.codemirror), import(words.editor)]);
    editor = own.mount(cm, area, {
      label: `${document.getElementById("query-label").textContent}. ${document.getElementById("keys").textContent}`,
      described: document.getElementById("prefixes"),
      completions: words.completions,
      run: () => form.requestSubmit(),
      terms: async () => (await fetch(words.terms)).json(),
    });
    document.getElementById("keys").hidden = false;
    document.getElementById("query-label").addEventListener("click", () => editor.focus());
  }

  edit().catch((error) => console.warn("The plain field is used:", error)).finally(prepare);
})();
