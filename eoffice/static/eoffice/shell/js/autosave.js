// Saves a form while it is filled in, and says how it stands. The answer is JSON {version, saved_at}.
// 412 means somebody else changed it: the event eo-autosave:stale carries the answer, typing goes on.
// <form data-controller="eo-autosave" data-eo-autosave-url-value="…" data-eo-autosave-version-value="3">, and
// what it says as data-eo-autosave-saving-value, -saved-value, -unsaved-value and -stale-value.
//   <span class="eo-save" role="status" data-eo-autosave-target="state"></span>
class Autosave extends window.StimulusModule.Controller {
  static targets = ["state"];
  static values = {
    url: String,
    version: String,
    delay: { type: Number, default: 3000 },
    method: { type: String, default: "PATCH" },
    saving: String,
    saved: String, // with {time} where the clock stands
    unsaved: String,
    stale: String,
  };

  connect() {
    this.onInput = () => this.later();
    this.onOnline = () => this.dirty && this.save();
    this.onLeave = (event) => this.dirty && event.preventDefault();
    this.onSubmit = () => this.forget();
    this.element.addEventListener("input", this.onInput);
    this.element.addEventListener("submit", this.onSubmit);
    window.addEventListener("online", this.onOnline);
    window.addEventListener("beforeunload", this.onLeave);
  }

  disconnect() {
    this.forget();
    this.element.removeEventListener("input", this.onInput);
    this.element.removeEventListener("submit", this.onSubmit);
    window.removeEventListener("online", this.onOnline);
    window.removeEventListener("beforeunload", this.onLeave);
  }

  later(wait = this.delayValue) {
    this.dirty = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  forget() {
    clearTimeout(this.timer);
    this.dirty = false;
  }

  async save() {
    if (this.busy) return this.later();
    this.busy = true;
    this.dirty = false;
    this.say(this.savingValue);
    try {
      const answer = await fetch(this.urlValue, this.request());
      if (answer.status === 412) return this.refused(await answer.json());
      if (!answer.ok) throw new Error(String(answer.status));
      this.kept(await answer.json());
    } catch {
      this.say(this.unsavedValue);
      this.later(10000);
    } finally {
      this.busy = false;
    }
  }

  request() {
    const form = new FormData(this.element);
    const headers = { Accept: "application/json", "X-CSRFToken": form.get("csrfmiddlewaretoken") ?? "" };
    if (this.versionValue) headers["If-Match"] = `"${this.versionValue}"`;
    const body = this.methodValue === "POST" ? form : new URLSearchParams(form);
    return { method: this.methodValue, body, headers };
  }

  kept(told) {
    if (told.version !== undefined) this.versionValue = String(told.version);
    // The office's clock, wherever the browser's stands: the server names its own zone.
    const clock = String(told.saved_at ?? "").slice(11, 19).replaceAll(":", ".");
    this.say(this.savedValue.replace("{time}", clock));
    this.dispatch("saved", { detail: told });
  }

  refused(told) {
    this.say(this.staleValue);
    this.dirty = true;
    this.dispatch("stale", { detail: told });
  }

  say(words) {
    for (const state of this.stateTargets) state.textContent = words;
  }
}
window.wagtail.app.register("eo-autosave", Autosave);
