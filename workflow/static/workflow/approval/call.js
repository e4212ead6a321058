// Calling somebody: the name goes to where the cursor stands in the answer.
class Call extends window.StimulusModule.Controller {
  static targets = ["names"];

  connect() {
    for (const names of this.namesTargets) names.hidden = false;
  }

  put(event) {
    const box = event.currentTarget.form.elements.text;
    const gap = /\S$/u.test(box.value.slice(0, box.selectionStart)) ? " " : "";
    box.setRangeText(`${gap}${event.currentTarget.dataset.call} `, box.selectionStart, box.selectionEnd, "end");
    box.focus();
  }
}
window.wagtail.app.register("wf-call", Call);
