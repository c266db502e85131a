// The view in which questions are asked and answered.
//
// The conversation lives here, in one tab of one browser, and nowhere else: the server keeps nothing
// between two questions, so it cannot mix up whose they are.

const COPIED_SHOWN_FOR = 4000;

const conversation = find(".conversation");
const welcome = find(".welcome");
const form = find(".composer");
const field = find("#question");
const send = find(".composer .send");
const tooLong = find(".too-long");
const anew = find(".below .anew");
const panel = find("#source-panel");
const content = find("#source-panel .content");
const narrow = window.matchMedia("(max-width: 60rem)");

const stop = find(".composer .stop");
const personal = find(".personal"); // asks before personal data are sent
const pause = find(".pause"); // asks whether a new case has begun
const peek = find(".peek"); // the words behind a chip, while it is pointed at or has the focus
const KEPT = "samtale"; // the conversation, in this tab's own storage: gone with the tab
const LONG_AGO = 30 * 60 * 1000;
const LONGEST_PEEK = 320;

let turns = []; // {question, html} of this conversation, oldest first
let last = 0; // when the last question was asked
let pending = null; // the turn that waits for its answer
let opener = null; // the button that the panel belongs to

// --- Question and answer ----------------------------------------------------------------------

const earlier = () => turns.map((turn) => turn.question);
const chosenSources = () => [...element.querySelectorAll(".choose-source:checked")].map((box) => box.value);
const allSources = () => element.querySelectorAll(".choose-source").length;
const asked = (question, before, language = "") => {
  const sources = chosenSources();
  return { question, earlier: before, language, sources: sources.length === allSources() ? [] : sources };
};

async function ask(text, language = "") {
  const question = text.trim();
  if (!question || pending) return;
  tooLong.hidden = fits(question);
  if (!fits(question)) return; // it stays in the field, to be shortened
  if (turns.length && Date.now() - last > LONG_AGO && pause.hidden) {
    field.value = question;
    pause.hidden = false;
    pause.querySelector("button").focus();
    return;
  }
  pause.hidden = true;
  if (!(await mayBeSent(question))) return;
  await send_(question, earlier(), language);
}

async function send_(question, before, language) {
  const turn = beginTurn(question);
  try {
    const reply = await server.answer(asked(question, before, language));
    if (turn !== pending) return; // stopped, or a new conversation has begun meanwhile
    turn.querySelector(".question p").textContent = reply.question;
    turn.querySelector(".reply").innerHTML = reply.html;
    turn.dataset.before = JSON.stringify(before);
    turn.dataset.question = reply.question;
    turns.push({ question: reply.question, html: reply.html, before });
    if (reply.new_topic) turn.append(copyOf("topic"));
    last = Date.now();
    keep();
    announce(reply.spoken);
    turn.scrollIntoView({ block: "start" });
  } catch {
    if (turn !== pending) return;
    turn.querySelector(".reply").replaceChildren(copyOf("failed"));
    announce(turn.querySelector(".failed").textContent);
    field.value ||= question; // so that it need not be typed again
  }
  wait(null);
}

function fits(question) {
  return question.length <= Number(field.dataset.longest);
}

function beginTurn(question) {
  closePanel(); // a source stands beside the answer that it belongs to, never beside another
  const turn = addTurn(question);
  field.value = "";
  wait(turn);
  announce(turn.querySelector(".waiting").textContent);
  turn.scrollIntoView({ block: "start" });
  field.focus({ preventScroll: true });
  return turn;
}

function addTurn(question) {
  conversation.append(copyOf("turn"));
  const turn = conversation.lastElementChild;
  turn.querySelector(".question p").textContent = question;
  welcome.hidden = true;
  anew.hidden = false;
  return turn;
}

function wait(turn) {
  pending = turn;
  send.setAttribute("aria-disabled", String(turn !== null));
  stop.hidden = turn === null;
}

