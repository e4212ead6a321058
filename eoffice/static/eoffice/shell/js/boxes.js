// A field read by the computer points at its place on the scan: focus lights the box with its number.
// <form data-controller="eo-boxes">: any field inside [data-box="3"] lights [data-box-number="3"] on the page.
class Boxes extends window.StimulusModule.Controller {
  connect() {
    this.onFocus = (event) => this.light(event.target.closest("[data-box]")?.dataset.box);
    this.element.addEventListener("focusin", this.onFocus);
  }

  disconnect() {
    this.element.removeEventListener("focusin", this.onFocus);
  }

  light(number) {
    for (const box of document.querySelectorAll("[data-box-number]")) {
      box.classList.toggle("eo-box--on", number !== undefined && box.dataset.boxNumber === number);
    }
  }
}
window.wagtail.app.register("eo-boxes", Boxes);
