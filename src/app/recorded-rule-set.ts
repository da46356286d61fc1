import type { RuleSet, Text } from '../engine/rule-set.ts';
import { hash } from '../ledger/hash.ts';
import type { LedgerStore } from '../ledger/store.ts';
import type { RuleFile } from '../rules/parse-files.ts';
import { parseRuleSet } from '../rules/parse-rule-set.ts';

/** A recorded rule set, compiled; or why there is none. */
export type RecordedRuleSet =
  | { readonly ok: true; readonly ruleSet: RuleSet }
  | { readonly ok: false; readonly why: Text };

/** Loads recorded rule sets, each compiled once. Rejects with `StoreUnavailable`. */
export function createRuleSetLoader(
  store: Pick<LedgerStore, 'ruleSet'>,
): (digest: string) => Promise<RecordedRuleSet> {
  const loaded = new Map<string, RecordedRuleSet>();
  return async (digest) => {
    const known = loaded.get(digest);
    if (known !== undefined) return known;
    const result = compile(digest, await store.ruleSet(digest));
    loaded.set(digest, result);
    return result;
  };
}

function compile(digest: string, bytes: Uint8Array | undefined): RecordedRuleSet {
  if (bytes === undefined)
    return failed(`留存里没有规则集 ${digest}`, `the rule set ${digest} is not in the record`);
  if (!isRuleSet(digest, bytes))
    return failed(
      `留存的规则集与其摘要 ${digest} 不符：曾被改动`,
      `the recorded rule set isn't what its digest ${digest} says: it was altered`,
    );
  const { ruleSet, diagnostics } = parseRuleSet(ruleFilesOf(bytes));
  if (ruleSet === null) {
    const [first] = diagnostics.filter(({ severity }) => severity === 'error');
    return failed(
      `本版本的程序不接受留存的规则集 ${digest}：${first?.file}${first?.pointer} ${first?.message.zh}`,
      `this version doesn't accept the recorded rule set ${digest}: ${first?.file}${first?.pointer} ${first?.message.en}`,
    );
  }
  return { ok: true, ruleSet };
}

function failed(zh: string, en: string): RecordedRuleSet {
  return { ok: false, why: { zh, en } };
}

/** Whether the bytes of a recorded rule set are what its digest says. */
export function isRuleSet(digest: string, bytes: Uint8Array): boolean {
  return digest === `sha256:${Buffer.from(hash('sha256', bytes)).toString('hex')}`;
}

/** The files of a recorded rule set by path. Throws where it isn't what its digest says: ask first. */
export function filesOf(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Record<string, unknown>;
}

function ruleFilesOf(bytes: Uint8Array): readonly RuleFile[] {
  return Object.entries(filesOf(bytes)).map(([path, json]) => ({ path, text: JSON.stringify(json) }));
}