function stopWaiting() {
  if (!pending) return;
  const turn = pending;
  wait(null);
  field.value ||= turn.querySelector(".question p").textContent;
  turn.remove();
  if (!turns.length) { welcome.hidden = false; anew.hidden = true; }
  announce("Stoppet. Spørsmålet står i feltet.");
  field.focus();
}

function beginAnew() {
  closePanel();
  conversation.replaceChildren();
  turns = [];
  keep();
  wait(null);
  welcome.hidden = false;
  anew.hidden = true;
  pause.hidden = true;
  personal.hidden = true;
  field.value = "";
  tooLong.hidden = true;
  announce("Ny samtale. Den forrige er slettet.");
  field.focus();
}

// The same question once more, in another language or as a search alone; nothing is added to the conversation.
async function askAgain(button, call, ...more) {
  const turn = button.closest(".turn");
  const reply = turn.querySelector(".reply");
  button.setAttribute("aria-disabled", "true");
  try {
    const given = await call(asked(turn.dataset.question, JSON.parse(turn.dataset.before), ...more));
    closePanel();
    reply.innerHTML = given.html;
    announce(given.spoken ?? reply.querySelector("h3").textContent);
    turn.scrollIntoView({ block: "start" });
  } catch {
    button.removeAttribute("aria-disabled");
    announce(find("template.failed").content.textContent);
  }
}

// --- Before personal data are sent -----------------------------------------------------------------

async function mayBeSent(question) {
  if (!personal.hidden) return true; // it was asked about already
  let found;
  try {
    found = await server.check({ question });
  } catch {
    return true; // the server takes personal data out in any case
  }
  if (!found.kinds) return true;
  field.value = question;
  personal.querySelector(".kinds").textContent = found.kinds;
  personal.querySelector(".masked").textContent = found.masked;
  personal.hidden = false;
  personal.querySelector(".anonymise").focus();
  return false;
}

function sendMasked() {
  const masked = personal.querySelector(".masked").textContent;
  personal.hidden = true;
  field.value = "";
  if (!pending) send_(masked, earlier(), "");
}

// --- The conversation is kept in this tab, across a refresh ------------------------------------------

function keep() {
  try {
    if (turns.length) sessionStorage.setItem(KEPT, JSON.stringify({ turns, last }));
    else sessionStorage.removeItem(KEPT);
  } catch {
    // Full or forbidden: the conversation is then not kept, and nothing else is lost.
  }
}

function restore() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
    if (!kept) return;
    ({ turns, last } = kept);
  } catch {
    return;
  }
  for (const { question, html, before } of turns) {
    const turn = addTurn(question);
    turn.querySelector(".reply").innerHTML = html;
    turn.dataset.question = question;
    turn.dataset.before = JSON.stringify(before);
  }
}

// --- The words behind a chip ---------------------------------------------------------------------------

function showPeek(chip) {
  const quote = chip.dataset.quote;
  if (!quote) return;
  peek.textContent = quote.length > LONGEST_PEEK ? `${quote.slice(0, LONGEST_PEEK)} …` : quote;
  peek.hidden = false;
  const at = chip.getBoundingClientRect();
  const home = peek.offsetParent.getBoundingClientRect();
  const left = Math.min(at.left, window.innerWidth - peek.offsetWidth - 16);
  peek.style.left = `${Math.max(8, left) - home.left}px`;
  peek.style.top = `${at.bottom + 2 - home.top}px`;
}

function hidePeek() {
  peek.hidden = true;
}

// --- The source beside the answer ---------------------------------------------------------------

async function openPanel(button) {
  hidePeek();
  markOpener(button);
  content.replaceChildren();
  try {
    const { passage, quote } = button.dataset;
    const shown = await server.source({ passage, quote });
    if (opener !== button) return; // another source was opened, or the panel closed
    content.innerHTML = shown.html;
  } catch {
    if (opener !== button) return;
    content.replaceChildren(copyOf("lost"));
  }
  showPanel(button);
}

