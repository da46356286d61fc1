import { createInterface, type Interface } from 'node:readline';

/** A person at a terminal. */
export interface Prompt {
  /** Puts one question. Null when the input ends (Ctrl-D) or the person stops (Ctrl-C). */
  ask(question: string): Promise<string | null>;
  /** Lets go of the terminal; without it the process would wait for more. */
  close(): void;
}

/** Nothing is read before the first question; lines typed ahead answer the questions that come. */
export function createPrompt(): Prompt {
  let open: { readonly lines: Interface; readonly answers: AsyncIterator<string> } | undefined;
  const start = () => {
    const lines = createInterface({ input: process.stdin, output: process.stdout });
    lines.once('SIGINT', () => lines.close());
    return { lines, answers: lines[Symbol.asyncIterator]() };
  };
  return {
    async ask(question) {
      open ??= start();
      open.lines.setPrompt(question);
      open.lines.prompt();
      const answer = await open.answers.next();
      return answer.done === true ? null : answer.value;
    },
    close: () => open?.lines.close(),
  };
}
