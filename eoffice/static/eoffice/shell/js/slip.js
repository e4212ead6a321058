// The disposition form says what will happen: to how many, by when. Words come from the server, # is the number.
class SlipForm extends window.StimulusModule.Controller {
  static targets = ["form", "near", "others", "person", "lead", "say", "button"];

  connect() {
    // Who prepares for a leader sends to nobody: that button says no number.
    this.plain = this.hasButtonTarget ? this.buttonTarget.textContent : "";
    this.tell();
  }

  all() {
    for (const box of this.nearTarget.querySelectorAll("input[name=to]")) box.checked = true;
    this.tell();
  }

  filter(event) {
    const wanted = event.target.value.toLowerCase();
    for (const row of this.othersTarget.children) {
      row.hidden = !row.textContent.toLowerCase().includes(wanted);
    }
  }

  tell() {
    const chosen = this.personTargets.filter((box) => box.checked);
    const lead = this.leadTargets.find((radio) => radio.checked);
    const first = chosen[0]?.value;
    if (first && !chosen.some((box) => box.value === lead?.value)) {
      this.leadTargets.find((radio) => radio.value === first).checked = true;
    }
    const day = this.formTarget.querySelector("input[name=due]:checked");
    const words = this.sayTarget.dataset;
    const said = chosen.length ? [words.some.replace("#", chosen.length)] : [];
    if (chosen.length && day?.value && day.value !== "other") {
      said.push(words.until.replace("#", day.parentElement.textContent.trim()));
    }
    this.sayTarget.textContent = said.length ? `${said.join(", ")}.` : words.none;
    if (!this.hasButtonTarget) return;
    this.buttonTarget.textContent = chosen.length
      ? this.buttonTarget.dataset.some.replace("#", chosen.length)
      : this.plain;
  }
}
window.wagtail.app.register("eo-slip", SlipForm);
