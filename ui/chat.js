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

const stop = find(".composer .stop");
const personal = find(".personal"); // asks before personal data are sent
const pause = find(".pause"); // asks whether a new case has begun
const peek = find(".peek"); // the words behind a chip, while it is pointed at or has the focus
const KEPT = "samtale-3"; // the conversation, in this tab's own storage: gone with the tab
const LONG_AGO = 30 * 60 * 1000;
const LONGEST_PEEK = 320;
const STOP_AFTER = 400; // most answers come sooner: the button would only flicker

const records = new WeakMap(); // the section of a turn -> what is kept of it
let turns = []; // {question, earlier, sources, language, plain, html, topic} of this conversation, oldest first
let lastAsked = 0; // when the last question was asked
let checking = ""; // the question that is being looked through, not yet a turn
let pending = null; // the turn that waits for its answer
let opener = null; // the button that the panel belongs to
let steps = Promise.resolve(); // through a source: each begins where the one before it ended

// --- Question and answer ----------------------------------------------------------------------

async function ask(text) {
  const question = text.trim();
  if (!question || pending || checking || !sourceIsChosen()) return;
  tooLong.hidden = fits(question);
  if (!fits(question)) return; // it stays in the field, to be shortened
  if (turns.length && Date.now() - lastAsked > LONG_AGO && pause.hidden) {
    putQuestion(pause, question);
    return;
  }
  lastAsked = Date.now();
  pause.hidden = true;
  personal.hidden = true;
  checking = question; // a double click sends once
  const found = await calls.check({ question }).catch(() => ({})); // the server takes personal data out in any case
  if (checking !== question) return; // a new conversation has begun meanwhile
  checking = "";
  if (found.kinds) putWithout(found, question);
  else await sendQuestion(question);
}

async function sendQuestion(question) {
  const turn = beginTurn(question);
  const earlier = turns.map((one) => one.question);
  const record = { question, earlier, sources: chosenSources(), language: "", plain: false };
  try {
    const reply = await calls.answer(asked(record));
    if (turn !== pending) return; // stopped, or a new conversation has begun meanwhile
    Object.assign(record, { question: reply.question, html: reply.html, topic: reply.new_topic });
    turns.push(record);
    fill(turn, record);
    keep();
    announce(`${turn.querySelector(":scope > .notice")?.firstChild.textContent ?? ""}${reply.spoken}`);
    turn.scrollIntoView({ block: "start" });
  } catch {
    if (turn !== pending) return;
    turn.querySelector(".reply").replaceChildren(copyOf("failed"));
    announce(turn.querySelector(".failed").textContent);
    field.value ||= question; // so that it need not be typed again
  }
  wait(null);
}

function asked({ question, earlier, sources, language, plain }) {
  return { question, earlier, sources, language, plain };
}

function fits(question) {
  return question.length <= Number(field.dataset.longest);
}

function beginTurn(question) {
  closePanel(); // a source stands beside the answer that it belongs to, never beside another
  const turn = addTurn(question);
  if (field.value.trim() === question) field.value = ""; // anything else is a draft
  wait(turn);
  announce(turn.querySelector(".waiting").textContent);
  turn.scrollIntoView({ block: "start" });
  field.focus({ preventScroll: true });
  return turn;
}

function fill(turn, record) {
  turn.querySelector(".question p").textContent = record.question;
  turn.querySelector(".reply").innerHTML = record.html;
  if (record.topic) turn.querySelector(".reply").before(copyOf("topic"));
  records.set(turn, record);
}

function addTurn(question) {
  conversation.append(copyOf("turn"));
  const turn = conversation.lastElementChild;
  turn.querySelector(".question p").textContent = question;
  welcomeOrGoOn();
  return turn;
}

// Also a turn that failed is something to go on from.
function welcomeOrGoOn() {
  anew.hidden = !conversation.childElementCount;
  welcome.hidden = !anew.hidden;
}

function wait(turn) {
  pending = turn;
  send.setAttribute("aria-disabled", String(turn !== null));
  stop.hidden = true;
  if (turn) setTimeout(() => { stop.hidden = turn !== pending; }, STOP_AFTER);
}

