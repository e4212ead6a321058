// Follows a job until it ends: asks {done, total, finished, tally: {name: n}} and fills the parts; then reloads,
// so that the server shows the results. The job goes on when the page is closed.
class Job extends window.StimulusModule.Controller {
  static targets = ["bar", "count", "tally"];
  static values = { url: String, seconds: { type: Number, default: 2 } };

  connect() {
    if (this.urlValue) this.wait();
  }

  disconnect() {
    clearTimeout(this.timer);
  }

  wait() {
    this.timer = setTimeout(() => this.ask(), this.secondsValue * 1000);
  }

  async ask() {
    try {
      const answer = await fetch(this.urlValue, { headers: { Accept: "application/json" } });
      if (answer.ok && this.tell(await answer.json())) return window.location.reload();
    } catch {
      // The line is down: the job is not; ask again.
    }
    return this.wait();
  }

  tell(job) {
    if (this.hasBarTarget) Object.assign(this.barTarget, { max: job.total || 1, value: job.done });
    for (const count of this.countTargets) count.textContent = String(job.done);
    for (const part of this.tallyTargets) {
      const number = job.tally?.[part.dataset.name];
      if (number !== undefined) part.textContent = String(number);
    }
    return job.finished;
  }
}
window.wagtail.app.register("eo-job", Job);
