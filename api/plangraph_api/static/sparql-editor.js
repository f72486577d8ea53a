// The editor of the SPARQL page, made of CodeMirror: colours, completion from the ontology, marks where a query is wrong.
// It stands in a shadow tree, whose style sheets a content security policy without inline styles allows.

const KEYWORDS =
  "SELECT DISTINCT REDUCED WHERE FILTER OPTIONAL UNION MINUS GRAPH VALUES BIND AS EXISTS ORDER BY GROUP HAVING LIMIT " +
  "OFFSET ASC DESC CONSTRUCT DESCRIBE ASK FROM NAMED PREFIX BASE UNDEF COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT " +
  "SEPARATOR STR LANG LANGMATCHES DATATYPE BOUND IRI STRDT STRLANG CONCAT CONTAINS STRSTARTS STRENDS STRBEFORE " +
  "STRAFTER SUBSTR STRLEN REPLACE REGEX UCASE LCASE IF COALESCE IN ABS CEIL FLOOR ROUND YEAR MONTH DAY NOW ISIRI " +
  "ISBLANK ISLITERAL ISNUMERIC SAMETERM";
const TOKEN = /[?$]?[\p{L}\p{N}_:.・ー-]*/u;

export function mount(cm, area, { label, described, completions, run, terms }) {
  const host = document.createElement("div");
  host.className = "editor";
  area.after(host);
  const root = host.attachShadow({ mode: "open" });
  let known = null;
  const load = () => (known ??= terms().catch(() => ((known = null), { prefixes: {}, terms: [] })));
  const view = new cm.EditorView({
    parent: root,
    root,
    doc: area.value,
    extensions: [
      cm.lineNumbers(),
      cm.history(),
      cm.bracketMatching(),
      cm.closeBrackets(),
      cm.StreamLanguage.define(cm.sparql),
      cm.syntaxHighlighting(colours(cm)),
      cm.autocompletion({ override: [(context) => complete(cm, context, load)], icons: false }),
      cm.EditorView.lineWrapping,
      cm.EditorState.phrases.of({ Completions: completions }),
      cm.EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", autocapitalize: "off" }),
      cm.Prec.highest(cm.keymap.of([{ key: "Mod-Enter", run: () => (run(), true) }, { key: "Ctrl-Enter", run: () => (run(), true) }])),
      // Tab is left to the browser, so that the keyboard is never caught.
      cm.keymap.of([...cm.closeBracketsKeymap, ...cm.defaultKeymap, ...cm.historyKeymap, ...cm.completionKeymap]),
      theme(cm),
    ],
  });
  if ("ariaDescribedByElements" in Element.prototype) view.contentDOM.ariaDescribedByElements = [described];
  area.hidden = true;
  area.required = false; // a browser refuses to send a form whose empty field it cannot show
  return {
    text: () => view.state.doc.toString(),
    focus: () => view.focus(),
    clear() {
      host.classList.remove("wrong");
      view.contentDOM.removeAttribute("aria-invalid");
      view.dispatch(cm.setDiagnostics(view.state, []));
    },
    /** Marks a place, counted from 1 in letters, and moves the focus there. */
    mark(line, column, length, message) {
      const found = view.state.doc.line(Math.min(line, view.state.doc.lines));
      const letters = [...found.text];
      const from = found.from + letters.slice(0, column - 1).join("").length;
      const to = Math.min(from + letters.slice(column - 1, column - 1 + Math.max(length, 1)).join("").length, found.to);
      host.classList.add("wrong");
      view.contentDOM.setAttribute("aria-invalid", "true");
      view.dispatch(cm.setDiagnostics(view.state, [{ from, to: Math.max(to, from), severity: "error", message }]), {
        selection: { anchor: from },
        scrollIntoView: true,
      });
      view.focus();
    },
  };
}

async function complete(cm, context, load) {
  const inside = cm.syntaxTree(context.state).resolveInner(context.pos, -1).name;
  if (inside === "comment" || inside === "string") return null;
  const token = context.matchBefore(TOKEN) ?? { from: context.pos, text: "" };
  if (!token.text && !context.explicit) return null;
  const validFor = new RegExp(`^${TOKEN.source}$`, "u");
  const text = context.state.doc.toString();
  if (/^[?$]/.test(token.text)) {
    const names = new Set(text.match(/[?$][\p{L}\p{N}_]+/gu));
    names.delete(token.text);
    return { from: token.from, options: [...names].map((name) => ({ label: name, type: "variable" })), validFor };
  }
  const { prefixes, terms } = await load();
  if (context.aborted) return null;
  const before = text.slice(0, token.from);
  if (/\bprefix\s+$/i.test(before)) {
    const options = Object.entries(prefixes).map(([name, iri]) => ({ label: `${name}:`, detail: iri, apply: `${name}: <${iri}>` }));
    return { from: token.from, options, validFor };
  }
  const wantsClass = /(?:\sa|rdf:type)\s+$/.test(before);
  const byName = /[^\x00-\x7f]/.test(token.text);
  const options = terms.map(({ name, kind, label, about }) => ({
    // What is typed in Japanese is looked for among the names, and stands for the term.
    label: byName ? label || name : name,
    detail: byName ? name : label,
    info: about || undefined,
    type: kind,
    boost: (wantsClass === (kind === "class") ? 2 : 0) + (name.startsWith("pg:") ? 1 : 0),
    apply: (view, completion, from, to) => insert(cm, view, completion, name, prefixes, from, to),
  }));
  if (!byName) {
    options.push(...KEYWORDS.split(" ").map((label) => ({ label, type: "keyword" })));
    for (const [prefix, iri] of Object.entries(prefixes)) {
      const name = `${prefix}:`;
      const apply = (view, completion, from, to) => insert(cm, view, completion, name, prefixes, from, to);
      options.push({ label: name, detail: iri, type: "namespace", boost: 3, apply });
    }
  }
  return { from: token.from, options, validFor };
}

