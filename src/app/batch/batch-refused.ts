import type { Text } from '../../engine/rule-set.ts';

/** The input or the output can't be used as it is: whoever asked can put it right. */
export class BatchRefused extends Error {
  readonly text: Text;

  constructor(text: Text) {
    super(text.en);
    this.text = text;
  }
}

/** Something outside broke in the midst of a run; what was done is kept. */
export class BatchBroken extends Error {
  readonly text: Text;

  constructor(text: Text, cause: unknown) {
    super(text.en, { cause });
    this.text = text;
  }
}
