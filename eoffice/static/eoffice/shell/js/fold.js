// A list of seldom acts behind one button: Esc and leaving it close it, and Esc gives the focus back.
class Fold extends window.StimulusModule.Controller {
  close() {
    if (!this.element.open) return;
    this.element.open = false;
    this.element.querySelector("summary").focus();
  }

  left(event) {
    if (!this.element.contains(event.relatedTarget)) this.element.open = false;
  }
}
window.wagtail.app.register("eo-fold", Fold);
