// The tab with projects elsewhere: search, filters, choice, comparison and export.

const wishForm = find("form.wish");
const wishField = find("#wish");
const results = find(".tiltak-results");
const beside = find(".tiltak-beside"); // a comparison or a list of like projects, instead of the results
const SEVERAL = { least: 2, most: 4 };

let without = []; // what was understood and taken away again
let searched = 0; // counts searches, so that a late answer does not overwrite a newer one

const filters = () =>
  Object.fromEntries([...wishForm.querySelectorAll("select")].map((select) => [select.name, select.value]));
const wished = () => ({ query: wishField.value.trim(), filters: filters(), without });
const chosen = () => [...find("#tiltak").querySelectorAll(".choose:checked")].map((box) => box.value);

async function searchTiltak() {
  const number = ++searched;
  try {
    const { html } = await calls.tiltak(wished());
    if (number !== searched) return;
    results.innerHTML = html;
  } catch {
    if (number !== searched) return;
    results.replaceChildren(copyOf("failed"));
  }
  showResults();
  announce(results.querySelector(".hits, .failed").textContent);
}

function showResults() {
  beside.hidden = true;
  results.hidden = false;
  countChosen();
}

async function showBeside(call) {
  try {
    beside.innerHTML = (await call()).html;
  } catch {
    beside.replaceChildren(copyOf("failed"));
  }
  results.hidden = true;
  beside.hidden = false;
  const heading = beside.querySelector(".hits");
  heading?.focus();
  if (heading) announce(heading.textContent);
}

function countChosen() {
  const number = chosen().length;
  const sign = results.querySelector(".chosen");
  if (!sign) return;
  const fits = number >= SEVERAL.least && number <= SEVERAL.most;
  results.querySelector(".compare").setAttribute("aria-disabled", String(!fits));
  sign.textContent = number === 0 ? `Velg fra ${SEVERAL.least} til ${SEVERAL.most} tiltak for å sammenligne dem.` : `${number} valgt`;
}

async function exportTiltak(form) {
  saveFile(await calls.tiltak_file({ ...wished(), chosen: chosen(), form }));
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
find("#tiltak").addEventListener("change", (event) => {
  if (event.target.matches(".choose")) countChosen();
});
find("#tiltak").addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button || button.getAttribute("aria-disabled") === "true") return;
  if (button.matches(".unwish")) unwish(button.dataset.chip);
  if (button.matches(".compare")) showBeside(() => calls.tiltak_compare({ chosen: chosen() }));
  if (button.matches(".like")) showBeside(() => calls.tiltak_like({ key: button.dataset.key }));
  if (button.matches(".back")) { showResults(); results.querySelector(".hits")?.focus(); }
  if (button.matches(".export")) exportTiltak(button.dataset.form);
  if (button.matches(".print")) window.print();
});

function unwish(chip) {
  const select = wishForm.querySelector(`select[name="${CSS.escape(chip)}"]`);
  if (select?.value) select.value = "";
  else without = [...without, chip];
  searchTiltak().then(() => results.querySelector(".hits")?.focus());
}
