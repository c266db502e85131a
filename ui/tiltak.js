// The tab with projects elsewhere: search, filters, choice, comparison and export.

const wishForm = find("form.wish");
const wishField = find("#wish");
const results = find(".tiltak-results");
const beside = find(".tiltak-beside"); // a comparison or a list of like projects, instead of the results
const SEVERAL = { least: 2, most: 4 };

let without = []; // what was understood and taken away again
let calling = 0; // counts calls, so that a late reply does not overwrite a newer one
let searching = 0; // which of them is the newest search

const filters = () =>
  Object.fromEntries([...wishForm.querySelectorAll("select")].map((select) => [select.name, select.value]));
const wished = () => ({ query: wishField.value.trim(), filters: filters(), without });
// A project may stand in both places, and is chosen once.
const boxesOf = (key) => find("#tiltak").querySelectorAll(`.choose[value="${CSS.escape(key)}"]`);
const chosen = () => [...new Set([...find("#tiltak").querySelectorAll(".choose:checked")].map((box) => box.value))];

async function searchTiltak() {
  const number = ++calling;
  searching = number;
  const reply = await calls.tiltak_search(wished()).catch(() => null);
  if (number !== searching) return;
  if (reply) results.innerHTML = reply.html;
  else results.replaceChildren(copyOf("failed"));
  if (number !== calling) return; // a comparison is wanted by now, instead of these
  beside.replaceChildren();
  show(results);
  announce(results.querySelector(".hits, .failed").textContent);
}

function showBeside(button, call) {
  tryFrom(button, async () => {
    const number = ++calling;
    const { html } = await call();
    if (number !== calling) return;
    beside.innerHTML = html;
    show(beside);
    beside.querySelector(".hits").focus();
  });
}

function show(place) {
  for (const one of [results, beside]) one.hidden = one !== place;
  countChosen();
}

function countChosen() {
  const number = chosen().length;
  const sign = results.querySelector(".chosen");
  if (!sign) return;
  const fits = number >= SEVERAL.least && number <= SEVERAL.most;
  results.querySelector(".compare").setAttribute("aria-disabled", String(!fits));
  sign.textContent = number === 0 ? `Velg fra ${SEVERAL.least} til ${SEVERAL.most} tiltak for å sammenligne dem.` : `${number} valgt`;
}

function exportTiltak(button) {
  const { form } = button.dataset;
  tryFrom(button, async () => saveReply(await calls.tiltak_file({ ...wished(), chosen: chosen(), form })));
}

find("#tiltak").addEventListener("shown", () => {
  if (!results.childElementCount) searchTiltak(); // all of them, to begin with
});
wishForm.addEventListener("submit", (event) => {
  event.preventDefault();
  without = [];
  searchTiltak();
});
wishForm.addEventListener("change", (event) => {
  if (event.target.matches("select")) searchTiltak();
});
find("#tiltak").addEventListener("change", ({ target }) => {
  if (!target.matches(".choose")) return;
  for (const box of boxesOf(target.value)) box.checked = target.checked;
  countChosen();
});
find("#tiltak").addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button || button.getAttribute("aria-disabled") === "true") return;
  if (button.matches(".unwish")) unwish(button.dataset.chip);
  if (button.matches(".compare")) showBeside(button, () => calls.tiltak_compare({ chosen: chosen() }));
  if (button.matches(".like")) showBeside(button, () => calls.tiltak_like({ key: button.dataset.key }));
  if (button.matches(".back")) { show(results); results.querySelector(".hits")?.focus(); }
  if (button.matches(".export")) exportTiltak(button);
  if (button.matches(".print")) window.print();
});

function unwish(chip) {
  const select = wishForm.querySelector(`select[name="${CSS.escape(chip)}"]`);
  if (select?.value) select.value = "";
  else without = [...without, chip];
  searchTiltak().then(() => results.querySelector(".hits")?.focus());
}
