// A part of the page that stays true: asked again now and then, by its ETag; replaced only when something changed and nobody is in it.
class Live extends window.StimulusModule.Controller {
  static values = { url: String, tag: String, seconds: { type: Number, default: 20 } };

  connect() {
    this.wait();
  }

  disconnect() {
    clearTimeout(this.timer);
  }

  wait() {
    this.timer = setTimeout(() => this.ask(), this.secondsValue * 1000);
  }

  async ask() {
    if (document.visibilityState === "visible" && !this.element.contains(document.activeElement)) {
      // The line is down: the next time will tell.
      const answer = await fetch(this.urlValue, { headers: { "If-None-Match": this.tagValue } }).catch(() => null);
      if (answer?.status === 200) {
        this.tagValue = answer.headers.get("ETag") ?? "";
        const drawn = new DOMParser().parseFromString(await answer.text(), "text/html");
        this.element.replaceChildren(...drawn.body.childNodes);
      }
      if (answer && answer.status >= 400) return;
    }
    this.wait();
  }
}
window.wagtail.app.register("eo-live", Live);
