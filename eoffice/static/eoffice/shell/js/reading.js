// While the computer reads a letter: ask until it has ended, then load the page anew, unless somebody has typed.
class Reading extends window.StimulusModule.Controller {
  static values = { url: String, seconds: { type: Number, default: 2 } };

  connect() {
    this.element.addEventListener("input", () => (this.typed = true), { once: true });
    this.wait();
  }

  disconnect() {
    clearTimeout(this.timer);
  }

  wait() {
    this.timer = setTimeout(() => this.ask(), this.secondsValue * 1000);
  }

  async ask() {
    try {
      const answer = await fetch(this.urlValue, { headers: { Accept: "application/json" } });
      if (answer.ok && (await answer.json()).finished) {
        if (!this.typed) window.location.reload();
        return;
      }
    } catch {
      // The line is down: the reading is not; ask again.
    }
    this.wait();
  }
}
window.wagtail.app.register("eo-reading", Reading);
