// A large file goes up part by part. After a dropped line, and after a reload with the same file, it goes on with the first
// part that the server does not have; the key it has there is remembered by this window.
const PART_BYTES = 2 * 1024 * 1024; // as eoffice/files/parts.py
const TRIES = 5; // in a row, each after twice the pause of the last
const PAUSE_MS = 1000;
const GONE = 404;

// `crypto.randomUUID` is there in a secure context alone.
const newKey = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
};

class FileInParts {
  static bytes = PART_BYTES;

  // `post(fields, ahead)` gives { ok, status, told } and fails when the line is down; `goesOn` tells whether it is wanted.
  constructor(file, post, goesOn) {
    Object.assign(this, { file, post, goesOn });
    this.mark = `wf-parts:${file.name}:${file.size}:${file.lastModified}`;
    this.count = Math.ceil(file.size / PART_BYTES);
  }

  async send(tell) {
    let answer = await this.begin();
    while (answer.ok && !answer.told.upload && this.goesOn()) {
      const number = this.next(answer.told.parts);
      const before = PART_BYTES * answer.told.parts.length;
      answer = await this.surely(() => this.part(number, (loaded) => tell(Math.min(before + loaded, this.file.size))));
    }
    // what was refused begins anew when it is chosen again; what the line stopped goes on
    if (answer.told.upload || (!answer.ok && answer.status < 500)) sessionStorage.removeItem(this.mark);
    return answer.told.upload ? { ok: true, told: answer.told.upload } : answer;
  }

  // What the server has under the remembered key; nothing where it has forgotten it.
  async begin() {
    const none = { ok: true, told: { parts: [], upload: null } };
    this.key = sessionStorage.getItem(this.mark);
    if (this.key) {
      const answer = await this.surely(() => this.post({ key: this.key }, () => undefined));
      if (answer.status !== GONE) return answer;
    }
    this.key = newKey();
    sessionStorage.setItem(this.mark, this.key);
    return none;
  }

  // With all there and not joined yet, the last one is sent again, which joins them.
  next(parts) {
    for (let number = 1; number < this.count; number += 1) if (!parts.includes(number)) return number;
    return this.count;
  }

  part(number, ahead) {
    const content = this.file.slice((number - 1) * PART_BYTES, number * PART_BYTES);
    return this.post({ key: this.key, number, size: this.file.size, name: this.file.name, file: content }, ahead);
  }

  async surely(act) {
    for (let tries = 1; ; tries += 1) {
      try {
        const answer = await act();
        if (answer.status < 500 || tries === TRIES) return answer;
      } catch (fault) {
        if (tries === TRIES || !this.goesOn()) throw fault;
      }
      await new Promise((done) => setTimeout(done, PAUSE_MS * 2 ** (tries - 1)));
    }
  }
}
window.FileInParts = FileInParts; // for `attach.js`, which is read after this
