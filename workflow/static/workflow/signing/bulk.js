// Keys of the bulk reader: S agrees, L skips, arrows move. Single letters rest while somebody types, while the
// secret is asked, and for those who switched such keys off in their profile.
class Bulk extends window.StimulusModule.Controller {
  static targets = ["agree", "skip"];
  static values = { keys: { type: Boolean, default: true } };

  connect() {
    this.onKey = (event) => this.press(event);
    document.addEventListener("keydown", this.onKey);
  }

  disconnect() {
    document.removeEventListener("keydown", this.onKey);
  }

  press(event) {
    if (!this.keysValue || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (document.querySelector("dialog[open]")) return;
    const act = this.act(event.key);
    if (!act) return;
    event.preventDefault();
    act.click();
  }

  act(key) {
    if (key === "s" || key === "S") return this.agreeTarget;
    if (key === "l" || key === "L") return this.skipTarget;
    if (key === "ArrowLeft") return document.querySelector("a[rel=prev]");
    if (key === "ArrowRight") return document.querySelector("a[rel=next]");
    return null;
  }
}
window.wagtail.app.register("wf-bulk", Bulk);
