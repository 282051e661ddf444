// Counts checks and prints each as one sentence, with what was found under those that fail.

/** Collects the outcome of every check of a run. */
export class Report {
  passed = 0;
  failed = 0;

  /** Prints a heading for the checks that follow. */
  heading(words) {
    console.log(`\n${words}`);
  }

  /** Prints a figure or a remark that is not a check. */
  note(words) {
    console.log(`        ${words}`);
  }

  /**
   * Records one check.
   * @param {string} sentence what is true when the check passes
   * @param {boolean} holds whether it is
   * @param {string[]} findings what was seen instead, one line each
   */
  check(sentence, holds, findings = []) {
    if (holds) {
      this.passed += 1;
      console.log(`  ok    ${sentence}`);
      return;
    }
    this.failed += 1;
    console.log(`  FAIL  ${sentence}`);
    for (const finding of findings) {
      console.log(`        ${finding}`);
    }
  }

  /** Records a check that passes when nothing was found. */
  nothingFound(sentence, findings) {
    this.check(sentence, findings.length === 0, findings);
  }

  /** Runs a check that throws when it fails, so that one broken journey does not hide the next. */
  async attempt(sentence, step) {
    try {
      await step();
      this.check(sentence, true);
      return true;
    } catch (fault) {
      this.check(sentence, false, firstLines(fault));
      return false;
    }
  }

  /** Prints the closing line and gives the exit code of the run. */
  close() {
    console.log(`\n${this.passed} passed, ${this.failed} failed`);
    return this.failed === 0 ? 0 : 1;
  }
}

/** Throws unless `holds`, with `found` as the message. */
export function insist(holds, found) {
  if (!holds) throw new Error(found);
}

function firstLines(fault) {
  const plain = String(fault.message ?? fault).replace(/\u001b\[\d+m/g, '');
  return plain.split('\n').slice(0, 6);
}
