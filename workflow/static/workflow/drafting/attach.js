// Attachments: each chosen file goes up at once, waits for its check, and then counts as part of the letter.
const ASK_MS = 1500;

class Attach extends window.StimulusModule.Controller {
  static targets = ["list", "file", "chip", "say"];
  static values = { url: String, waiting: String, failed: String };

  async take() {
    const files = [...this.fileTarget.files];
    this.fileTarget.value = "";
    await Promise.all(files.map((file) => this.send(file)));
  }

  async send(file) {
    const chip = this.chipTarget.content.firstElementChild.cloneNode(true);
    this.listTarget.append(chip);
    this.tell(chip, file.name, this.waitingValue);
    const form = new FormData();
    form.append("file", file);
    form.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    try {
      const answer = await fetch(this.urlValue, { method: "POST", body: form, headers: { Accept: "application/json" } });
      const told = await answer.json();
      if (!answer.ok) return this.refuse(chip, file.name, told.reason ?? this.failedValue);
      return await this.follow(chip, told);
    } catch {
      return this.refuse(chip, file.name, this.failedValue);
    }
  }

  async follow(chip, told) {
    let now = told;
    while (now.state === "quarantined" && chip.isConnected) {
      await new Promise((done) => setTimeout(done, ASK_MS));
      const answer = await fetch(`${this.urlValue}${now.id}/`, { headers: { Accept: "application/json" } });
      if (answer.ok) now = await answer.json();
    }
    if (now.state !== "clean") return this.refuse(chip, now.name, now.reason);
    const input = chip.querySelector("input");
    Object.assign(input, { name: "attachments", value: now.id, disabled: false });
    this.tell(chip, now.name, "");
    this.element.dispatchEvent(new Event("input", { bubbles: true }));
    return undefined;
  }

  refuse(chip, name, reason) {
    chip.remove();
    this.sayTarget.textContent = `${name}: ${reason}`;
  }

  tell(chip, name, state) {
    chip.querySelector("span").textContent = state ? `${name}, ${state}` : name;
  }

  drop(event) {
    event.currentTarget.closest("li").remove();
    this.element.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
window.wagtail.app.register("wf-attach", Attach);
