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
const anew = find(".anew");
const panel = find("#source-panel");
const content = find("#source-panel .content");
const narrow = window.matchMedia("(max-width: 60rem)");

let earlier = []; // questions of this conversation, oldest first
let pending = null; // the turn that waits for its answer
let opener = null; // the button that the panel belongs to

// --- Question and answer ----------------------------------------------------------------------

async function ask(text) {
  const question = text.trim();
  if (!question || pending) return;
  tooLong.hidden = fits(question);
  if (!fits(question)) return; // it stays in the field, to be shortened
  const turn = beginTurn(question);
  try {
    const reply = await server.answer({ question, earlier });
    if (turn !== pending) return; // a new conversation has begun meanwhile
    turn.querySelector(".reply").innerHTML = reply.html;
    earlier.push(question);
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
  conversation.append(copyOf("turn"));
  const turn = conversation.lastElementChild;
  turn.querySelector(".question p").textContent = question;
  welcome.hidden = true;
  anew.hidden = false;
  field.value = "";
  wait(turn);
  announce(turn.querySelector(".waiting").textContent);
  turn.scrollIntoView({ block: "start" });
  field.focus({ preventScroll: true });
  return turn;
}

function wait(turn) {
  pending = turn;
  send.setAttribute("aria-disabled", String(turn !== null));
}

function beginAnew() {
  closePanel();
  conversation.replaceChildren();
  earlier = [];
  wait(null);
  welcome.hidden = false;
  anew.hidden = true;
  field.value = "";
  tooLong.hidden = true;
  announce("Ny samtale. Den forrige er slettet.");
  field.focus();
}

// --- The source beside the answer ---------------------------------------------------------------

async function openPanel(button) {
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
  if (button.matches(".anew")) beginAnew();
});

element.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !panel.hidden) closePanel();
});
