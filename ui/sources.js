// The view with all sources: the list, one document to be read, and documents of the users' own.

const POLLED_EVERY = 1500;

const sourcesView = find("#kilder");
const inSources = (selector) => sourcesView.querySelector(selector);
const shelf = inSources(".shelf");
const sourceList = inSources(".sources");
const sourceFilter = inSources("#source-filter");
const reader = inSources(".reader");
const removal = inSources(".removal");
const indexState = inSources(".index-state");

let reading = null; // the document that is open: source, part, query and its hits
let openings = 0; // count documents and parts, so that a late answer does not overwrite a newer one
let turnings = 0;
let following = false; // whether the page asks how far the index is
let hashBefore = location.hash;

function sayFailedIn(place) {
  place.querySelector(":scope > .failed")?.remove();
  place.prepend(copyOf("shelf-failed"));
  announce(place.querySelector(".failed").textContent);
}

// --- The list ---------------------------------------------------------------------------------

async function loadSources() {
  try {
    const reply = await calls.sources_list({});
    const focused = sourceList.contains(document.activeElement);
    sourceList.innerHTML = reply.html;
    if (!inSources(".add").childElementCount) inSources(".add").innerHTML = reply.add;
    if (focused) sourceFilter.focus();
    filterSources();
    followIndex(reply);
  } catch {
    sayFailedIn(sourceList);
  }
}

function filterSources() {
  const terms = sourceFilter.value.toLowerCase().split(/\s+/).filter(Boolean);
  const entries = [...sourceList.querySelectorAll(".kept")];
  for (const entry of entries) {
    const text = [...entry.querySelectorAll(".read-source, .origin, .badges")].map((one) => one.textContent).join(" ").toLowerCase();
    entry.hidden = !terms.every((term) => text.includes(term));
  }
  for (const kind of sourceList.querySelectorAll(".rank")) kind.hidden = !kind.querySelector(".kept:not([hidden])");
  const left = entries.filter((entry) => !entry.hidden).length;
  inSources(".filtered").textContent = terms.length ? `${left} av ${entries.length} kilder` : `${entries.length} kilder`;
}

// --- A document ---------------------------------------------------------------------------------

async function openDocument(source, part) {
  const number = ++openings;
  try {
    const { html } = await calls.sources_open({ source });
    if (number !== openings) return;
    reader.innerHTML = html;
    reading = { source, part, query: "", hits: [], hit: -1 };
    if (!(await turnTo(part))) return; // closed meanwhile
  } catch {
    if (number !== openings) return;
    history.replaceState(null, ""); // the way back must not lead here
    closeDocument();
    sayFailedIn(sourceList);
    return;
  }
  sourceList.querySelector(":scope > .failed")?.remove();
  shelf.hidden = true;
  reader.hidden = false;
  const contents = reader.querySelector(".contents details");
  if (contents) contents.open = !narrow.matches;
  scrollTo({ top: 0, behavior: "instant" });
  reader.querySelector(".document-title").focus({ preventScroll: true });
}

function closeDocument() {
  const source = reading?.source;
  openings++;
  reading = null;
  reader.hidden = true;
  reader.replaceChildren();
  shelf.hidden = false;
  // Later, for the browser takes the focus away when it goes back.
  setTimeout(() => sourceList.querySelector(`.read-source[data-source="${CSS.escape(source)}"]`)?.focus());
}

async function turnTo(part) {
  const number = ++turnings;
  const { source, query } = reading;
  const reply = await calls.sources_part({ source, part, query }).catch(() => null);
  if (number !== turnings || reading?.source !== source) return false;
  if (!reply) throw new Error("the part did not come");
  reader.querySelector(".text").innerHTML = reply.html;
  reading.part = part;
  if (history.state?.kilder) history.replaceState({ kilder: { source, part } }, "");
  return true;
}

async function leafTo(part) {
  if (!(await isAt(part))) return;
  const text = reader.querySelector(".text");
  text.focus({ preventScroll: true });
  text.scrollIntoView({ block: "start", behavior: "instant" });
  announce(text.querySelector(".turning span").textContent);
}