function showPanel(button) {
  // Beside the answers where there is room, else right below the answer.
  const home = narrow.matches ? button.closest(".turn") : find(".desk");
  home.append(panel);
  panel.hidden = false;
  find("#source-title").focus({ preventScroll: true });
  panel.scrollIntoView({ block: narrow.matches ? "start" : "nearest" });
  scrollToQuote();
}

async function stepPanel(button) {
  try {
    content.innerHTML = (await server.source({ passage: button.dataset.passage, quote: "" })).html;
  } catch {
    content.replaceChildren(copyOf("lost"));
  }
  find("#source-title").focus({ preventScroll: true });
  scrollToQuote();
}

function scrollToQuote() {
  const extracts = panel.querySelector(".extracts");
  const target = panel.querySelector("mark") ?? panel.querySelector(".wanted");
  if (!extracts || !target) return;
  const above = target.getBoundingClientRect().top - extracts.getBoundingClientRect().top;
  extracts.scrollTop += above - extracts.clientHeight / 4;
}

function closePanel() {
  const hadFocus = panel.contains(document.activeElement);
  const last = opener;
  panel.hidden = true;
  find(".desk").append(panel); // out of the answer, which may be removed
  markOpener(null);
  if (hadFocus) last?.focus();
}

function markOpener(button) {
  opener?.setAttribute("aria-expanded", "false");
  opener = button;
  opener?.setAttribute("aria-expanded", "true");
}

// --- Copying --------------------------------------------------------------------------------------

async function copy(button) {
  const copied = await write(button.dataset.copy);
  const sign = button.parentElement.querySelector(".copied");
  sign.textContent = copied ? button.textContent.replace("Kopier", "Kopiert") : "Nettleseren tillot ikke kopiering";
  sign.hidden = false;
  announce(sign.textContent);
  setTimeout(() => { sign.hidden = true; }, COPIED_SHOWN_FOR);
}

async function download(button) {
  const turn = button.closest(".turn");
  const before = JSON.parse(turn.dataset.before);
  saveFile(await server.answer_file({ ...asked(turn.dataset.question, before), form: button.dataset.form }));
}

async function write(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return writeTheOldWay(text); // no clipboard on plain http from another machine
  }
}

function writeTheOldWay(text) {
  const active = document.activeElement;
  const carrier = document.createElement("textarea");
  carrier.value = text;
  element.append(carrier);
  carrier.select();
  const copied = document.execCommand("copy");
  carrier.remove();
  active?.focus();
  return copied;
}

// --- What people do -------------------------------------------------------------------------------

form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask(field.value);
});

field.addEventListener("input", () => {
  if (fits(field.value.trim())) tooLong.hidden = true;
});

field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  ask(field.value);
});

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.matches(".example") && find("#spor").contains(button)) ask(button.textContent);
  if (button.matches(".opener")) openPanel(button);
  if (button.matches(".copy")) copy(button);
  if (button.matches(".close")) closePanel();
  if (button.matches(".anew")) beginAnew();
  if (button.matches(".composer .stop")) stopWaiting();
  if (button.matches(".anonymise")) sendMasked();
  if (button.matches(".edit")) { personal.hidden = true; field.focus(); }
  if (button.matches(".go-on")) { pause.hidden = true; last = Date.now(); ask(field.value); }
  if (button.matches(".step")) stepPanel(button);
  if (button.getAttribute("aria-disabled") === "true") return;
  if (button.matches(".again")) askAgain(button, server.answer, button.dataset.language);
  if (button.matches(".search-only")) askAgain(button, server.search);
  if (button.matches(".download")) download(button);
});

element.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (!peek.hidden) hidePeek();
  else if (!panel.hidden) closePanel();
});

for (const coming of ["mouseover", "focusin"]) {
  element.addEventListener(coming, (event) => {
    const chip = event.target.closest?.(".chip");
    if (chip) showPeek(chip);
    else if (!peek.contains(event.target)) hidePeek();
  });
}

restore();
