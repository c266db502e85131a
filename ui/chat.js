// The view in which questions are asked and answered.
//
// The conversation lives here, in one tab of one browser, and nowhere else: the server keeps nothing
// between two questions, so it cannot mix up whose they are.

const KEPT = "samtale-3"; // the conversation, in this tab's own storage: gone with the tab
const LONG_AGO = 30 * 60 * 1000;
const STOP_AFTER = 400; // most answers come sooner: the button would only flicker

const conversation = find(".conversation");
const welcome = find(".welcome");
const composer = find(".composer");
const field = find("#question");
const send = find(".composer .send");
const tooLong = find(".too-long");
const anew = find(".below .anew");
const stop = find(".composer .stop");
const personal = find(".personal"); // asks before personal data are sent
const pause = find(".pause"); // asks whether a new case has begun

const records = new WeakMap(); // the section of a turn -> what is kept of it
let turns = []; // {question, earlier, sources, language, plain, html, topic} of this conversation, oldest first
let lastAsked = 0; // when the last question was asked
let checking = ""; // the question that is being looked through, not yet a turn
let pending = null; // the turn that waits for its answer

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
  const question = turn.querySelector(".question p").textContent;
  wait(null);
  field.value ||= question;
  turn.remove();
  welcomeOrGoOn();
  announce(field.value === question ? "Stoppet. Spørsmålet står i feltet." : "Stoppet.");
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

// --- What people do -------------------------------------------------------------------------------

composer.addEventListener("submit", (event) => {
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
  if (button?.matches(".example")) ask(button.textContent);
  if (button?.matches(".pause .anew")) askAnew();
  else if (button?.matches(".anew")) beginAnew();
  if (button?.matches(".stop")) stopWaiting();
  if (button?.matches(".anonymise")) sendMasked();
  if (button?.matches(".edit")) backToField();
  if (button?.matches(".go-on")) ask(field.value);
  if (button?.matches(".all-sources")) chooseAll();
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

tellChosen();
restore();
