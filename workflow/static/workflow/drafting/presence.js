// Who else has the draft open: says every few seconds that this window is there, is quiet while it is hidden, and
// shows who the others are. Newer text is told to `editor.js` by the event wf-presence:newer.
const BEAT_MS = 8000;
const TYPING_MS = 3000; // between two news of typing, sent only when somebody else is there

function newWindow() {
  const signs = [...window.crypto.getRandomValues(new Uint8Array(16))];
  return signs.map((one) => one.toString(16).padStart(2, "0")).join("");
}

class Presence extends window.StimulusModule.Controller {
  static targets = ["others"];
  static values = { url: String };

  connect() {
    this.window = newWindow();
    this.form = this.element.querySelector("form");
    this.heard = 0;
    this.onSight = () => (document.hidden ? this.rest() : this.beat());
    this.onLeave = () => navigator.sendBeacon(this.urlValue, this.said({ leaves: "1" }));
    document.addEventListener("visibilitychange", this.onSight);
    window.addEventListener("pagehide", this.onLeave);
    this.beat({ opens: "1" });
  }

  disconnect() {
    this.rest();
    this.isOver = true;
    document.removeEventListener("visibilitychange", this.onSight);
    window.removeEventListener("pagehide", this.onLeave);
  }

  rest() {
    clearTimeout(this.timer);
  }

  typing() {
    this.types = true;
    const isNews = Date.now() - (this.toldAt ?? 0) > TYPING_MS;
    if (this.othersTarget.textContent && isNews) this.beat();
  }

  said(more = {}) {
    const form = new FormData();
    form.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    form.set("window", this.window);
    form.set("row_version", String(Math.max(this.heard, Number(this.form.dataset.eoAutosaveVersionValue))));
    if (this.types) form.set("types", "1");
    for (const [name, value] of Object.entries(more)) form.set(name, value);
    return form;
  }

  async beat(more) {
    this.rest();
    if (this.isOver) return;
    const body = this.said(more);
    this.types = false;
    this.toldAt = Date.now();
    try {
      const answer = await fetch(this.urlValue, { method: "POST", body, headers: { Accept: "application/json" } });
      if (answer.ok) this.hear(await answer.json());
      else if (answer.status === 404 || answer.status === 409) this.end();
    } catch {
      // The line is down: the next beat tries again.
    }
    if (document.hidden || this.isOver) return;
    this.rest();
    this.timer = setTimeout(() => this.beat(), BEAT_MS);
  }

  hear({ others, newer }) {
    this.say(others.join(" "));
    if (!newer) return;
    this.heard = newer.version;
    this.dispatch("newer", { detail: newer });
  }

  end() {
    this.isOver = true;
    this.say(this.othersTarget.dataset.gone);
  }

  // The same words again are no news: a screen reader stays quiet.
  say(words) {
    if (this.othersTarget.textContent !== words) this.othersTarget.textContent = words;
  }
}
window.wagtail.app.register("wf-presence", Presence);
