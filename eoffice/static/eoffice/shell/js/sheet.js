// A dialog of the page: the opener and the dialog share this controller. Esc and the veil close it;
// the secret is wiped when it closes, every other field keeps what was chosen.
class Sheet extends window.StimulusModule.Controller {
  static targets = ["dialog", "secret"];

  dialogTargetConnected(dialog) {
    dialog.addEventListener("close", () => this.wipe());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    if (dialog.hasAttribute("data-open-now")) dialog.showModal();
  }

  open(event) {
    event?.preventDefault();
    this.dialogTarget.showModal();
    if (this.hasSecretTarget) this.secretTarget.focus();
  }

  close(event) {
    event?.preventDefault();
    this.dialogTarget.close();
  }

  wipe() {
    for (const secret of this.secretTargets) secret.value = "";
  }
}
window.wagtail.app.register("eo-sheet", Sheet);
