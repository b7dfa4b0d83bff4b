// Choosing a board puts its template (data-template) into the details, unless something was typed there. A list of known
// values (datalist) goes on after each comma.
const area = document.querySelector("textarea[data-template]");
area?.form.addEventListener("change", ({ target }) => {
  const template = (target.selectedOptions?.[0] ?? target).dataset.template;
  if (target.name !== "board" || template === undefined) return;
  if (area.value.trim() && area.value.trim() !== area.dataset.template.trim()) return;
  area.value = template;
  area.dataset.template = template;
  area.dispatchEvent(new Event("input", { bubbles: true }));
});
for (const field of document.querySelectorAll("input[list=known-tags]")) {
  const known = [...field.list.options].map((option) => option.value);
  field.addEventListener("input", () => {
    const before = /^.*[,،;] */.exec(field.value)?.[0] ?? "";
    field.list.replaceChildren(...known.map((tag) => new Option("", before + tag)));
  });
}