function stopWaiting() {
  if (!pending) return;
  const turn = pending;
  wait(null);
  field.value ||= turn.querySelector(".question p").textContent;
  turn.remove();
  welcomeOrGoOn();
  announce("Stoppet. Spørsmålet står i feltet.");
  field.focus();
}

function beginAnew() {
  closePanel();
  conversation.replaceChildren();
  turns = [];
  keep();
  wait(null);
  welcomeOrGoOn();
  checking = "";
  pause.hidden = true;
  personal.hidden = true;
  field.value = "";
  tooLong.hidden = true;
  announce("Ny samtale. Den forrige er slettet.");
  field.focus();
}

// The same question once more, in another language or in plain words; nothing is added to the conversation.
async function answerIn(button) {
  const turn = button.closest(".turn");
  const record = records.get(turn);
  const { language = record.language, plain = record.plain } = button.dataset;
  const form = { language, plain: Boolean(plain) };
  await tryFrom(button, async () => {
    const { html, spoken } = await calls.answer(asked({ ...record, ...form }));
    if (!turn.isConnected) return; // deleted meanwhile
    Object.assign(record, { html, ...form });
    keep();
    replaceReply(turn, html);
    announce(spoken);
  });
}

async function showFinds(button) {
  const turn = button.closest(".turn");
  await tryFrom(button, async () => {
    const { html } = await calls.search(asked(records.get(turn)));
    if (!turn.isConnected) return;
    replaceReply(turn, html);
    turn.querySelector(".reply").append(copyOf("to-answer"));
    announce(turn.querySelector("h3").textContent);
  });
}

function backToAnswer(button) {
  const turn = button.closest(".turn");
  replaceReply(turn, records.get(turn).html);
}

function replaceReply(turn, html) {
  closePanel();
  const reply = turn.querySelector(".reply");
  reply.innerHTML = html;
  reply.tabIndex = -1; // the button that was pressed is gone, and the focus with it
  reply.focus({ preventScroll: true });
  turn.scrollIntoView({ block: "start" });
}

async function download(button) {
  const form = button.dataset.form;
  await tryFrom(button, async () => {
    saveFile(await calls.answer_file({ ...asked(records.get(button.closest(".turn"))), form }));
  });
}

// --- Which sources are asked -------------------------------------------------------------------------

const boxes = () => [...element.querySelectorAll(".choose-source")];

function chosenSources() {
  const chosen = boxes().filter((box) => box.checked);
  return chosen.length === boxes().length ? [] : chosen.map((box) => box.value);
}

function sourceIsChosen() {
  const isChosen = boxes().some((box) => box.checked) || !boxes().length;
  find(".no-source").hidden = isChosen;
  if (!isChosen) find(".sources-chosen").open = true;
  return isChosen;
}

function tellChosen() {
  const chosen = boxes().filter((box) => box.checked).length;
  find(".how-many").textContent = chosen === boxes().length ? "alle" : `${chosen} av ${boxes().length}`;
  find(".all-sources").textContent = chosen ? "Fjern alle" : "Velg alle";
  if (chosen) find(".no-source").hidden = true;
}

function chooseAll() {
  const none = boxes().every((box) => !box.checked);
  for (const box of boxes()) box.checked = none;
  tellChosen();
}

// --- Before personal data are sent -----------------------------------------------------------------

function putWithout({ kinds, masked }, question) {
  personal.querySelector(".kinds").textContent = kinds;
  personal.querySelector(".masked").textContent = masked;
  putQuestion(personal, question);
}

function sendMasked() {
  field.value = personal.querySelector(".masked").textContent;
  backToField();
  ask(field.value);
}

// Asks something before a question is sent; the question waits in the field.
function putQuestion(dialog, question) {
  field.value = question;
  dialog.hidden = false;
  dialog.querySelector("button").focus();
}

function backToField() {
  personal.hidden = true;
  pause.hidden = true;
  field.focus();
}

function askAnew() {
  const question = field.value;
  beginAnew();
  field.value = question;
  ask(question);
}

// --- The conversation is kept in this tab, across a refresh ------------------------------------------