async function goTo(part, anchor) {
  if (!(await isAt(part))) return;
  const heading = reader.querySelector(`#${CSS.escape(anchor)}`);
  heading?.focus({ preventScroll: true });
  heading?.scrollIntoView({ block: "start", behavior: "instant" });
}

// Whether the reader has come to a part, which is fetched where another one stands there.
async function isAt(part) {
  if (part !== reading.part) return turned(part);
  turnings++; // another part that is on its way is no longer wanted
  return true;
}

async function turned(part) {
  try {
    return await turnTo(part);
  } catch {
    reading.part = null;
    reader.querySelector(".text").replaceChildren();
    sayFailedIn(reader.querySelector(".text"));
    return false;
  }
}

// --- Search in the document ---------------------------------------------------------------------

async function search(query) {
  const sought = reading;
  if (query && query === sought.query) {
    if (sought.hits.length) stepTo(sought.hit + 1);
    return;
  }
  Object.assign(sought, { query, hits: [], hit: -1 });
  reader.querySelector(".stepping").hidden = true; // through the hits of before
  const found = await foundIn(sought.source, query);
  if (sought !== reading || sought.query !== query) return;
  if (!found.hits) sought.query = ""; // so that the same words can be sought again
  sought.hits = JSON.parse(found.hits || "[]");
  await showHits(found.text);
}

async function foundIn(source, query) {
  if (!query) return { text: "", hits: "[]" };
  const failed = { text: copyOf("shelf-failed").textContent.trim(), hits: "" };
  return calls.sources_find({ source, query }).catch(() => failed);
}

async function showHits(text) {
  const { hits } = reading;
  const stepping = reader.querySelector(".stepping");
  stepping.hidden = !text;
  stepping.querySelector(".found").textContent = text;
  stepping.querySelector(".at").textContent = "";
  for (const button of stepping.querySelectorAll(".to-hit")) button.hidden = !hits.length;
  const part = nearestPart();
  reading.part = null; // what stands there has the marks of before
  if (!(await turned(part)) || hits !== reading.hits) return;
  if (hits.length) await stepTo(hits.findIndex(([one]) => one === part), text);
  else if (text) announce(text);
}

// The part with the first hit from here on; around the end, from the beginning.
function nearestPart() {
  const { hits, part } = reading;
  return (hits.find(([one]) => one >= part) ?? hits[0] ?? [part ?? 0])[0];
}

async function stepTo(number, before = "") {
  const { hits } = reading;
  const hit = (number + hits.length) % hits.length;
  const [part, first] = hits[hit];
  reading.hit = hit;
  if (!(await isAt(part)) || reading.hit !== hit) return; // or another one is wanted by now
  const marks = reader.querySelectorAll(".text mark");
  for (const mark of marks) mark.classList.remove("current");
  marks[first].classList.add("current");
  marks[first].scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
  const place = `Nummer ${hit + 1} av ${hits.length}`;
  reader.querySelector(".at").textContent = place;
  announce([before, place, marks[first].textContent].filter(Boolean).join(". "));
}

// --- Documents of the users' own ------------------------------------------------------------------

async function followIndex(reply) {
  showIndexState(reply);
  if (following || !isBusy(reply)) return;
  following = true;
  let now = reply;
  try {
    while (isBusy(now)) {
      await new Promise((resolve) => { setTimeout(resolve, POLLED_EVERY); });
      now = await calls.sources_status({});
      if (isBusy(now)) showIndexState(now);
    }
  } catch {
    return; // the server is gone, and with it all that could be shown
  } finally {
    following = false;
  }
  await loadSources(); // which then says that it is done
}

const isBusy = ({ state }) => state === "building" || state === "waiting";

function showIndexState({ state, said }) {
  if (state === "ready" && indexState.hidden) return; // nothing has been done that needs to be told of
  indexState.hidden = false;
  if (indexState.textContent !== said) indexState.textContent = said;
}

async function uploadAll(upload) {
  const chooser = upload.querySelector("input");
  const button = upload.querySelector("button");
  if (button.getAttribute("aria-disabled") === "true") return;
  const lines = inSources(".uploaded");
  const files = [...chooser.files];
  lines.replaceChildren(...(files.length ? files.map((file) => lineOf(file.name, "venter …")) : [lineOf("", "Velg en fil først.")]));
  button.setAttribute("aria-disabled", "true");
  for (const [number, file] of files.entries()) await uploadOne(file, lines.children[number], Number(upload.dataset.most));
  button.setAttribute("aria-disabled", "false");
  chooser.value = "";
  announce([...lines.children].map((line) => line.textContent).join(". "));
}

