// The behaviour of the page. Gradio runs this once, as the body of a function that gets `element`
// (the page) and `server` (what each view may call). The scripts of the views follow, in the same
// function: this first one has what they share.

const find = (selector) => element.querySelector(selector);
const copyOf = (template) => find(`template.${template}`).content.cloneNode(true);
// Gradio's own calls give back nothing, and no error, when they fail.
const calls = Object.fromEntries(Object.entries(server).map(([name, call]) =>
  [name, async (given) => (await call(given)) ?? Promise.reject(new Error(name))]));
const narrow = window.matchMedia("(max-width: 60rem)");

document.documentElement.lang = "nb"; // Gradio's own page says English

// --- Announcements for screen readers ---------------------------------------------------------

function announce(text) {
  const announcer = find(".announcer");
  announcer.textContent = "";
  // A text that is set anew in the same moment goes unread.
  setTimeout(() => { announcer.textContent = text; }, 50);
}

// --- What a button asks for --------------------------------------------------------------------

// Does one thing at a time in a place; says when it fails.
async function once(place, work, sayFailed) {
  if (place.getAttribute("aria-busy") === "true") return;
  place.setAttribute("aria-busy", "true");
  await work().catch(sayFailed);
  place.removeAttribute("aria-busy");
}

// What a button in a row asks for; below the row it is said that it failed.
async function tryFrom(button, work) {
  const row = button.parentElement;
  if (row.nextElementSibling?.matches(".failed")) row.nextElementSibling.remove();
  await once(button.closest(".turn") ?? row, work, () => {
    row.after(copyOf("not-done"));
    announce(row.nextElementSibling.textContent);
  });
}

// --- What this is a version of, and from when its sources are ----------------------------------

async function tellVersion() {
  const { version, corpus } = await (await fetch("healthz")).json();
  if (!corpus) return;
  find(".about .version").textContent = version;
  find(".about .corpus").dateTime = corpus;
  find(".about .corpus").textContent = new Date(corpus).toLocaleDateString("nb-NO", { dateStyle: "long" });
  find(".about").hidden = false;
}

tellVersion().catch(() => {}); // the page does without

// --- Files --------------------------------------------------------------------------------------

function saveFile(name, type, content) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  announce(`Lastet ned ${name}`);
}

function saveReply({ name, type, content }) {
  saveFile(name, type, Uint8Array.from(atob(content), (character) => character.charCodeAt(0)));
}

// --- The views, one at a time; the address says which -------------------------------------------

const views = [...element.querySelectorAll(".view")];
const tabs = [...element.querySelectorAll(".views a")];
const shown = new Event("shown"); // tells a view that it has come forward

function showView() {
  const id = location.hash.slice(1);
  const view = views.find((one) => one.id === id) ?? views[0];
  for (const one of views) one.hidden = one !== view;
  for (const tab of tabs) {
    if (tab.hash === `#${view.id}`) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  view.dispatchEvent(shown);
}

find(".skip").addEventListener("click", (event) => {
  event.preventDefault(); // the address says which view is shown, and that stays
  find("#innhold").focus();
});

addEventListener("hashchange", () => {
  showView();
  scrollTo({ top: 0 });
  views.find((one) => !one.hidden).querySelector("h2").focus();
});

queueMicrotask(showView); // when the scripts of all views have run, and listen
