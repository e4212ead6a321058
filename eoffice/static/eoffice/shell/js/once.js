// One press, one act: the button says so and a second press does nothing; the key in the form
// makes the server show the first result should both arrive. Usage: <form data-controller="eo-once">;
// what the button says meanwhile is the data-sending of the frame around it.
class Once extends window.StimulusModule.Controller {
  connect() {
    this.onSubmit = (event) => this.send(event);
    this.onShow = (event) => event.persisted && this.release();
    this.element.addEventListener("submit", this.onSubmit);
    window.addEventListener("pageshow", this.onShow);
  }

  disconnect() {
    this.element.removeEventListener("submit", this.onSubmit);
    window.removeEventListener("pageshow", this.onShow);
  }

  send(event) {
    if (event.type !== "submit") return;
    if (this.sent || event.submitter?.getAttribute("aria-disabled") === "true") {
      event.preventDefault();
      return;
    }
    this.sent = true;
    this.button = event.submitter ?? this.element.querySelector("[type=submit]");
    if (!this.button) return;
    this.words = [...this.button.childNodes];
    // After the form data were taken, so that a named button still counts.
    setTimeout(() => {
      this.button.setAttribute("aria-disabled", "true");
      this.button.replaceChildren(this.element.closest("[data-sending]").dataset.sending);
    });
  }

  release() {
    this.sent = false;
    // The page came back out of the browser's memory: what is sent from it now is a new act.
    const key = this.element.querySelector("[name=idempotency_key]");
    // Not `randomUUID`: it is there in a secure context alone.
    if (key) key.value = window.crypto.getRandomValues(new Uint32Array(4)).join("-");
    if (!this.button) return;
    this.button.removeAttribute("aria-disabled");
    this.button.replaceChildren(...this.words);
  }
}
window.wagtail.app.register("eo-once", Once);