function lineOf(name, became) {
  const line = document.createElement("li");
  const strong = document.createElement("strong");
  strong.textContent = name;
  line.append(strong, name ? ": " : "", document.createElement("span"));
  line.lastChild.textContent = became;
  return line;
}

async function uploadOne(file, line, most) {
  const say = (status, text) => { line.className = status; line.lastChild.textContent = text; };
  const size = Math.ceil(file.size / 2 ** 20);
  if (file.size > most * 2 ** 20) {
    say("refused", `ikke lagt til: filen er på ${size} MiB, og grensen er ${most}; del den opp i mindre filer`);
    return;
  }
  say("", "leses …");
  try {
    const reply = await calls.sources_add({ name: file.name, content: await inBase64(file) });
    say(reply.status, reply.text);
    followIndex(reply);
  } catch {
    say("refused", "ikke lagt til: noe gikk galt hos oss; prøv igjen om litt");
  }
}

function inBase64(file) {
  return new Promise((resolve, reject) => {
    const fileReader = new FileReader();
    fileReader.onload = () => resolve(fileReader.result.split(",")[1] ?? "");
    fileReader.onerror = () => reject(fileReader.error);
    fileReader.readAsDataURL(file);
  });
}

function confirmRemoval(button) {
  removal.dataset.source = button.dataset.source;
  removal.querySelector(".removed-title").textContent = button.dataset.title;
  removal.showModal();
  removal.querySelector(".keep-source").focus(); // the harmless one
}

async function removeSource(source) {
  removal.close();
  const button = sourceList.querySelector(`.remove-source[data-source="${CSS.escape(source)}"]`);
  try {
    const reply = await calls.sources_remove({ source });
    button.setAttribute("aria-disabled", "true");
    button.textContent = "Tas bort …";
    announce(reply.removed === "ja" ? `Dokumentet er slettet. ${reply.said}` : "Dokumentet er alt slettet.");
    followIndex(reply);
  } catch {
    sayFailedIn(sourceList);
  }
}

// --- What people do -------------------------------------------------------------------------------

sourcesView.addEventListener("shown", () => {
  if (!inSources(".kept")) loadSources();
  const kept = history.state?.kilder; // after the page was loaded anew
  if (kept && !reading) openDocument(kept.source, kept.part);
});
sourceFilter.addEventListener("input", filterSources);
sourcesView.addEventListener("input", (event) => {
  if (event.target.matches("#within") && !event.target.value && reading.query) search("");
});
sourcesView.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.target.matches(".within")) search(reader.querySelector("#within").value.trim());
  if (event.target.matches(".upload")) uploadAll(event.target);
});
sourcesView.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button || button.getAttribute("aria-disabled") === "true") return;
  const { source, part, anchor, step } = button.dataset;
  if (button.matches(".read-source")) {
    history.pushState({ kilder: { source, part: 0 } }, "", "#kilder");
    openDocument(source, 0);
  }
  if (button.matches(".to-list")) {
    if (history.state?.kilder) history.back();
    else closeDocument();
  }
  if (button.matches(".to-part")) leafTo(Number(part));
  if (button.matches(".to-heading")) goTo(Number(part), anchor);
  if (button.matches(".to-hit")) stepTo(reading.hit + Number(step));
  if (button.matches(".remove-source")) confirmRemoval(button);
  if (button.matches(".keep-source")) removal.close();
  if (button.matches(".remove-at-once")) removeSource(removal.dataset.source);
});
addEventListener("popstate", () => {
  const kept = history.state?.kilder;
  const within = hashBefore === "#kilder" && location.hash === "#kilder";
  if (kept && reading?.source !== kept.source) openDocument(kept.source, kept.part);
  else if (!kept && within) closeDocument(); // also one that is on its way
});
addEventListener("hashchange", () => { hashBefore = location.hash; }); // comes after popstate
