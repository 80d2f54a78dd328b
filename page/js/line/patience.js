// How long a result may be looked at that belongs to an older input.

export const VEIL_AFTER_MS = 200;
export const NONE_AFTER_MS = 8000;
export const WAIT_WORDS = { "": "", working: "Working …", none: "No result yet: waiting for a reply" };

/**
 * The clock of what a learner asked for and has no answer to yet.
 *
 * Its state is "" while the older result may still be read, "working" once it may not, and "none" when there has been
 * no answer for so long that the page must say so. A result that cannot be read comes back only when all that was
 * asked for is answered, so that a slow drag does not flicker.
 */
export class Patience {
  /** @param {(state: "" | "working" | "none") => void} tell hears of each change of the state */
  constructor(tell) {
    this.tell = tell;
    /** @type {"" | "working" | "none"} */
    this.state = "";
    this.latest = 0;
    this.done = 0;
    this.timers = { latest: 0, progress: 0, none: 0 };
  }

  /** Whether something that was asked for has no answer yet. */
  get waits() {
    return this.done < this.latest;
  }

  /** Something was asked for; what is asked for has numbers that rise. */
  asked(number = this.latest + 1) {
    if (number <= this.latest) return;
    const waited = this.waits;
    this.latest = number;
    // What stands there now has its own 200 ms, however many answers come to what stood there before.
    this.start("latest", VEIL_AFTER_MS, "working");
    if (!waited) this.goOn();
  }

  /** What was asked for has its answer, up to that number. */
  answered(number = this.latest) {
    if (number <= this.done) return;
    this.done = number;
    this.latest = Math.max(this.latest, number);
    if (this.waits) {
      if (this.state) this.become("working");
      this.goOn();
    } else this.stop();
  }

  /** Wait for nothing any more. */
  stop() {
    this.done = this.latest;
    for (const timer of Object.values(this.timers)) clearTimeout(timer);
    this.become("");
  }

  /** The oldest of what waits is on its way: its time begins. */
  goOn() {
    this.start("progress", VEIL_AFTER_MS, "working");
    this.start("none", NONE_AFTER_MS, "none");
  }

  start(name, after_ms, state) {
    clearTimeout(this.timers[name]);
    const late = () => {
      if (state === "none" || !this.state) this.become(state);
    };
    this.timers[name] = setTimeout(late, after_ms);
  }

  become(state) {
    if (state === this.state) return;
    this.state = state;
    this.tell(state);
  }
}
