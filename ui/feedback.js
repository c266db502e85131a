// Feedback below each answer: sent once, thanked for, and taken back again if it was not meant so.

const feedbackOf = (node) => node.closest("form.feedback");
const opinionOf = (feedback) => feedback.querySelector("[name=opinion]:checked");
const commentOf = (feedback) => feedback.querySelector("[name=comment]");

function commentFits(feedback) {
  const comment = commentOf(feedback);
  const fitting = comment.value.trim().length <= Number(comment.dataset.longest);
  comment.setAttribute("aria-invalid", String(!fitting));
  feedback.querySelector(".feedback-long").hidden = fitting;
  return fitting;
}

// The question, the ones before it, and the answer, as they stand on the page.
function exchangeOf(feedback) {
  const { question, earlier } = records.get(feedback.closest(".turn"));
  const chips = feedback.closest("article").querySelectorAll(".used .chip");
  const citations = [...chips].map(({ dataset: { passage, quote } }) => ({ passage, quote }));
  return { question, earlier, answer: feedback.dataset.answer, citations };
}

function givenIn(feedback) {
  return {
    opinion: opinionOf(feedback).value,
    outcome: feedback.dataset.outcome,
    comment: commentOf(feedback).value.trim(),
    exchange: feedback.querySelector("[name=keep]").checked ? exchangeOf(feedback) : null,
  };
}

// Not while the answer is being given anew; says where it stands when it fails.
function tryIn(place, call) {
  const failed = place.querySelector(".feedback-failed");
  failed.hidden = true;
  once(place.closest(".turn"), call, () => { failed.hidden = false; });
}

async function sendFeedback(feedback) {
  const { html } = await calls.feedback(givenIn(feedback));
  feedback.insertAdjacentHTML("afterend", html);
  feedback.hidden = true;
  const thanks = feedback.nextElementSibling;
  thanks.focus();
  announce(thanks.querySelector(".thanks").textContent);
}

async function undoFeedback(thanks, key) {
  await calls.undo_feedback({ key });
  const feedback = thanks.previousElementSibling;
  thanks.remove();
  feedback.hidden = false;
  opinionOf(feedback).focus();
  announce("Tilbakemeldingen er slettet. Du kan endre den og sende den på nytt.");
}

element.addEventListener("submit", (event) => {
  const feedback = feedbackOf(event.target);
  if (!feedback) return;
  event.preventDefault();
  if (opinionOf(feedback) && commentFits(feedback)) tryIn(feedback, () => sendFeedback(feedback));
});

element.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("form.feedback [name=opinion]")) return;
  event.preventDefault(); // it would send the form at once, before anything could be added
  event.target.click();
});

element.addEventListener("input", (event) => {
  if (event.target.matches("form.feedback [name=comment]")) commentFits(feedbackOf(event.target));
});

element.addEventListener("click", (event) => {
  const button = event.target.closest(".undo-feedback");
  if (!button || event.detail > 1) return; // the second of a double click on "Send" is no wish to undo
  const thanks = button.closest(".feedback-given");
  tryIn(thanks, () => undoFeedback(thanks, button.dataset.key));
});
