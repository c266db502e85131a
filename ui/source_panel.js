// The source beside an answer, and the words behind a chip, for a look without opening it.

const LONGEST_PEEK = 320;

const peek = find(".peek"); // shown while its chip is pointed at or has the focus
const panel = find("#source-panel");
const panelContent = find("#source-panel .content");

let opener = null; // the button that the panel belongs to
let steps = Promise.resolve(); // through a source: each begins where the one before it ended

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
  if (button === opener && !panel.hidden) {
    closePanel();
    return;
  }
  hidePeek();
  markOpener(button);
  panelContent.replaceChildren();
  if (await bringPassage(button.dataset)) showPanel(button);
}

// Whether the panel has it: another source may have been opened meanwhile, or the panel closed.
async function bringPassage({ passage, quote }) {
  const from = opener;
  const reply = await calls.source({ passage, quote }).catch(() => null);
  if (opener !== from) return false;
  if (reply) panelContent.innerHTML = reply.html;
  else panelContent.replaceChildren(copyOf("lost"));
  return true;
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
  const button = panelContent.querySelector(`[data-step=${step}]`);
  if (!button) return; // the end of the source
  const { passage } = button.dataset;
  const quote = passage === opener.dataset.passage ? opener.dataset.quote : "";
  if (!(await bringPassage({ passage, quote }))) return;
  // The focus stays where it was, for the next step; at an end of the source it goes to the top.
  (panelContent.querySelector(`[data-step=${step}]`) ?? find("#source-title")).focus({ preventScroll: true });
  announce([...panelContent.querySelectorAll("header .place, header .side")].map((part) => part.textContent).join(", "));
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
  const closed = opener;
  panel.hidden = true;
  find(".desk").append(panel); // out of the answer, which may be removed
  markOpener(null);
  if (hadFocus) closed?.focus();
}

function markOpener(button) {
  opener?.setAttribute("aria-expanded", "false");
  opener = button;
  opener?.setAttribute("aria-expanded", "true");
}

// --- What people do -------------------------------------------------------------------------------

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.matches(".opener")) openPanel(button);
  if (button?.matches(".close")) closePanel();
  if (button?.matches(".step")) stepPanel(button);
});

for (const coming of ["mouseover", "focusin"]) {
  element.addEventListener(coming, (event) => {
    const chip = event.target.closest?.(".chip");
    if (chip) showPeek(chip);
    else if (!peek.contains(event.target)) hidePeek();
  });
}
