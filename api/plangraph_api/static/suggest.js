// Suggestions for the search box, where scripts run; the page does all it does without them.
"use strict";
const box = document.getElementById("q");
const list = document.getElementById("suggestions");
let asked = "";
let waiting;
function option(text, typed) {
  const made = document.createElement("option");
  made.value = text;
  // A browser shows only what holds the letters typed: kana would hide the kanji that they are read as.
  if (!text.includes(typed)) made.label = typed;
  return made;
}
async function suggest() {
  const typed = box.value.trim();
  if (!typed || typed === asked) return;
  asked = typed;
  try {
    const answer = await fetch("/api/v1/suggest?q=" + encodeURIComponent(typed));
    const found = answer.ok ? (await answer.json()).suggestions : [];
    if (typed !== asked) return;
    list.replaceChildren(...found.map((each) => option(each.text, typed)));
  } catch {
    asked = "";
  }
}
box?.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(suggest, 120);
});
