// The view "Ny i jobben": the topics one at a time, and the glossary.
//
// What has been read is kept in this browser alone; the server is never told.

const LEARNT = "ny-i-jobben.lest"; // the key in the browser's storage
const TYPING_PAUSE = 500; // so long after the last key the number of hits is read aloud

const learning = find("#ny");
const lessons = [...learning.querySelectorAll(".topic")];
const termField = find("#seek");
const glossary = [...learning.querySelectorAll(".term")].map((term) => ({
  term,
  names: plainly(term.dataset.names),
  words: ` ${plainly(term.querySelector(".definition").textContent)}`,
}));

let learnt = recallLearnt(); // ids of the topics that have been read
let termTimer = 0; // the timer that waits for the end of typing

// --- What has been read ------------------------------------------------------------------------

function recallLearnt() {
  try {
    const kept = new Set(JSON.parse(localStorage.getItem(LEARNT)) ?? []);
    return new Set(lessons.map((lesson) => lesson.dataset.topic).filter((id) => kept.has(id)));
  } catch {
    return new Set(); // the browser keeps nothing, or something else wrote there
  }
}

function keepLearnt() {
  try {
    if (learnt.size) localStorage.setItem(LEARNT, JSON.stringify([...learnt]));
    else localStorage.removeItem(LEARNT);
  } catch {
    // It counts until the page is closed.
  }
  showLearnt();
}

function showLearnt() {
  if (!lessons.length) return;
  for (const mark of learning.querySelectorAll(".read-mark")) {
    mark.hidden = !learnt.has(mark.closest("button").dataset.topic);
  }
  for (const lesson of lessons) {
    const read = learnt.has(lesson.dataset.topic);
    lesson.querySelector(".mark-read").textContent = read ? "Merk som ulest" : "Merk som lest";
  }
  find(".topics-read").textContent = `${learnt.size} av ${lessons.length} lest`;
  find(".forget").hidden = !learnt.size;
}

function toggleLearnt(lesson) {
  const { topic } = lesson.dataset;
  const read = learnt.delete(topic) ? "ulest" : "lest";
  if (read === "lest") learnt.add(topic);
  keepLearnt();
  announce(`Merket som ${read}. ${find(".topics-read").textContent}.`);
}

function forgetLearnt() {
  learnt = new Set();
  keepLearnt();
  find("#topics-heading").focus(); // the button is gone
  announce("Framdriften er slettet.");
}

// --- One topic at a time -------------------------------------------------------------------------

function showTopic(id) {
  for (const lesson of lessons) lesson.hidden = lesson.dataset.topic !== id;
  for (const button of learning.querySelectorAll(".topics .to-topic")) {
    if (button.dataset.topic === id) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
}

function goToHeading(heading) {
  heading.focus({ preventScroll: true });
  const { top } = heading.getBoundingClientRect();
  if (top < 0 || top > innerHeight / 2) heading.scrollIntoView({ block: "start" });
}

function askTopicQuestion(question) {
  // When the other view has come forward, so that its field can have the focus.
  addEventListener("hashchange", () => {
    field.value = question; // stays there when another question is being answered
    field.focus();
    ask(question);
  }, { once: true });
  location.hash = "#spor";
}

function judge(check) {
  const { right, answer } = check.dataset;
  const chosen = check.querySelector("input:checked")?.value;
  const said = !chosen ? "Velg et svar først." : chosen === right ? "Riktig." : `Ikke riktig. Riktig svar: ${answer}.`;
  const sign = !chosen ? "" : chosen === right ? "✓ " : "✗ ";
  check.querySelector(".judgement").hidden = false;
  check.querySelector(".judgement").classList.toggle("wrong", chosen !== right);
  check.querySelector(".judged").textContent = sign + said;
  check.querySelector("figure").hidden = !chosen;
  announce(chosen ? `${said} ${check.querySelector("blockquote").textContent.trim()}` : said);
}

// --- The glossary ----------------------------------------------------------------------------------

function plainly(text) {
  return text.toLowerCase().replace(/[^\p{L}\p{N}§]+/gu, " ").replace(/§ /g, "§").trim();
}

function searchTerms() {
  const sought = plainly(termField.value).split(" ").filter(Boolean);
  let hits = 0;
  for (const { term, names, words } of glossary) {
    // A part of a name, or the beginning of a word that explains it.
    const fits = sought.every((word) => names.includes(word) || words.includes(` ${word}`));
    term.hidden = !fits;
    if (fits) hits += 1;
  }
  find(".no-term").hidden = hits > 0;
  find("#seek-count").textContent = sought.length ? `${hits} av ${glossary.length} ord passer` : `${glossary.length} ord`;
  clearTimeout(termTimer);
  termTimer = setTimeout(() => announce(find("#seek-count").textContent), TYPING_PAUSE);
}

// --- What people do --------------------------------------------------------------------------------

learning.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.matches(".to-topic")) {
    showTopic(button.dataset.topic);
    goToHeading(find(`#topic-${button.dataset.topic}`));
  }
  if (button.matches(".ask-this")) askTopicQuestion(button.textContent);
  if (button.matches(".mark-read")) toggleLearnt(button.closest(".topic"));
  if (button.matches(".forget")) forgetLearnt();
  if (button.matches(".to-glossary")) goToHeading(find("#glossary-heading"));
});
learning.addEventListener("submit", (event) => {
  event.preventDefault();
  judge(event.target);
});
learning.addEventListener("change", (event) => {
  // What was said of another answer is no longer true.
  const check = event.target.closest(".check");
  if (check) check.querySelector(".judgement").hidden = true;
});
termField.addEventListener("input", searchTerms);

showLearnt();
showTopic((lessons.find((lesson) => !learnt.has(lesson.dataset.topic)) ?? lessons[0])?.dataset.topic);
