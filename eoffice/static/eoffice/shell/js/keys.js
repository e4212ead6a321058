// Ctrl+Enter does the page's primary act; refused acts (aria-disabled) are focused instead, so the fault is heard.
class Keys extends window.StimulusModule.Controller {
  connect() {
    this.onKey = (event) => this.press(event);
    document.addEventListener("keydown", this.onKey);
  }

  disconnect() {
    document.removeEventListener("keydown", this.onKey);
  }

  press(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    const scope = document.querySelector("dialog[open]") ?? this.element;
    const acts = [...scope.querySelectorAll("[data-primary], .eo-btn--primary")];
    const act = acts.find((one) => one.offsetParent !== null);
    if (!act) return;
    event.preventDefault();
    if (act.getAttribute("aria-disabled") === "true") act.focus();
    else act.click();
  }
}
window.wagtail.app.register("eo-keys", Keys);
