import type { RuleSet, Text } from '../engine/rule-set.ts';
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
  const files = filesOf(bytes);
  if (files === undefined)
    return failed(`留存的规则集 ${digest} 已损坏`, `the recorded rule set ${digest} is damaged`);
  const { ruleSet, diagnostics } = parseRuleSet(files);
  if (ruleSet === null) {
    const [first] = diagnostics.filter(({ severity }) => severity === 'error');
    return failed(
      `本版本的程序不接受留存的规则集 ${digest}：${first?.file}${first?.pointer} ${first?.message.zh}`,
      `this version doesn't accept the recorded rule set ${digest}: ${first?.file}${first?.pointer} ${first?.message.en}`,
    );
  }
  if (ruleSet.digest !== digest)
    return failed(
      `留存的规则集与其摘要不符：应为 ${digest}，实为 ${ruleSet.digest}`,
      `the recorded rule set isn't what its digest says: expected ${digest}, found ${ruleSet.digest}`,
    );
  return { ok: true, ruleSet };
}

function failed(zh: string, en: string): RecordedRuleSet {
  return { ok: false, why: { zh, en } };
}

/** The files of a recorded rule set; undefined where the bytes are none. */
export function filesOf(bytes: Uint8Array): readonly RuleFile[] | undefined {
  try {
    const plain = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as object;
    return Object.entries(plain).map(([path, json]) => ({ path, text: JSON.stringify(json) }));
  } catch {
    return undefined;
  }
}
