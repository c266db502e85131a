// What can be done with an answer: have it in another way, see what was found, copy it, keep it in a file.

const COPIED_SHOWN_FOR = 4000;

// The same question once more, in another language or in plain words; nothing is added to the conversation.
function answerIn(button) {
  const turn = button.closest(".turn");
  const record = records.get(turn);
  const { language = record.language, plain = record.plain } = button.dataset;
  const form = { language, plain: Boolean(plain) };
  tryFrom(button, async () => {
    const { html, spoken } = await calls.answer(asked({ ...record, ...form }));
    if (!turn.isConnected) return; // deleted meanwhile
    Object.assign(record, { html, ...form });
    keep();
    replaceReply(turn, html);
    announce(spoken);
  });
}

function showFinds(button) {
  const turn = button.closest(".turn");
  tryFrom(button, async () => {
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

// --- Files and copies ------------------------------------------------------------------------------

function download(button) {
  const record = records.get(button.closest(".turn"));
  tryFrom(button, async () => saveReply(await calls.answer_file(asked(record))));
}

// The words that stand in the page: asked anew, a chat model might choose others.
function saveMarkdown(button) {
  const { copy: text } = button.parentElement.querySelector("[data-form=markdown]").dataset;
  saveFile("svar.md", "text/markdown", text);
}

async function copy(button) {
  const copied = await toClipboard(button.dataset.copy);
  const sign = button.parentElement.querySelector(".copied");
  sign.textContent = copied ? button.textContent.replace("Kopier", "Kopiert") : "Nettleseren tillot ikke kopiering";
  sign.hidden = false;
  announce(sign.textContent);
  clearTimeout(sign.dataset.timer); // of what was copied before
  sign.dataset.timer = setTimeout(() => { sign.hidden = true; }, COPIED_SHOWN_FOR);
}

async function toClipboard(text) {
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

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.matches(".again")) answerIn(button);
  if (button?.matches(".search-only")) showFinds(button);
  if (button?.matches(".to-answer")) backToAnswer(button);
  if (button?.matches(".download")) download(button);
  if (button?.matches(".save")) saveMarkdown(button);
  if (button?.matches(".copy")) copy(button);
});
