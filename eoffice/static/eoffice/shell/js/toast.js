// A toast leaves after ten seconds, but never while it is pointed at or focused.
class Toast extends window.StimulusModule.Controller {
  static values = { seconds: { type: Number, default: 10 } };

  connect() {
    this.hold = () => clearTimeout(this.timer);
    this.go = () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.element.remove(), this.secondsValue * 1000);
    };
    for (const name of ["focusin", "pointerenter"]) this.element.addEventListener(name, this.hold);
    for (const name of ["focusout", "pointerleave"]) this.element.addEventListener(name, this.go);
    this.go();
  }

  disconnect() {
    clearTimeout(this.timer);
  }

  dismiss() {
    this.element.remove();
  }
}
window.wagtail.app.register("eo-toast", Toast);
