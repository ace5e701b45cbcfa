// Conveniences; every page works without them.
"use strict";

for (const button of document.querySelectorAll("button.scripted")) button.hidden = false;

function tell(button, text) {
  const told = button.closest("p, form").querySelector("[data-told]");
  if (told) told.textContent = text;
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(source.textContent);
      tell(button, "Tersalin.");
    } catch {
      // Without permission: selected, so that the user can copy it.
      getSelection().selectAllChildren(source);
      tell(button, "Tekan Ctrl+C untuk menyalin.");
    }
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => print());
}

// "/" goes to the search field, as on many sites.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select");
  const field = document.getElementById("q");
  if (event.key !== "/" || typing || !field || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  field.focus();
  field.select();
});

// Fields left empty stay out of the address, so that it can be sent.
for (const form of document.querySelectorAll('form[method="get"]')) {
  const fields = [...form.elements].filter((field) => field.name);
  form.addEventListener("submit", () => {
    for (const field of fields) field.disabled = !field.value;
  });
  addEventListener("pageshow", () => {
    for (const field of fields) field.disabled = false;
  });
}

// The list of documents narrows while one types.
for (const field of document.querySelectorAll("[data-narrow]")) {
  const rows = document.querySelectorAll(`#${field.dataset.narrow} tbody tr`);
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
    }
  });
}

// A file that would be refused is named before it is sent.
for (const field of document.querySelectorAll("[data-largest]")) {
  field.addEventListener("change", () => {
    const file = field.files[0];
    const large = file && file.size > Number(field.dataset.largest);
    const text = large ? "Berkas ini terlalu besar; pilih yang lain." : "";
    field.setCustomValidity(text);
    document.getElementById("terlalu").textContent = text;
  });
}
