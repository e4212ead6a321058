// Reads the QR code of a box with the phone's camera, where the browser knows how, and sends it like a typed label.
// Elsewhere the button stays hidden: typing works, and so does the phone's own camera.
class Scan extends window.StimulusModule.Controller {
  static targets = ["field", "start", "picture", "form"];

  connect() {
    this.startTarget.hidden = !("BarcodeDetector" in window && navigator.mediaDevices);
  }

  disconnect() {
    clearTimeout(this.timer);
    for (const track of this.stream?.getTracks() ?? []) track.stop();
  }

  async start() {
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      // The person, or the phone, lets no page use the camera.
      this.startTarget.hidden = true;
      return this.fieldTarget.focus();
    }
    this.detector = new window.BarcodeDetector({ formats: ["qr_code"] });
    this.pictureTarget.hidden = false;
    this.startTarget.hidden = true;
    this.pictureTarget.srcObject = this.stream;
    await this.pictureTarget.play();
    return this.look();
  }

  async look() {
    const [found] = await this.detector.detect(this.pictureTarget).catch(() => []);
    if (!found?.rawValue) {
      this.timer = setTimeout(() => this.look(), 250);
      return;
    }
    this.fieldTarget.value = found.rawValue;
    this.formTarget.requestSubmit();
  }
}
window.wagtail.app.register("ar-scan", Scan);
