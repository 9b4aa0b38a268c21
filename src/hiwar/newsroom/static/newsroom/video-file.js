// A file that is too large is refused before an hour of sending it; the server refuses it again.
document.addEventListener("change", (event) => {
  const field = event.target;
  const most = Number(field.dataset?.mostBytes);
  if (!most || !field.files) return;
  const tooLarge = [...field.files].some((file) => file.size > most);
  field.setCustomValidity(tooLarge ? field.dataset.tooLarge : "");
  field.reportValidity();
});
