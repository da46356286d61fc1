import type { Text } from '../engine/rule-set.ts';

/** The environment asks for what can't be. Says what to do, and holds no secret. */
export class SettingRefused extends Error {
  readonly text: Text;

  constructor(text: Text, cause?: unknown) {
    super(text.en, { cause });
    this.text = text;
  }
}
