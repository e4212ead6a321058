// Forty types are many: what is typed narrows them. Without script all of them stand there.
class Types extends window.StimulusModule.Controller {
  static targets = ["find", "box", "said", "group", "type"];

  connect() {
    this.findTarget.hidden = false;
    this.narrow();
  }

  narrow() {
    const words = this.boxTarget.value.toLowerCase().split(/\s+/).filter(Boolean);
    let left = 0;
    for (const type of this.typeTargets) {
      const text = type.textContent.toLowerCase();
      type.hidden = !words.every((word) => text.includes(word));
      left += type.hidden ? 0 : 1;
    }
    for (const group of this.groupTargets) {
      group.hidden = ![...group.querySelectorAll("li")].some((type) => !type.hidden);
    }
    const said = this.saidTarget.dataset;
    this.saidTarget.textContent = !words.length ? "" : left ? said.some.replace("#", left) : said.none;
  }
}
window.wagtail.app.register("wf-types", Types);
