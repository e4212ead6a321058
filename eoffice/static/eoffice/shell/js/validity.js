// What a browser says of an empty or wrong field comes in its own language; here it is said in ours.
document.addEventListener("invalid", ({ target }) => {
  const words = document.querySelector("[data-missing]")?.dataset;
  if (!words) return;
  target.setCustomValidity("");
  if (target.validity.valid) return;
  target.setCustomValidity(target.validity.valueMissing ? words.missing : words.wrong);
}, true);
for (const change of ["input", "change"]) {
  document.addEventListener(change, ({ target }) => target.setCustomValidity?.(""), true);
}
