// Keeps the marked parts of the text as a snippet of the unit; from then on the menu of parts offers it.
class Snippets extends window.StimulusModule.Controller {
  static targets = ["name", "said"];
  static values = { url: String };

  get text() {
    const part = document.querySelector('[data-controller~="wf-text"]');
    return this.application.getControllerForElementAndIdentifier(part, "wf-text");
  }

  async keep() {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    body.set("name", this.nameTarget.value);
    body.set("body", JSON.stringify(this.text.marked()));
    try {
      const answer = await fetch(this.urlValue, { method: "POST", body, headers: { Accept: "application/json" } });
      const told = await answer.json();
      this.saidTarget.textContent = told.message ?? this.saidTarget.dataset.failed;
      if (!answer.ok) return;
      this.text.offerSnippet(told.name, told.url);
      this.nameTarget.value = "";
    } catch {
      this.saidTarget.textContent = this.saidTarget.dataset.failed;
    }
  }
}
window.wagtail.app.register("wf-snippets", Snippets);