function keep() {
  try {
    if (turns.length) sessionStorage.setItem(KEPT, JSON.stringify({ turns, lastAsked }));
    else sessionStorage.removeItem(KEPT);
  } catch {
    // Full or forbidden: the conversation is then not kept, and nothing else is lost.
  }
}

function restore() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
    if (!kept) return;
    ({ turns, lastAsked } = kept);
  } catch {
    return;
  }
  for (const record of turns) fill(addTurn(record.question), record);
}

// --- The words behind a chip ---------------------------------------------------------------------------

function showPeek(chip) {
  const quote = chip.dataset.quote;
  if (!quote) return;
  hidePeek();
  peek.textContent = quote.length > LONGEST_PEEK ? `${quote.slice(0, LONGEST_PEEK)} …` : quote;
  peek.hidden = false;
  chip.setAttribute("aria-describedby", peek.id);
  const at = chip.getBoundingClientRect();
  const home = peek.offsetParent.getBoundingClientRect();
  const left = Math.min(at.left, document.documentElement.clientWidth - peek.offsetWidth - 8);
  const below = at.bottom + peek.offsetHeight <= window.innerHeight;
  peek.style.left = `${Math.max(8, left) - home.left}px`;
  // It touches the chip, so that the pointer gets there without leaving both.
  peek.style.top = `${(below ? at.bottom : at.top - peek.offsetHeight) - home.top}px`;
}

function hidePeek() {
  peek.hidden = true;
  for (const chip of element.querySelectorAll(`[aria-describedby=${peek.id}]`)) chip.removeAttribute("aria-describedby");
}

// --- The source beside the answer ---------------------------------------------------------------

async function openPanel(button) {
  hidePeek();
  markOpener(button);
  content.replaceChildren();
  try {
    const { passage, quote } = button.dataset;
    const shown = await calls.source({ passage, quote });
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

function stepPanel(button) {
  const { step } = button.dataset;
  const from = opener;
  steps = steps.then(() => opener === from && takeStep(step));
}

async function takeStep(step) {
  const from = opener;
  const button = content.querySelector(`[data-step=${step}]`);
  if (!button) return; // the end of the source
  const { passage } = button.dataset;
  const quote = passage === from?.dataset.passage ? from.dataset.quote : "";
  try {
    const shown = await calls.source({ passage, quote });
    if (opener !== from) return; // another source was opened, or the panel closed
    content.innerHTML = shown.html;
  } catch {
    if (opener !== from) return;
    content.replaceChildren(copyOf("lost"));
  }
  // The focus stays where it was, for the next step; at an end of the source it goes to the top.
  (content.querySelector(`[data-step=${step}]`) ?? find("#source-title")).focus({ preventScroll: true });
  announce([...content.querySelectorAll("header .place, header .side")].map((part) => part.textContent).join(", "));
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
  if (button.matches(".example")) ask(button.textContent);
  if (button.matches(".opener")) openPanel(button);
  if (button.matches(".copy")) copy(button);
  if (button.matches(".close")) closePanel();
  if (button.matches(".pause .anew")) askAnew();
  else if (button.matches(".anew")) beginAnew();
  if (button.matches(".composer .stop")) stopWaiting();
  if (button.matches(".anonymise")) sendMasked();
  if (button.matches(".edit")) backToField();
  if (button.matches(".go-on")) ask(field.value);
  if (button.matches(".step")) stepPanel(button);
  if (button.matches(".all-sources")) chooseAll();
  if (button.matches(".to-answer")) backToAnswer(button);
  if (button.matches(".again")) answerIn(button);
  if (button.matches(".search-only")) showFinds(button);
  if (button.matches(".download")) download(button);
});

element.addEventListener("change", (event) => {
  if (event.target.matches(".choose-source")) tellChosen();
});

// On the whole document: while a chip is pointed at, the focus may be nowhere.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || find("#spor").hidden) return;
  if (!peek.hidden) hidePeek();
  else if (!personal.hidden || !pause.hidden) backToField();
  else if (!panel.hidden) closePanel();
});

for (const coming of ["mouseover", "focusin"]) {
  element.addEventListener(coming, (event) => {
    const chip = event.target.closest?.(".chip");
    if (chip) showPeek(chip);
    else if (!peek.contains(event.target)) hidePeek();
  });
}

tellChosen();
restore();