/** Puts a term in place, and the declaration of its prefix at the head of the query where there is none. */
function insert(cm, view, completion, name, prefixes, from, to) {
  const prefix = name.slice(0, name.indexOf(":"));
  const changes = [{ from, to, insert: name }];
  const doc = view.state.doc;
  let moved = 0;
  if (!new RegExp(`\\bprefix\\s+${prefix}:`, "i").test(doc.toString())) {
    const declaration = `PREFIX ${prefix}: <${prefixes[prefix]}>\n`;
    changes.unshift({ from: head(doc), insert: declaration });
    moved = declaration.length;
  }
  view.dispatch({
    changes,
    selection: { anchor: from + moved + name.length },
    annotations: cm.pickedCompletion.of(completion),
    userEvent: "input.complete",
    scrollIntoView: true,
  });
}

/** Where the next declaration belongs: behind the last one, else behind the comments that a query begins with. */
function head(doc) {
  let at = null;
  for (let number = 1; number <= doc.lines; number += 1) {
    const line = doc.line(number);
    if (/^\s*(prefix|base)\b/i.test(line.text)) at = Math.min(line.to + 1, doc.length);
    else if (!/^\s*(#|$)/.test(line.text)) return at ?? line.from;
  }
  return at ?? 0;
}

function colours(cm) {
  const { tags } = cm;
  return cm.HighlightStyle.define([
    { tag: tags.keyword, color: "var(--accent)", fontWeight: "700" },
    { tag: [tags.standard(tags.variableName), tags.operatorKeyword], color: "var(--accent)" },
    { tag: tags.local(tags.variableName), color: "var(--good)" },
    { tag: [tags.atom, tags.meta], color: "var(--fair)" },
    { tag: tags.string, color: "var(--poor)" },
    { tag: tags.comment, color: "var(--soft)" },
  ]);
}

function theme(cm) {
  const panel = { backgroundColor: "var(--surface)", color: "var(--ink)", border: "1px solid var(--line)" };
  return cm.EditorView.theme({
    "&": { color: "var(--ink)", backgroundColor: "transparent" },
    "&.cm-focused": { outline: "none" },
    ".cm-scroller": { fontFamily: "inherit", lineHeight: "inherit", minHeight: "15rem", maxHeight: "70vh", overflow: "auto" },
    ".cm-content": { caretColor: "var(--ink)", padding: ".6rem 0" },
    ".cm-gutters": { backgroundColor: "transparent", color: "var(--soft)", border: "0" },
    ".cm-lineNumbers .cm-gutterElement": { minWidth: "2.2em" },
    "&.cm-focused .cm-matchingBracket, &.cm-focused .cm-nonmatchingBracket": { backgroundColor: "var(--tint)", outline: "1px solid var(--soft)" },
    // The library draws this with an image in an address of data, which the policy does not load.
    ".cm-lintRange-error": { backgroundImage: "none", backgroundColor: "var(--poor-tint)", textDecoration: "underline wavy var(--poor)", textUnderlineOffset: ".25em" },
    ".cm-lintPoint:after": { borderBottomColor: "var(--poor)" },
    ".cm-tooltip": { ...panel, borderRadius: "6px", maxWidth: "calc(100vw - 2rem)" },
    ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "16rem", maxWidth: "min(40rem, calc(100vw - 2rem))" },
    ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: ".15rem .6rem", lineHeight: "1.6" },
    ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--accent-ink)" },
    ".cm-completionDetail": { fontStyle: "normal", color: "var(--soft)", marginInlineStart: "1em" },
    "li[aria-selected] .cm-completionDetail": { color: "inherit" },
    ".cm-completionInfo": { padding: ".4rem .7rem", maxWidth: "22rem" },
    ".cm-diagnostic-error": { borderInlineStart: "4px solid var(--poor)", borderLeft: "0" },
  });
}
